import Content
import Files
import Formatting
import Indicators
import Languages
import Quantities
import Tables
import Templates

/// A chart or a table on a page, and what of its data went into it.
struct DataUse: Sendable {
    /// Within the page.
    var href: String
    var title: String
    /// Names of tables of the page's bundle.
    var tables: [String]
    /// Names of the indicators that it draws.
    var figures: [String]
}

/// What `page-data.html` may ask for: the tables of a page with their fields and sources, what uses them, and the files
/// that readers may take away.
struct PageData {
    private let job: PageJob
    private let names: DataNames
    /// For each table, by name, links to the figures, tables and charts of the page that rest on it.
    private var uses: [String: [TemplateValue]] = [:]

    private var edition: Edition { job.edition }
    private var tables: [Table] { job.tables }
    private var first: LanguageTag { edition.firstLanguage }

    init(of job: PageJob) {
        self.job = job
        names = DataNames(of: job)
        guard !tables.isEmpty else { return }
        func add(_ href: String, _ title: String, to tables: some Sequence<String>) {
            for table in tables {
                uses[table, default: []].append(.object(["href": .text(href), "title": .text(title)]))
            }
        }
        for use in job.dataUses {
            var known = Set(use.tables)
            for name in use.figures {
                guard let figure = edition.figures.figure(named: name, in: job.page.folder) else { continue }
                known.formUnion(edition.figures.tables(under: figure, in: job.page.folder))
            }
            add(use.href, use.title, to: known)
        }
        for figure in job.eachFigure() {
            let known = edition.figures.tables(under: figure, in: job.page.folder)
            add("#" + Permalink.encoded(figure.id), job.figures.derivations.label(figure), to: known)
        }
    }

    func set(on object: inout TemplateObject) {
        let files = files()
        object.set("tables", .list(tables.map { .object(self.table($0)) }))
        object.set("has_tables", .boolean(!tables.isEmpty))
        object.set("downloads", .list(files))
        object.set("has_downloads", .boolean(!files.isEmpty))
    }

    /// With its thousands in groups.
    static func count(_ number: Int) -> String { NumberFormat.parse(",d")?.format(Double(number)) ?? String(number) }

    // MARK: Tables

    static func id(of table: Table) -> String { "data-of-" + EmbedNames.identifier(table.name) }

    private func text(_ value: String?) -> TemplateValue { value.flatMap { $0.isEmpty ? nil : .text($0) } ?? .missing }

    private func localized(_ value: LocalizedText?) -> TemplateValue {
        text(value?.text(in: job.language, first: first))
    }

    private func table(_ table: Table) -> TemplateObject {
        let sources = table.origins.map(job.source)
        let uses = uses[table.name] ?? []
        let units = edition.units(of: job.page)
        return [
            "id": .text(Self.id(of: table)), "name": .text(table.name),
            "title": .text(table.displayTitle(in: job.language, first: first)),
            "description": localized(table.description), "row_count": .text(Self.count(table.rowCount)),
            "fields": .list(table.fields.indices.map { field(table, $0, units) }),
            "sources": .list(sources), "has_sources": .boolean(!sources.isEmpty),
            "license": text(
                table.origins.lazy.compactMap(\.license).first ?? edition.bundles[job.page.folder]?.data.license),
            "uses": .list(uses), "has_uses": .boolean(!uses.isEmpty),
            "csv": .text(Permalink.encoded(names.csv(table))), "json": .text(Permalink.encoded(names.json(table))),
        ]
    }

    private func field(_ table: Table, _ index: Int, _ units: UnitWords) -> TemplateValue {
        let field = table.fields[index]
        let type = edition.theme.interface.text("type_" + field.typeName, job.page.language)
        let unit = field.unit == .none ? "" : UnitPhrase.words(for: field.unit, in: job.language, units)
        let named = field.unitField.flatMap { table.fieldIndex($0) }.map { unitField in
            table.fields[unitField].title?.text(in: job.language, first: first) ?? table.fields[unitField].name
        }
        return .object([
            "name": .text(field.name), "title": localized(field.title),
            "type": .text(type.isEmpty ? field.typeName : type),
            "unit": text(unit), "unit_column": text(named), "description": localized(field.description),
        ])
    }

    // MARK: Files

    private func files() -> [TemplateValue] {
        let words = edition.theme.interface
        var list: [TemplateValue] = []
        func add(_ path: String, _ title: String, _ kind: String) {
            list.append(
                .object([
                    "href": .text(Permalink.relative(from: job.outputPath, to: path)),
                    "title": .text(words.text(title, job.page.language)), "kind": .text(kind),
                ]))
        }
        if let archive = names.archive { add(job.path(of: archive), "data_archive", "ZIP") }
        if !tables.isEmpty { add(job.path(of: DataNames.package), "data_package", "JSON") }
        if job.hasFigures {
            let isHome = job.page.kind == .home
            add(isHome ? FigureLists.json : job.path(of: "figures.json"), "figures_json", "JSON")
        }
        return list
    }

    // MARK: The list of the site

    /// One line of the site's list for each table.
    var rows: [DataRow] {
        guard job.listPage == 1 else { return [] }
        let root = job.frame.rootFolder
        let address = Permalink.relative(from: root + "/-", to: job.outputPath)
        func file(_ name: String) -> TemplateValue {
            .text(Permalink.relative(from: root + "/-", to: job.path(of: name)))
        }
        return tables.map { table in
            let sources = table.origins.map { SourceWords.short($0, job.language, first: first) }
            let object: TemplateObject = [
                "href": .text(address + "#" + Permalink.encoded(Self.id(of: table))),
                "title": .text(table.displayTitle(in: job.language, first: first)),
                "row_count": .text(Self.count(table.rowCount)),
                "period": table.period.map { SiteFrame.period($0, job.language) } ?? .missing,
                "source": sources.isEmpty
                    ? .missing : .text(sources.joined(separator: job.language.isChinese ? "；" : "; ")),
                "csv": file(names.csv(table)), "json": file(names.json(table)),
            ]
            return DataRow(
                object: object, rowCount: table.rowCount, dataSet: StructuredDataWriter(job: job).dataSet(of: table))
        }
    }
}

/// One line of the list of all tables.
struct DataRow: Sendable, Equatable {
    /// What `data.html` may ask for of it.
    let object: TemplateObject
    let rowCount: Int
    /// What it is to machines that read schema.org.
    let dataSet: JSONValue

    static func == (a: DataRow, b: DataRow) -> Bool {
        a.object == b.object && a.rowCount == b.rowCount && a.dataSet.compactBytes() == b.dataSet.compactBytes()
    }
}

extension Table {
    /// The dates that its rows are of: those of `as_of`, else of all fields that hold dates.
    var period: DatePeriod? {
        if let period = asOf { return period }
        var out: DatePeriod?
        for field in fields.indices where fields[field].kind == .date {
            for row in 0..<rowCount {
                if case .date(let date) = cell(row: row, field: field) { out.formUnion(DatePeriod(date)) }
            }
        }
        return out
    }
}
