import Diagnostics

extension FigureBook {
    /// The cells that a figure rests on, through other indicators too, each once, in the order of formulas.
    package func cells(under figure: Figure) -> [Derivation.CellInput] {
        var seen: Set<SourceLocation> = []
        return data(under: figure).compactMap { input in
            if case .cell(let cell) = input, seen.insert(cell.location).inserted { cell } else { nil }
        }
    }

    /// The tables of a bundle that a figure rests on, through other indicators too, by name.
    package func tables(under figure: Figure, in bundle: String) -> Set<String> {
        var out: Set<String> = []
        for input in data(under: figure) where input.bundle == bundle {
            switch input {
            case .cell(let cell): out.insert(cell.table)
            case .column(let column): out.insert(column.table)
            case .indicator: continue
            }
        }
        return out
    }

    /// The cells and columns that a figure rests on, through other indicators too, in the order of formulas.
    private func data(under figure: Figure) -> [Derivation.Input] {
        var out: [Derivation.Input] = []
        var visited: Set<String> = []
        var pending: [Derivation.Input] = figure.derivation.inputs.reversed()
        while let input = pending.popLast() {
            switch input {
            case .cell, .column: out.append(input)
            case .indicator(let inner):
                guard visited.insert(inner.bundle + "\0" + inner.name).inserted,
                    let figure = self.figure(named: inner.name, in: inner.bundle)
                else { continue }
                pending += figure.derivation.inputs.reversed()
            }
        }
        return out
    }
}
