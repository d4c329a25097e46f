import Diagnostics
import Languages
import Quantities
import Tables

@testable import Charts

/// Tables whose numbers are known in every way.
enum IntervalTables {
    static let kinds = Drawing.table(
        "kinds",
        [
            ("exact", "52"), ("about", "~64"), ("more", ">70"), ("at least", ">=40"), ("less", "<50"),
            ("range", "40..60"), ("plus or minus", "55±8"), ("missing", "[x]"),
        ])

    static let negative = Drawing.table(
        "negative", [("a", "-20"), ("b", "~-15"), ("c", ">-12"), ("d", "<-10"), ("e", "-9..-5"), ("f", "8")])

    static let crowd = Drawing.table("crowd", (10..<40).map { ("\($0)", "~\($0)") })

    static let parts = table(
        "parts", ["label", "part"],
        [
            ["a", "x", "10"], ["a", "y", "12"], ["b", "x", "4..8"], ["b", "y", "10"], ["c", "x", ">6"],
            ["c", "y", "9"], ["d", "x", "~7"], ["d", "y", "5"],
        ])

    static let series = table(
        "series", ["year", "group"],
        [
            ["2020", "a", "10"], ["2021", "a", "12..16"], ["2022", "a", "15..20"], ["2023", "a", "18..26"],
            ["2024", "a", ">24"], ["2020", "b", "5"], ["2021", "b", "~7"], ["2022", "b", "~9"],
            ["2023", "b", "8..12"], ["2024", "b", "<14"],
        ])

    static let share = table(
        "share", ["label"], [["a", "44"], ["b", ">70"], ["c", "~55"], ["d", "<9"]], minimum: 0, maximum: 100)

    static let all = [kinds, negative, crowd, parts, series, share]

    /// The same numbers as if they were exact.
    static let exact = all.map { table in
        let value = table.fieldIndex("value") ?? 0
        let columns = table.fields.indices.map { field in
            (0..<table.rowCount).map { row -> Cell in
                let cell = table.cell(row: row, field: field)
                guard field == value, case .quantity(let quantity) = cell else { return cell }
                return quantity.value.map { .quantity(Quantity($0)) } ?? .missing(.empty)
            }
        }
        return Table(name: table.name, fields: table.fields, columns: columns, at: SourceLocation(file: "t.csv"))
    }

    /// A table of text columns and, as its last, a quantity column `value`.
    static func table(
        _ name: String, _ keys: [String], _ rows: [[String]], minimum: Int64? = nil, maximum: Int64? = nil
    ) -> Table {
        var value = Field(name: "value", kind: .number)
        value.minimum = minimum.map { Number(significand: Int128($0), exponent: 0) }
        value.maximum = maximum.map { Number(significand: Int128($0), exponent: 0) }
        let texts = keys.indices.map { i in rows.map { Cell.text($0[i]) } }
        let numbers = rows.map { row in Quantity(parsing: row.last ?? "").map(Cell.quantity) ?? .missing(.empty) }
        return Table(
            name: name, fields: keys.map { Field(name: $0, kind: .string) } + [value], columns: texts + [numbers],
            at: SourceLocation(file: "\(name).csv"))
    }
}
