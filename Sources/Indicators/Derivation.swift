import Diagnostics
import Expressions
import Languages
import Quantities
import Tables

/// How a figure came about: its formula, what that read, and where this comes from.
package struct Derivation: Sendable {
    package struct CellInput: Sendable {
        /// The content path of its bundle.
        package var bundle: String
        package var table: String
        /// The indices of its row and field in the table.
        package var indices: (row: Int, field: Int)
        /// The row's primary key, its fields joined by a comma; the row's number from 1 where there is none.
        package var row: String
        package var field: String
        package var location: SourceLocation
        package var cell: Cell
        /// As the file has it.
        package var text: String
        package var unit: Unit
        /// The table that it stands in.
        package var source: Table
        /// How a formula of a derived table came to it; nil of what was read.
        package var step: Step?
    }

    package struct ColumnInput: Sendable {
        /// The content path of its bundle.
        package var bundle: String
        package var table: String
        package var field: String
        /// The index of the field in the table.
        package var index: Int
        package var file: String
        /// The lines of its first and last cell.
        package var lines: ClosedRange<Int>
        package var count: Int
        package var missing: Int
        /// The table that it stands in.
        package var source: Table
        /// The rows that are meant, ascending; nil of all.
        package var rows: [Int]?
        /// Of a derived table's column, the columns of files that it rests on.
        package var parts: [ColumnInput] = []

        /// The row of its cell at this place.
        package func row(_ index: Int) -> Int { rows.map { $0[index] } ?? index }
    }

    /// A formula of a derived table, as it came to one cell.
    package struct Step: Sendable {
        package var expression: Expression
        package var inputs: [Input]
        /// For each node of the formula that read something, the place of that among the inputs.
        package var reads: [Expression.Index: Int]
    }

    package struct IndicatorInput: Sendable {
        /// The content path of its bundle.
        package var bundle: String
        package var slug: String
        package var name: String
        package var label: LocalizedText?
        package var value: StrictValue
        package var location: SourceLocation
    }

    package enum Input: Sendable {
        case cell(CellInput)
        case column(ColumnInput)
        case indicator(IndicatorInput)

        /// The content path of the bundle that it is taken from.
        package var bundle: String {
            switch self {
            case .cell(let cell): cell.bundle
            case .column(let column): column.bundle
            case .indicator(let indicator): indicator.bundle
            }
        }
    }

    package var formula: String
    /// The formula as a tree.
    package let expression: Expression
    /// In order of first use.
    package var inputs: [Input]
    /// For each node of the formula that read something, the place of that among the inputs.
    package private(set) var reads: [Expression.Index: Int] = [:]
    /// The origins of all tables that went in, through other indicators too, each once.
    package var sources: [Origin]
    /// The dates that its data are as of, through other indicators too: those of rows with an `as_of`, else those of
    /// their tables' origins. Nil where nothing has a date.
    package var asOf: DatePeriod?
    /// True where the build's date went in.
    package var usesBuildDate: Bool
    /// True where the bounds are the tightest that can be shown: exact at the corners of what the cells may be. False
    /// where they are those of plain interval arithmetic, which may be wider than need be, since a cell that is known
    /// only in part stands in the formula more than once.
    package var isTight = true
}

extension Derivation {
    /// Tells what an evaluation read.
    init(of expression: Expression, _ result: StrictResult, in book: FigureBook) {
        formula = trimmed(expression.text)
        self.expression = expression
        inputs = []
        sources = []
        usesBuildDate = expression.nodes.contains { if case .call("asof", _) = $0.kind { true } else { false } }
        var places: [StrictInput: Int] = [:]
        for input in result.inputs {
            let place = inputs.count
            defer { if inputs.count > place { places[input] = place } }
            switch input {
            case .cell(let bundle, let table, let row, let field):
                guard let table = book.table(table, in: bundle) else { continue }
                let cell = CellInput(bundle, table, row: row, field: field)
                add(table.origins, asOf: table.asOf(row: row).map(DatePeriod.init) ?? cell.asOf)
                inputs.append(.cell(cell))
            case .column(let bundle, let table, let field):
                guard let table = book.table(table, in: bundle) else { continue }
                let column = ColumnInput(bundle, table, field: field)
                add(table.origins, asOf: table.asOf ?? column.asOf)
                inputs.append(.column(column))
            case .indicator(let bundle, let name):
                guard let figure = book.figure(named: name, in: bundle) else { continue }
                inputs.append(
                    .indicator(
                        IndicatorInput(
                            bundle: bundle, slug: book.slug(of: bundle), name: name, label: figure.label,
                            value: figure.value, location: figure.location)))
                add(figure.derivation.sources, asOf: figure.derivation.asOf)
                usesBuildDate = usesBuildDate || figure.derivation.usesBuildDate
            }
        }
        for (node, input) in result.reads { reads[node] = places[input] }
    }

    /// `dates` are what the rows say; where they say nothing, their origins do.
    private mutating func add(_ origins: [Origin], asOf dates: DatePeriod?) {
        for origin in origins where !sources.contains(origin) { sources.append(origin) }
        if let dates {
            asOf.formUnion(dates)
        } else {
            for origin in origins { asOf.formUnion(origin.asOf.map(DatePeriod.init)) }
        }
    }
}

/// Without white space at its ends.
func trimmed(_ text: String) -> String {
    var bytes = Array(text.utf8)[...]
    while let first = bytes.first, first == 0x20 || (0x09...0x0D).contains(first) { bytes.removeFirst() }
    while let last = bytes.last, last == 0x20 || (0x09...0x0D).contains(last) { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
}
