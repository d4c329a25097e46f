import Diagnostics
import Expressions
import Quantities
import Tables

/// `capacity`: its columns by name, its rows by primary key.
struct TableReference: StrictReference {
    let table: Table
    /// The content path of its bundle.
    let bundle: String
    /// The parts of a primary key of several fields that were given so far.
    var key: [String] = []

    var kind: String { "the table “\(table.name)”" }
    var usage: String? { "a cell is written \(table.name)[\"key\"].field" }

    func member(_ name: String) -> StrictLookup {
        guard let field = table.fieldIndex(name) else {
            guard table.primaryKey.count == 1, table.row(forKey: [name]) != nil else {
                return .unknown(among: table.fields.map(\.name))
            }
            return .refused(
                .formulaName, "\(kind) has no column “\(name)”", hint: "a row is written \(table.name)[\"\(name)\"]")
        }
        let column = (0..<table.rowCount).map { StrictValue(table, row: $0, field: field) }
        return .found(.column(column), from: .column(bundle: bundle, table: table.name, field: field))
    }

    func element(_ key: StrictValue) -> StrictLookup {
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
struct RowReference: StrictReference {
    let table: Table
    let bundle: String
    let row: Int
    let key: String

    var kind: String { "the row “\(key)” of “\(table.name)”" }
    var usage: String? { "name one of its fields: \(table.name)[\"\(key)\"].\(table.fields.last?.name ?? "field")" }

    func member(_ name: String) -> StrictLookup {
        guard let field = table.fieldIndex(name) else { return .unknown(among: table.fields.map(\.name)) }
        return .found(
            StrictValue(table, row: row, field: field),
            from: .cell(bundle: bundle, table: table.name, row: row, field: field))
    }

    /// `row["field name"]`, for fields whose name is no identifier.
    func element(_ key: StrictValue) -> StrictLookup {
        guard case .text(let name) = key else {
            return .refused(.formulaName, "a field is named by a text, found \(key.kind)", hint: nil)
        }
        return member(name)
    }
}

/// `table["gdp-annual"]`: tables by any name.
struct TablesReference: StrictReference {
    let book: FigureBook
    let bundle: Int

    var kind: String { "“table”" }
    var usage: String? { "a table is written table[\"name\"]" }

    func member(_ name: String) -> StrictLookup { element(.text(name)) }

    func element(_ key: StrictValue) -> StrictLookup {
        guard case .text(let name) = key else {
            return .refused(.formulaName, "a table is named by a text, found \(key.kind)", hint: nil)
        }
        let bundle = book.bundles[bundle]
        guard let table = bundle.package.table(named: name) else {
            if bundle.package.unread.contains(name) { return .failed }
            let names = bundle.package.tables.map(\.name)
            return .refused(
                .formulaName, "there is no table “\(name)” here", hint: NearestName.hint(for: name, among: names))
        }
        return .found(.reference(TableReference(table: table, bundle: bundle.key)))
    }
}

/// `briefing["cross-border-cars"]`: briefings by slug.
struct BriefingsReference: StrictReference {
    let book: FigureBook

    var kind: String { "“briefing”" }
    var usage: String? { "another briefing's indicator is written briefing[\"slug\"].name" }

    func member(_ name: String) -> StrictLookup { element(.text(name)) }

    func element(_ key: StrictValue) -> StrictLookup {
        guard case .text(let slug) = key else {
            return .refused(.formulaName, "a briefing is named by its slug, found \(key.kind)", hint: nil)
        }
        switch book.bundle(slug: slug) {
        case .one(let index): return .found(.reference(BriefingReference(book: book, bundle: index)))
        case .several(let keys):
            return .refused(
                .formulaName, "several briefings have the slug “\(slug)”",
                hint: "write its whole path: " + keys.map { "briefing[\"\($0)\"]" }.joined(separator: " or "))
        case .none:
            return .refused(
                .formulaName, "there is no briefing “\(slug)”",
                hint: NearestName.hint(for: slug, among: book.bundles.map(\.slug)))
        }
    }
}

/// One briefing, as another sees it: its indicators, then its tables.
struct BriefingReference: StrictReference {
    let book: FigureBook
    let bundle: Int

    var kind: String { "the briefing “\(book.bundles[bundle].slug)”" }
    var usage: String? { "name one of its indicators" }

    func member(_ name: String) -> StrictLookup { book.lookup(name, in: bundle) }

    func element(_ key: StrictValue) -> StrictLookup {
        guard case .text(let name) = key else {
            return .refused(.formulaName, "an indicator is named by a text, found \(key.kind)", hint: nil)
        }
        return member(name)
    }
}

extension StrictValue {
    /// A cell's value, a number with the digits that its file writes.
    init(_ table: Table, row: Int, field: Int) {
        self.init(table.cell(row: row, field: field))
        guard case .quantity(let quantity) = self, quantity.mayBeMeasured else { return }
        self = .quantity(quantity.measured(writtenAs: table.text(row: row, field: field)))
    }

    init(_ cell: Cell) {
        switch cell {
        case .missing(let reason): self = .missing(reason)
        case .quantity(let quantity): self = .quantity(quantity)
        case .text(let text): self = .text(text)
        case .boolean(let flag): self = .boolean(flag)
        case .date(let date): self = .date(date)
        }
    }

    /// As a cell of a key is written.
    fileprivate var keyText: String? {
        switch self {
        case .text(let text): text
        case .date(let date): date.description
        case .boolean(let flag): flag ? "true" : "false"
        case .quantity(let quantity): quantity.interval.point.map { quantity.written($0).literal }
        default: nil
        }
    }
}
