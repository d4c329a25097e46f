import Charts
import Content
import Diagnostics
import Files
import Formatting
import Languages
import Markup
import Tables
import Templates

extension PageJob {
    /// Prints what `![Caption](file)` names: a chart or a table of the page's bundle.
    mutating func write(embed number: Int, into html: inout HTML) {
        let embed = page.body.embeds[number]
        guard embed.isBlock || embed.isThumbnail else { return }
        let target = Permalink.decoded(embed.destination).flatMap { Permalink.resolved($0, from: page.folder) }
        guard let target else {
            findings.append(
                .error(.linkImage, "“\(embed.destination)” leads out of the site", at: embed.location))
            return
        }
        let path = "content/" + target
        if embed.isThumbnail { return writeThumbnail(number, path, into: &html) }
        let names = renderer.embeds[index]
        if EmbedNames.isTable(path) {
            writeTable(embed, path, id: names.ids[number], into: &html)
        } else {
            writeChart(number, path, id: names.ids[number], data: names.files[number], into: &html)
        }
    }

    // MARK: Tables

    private mutating func writeTable(_ embed: EmbedReference, _ path: String, id: String, into html: inout HTML) {
        guard let table = tables.table(at: path) else {
            return missing(embed, path, among: tables.map(\.path), "table")
        }
        let units = edition.units(of: page)
        let view = TableView(table: table, language: language, first: edition.firstLanguage, units: units)
        let caption = fill(embed.caption, bound.body, page.body.links)
        let title = table.displayTitle(in: language, first: edition.firstLanguage)
        let name = embed.captionText.isEmpty ? title : embed.captionText
        let sources = table.origins.map(source)
        let object: TemplateObject = [
            "id": .text(id), "name": .text(name),
            "caption": caption.isEmpty ? .text(title) : .markup(caption),
            "table": .markup(
                view.readerTable().html(name: name, missing: edition.theme.interface.text("missing", page.language))),
            "csv": .text(Permalink.encoded(table.name + ".csv")), "sources": .list(sources),
            "has_sources": .boolean(!sources.isEmpty), "t": .object(edition.theme.interface.object(page.language)),
        ]
        findings += edition.theme.templates.render("table", with: .object(object), into: &html)
        out.tally.tables += 1
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
