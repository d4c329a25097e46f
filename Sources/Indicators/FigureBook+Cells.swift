import Diagnostics

extension FigureBook {
    /// The cells that a figure rests on, through other indicators too, each once, in the order of formulas.
    package func cells(under figure: Figure) -> [Derivation.CellInput] {
        var out: [Derivation.CellInput] = []
        var seen: Set<[String]> = []
        var visited: Set<String> = []
        var pending: [Derivation.Input] = figure.derivation.inputs.reversed()
        while let input = pending.popLast() {
            switch input {
            case .cell(let cell):
                // Rows of two queries to one database stand at the same places.
                if seen.insert([cell.table, cell.location.description]).inserted { out.append(cell) }
            case .indicator(let inner):
                guard visited.insert(inner.bundle + "\0" + inner.name).inserted,
                    let figure = self.figure(named: inner.name, in: inner.bundle)
                else { continue }
                pending += figure.derivation.inputs.reversed()
            case .column: continue
            }
        }
        return out
    }
}
