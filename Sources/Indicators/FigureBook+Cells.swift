import Diagnostics

extension FigureBook {
    /// The cells that a figure rests on, through other indicators too, each once, in the order of formulas.
    package func cells(under figure: Figure) -> [Derivation.CellInput] {
        var seen: Set<SourceLocation> = []
        return data(under: figure).compactMap { input in
            guard case .cell(let cell) = input, cell.step == nil, seen.insert(cell.location).inserted else {
                return nil
            }
            return cell
        }
    }

    /// The tables of a bundle that a figure rests on, through other indicators too, by name.
    package func tables(under figure: Figure, in bundle: String) -> Set<String> {
        var out: Set<String> = []
        for input in data(under: figure) where input.bundle == bundle {
            switch input {
            case .cell(let cell): out.insert(cell.table)
            case .column(let column): out.formUnion([column.table] + column.parts.map(\.table))
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
            case .cell(let cell):
                out.append(input)
                // What a derived table's formula gave rests on the cells that it read.
                if let step = cell.step { pending += step.inputs.reversed() }
            case .column: out.append(input)
            case .indicator(let inner):
                guard visited.insert(inner.bundle + "\0" + inner.name).inserted,
                    let figure = self.figure(named: inner.name, in: inner.bundle)
                else { continue }
                pending += figure.derivation.inputs.reversed()
            }
        }
        return out
    }

    /// The columns of files that a figure's own formula rests on, through derived tables too, each once.
    func columns(under figure: Figure) -> [Derivation.ColumnInput] {
        var out: [Derivation.ColumnInput] = []
        func add(_ inputs: [Derivation.Input]) {
            for input in inputs {
                switch input {
                case .column(let column):
                    for part in column.parts.isEmpty ? [column] : column.parts
                    where !out.contains(where: {
                        $0.file == part.file && $0.field == part.field && $0.rows == part.rows
                    }) {
                        out.append(part)
                    }
                // Steps lie within each other no deeper than they were gone down into.
                case .cell(let cell): if let step = cell.step { add(step.inputs) }
                case .indicator: continue
                }
            }
        }
        add(figure.derivation.inputs)
        return out
    }
}
