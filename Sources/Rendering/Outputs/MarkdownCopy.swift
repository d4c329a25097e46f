import Content
import Diagnostics
import Indicators
import Markup
import Quantities

/// A page as plain Markdown, for readers without a browser and for programs: its text with every figure in words, its
/// charts as what they show, with links to their data, its tables as tables, and its sources.
struct MarkdownCopy {
    let job: PageJob

    private var edition: Edition { job.edition }
    private var page: Page { job.page }
    private var scripts: SiteScripts { edition.scripts }

    /// Pages of sections have one, unless the site wants none.
    static func isWanted(_ page: Page, in edition: Edition) -> Bool {
        edition.configuration.copiesMarkdown && page.kind == .page && page.isOfSection && page.path != nil
    }

    /// Beside the page: `index.md` for `index.html`.
    static func path(of permalink: Permalink) -> String {
        let path = permalink.outputPath
        let end = path.utf8.lastIndex(of: UInt8(ascii: ".")) ?? path.endIndex
        return path[..<end] + ".md"
    }

    func file() -> OutputFile {
        var out: [UInt8] = []
        let frame = job.frame
        out += "# ".utf8
        out += line(frame.plainTitle(job.index))
        if let subtitle = page.subtitle {
            paragraph(of: subtitle.content, job.bound.subtitle, subtitle.links, before: "", to: &out)
        }
        if let summary = page.summary {
            out += "\n> ".utf8
            out += markdown(of: summary.content, job.bound.summary, summary.links, before: "> ")
        }
        addMatter(to: &out)
        paragraph(of: page.body.body, job.bound.body, page.body.links, before: "", to: &out)
        for note in page.body.footnotes {
            out += "\n[^\(note.number)]: ".utf8
            out += markdown(of: note.content, job.bound.body, page.body.links, before: "    ")
        }
        addSources(to: &out)
        addData(to: &out)
        return OutputFile(path: Self.path(of: page.permalink), bytes: out, source: page.path)
    }

    // MARK: Around the text

    private func addMatter(to out: inout [UInt8]) {
        let matter = page.frontMatter
        var lines: [String] = []
        let authors = job.authorNames
        if !authors.isEmpty {
            lines.append(term("authors") + authors.joined(separator: job.language.isChinese ? "、" : ", "))
        }
        if let date = matter.date?.date { lines.append(term("published") + SiteFrame.machine(date)) }
        if let date = matter.lastmod?.date { lines.append(term("revised") + SiteFrame.machine(date)) }
        if let license = matter.license { lines.append(term("license_is") + license.text) }
        out.append(0x0A)
        for text in lines { out += Array("- ".utf8) + line(text) }
        out += "- <\(job.frame.address(page.permalink, from: job.outputPath))>\n".utf8
    }

    private func addSources(to out: inout [UInt8]) {
        if job.origins.isEmpty { return }
        heading("sources", to: &out)
        for (number, origin) in job.origins.enumerated() {
            var html = HTML()
            html.append(text: SourceWords.text(origin, job.language, first: edition.firstLanguage))
            out += "\(number + 1). ".utf8
            out += line(html: html)
            if let url = origin.url, URLPolicy.isAllowed(url) {
                out.removeLast()
                out += " <\(URLPolicy.percentEncoded(url))>\n".utf8
            }
        }
    }

    private func addData(to out: inout [UInt8]) {
        let names = DataNames(of: job)
        let hasFigures = job.hasFigures
        if job.tables.isEmpty, !hasFigures { return }
        heading("data", to: &out)
        for table in job.tables {
            let title = table.displayTitle(in: job.language, first: edition.firstLanguage)
            var html = HTML("<a")
            html.append(attribute: "href", Permalink.encoded(names.csv(table)))
            html.append(">")
            html.append(text: title)
            html.append("</a>")
            out += Array("- ".utf8) + line(html: html)
        }
        if hasFigures {
            var html = HTML("<a href=\"figures.json\">")
            html.append(text: edition.theme.interface.text("figures_json", page.language))
            html.append("</a>")
            out += Array("- ".utf8) + line(html: html)
        }
    }

    private func heading(_ name: String, to out: inout [UInt8]) {
        out += "\n## ".utf8
        out += line(edition.theme.interface.text(name, page.language))
        out.append(0x0A)
    }

    /// A word of the interface before what it names.
    private func term(_ name: String) -> String {
        let word = edition.theme.interface.text(name, page.language)
        if word.hasSuffix("：") || word.hasSuffix(": ") { return word }
        return word + (job.language.isChinese ? "：" : ": ")
    }

    /// A text on a line of its own, in the page's script.
    private func line(_ text: String) -> [UInt8] { line(html: HTML(text: text)) }

    private func line(html: HTML) -> [UInt8] { MarkdownText.of(scripts.converted(html.bytes, page.language)) }

    // MARK: The text

    private func paragraph(
        of passage: Passage, _ figures: [BoundFigure], _ links: [LinkReference], before prefix: String,
        to out: inout [UInt8]
    ) {
        let text = markdown(of: passage, figures, links, before: prefix)
        if !text.isEmpty { out += [0x0A] + text }
    }

    private func markdown(
        of passage: Passage, _ figures: [BoundFigure], _ links: [LinkReference], before prefix: String
    ) -> [UInt8] {
        var html = HTML(capacity: passage.html.count * 2)
        passage.write(into: &html) { content, html in
            switch content {
            case .figure(let number):
                if figures.indices.contains(number) { job.write(plainly: figures[number], after: " – ", into: &html) }
            case .figureText(let number):
                if figures.indices.contains(number) { html.append(text: figures[number].text) }
            case .embed(let number): write(embed: number, into: &html)
            case .href(let number):
                guard links.indices.contains(number) else { return }
                // What is wrong with a link was told where the page stands.
                var findings: [Diagnostic] = []
                html.append(text: job.renderer.address(of: links[number], on: job.index, into: &findings))
            }
        }
        return MarkdownText.of(scripts.converted(html.bytes, page.language), before: prefix)
    }

    private func write(embed number: Int, into html: inout HTML) {
        let embed = page.body.embeds[number]
        // The link stays, and what it leads to.
        if embed.isThumbnail { return html.append(text: embed.captionText) }
        guard embed.isBlock, let target = EmbedTarget(embed, on: page) else { return }
        if EmbedNames.isTable(target.path) { return write(target, embed, into: &html) }
        guard let chart = job.briefs[number] else { return }
        title(chart.name, caption: embed.captionText, into: &html)
        html.append("<p>")
        html.append(text: chart.description)
        html.append("</p>\n<p>")
        link(chart.dataPath, "download_csv", into: &html)
        html.append(" · ")
        link(chart.path, "download_svg", into: &html)
        html.append("</p>\n")
    }

    private func write(_ target: EmbedTarget, _ embed: EmbedReference, into html: inout HTML) {
        guard let table = job.tables.table(at: target.path) else { return }
        title(
            table.displayTitle(in: job.language, first: edition.firstLanguage), caption: embed.captionText, into: &html)
        let view = job.tableView(of: table, table.views[target.view])
        html.append(view.readerTable().value.table(job.tableWords))
        html.append("<p>")
        link(job.path(of: DataNames(of: job).csv(table)), "download_csv", into: &html)
        html.append("</p>\n")
    }

    /// What a chart or a table is called, and the author's caption where it says something else.
    private func title(_ name: String, caption: String, into html: inout HTML) {
        html.append("<p><strong>")
        html.append(text: name)
        html.append("</strong></p>\n")
        if caption.isEmpty || caption == name { return }
        html.append("<p>")
        html.append(text: caption)
        html.append("</p>\n")
    }

    private func link(_ path: String, _ words: String, into html: inout HTML) {
        html.append("<a")
        html.append(attribute: "href", Permalink.relative(from: job.outputPath, to: path))
        html.append(">")
        html.append(text: edition.theme.interface.text(words, page.language))
        html.append("</a>")
    }
}
