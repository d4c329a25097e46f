import Content
import Files
import Indicators
import Languages
import Quantities
import Tables

// The data of a page as schema.org has them.

extension StructuredDataWriter {
    /// The tables and figures of a page as one data set.
    func dataSet() -> JSONValue? {
        let figures = job.eachFigure()
        let tables = job.tables
        if figures.isEmpty, tables.isEmpty { return nil }
        let package = edition.bundles[job.page.folder]?.data
        let title = job.frame.plainTitle(job.index)
        let names = DataNames(of: job)
        var files = tables.flatMap(self.files)
        func add(_ name: String, _ type: String, _ words: String) {
            files.append(
                Self.download(address(name), type, name: edition.theme.interface.text(words, job.page.language)))
        }
        if !tables.isEmpty { add(DataNames.package, "application/json", "data_package") }
        if let archive = names.archive { add(archive, "application/zip", "data_archive") }
        if !figures.isEmpty { add("figures.json", "application/json", "figures_json") }
        var period: DatePeriod?
        for table in tables { period.formUnion(table.period) }
        return Self.object([
            ("@type", .string("Dataset")), ("name", .string(text(package?.title) ?? title)),
            ("description", JSONValue(text(package?.description) ?? job.frame.plainSummary(job.index) ?? title)),
            ("inLanguage", .string(job.language.description)), ("license", JSONValue(package?.license)),
            ("creditText", credit(job.origins)), ("temporalCoverage", Self.coverage(period)),
            ("isBasedOn", list(job.origins.compactMap { $0.url.flatMap(Self.absolute) }.map(JSONValue.string))),
            ("variableMeasured", list(figures.map(variable) + tables.flatMap(variables))),
            ("distribution", list(files)),
        ])
    }

    /// One table of the page, for the catalogue of the site.
    func dataSet(of table: Table) -> JSONValue {
        let title = table.displayTitle(in: job.language, first: edition.firstLanguage)
        let page = base.map { job.page.permalink.canonical(base: $0) }
        return Self.object([
            ("@type", .string("Dataset")), ("name", .string(title)),
            ("description", .string(text(table.description) ?? "\(title) – \(job.frame.plainTitle(job.index))")),
            ("url", JSONValue(page.map { $0 + "#" + Permalink.encoded(PageData.id(of: table)) })),
            ("license", JSONValue(table.origins.lazy.compactMap(\.license).first)),
            ("creditText", credit(table.origins)), ("temporalCoverage", Self.coverage(table.period)),
            ("distribution", list(files(table))),
        ])
    }

    private func text(_ text: LocalizedText?) -> String? { text?.text(in: job.language, first: edition.firstLanguage) }

    private func files(_ table: Table) -> [JSONValue] {
        let names = DataNames(of: job)
        let title = table.displayTitle(in: job.language, first: edition.firstLanguage)
        return [
            Self.download(address(names.csv(table)), "text/csv", name: title),
            Self.download(address(names.json(table)), "application/json", name: title),
        ]
    }

    /// Who produced the data, each once.
    private func credit(_ origins: [Origin]) -> JSONValue {
        var names: [String] = []
        for name in origins.compactMap({ text($0.producer) }) where !names.contains(name) { names.append(name) }
        return names.isEmpty ? .null : .string(names.joined(separator: job.language.isChinese ? "；" : "; "))
    }

    /// As ISO 8601 writes an interval: `2024/2032`.
    private static func coverage(_ period: DatePeriod?) -> JSONValue {
        guard let period else { return .null }
        let (first, last) = (SiteFrame.machine(period.first), SiteFrame.machine(period.last))
        return .string(first == last ? first : "\(first)/\(last)")
    }

    /// A figure: its published value, with its bounds where it is not exact, and the formula that it was derived by.
    private func variable(_ figure: Figure) -> JSONValue {
        let published = PublishedValue(figure.value)
        let isExact = figure.quantity?.isExact ?? true
        func number(_ number: Number?) -> JSONValue { number.map { .number($0.literal) } ?? .null }
        return Self.object([
            ("@type", .string("PropertyValue")), ("propertyID", .string(figure.id)),
            ("name", .string(job.figures.derivations.label(figure))),
            ("value", published.text.map(JSONValue.string) ?? number(published.value)),
            ("minValue", isExact ? .null : number(published.lower)),
            ("maxValue", isExact ? .null : number(published.upper)),
            ("unitText", published.unit.isEmpty ? .null : .string(published.unit)),
            ("description", .string(job.figures.value(of: figure))),
            ("measurementTechnique", .string(figure.derivation.formula)),
        ])
    }

    /// The numbers of a table: what they are, and in which unit.
    private func variables(_ table: Table) -> [JSONValue] {
        table.fields.filter { $0.kind == .number || $0.kind == .integer }.map { field in
            Self.object([
                ("@type", .string("PropertyValue")), ("name", .string(text(field.title) ?? field.name)),
                ("unitText", field.unit == .none ? .null : .string(field.unit.symbol)),
                ("description", JSONValue(text(field.description))),
            ])
        }
    }

    static func download(_ address: String, _ type: String, name: String) -> JSONValue {
        object([
            ("@type", .string("DataDownload")), ("name", .string(name)), ("encodingFormat", .string(type)),
            ("contentUrl", .string(address)),
        ])
    }

    /// A file beside the page: absolute where the site's address is known, else relative to the page.
    private func address(_ name: String) -> String {
        let name = Permalink.encoded(name)
        return base.map { job.page.permalink.canonical(base: $0) + name } ?? name
    }
}
