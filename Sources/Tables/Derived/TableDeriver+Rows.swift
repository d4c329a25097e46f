import Diagnostics
import Expressions
import Quantities

// Which rows there are, and in what order: `where`, `sort`.

extension TableDeriver {
    /// The rows where all conditions hold; where one is missing, the row is left out.
    mutating func filtered(_ table: Table, _ formulas: [Expression]) -> Table? {
        var rows = (0..<table.rowCount).map(Int32.init)
        var isWhole = true
        for formula in formulas {
            let scope = FormulaScope(formula, of: table, among: others, isOfGroups: false)
            guard var run = FormulaRun(scope, into: &findings) else {
                isWhole = false
                continue
            }
            var kept: [Int32] = []
            for row in rows {
                if run.isHopeless { break }
                switch run.value(Int(row)) {
                case .boolean(true): kept.append(row)
                case .boolean(false), .missing, nil: continue
                case let value?:
                    run.refuse(
                        Int(row), "this is \(value.kind), a condition is true or false",
                        hint: "a condition compares: status == 'open'")
                }
            }
            if !run.finish(into: &findings) { isWhole = false }
            rows = kept
        }
        return isWhole ? chosen(table, rows: rows) : nil
    }

    /// By each key in turn, rows of one key as they stood; what is missing comes last either way.
    mutating func sorted(_ table: Table, _ keys: [DerivedStep.SortKey]) -> Table? {
        var columns: [(ranks: [Int32], isDescending: Bool)] = []
        var isWhole = true
        for key in keys {
            guard let field = field(key.field, of: table) else {
                isWhole = false
                continue
            }
            guard let ranks = ranks(of: field, in: table, at: key.field.location) else {
                isWhole = false
                continue
            }
            columns.append((ranks, key.isDescending))
        }
        guard isWhole else { return nil }
        let rows = (0..<table.rowCount).map(Int32.init).sorted { a, b in
            for (ranks, isDescending) in columns {
                let x = ranks[Int(a)]
                let y = ranks[Int(b)]
                if x == y { continue }
                if x < 0 || y < 0 { return y < 0 }
                return isDescending ? x > y : x < y
            }
            return a < b
        }
        return chosen(table, rows: rows)
    }

    /// The rank of each row's value among all, from 0, equals alike; −1 of what is missing. Numbers by their published
    /// value, dates by their first day, texts by their code points.
    private mutating func ranks(of field: Int, in table: Table, at location: SourceLocation) -> [Int32]? {
        var numbers: [(Number, Int)] = []
        var texts: [(String, Int)] = []
        var unit: Unit?
        for row in 0..<table.rowCount {
            switch table.cell(row: row, field: field) {
            case .missing: continue
            case .quantity(let found):
                let quantity = unit.map(found.converted(to:)) ?? found
                unit = unit ?? found.unit
                if let unit, !quantity.unit.isComparable(to: unit) {
                    _ = fail(
                        .formulaUnit,
                        "“\(table.fields[field].name)” has values in “\(unit.symbol)” and in “\(found.unit.symbol)”",
                        at: location, hint: "rows are sorted by values of one unit")
                    return nil
                }
                if let value = quantity.value { numbers.append((value, row)) }
            case .date(let date): numbers.append((Number(date.firstDay), row))
            case .boolean(let flag): numbers.append((Number(flag ? 1 : 0), row))
            case .text(let text): texts.append((text, row))
            }
        }
        var out = Array(repeating: Int32(-1), count: table.rowCount)
        func number<T>(_ list: [(T, Int)], _ isSame: (T, T) -> Bool) {
            var rank: Int32 = -1
            var last: T?
            for (value, row) in list {
                if !(last.map { isSame($0, value) } ?? false) { rank += 1 }
                last = value
                out[row] = rank
            }
        }
        number(numbers.sorted { $0.0 < $1.0 }, ==)
        number(
            texts.sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }, { $0.utf8.elementsEqual($1.utf8) })
        return out
    }
}
