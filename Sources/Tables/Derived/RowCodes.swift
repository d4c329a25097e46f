import Expressions
import Quantities

/// Numbers for the values of fields, row by row, from 0 in the order in which they first come: what rows are put
/// together by.
struct RowCodes {
    private(set) var codes: [Int32] = []
    /// The row in which each code first stands.
    private(set) var firstRows: [Int32] = []

    /// Of no field: all rows are alike.
    init(_ fields: [Int], of table: Table) {
        codes = Array(repeating: 0, count: table.rowCount)
        firstRows = table.rowCount > 0 ? [0] : []
        for field in fields { refine(by: field, of: table) }
    }

    private mutating func refine(by field: Int, of table: Table) {
        let isFirst = firstRows.count <= 1
        let values = Self.codes(of: field, in: table)
        var known: [UInt64: Int32] = [:]
        var first: [Int32] = []
        for row in codes.indices {
            let pair = isFirst ? UInt64(values[row]) : UInt64(codes[row]) << 32 | UInt64(values[row])
            if let code = known[pair] {
                codes[row] = code
            } else {
                let code = Int32(first.count)
                known[pair] = code
                first.append(Int32(row))
                codes[row] = code
            }
        }
        firstRows = first
    }

    private static func codes(of field: Int, in table: Table) -> [Int32] {
        var known: [KeyText: Int32] = [:]
        var out: [Int32] = []
        out.reserveCapacity(table.rowCount)
        for row in 0..<table.rowCount {
            let text = KeyText(table.cell(row: row, field: field).groupText)
            if let code = known[text] {
                out.append(code)
            } else {
                let code = Int32(known.count)
                known[text] = code
                out.append(code)
            }
        }
        return out
    }

    /// The rows of each code, ascending.
    var groups: RowGroups {
        var starts = Array(repeating: Int32(0), count: firstRows.count + 1)
        for code in codes { starts[Int(code) + 1] += 1 }
        for index in firstRows.indices { starts[index + 1] += starts[index] }
        var order = Array(repeating: Int32(0), count: codes.count)
        var next = starts
        for (row, code) in codes.enumerated() {
            order[Int(next[Int(code)])] = Int32(row)
            next[Int(code)] += 1
        }
        return RowGroups(order: order, starts: starts)
    }
}

extension Cell {
    /// What tells it from others of its field: numbers by their value and unit, however they are written.
    fileprivate var groupText: String {
        switch self {
        case .text(let text): return text
        case .missing(let reason): return "\u{0}" + reason.symbol
        case .quantity(let quantity):
            let number = quantity.notation ?? "\u{0}"
            return quantity.unit == .none ? number : number + "\u{0}" + quantity.unit.symbol
        default: return Table.written(self)
        }
    }
}
