import Diagnostics
import Expressions
import Quantities

/// `capacity`: its columns by name, its rows by primary key.
package struct TableReference: StrictReference {
    package let table: Table
    /// The content path of its bundle.
    let bundle: String
    /// The parts of a primary key of several fields that were given so far.
    var key: [String] = []

    package init(table: Table, bundle: String) {
        self.table = table
        self.bundle = bundle
    }

    private init(table: Table, bundle: String, key: [String]) {
        self.table = table
        self.bundle = bundle
        self.key = key
    }

    package var kind: String { "the table “\(table.name)”" }
    package var usage: String? { "a cell is written \(table.name)[\"key\"].field" }

    package func member(_ name: String) -> StrictLookup {
        guard let field = table.fieldIndex(name) else {
            guard table.primaryKey.count == 1, table.row(forKey: [name]) != nil else {
                return .unknown(among: table.fields.map(\.name))
            }
            return .refused(
                .formulaName, "\(kind) has no column “\(name)”", hint: "a row is written \(table.name)[\"\(name)\"]")
        }
        let column = (0..<table.rowCount).map { table.value(row: $0, field: field, in: bundle) }
        return .found(.column(column), from: .column(bundle: bundle, table: table.name, field: field))
    }

    package func element(_ key: StrictValue) -> StrictLookup {
        guard !table.primaryKey.isEmpty else {
            return .refused(
                .formulaRow, "the table “\(table.name)” has no primary key to find a row by",
                hint: "add primaryKey to its schema in datapackage.yaml")
        }
        guard let text = key.keyText else {
            return .refused(.formulaRow, "a key is a text or a number, found \(key.kind)", hint: nil)
        }
        let whole = self.key + [text]
        if whole.count < table.primaryKey.count {
            return .found(.reference(TableReference(table: table, bundle: bundle, key: whole)))
        }
        if let row = table.row(forKey: whole) {
            return .found(.reference(RowReference(table: table, bundle: bundle, row: row, key: text)))
        }
        return .refused(
            .formulaRow, "the table “\(table.name)” has no row “\(whole.joined(separator: ", "))”",
            hint: NearestName.hint(for: text, among: table.keys))
    }
}

/// `capacity["hong_kong"]`: its cells by field.
package struct RowReference: StrictReference {
    package let table: Table
    let bundle: String
    let row: Int
    let key: String

    package var kind: String { "the row “\(key)” of “\(table.name)”" }
    package var usage: String? {
        "name one of its fields: \(table.name)[\"\(key)\"].\(table.fields.last?.name ?? "field")"
    }

    package func member(_ name: String) -> StrictLookup {
        guard let field = table.fieldIndex(name) else { return .unknown(among: table.fields.map(\.name)) }
        return .found(
            table.value(row: row, field: field, in: bundle),
            from: .cell(bundle: bundle, table: table.name, row: row, field: field))
    }

    /// `row["field name"]`, for fields whose name is no identifier.
    package func element(_ key: StrictValue) -> StrictLookup {
        guard case .text(let name) = key else {
            return .refused(.formulaName, "a field is named by a text, found \(key.kind)", hint: nil)
        }
        return member(name)
    }
}

extension Table {
    /// A cell's value in formulas, a number with the digits that its file writes. Numbers that are known only in part
    /// are marked by the cell of a file that they stand in, so that copies of one cell are one unknown.
    package func value(row: Int, field: Int, in bundle: String) -> StrictValue {
        let value = StrictValue(cell(row: row, field: field))
        guard case .quantity(var quantity) = value else { return value }
        let isPoint = quantity.interval.point != nil
        guard quantity.mayBeMeasured || (isDerived && !isPoint) else { return value }
        guard let place = origin(row: row, field: field) else { return value }
        if quantity.mayBeMeasured, place.table.formula(of: place.field) == nil {
            quantity = quantity.measured(writtenAs: place.table.text(row: place.row, field: place.field))
        }
        let measured = StrictValue.quantity(quantity)
        guard isDerived, !isPoint else { return measured }
        // A formula's own cells are told from those of the steps after it, which have the same name.
        let name = place.table.isDerived ? "\(place.table.name)\u{0}\(place.table.depth)" : place.table.name
        return measured.placed(at: .cell(bundle: bundle, table: name, row: place.row, field: place.field))
    }

    /// The same, marked as one unknown wherever it is used, for formulas whose evaluation does not see to that.
    func placedValue(row: Int, field: Int, in bundle: String) -> StrictValue {
        let value = value(row: row, field: field, in: bundle)
        guard case .quantity(let quantity) = value, quantity.interval.point == nil, quantity.dependence == nil else {
            return value
        }
        return value.placed(at: .cell(bundle: bundle, table: name, row: row, field: field))
    }
}

extension StrictValue {
    package init(_ cell: Cell) {
        switch cell {
        case .missing(let reason): self = .missing(reason)
        case .quantity(let quantity): self = .quantity(quantity)
        case .text(let text): self = .text(text)
        case .boolean(let flag): self = .boolean(flag)
        case .date(let date): self = .date(date)
        }
    }

    /// As a cell of a key is written.
    var keyText: String? {
        switch self {
        case .text(let text): text
        case .date(let date): date.description
        case .boolean(let flag): flag ? "true" : "false"
        case .quantity(let quantity): quantity.interval.point.map { quantity.written($0).literal }
        default: nil
        }
    }
}
