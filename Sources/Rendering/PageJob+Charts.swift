import Charts
import Content
import Diagnostics
import Files
import Formatting
import Indicators
import Languages
import Markup
import Quantities
import Tables
import Templates

extension PageJob {
    /// Draws a chart of the page's bundle, with its table, its description and its data as CSV.
    mutating func writeChart(_ embed: EmbedReference, _ path: String, into html: inout HTML) {
        guard let bundle = edition.bundles[page.folder], let specification = bundle.specifications[path] else {
            let known = edition.bundles[page.folder]?.specifications.keys.sorted() ?? []
            // A specification that is there and could not be read has been reported.
            if !edition.tree.contains(path) { missing(embed, path, among: known, "chart") }
            return
        }
        let stem = Self.stem(of: path)
        let id = embedID("chart-" + stem)
        let drawn = Chart.draw(request(specification, path, bundle, prefix: id + "-"))
        findings += drawn.diagnostics
        guard let chart = drawn.value else { return }
        out.tally.charts += 1
        let data = ReaderTable(chart.table)
        let csvName = stem + ".vl.csv"
        let csvPath = self.path(of: csvName)
        if !out.files.contains(where: { $0.path == csvPath }) {
            out.files.append(OutputFile(path: csvPath, bytes: chart.table.csv()))
        }
        let caption = fill(embed.caption, bound.body, page.body.links)
        let sources = sources(of: bundle)
        let title = chart.title ?? embed.captionText
        let object: TemplateObject = [
            "id": .text(id), "caption": caption.isEmpty ? .missing : .markup(caption), "drawing": .markup(chart.svg),
            "unit": chart.units.isEmpty ? .missing : .text(unitWords(chart.units, bundle)), "sources": .list(sources),
            "has_sources": .boolean(!sources.isEmpty), "description": .text(chart.description),
            "table": .markup(data.html(name: title, missing: edition.theme.interface.text("missing", page.language))),
            "csv": .text(Permalink.encoded(csvName)), "t": .object(edition.theme.interface.object(page.language)),
        ]
        findings += edition.theme.templates.render("chart", with: .object(object), into: &html)
    }

    /// The name of a file without its extensions: `headroom` of `headroom.vl.yaml`.
    private static func stem(of path: String) -> String {
        let name = SourceFile(path: path, bytes: []).name
        return name.utf8.firstIndex(of: UInt8(ascii: ".")).map { String(name[..<$0]) } ?? name
    }

    private func request(_ specification: Node, _ path: String, _ bundle: PageBundle, prefix: String) -> ChartRequest {
        let edition = edition
        let folder = page.folder
        let book = edition.figures
        let figures = FiguresTable.make(
            book.figures(in: folder), in: language, first: edition.firstLanguage, at: SourceLocation(file: path))
        let formatter = self.figures.formatter
        let base = SourceFile(path: path, bytes: []).folder
        return ChartRequest(
            spec: specification, file: path, language: language, firstLanguage: edition.firstLanguage,
            theme: edition.theme.charts, idPrefix: prefix,
            tableNames: bundle.data.tables.map(\.name) + [FiguresTable.name],
            table: { name in name == FiguresTable.name ? figures : bundle.data.table(named: name) },
            load: { relative in
                guard let target = Permalink.resolved(relative, from: base), edition.tree.contains(target) else {
                    return nil
                }
                return edition.tree.read(target).value
            },
            figureText: { formula, format, place in
                Self.figureText(formula, format, at: place, in: folder, of: book, formatter)
            })
    }

    /// What `{=formula "format"}` in a title prints.
    private static func figureText(
        _ formula: String, _ format: String?, at place: SourceLocation, in folder: String, of book: FigureBook,
        _ formatter: QuantityFormatter
    ) -> Diagnosed<String?> {
        let evaluated = book.figure(formula, at: place, in: folder)
        guard let figure = evaluated.value else { return Diagnosed(nil, evaluated.diagnostics) }
        guard let format else { return Diagnosed(FigureWords.text(figure, format: nil, formatter), evaluated.diagnostics) }
        guard let parsed = NumberFormat.parse(format) else {
            let finding = Diagnostic.error(
                .formulaFormat, "“\(format)” is no number format", at: place,
                hint: "formats are d3's: .1% for 12.3%, ,.0f for 1,234, .2f for 2.67")
            return Diagnosed(nil, evaluated.diagnostics + [finding])
        }
        return Diagnosed(FigureWords.text(figure, format: parsed, formatter), evaluated.diagnostics)
    }

    private func sources(of bundle: PageBundle) -> [TemplateValue] {
        let origins = bundle.data.origins.isEmpty ? bundle.data.tables.flatMap(\.origins) : bundle.data.origins
        var seen: [Origin] = []
        for origin in origins where !seen.contains(origin) { seen.append(origin) }
        return seen.map(source)
    }

    private func unitWords(_ symbols: [String], _ bundle: PageBundle) -> String {
        let words = symbols.map { symbol in
            bundle.units.forms(of: symbol, in: language)?.other ?? symbol
        }
        return words.joined(separator: language.isChinese ? "、" : ", ")
    }
}

extension ReaderTable {
    /// The rows of a chart.
    fileprivate init(_ plotted: PlottedTable) {
        self.init(
            columns: plotted.columns.map { Column(title: $0.title, isNumeric: $0.isNumeric) },
            rows: (0..<plotted.rowCount).map { row in
                plotted.columns.map { column in
                    let text = column.texts.indices.contains(row) ? column.texts[row] : ""
                    return text.isEmpty ? .missing(symbol: "") : .text(text)
                }
            })
    }
}

extension PlottedTable {
    /// The rows as clean CSV, numbers unrounded.
    fileprivate func csv() -> [UInt8] {
        let fields = columns.map { Field(name: $0.name, kind: $0.isNumeric ? .number : .string) }
        let cells = columns.map { column -> [Cell] in
            guard column.isNumeric else { return column.texts.map { $0.isEmpty ? .missing(.empty) : .text($0) } }
            return column.numbers.map { $0.isFinite ? .quantity(Quantity(Number(shortest: $0))) : .missing(.empty) }
        }
        return Table(name: "", fields: fields, columns: cells, at: SourceLocation(file: "")).csv()
    }
}
