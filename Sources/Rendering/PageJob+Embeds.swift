import Charts
import Content
import Diagnostics
import Files
import Languages
import Markup
import Tables
import Templates

extension PageJob {
    /// Prints what `![Caption](file)` names: a chart or a table of the page's bundle.
    mutating func write(embed number: Int, into html: inout HTML) {
        let embed = page.body.embeds[number]
        guard embed.isBlock || embed.isThumbnail else { return }
        guard let target = EmbedTarget(embed, on: page) else {
            findings.append(
                .error(.linkImage, "“\(embed.destination)” leads out of the site", at: embed.location))
            return
        }
        let path = target.path
        if embed.isThumbnail { return writeThumbnail(number, path, into: &html) }
        let names = renderer.embeds[index]
        if EmbedNames.isTable(path) {
            writeTable(number, embed, target, id: names.ids[number], into: &html)
        } else {
            writeChart(number, path, id: names.ids[number], data: names.files[number], into: &html)
        }
    }

    // MARK: Tables

    private mutating func writeTable(
        _ number: Int, _ embed: EmbedReference, _ target: EmbedTarget, id: String, into html: inout HTML
    ) {
        guard let table = tables.table(at: target.path) else {
            return missing(embed, target.path, among: tables.map(\.path), "table")
        }
        let view = table.views[target.view]
        if let name = target.view, view == nil { return missing(view: name, of: table, embed) }
        var shown = tableView(of: table, view)
        shown.id = id
        let reader = shown.readerTable().collecting(into: &findings)
        let caption = fill(embed.caption, bound.body, page.body.links)
        let title = table.displayTitle(in: language, first: edition.firstLanguage)
        let name = embed.captionText.isEmpty ? title : embed.captionText
        dataUses.append(DataUse(href: "#" + Permalink.encoded(id), title: name, tables: [table.name], figures: []))
        let sources = table.origins.map(source)
        var object: TemplateObject = [
            "id": .text(id), "name": .text(name),
            "caption": caption.isEmpty ? .text(title) : .markup(caption),
            "table": .markup(reader.html(name: name, tableWords)),
            "csv": .text(Permalink.encoded(table.name + ".csv")), "sources": .list(sources),
            "has_sources": .boolean(!sources.isEmpty), "t": .object(edition.theme.interface.object(page.language)),
            "number": captions?[number].map(TemplateValue.text) ?? .missing,
        ]
        addNotes(of: reader, view?.note, table.rowCount, to: &object)
        let template = captions == nil ? "table" : "report-table"
        findings += edition.theme.templates.render(template, with: .object(object), into: &html)
        out.tally.tables += 1
    }

    /// What stands below a table: what its symbols and bars mean, the view's note, and how many rows it leaves out.
    private func addNotes(
        of reader: ReaderTable, _ note: LocalizedText?, _ rowCount: Int, to object: inout TemplateObject
    ) {
        let words = edition.theme.interface
        let symbols = reader.symbols(missing: words.text("missing", page.language)).map { symbol, meaning in
            TemplateValue.object(["symbol": .text(symbol), "words": .text(meaning)])
        }
        let signs = reader.signs.map { sign in
            TemplateValue.object(["text": .text(words.text("sign_" + sign, page.language))])
        }
        let text = note?.text(in: language, first: edition.firstLanguage) ?? ""
        object.set("symbols", .list(symbols))
        object.set("has_symbols", .boolean(!symbols.isEmpty))
        object.set("signs", .list(signs))
        object.set("has_signs", .boolean(!signs.isEmpty))
        object.set("note", text.isEmpty ? .missing : .text(text))
        object.set("shown_rows", reader.omitted > 0 ? .text(PageData.count(rowCount - reader.omitted)) : .missing)
        object.set("all_rows", .text(PageData.count(rowCount)))
        object.set(
            "has_notes", .boolean(!symbols.isEmpty || !signs.isEmpty || !text.isEmpty || reader.omitted > 0))
    }

    /// A table of the page, in its language.
    func tableView(of table: Table, _ view: ViewDefinition?) -> TableView {
        TableView(
            table: table, language: language, first: edition.firstLanguage, units: edition.units(of: page), view: view,
            asOf: edition.asOf, totalWords: edition.theme.interface.text("total", page.language))
    }

    var tableWords: ReaderTable.Words {
        let words = edition.theme.interface
        return .init(
            missing: words.text("missing", page.language), highlighted: words.text("highlighted", page.language))
    }

    private mutating func missing(view name: String, of table: Table, _ embed: EmbedReference) {
        let names = table.views.names
        let hint =
            NearestName.hint(for: name, among: names)
            ?? (names.isEmpty
                ? "describe it at the table's resource: views: {\(name.isEmpty ? "name" : name): {…}}"
                : "its views are \(names.prefix(10).joined(separator: ", "))")
        findings.append(
            .error(
                .embedUnknown, "the table “\(table.name)” has no view “\(name)”", at: embed.location, hint: hint))
    }

    /// Reports an embed whose file the bundle does not have.
    mutating func missing(_ embed: EmbedReference, _ path: String, among paths: [String], _ what: String) {
        let names = paths.map { SourcePath.name(of: $0) }
        findings.append(
            .error(
                .embedUnknown, "there is no \(what) at \(path)", at: embed.location,
                hint: NearestName.hint(for: embed.destination, among: names)))
    }
}
