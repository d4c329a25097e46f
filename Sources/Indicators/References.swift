import Diagnostics
import Expressions
import Tables

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
