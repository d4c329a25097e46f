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
    /// `number` is that of the embed, `csvName` the file that its data go to.
    mutating func writeChart(
        _ number: Int, _ path: String, id: String, data csvName: String, into html: inout HTML
    ) {
        let embed = page.body.embeds[number]
        guard let bundle = edition.bundles[page.folder], bundle.specifications[path] != nil else {
            let known = edition.bundles[page.folder]?.specifications.keys.sorted() ?? []
            // A specification that is there and could not be read has been reported.
            if !edition.tree.contains(path) { missing(embed, path, among: known, "chart") }
            return
        }
        let drawn = drawing(path, id, edition.chartReview(of: bundle, embed: embed))
        findings += drawn.diagnostics
        guard let chart = drawn.value else { return }
        let plotted = chart.table
        out.tally.charts += 1
        let data = ReaderTable(plotted)
        let csvPath = self.path(of: csvName)
        if !out.files.contains(where: { $0.path == csvPath }) {
            out.files.append(OutputFile(path: csvPath, bytes: plotted.csv()))
        }
        let svgName = String(csvName.utf8.dropLast(3)).map { $0 + "svg" } ?? csvName + ".svg"
        let svgPath = self.path(of: svgName)
        if !out.files.contains(where: { $0.path == svgPath }) {
            out.files.append(OutputFile(path: svgPath, bytes: chart.file, language: page.language))
        }
        let caption = fill(embed.caption, bound.body, page.body.links)
        let sources = edition.origins(of: chart.origins, in: bundle).map(source)
        let words = edition.theme.interface
        let signs = edition.signs(chart.signs, on: page)
        // What the drawing and its table are called: there is always something.
        let title = [chart.title ?? "", embed.captionText].first { !$0.isEmpty } ?? chart.description
        briefs[number] = ChartBrief(
            name: title, description: chart.description, path: svgPath, dataPath: csvPath,
            width: Int(chart.width.rounded(.up)), height: Int(chart.height.rounded(.up)))
        let names = chart.origins.tables.filter { table in tables.contains { $0.path == table.path } }.map(\.name)
        dataUses.append(
            DataUse(href: "#" + Permalink.encoded(id), title: title, tables: names, figures: chart.origins.figures))
        let inTitle = (bound.charts[number] ?? []).compactMap { occurrence in
            occurrence.figure.map { TemplateValue.object(figures.object(occurrence, $0)) }
        }
        let object: TemplateObject = [
            "id": .text(id), "caption": caption.isEmpty ? .missing : .markup(caption), "name": .text(title),
            "drawing": .markup(chart.svg),
            "narrow": chart.narrow.map { .markup($0) } ?? .missing,
            "unit": plotted.units.isEmpty ? .missing : .text(unitWords(plotted.units, bundle)),
            "sources": .list(sources), "has_sources": .boolean(!sources.isEmpty),
            "has_credit": .boolean(!sources.isEmpty || !plotted.units.isEmpty), "description": .text(chart.description),
            "table": .markup(data.html(name: title, .init(missing: words.text("missing", page.language)))),
            "signs": .list(signs), "has_signs": .boolean(!signs.isEmpty),
            "figures": .list(inTitle), "has_figures": .boolean(!inTitle.isEmpty),
            "csv": .text(Permalink.encoded(csvName)), "svg": .text(Permalink.encoded(svgName)),
            "t": .object(words.object(page.language)), "number": captions?[number].map(TemplateValue.text) ?? .missing,
        ]
        let template = captions == nil ? "chart" : "report-chart"
        findings += edition.theme.templates.render(template, with: .object(object), into: &html)
    }

    /// Drawn now, or before by somebody who keeps it.
    private func drawing(_ path: String, _ id: String, _ review: ChartReview) -> Diagnosed<PageDrawing?> {
        guard let store = renderer.drawings else { return draw(path, id, review) }
        let key = PageDrawingKey(
            page: index, path: path, id: id, caption: review.caption, captionHasLink: review.captionHasLink)
        return store.drawing(key) { draw(path, id, review) }
    }

    private func draw(_ path: String, _ id: String, _ review: ChartReview) -> Diagnosed<PageDrawing?> {
        guard let bundle = edition.bundles[page.folder],
            var request = edition.chartRequest(path, in: bundle, language: language)
        else { return Diagnosed(nil) }
        request.idPrefix = id + "-"
        request.review = review
        request.link = links
        let drawn = Chart.draw(request)
        return drawn.map { chart in
            chart.map { PageDrawing($0, narrow: captions == nil ? Chart.narrow(request, beside: $0) : nil) }
        }
    }

    /// Links of a chart lead where links of the page lead.
    private var links: @Sendable (String, SourceLocation) -> Diagnosed<String> {
        let (renderer, index) = (renderer, index)
        return { address, location in
            var findings: [Diagnostic] = []
            let link = LinkReference(destination: address, location: location, isImage: false)
            return Diagnosed(renderer.address(of: link, on: index, into: &findings), findings)
        }
    }

    private func unitWords(_ symbols: [String], _ bundle: PageBundle) -> String {
        let words = symbols.map { symbol in
            bundle.units.forms(of: symbol, in: language)?.other ?? symbol
        }
        return words.joined(separator: language.isChinese ? "、" : ", ")
    }
}

extension ReaderTable {
    /// The rows of a chart. The first column that names things goes first, so that each row has its header.
    fileprivate init(_ plotted: PlottedTable) {
        var shown = plotted.columns
        if let first = shown.firstIndex(where: { !$0.isNumeric }) { shown.insert(shown.remove(at: first), at: 0) }
        self.init(
            columns: shown.map { Column(title: $0.title, isNumeric: $0.isNumeric) },
            rows: (0..<plotted.rowCount).map { row in
                Row(
                    cells: shown.map { column in
                        let text = column.texts.indices.contains(row) ? column.texts[row] : ""
                        if column.isShown.indices.contains(row), !column.isShown[row] { return .text("") }
                        return text.isEmpty ? .missing : .text(text)
                    })
            })
    }
}

extension PlottedTable {
    /// The rows as clean CSV, numbers unrounded, dates as machines read them.
    fileprivate func csv() -> [UInt8] {
        let fields = columns.map { Field(name: $0.name, kind: $0.isNumeric ? .number : .string) }
        let cells = columns.map { column -> [Cell] in
            guard column.isNumeric else {
                let texts = column.machineTexts.isEmpty ? column.texts : column.machineTexts
                return texts.map { $0.isEmpty ? .missing(.empty) : .text($0) }
            }
            return column.numbers.enumerated().map { row, number in
                guard number.isFinite else { return .missing(.empty) }
                // What is not exact is written as data write it: >70, ~5000.
                let known = column.quantities.indices.contains(row) ? column.quantities[row] : nil
                return .quantity(known ?? Quantity(Number(shortest: number)))
            }
        }
        return Table(name: "", fields: fields, columns: cells, at: SourceLocation(file: "")).csv()
    }
}
