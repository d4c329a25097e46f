import Content
import Formatting
import Indicators
import Markup

/// What a feed needs to know of a chart that was drawn on its page.
struct ChartBrief: Sendable {
    /// What it is called, and what it shows.
    var name: String
    var description: String
    /// The drawing's file, below the site's root.
    var path: String
    /// Its data's, as CSV.
    var dataPath: String
    var width: Int
    var height: Int
}

/// The text of a page for readers elsewhere: the page's own Markdown and figures, filled once more, with whole
/// addresses, figures as plain text and charts as pictures. Nothing is evaluated or checked anew.
struct FeedBody {
    let job: PageJob
    let base: String
    let charts: [Int: ChartBrief]
    private let address: String

    init(renderer: PageRenderer, index: Int, base: String, charts: [Int: ChartBrief]) {
        job = PageJob(renderer: renderer, index: index)
        self.base = base
        self.charts = charts
        address = renderer.edition.site.pages[index].permalink.canonical(base: base)
    }

    private var edition: Edition { job.edition }
    private var page: Page { job.page }

    func html() -> HTML {
        var html = HTML(capacity: page.body.body.html.count * 2)
        write(page.body.body, into: &html)
        if !page.body.footnotes.isEmpty {
            html.append("<hr />\n<ol>\n")
            for note in page.body.footnotes {
                html.append("<li>")
                write(note.content, into: &html)
                html.append("</li>\n")
            }
            html.append("</ol>\n")
        }
        return FeedMarkup(address: address, base: base).cleaned(html)
    }

    private func write(_ passage: Passage, into html: inout HTML) {
        let figures = job.bound.body
        let links = page.body.links
        passage.write(into: &html) { content, html in
            switch content {
            case .figure(let number):
                if figures.indices.contains(number) {
                    job.write(plainly: figures[number], after: "<br />", into: &html)
                }
            case .figureText(let number):
                if figures.indices.contains(number) { html.append(text: figures[number].text) }
            case .embed(let number): write(embed: number, into: &html)
            case .href(let number):
                if links.indices.contains(number) { html.append(text: address(of: links[number])) }
            }
        }
    }

    private func address(of link: LinkReference) -> String {
        switch job.renderer.resolver.resolve(link.destination, from: job.index) {
        case .anchor(let anchor): return address + URLPolicy.percentEncoded(anchor)
        case .page(let target, let suffix):
            return edition.site.pages[target].permalink.canonical(base: base) + URLPolicy.percentEncoded(suffix)
        case .asset(let path, let suffix):
            return base + Permalink.encoded(job.renderer.assetPath(path)) + URLPolicy.percentEncoded(suffix)
        case .broken: return address
        }
    }

    // MARK: Charts and tables

    private func write(embed number: Int, into html: inout HTML) {
        let embed = page.body.embeds[number]
        // The link stays, and what it leads to.
        if embed.isThumbnail { return html.append(text: embed.captionText) }
        guard embed.isBlock, let target = EmbedTarget(embed, on: page) else { return }
        if EmbedNames.isTable(target.path) { return write(target, embed, into: &html) }
        guard let chart = charts[number] else { return }
        html.append("<figure><a")
        html.append(attribute: "href", address + "#" + Permalink.encoded(job.renderer.embeds[job.index].ids[number]))
        html.append("><img")
        html.append(attribute: "src", base + Permalink.encoded(chart.path))
        html.append(attribute: "alt", chart.name + (job.language.isChinese ? "。" : ". ") + chart.description)
        html.append(attribute: "width", String(chart.width))
        html.append(attribute: "height", String(chart.height))
        html.append(" /></a><figcaption>")
        html.append(text: embed.captionText.isEmpty ? chart.name : embed.captionText)
        html.append("</figcaption></figure>\n")
    }

    private func write(_ target: EmbedTarget, _ embed: EmbedReference, into html: inout HTML) {
        guard let table = job.tables.table(at: target.path) else { return }
        // What is wrong with a view was told where the page stands; a feed's reader knows no bars.
        let view = job.tableView(of: table, table.views[target.view])
        html.append("<p><strong>")
        html.append(
            text: embed.captionText.isEmpty
                ? table.displayTitle(in: job.language, first: edition.firstLanguage) : embed.captionText)
        html.append("</strong></p>\n")
        html.append(view.readerTable().value.table(job.tableWords))
    }
}
