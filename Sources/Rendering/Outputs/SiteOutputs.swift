import Content
import Diagnostics
import Files
import Markup
import Templates

/// What a site publishes beside its pages: feeds, redirects, the sitemap. Each is made when asked for, so that no more
/// than one for each thread is in memory.
package struct SiteOutputs: Sendable {
    private let renderer: PageRenderer
    /// By the number of the page, what was drawn on those that stand in a feed.
    private let charts: [Int: [Int: ChartBrief]]

    package init(_ renderer: PageRenderer, pages: [RenderedPage]) {
        self.renderer = renderer
        var charts: [Int: [Int: ChartBrief]] = [:]
        for index in renderer.feeds.members where pages.indices.contains(index) { charts[index] = pages[index].charts }
        self.charts = charts
    }

    private var feedCount: Int { renderer.feeds.feeds.count }
    private var aliasCount: Int { renderer.edition.site.aliases.count }

    /// How many pieces of work there are.
    package var count: Int { feedCount + aliasCount + 1 }

    /// The pages of which it must be known what was drawn on them.
    package static func pages(_ renderer: PageRenderer) -> Set<Int> { renderer.feeds.members }

    /// The number of the piece that writes a file; nil where none does.
    package func piece(writing path: String) -> Int? {
        if let feed = renderer.feeds.feeds.indices.first(where: { paths(ofFeed: $0).contains(path) }) { return feed }
        for (index, alias) in renderer.edition.site.aliases.enumerated()
        where alias.permalink.outputPath == path { return feedCount + index }
        // They stand at the root of the site; making them to know their names is work.
        let isOverview = SourcePath.name(of: path) == SiteOverview.name
        let hostFiles = [".nojekyll", "robots.txt", SecurityPolicy.path, Redirects.path]
        guard path.hasPrefix("sitemap") || isOverview || hostFiles.contains(path) else { return nil }
        return others().contains { $0.path == path } ? count - 1 : nil
    }

    /// True of a piece that rests on what was drawn on pages.
    package func isFeed(_ piece: Int) -> Bool { piece < feedCount }

    private func paths(ofFeed index: Int) -> [String] {
        let permalink = renderer.edition.site.pages[renderer.feeds.feeds[index].page].permalink
        return [FeedPlan.path(permalink), JSONFeed.path(permalink)]
    }

    private func others() -> [OutputFile] {
        let overviews = renderer.frames.compactMap { SiteOverview(renderer: renderer, frame: $0).file() }
        return renderer.sitemap() + renderer.hostFiles() + overviews
    }

    /// What one piece finds, and which files it writes; feeds find nothing, and are not made.
    package func outline(_ index: Int) -> Diagnosed<[OutputFile]> {
        guard index < feedCount else { return render(index) }
        return Diagnosed(paths(ofFeed: index).map { OutputFile(path: $0, bytes: []) })
    }

    /// The files of one piece.
    package func render(_ index: Int) -> Diagnosed<[OutputFile]> {
        if index < feedCount { return Diagnosed(feed(index)) }
        if index < feedCount + aliasCount {
            let redirect = renderer.redirect(renderer.edition.site.aliases[index - feedCount])
            return Diagnosed([redirect.value], redirect.diagnostics)
        }
        return Diagnosed(others())
    }

    /// A feed in both forms, whose entries have one text.
    private func feed(_ index: Int) -> [OutputFile] {
        guard let base = renderer.edition.configuration.baseURL else { return [] }
        let feed = renderer.feeds.feeds[index]
        let language = renderer.edition.site.pages[feed.page].language
        let bodies = feed.entries.map { entry in
            let body = FeedBody(renderer: renderer, index: entry, base: base, charts: charts[entry] ?? [:]).html()
            return renderer.edition.scripts.converted(body.bytes, language)
        }
        return [
            AtomFeed(renderer: renderer, feed: feed, base: base).file(bodies),
            JSONFeed(renderer: renderer, feed: feed, base: base).file(bodies),
        ]
    }
}

extension PageRenderer {
    /// A page that leads on to where another now stands.
    func redirect(_ alias: Alias) -> Diagnosed<OutputFile> {
        let target = edition.site.pages[alias.page]
        let frame = frames[target.language]
        let from = alias.permalink.outputPath
        let title = frame.plainTitle(alias.page)
        var object = frame.common(from: from) { Permalink.relative(from: from, to: $0) }
        let parts: [TemplateObject.Entry] = [
            (key: "title", value: .text(title)), (key: "head_title", value: .text(frame.headTitle(title, target))),
            (key: "href", value: .text(Permalink.relative(from: from, to: target.permalink.outputPath))),
            (key: "canonical", value: .text(frame.address(target.permalink, from: from))),
        ]
        for part in parts { object.set(part.key, part.value) }
        var html = HTML(capacity: 1_000)
        let findings = edition.theme.templates.render("alias", with: .object(object), into: &html)
        let source = target.path ?? "content/" + target.folder
        return Diagnosed(OutputFile(path: from, bytes: html.bytes, source: source, language: target.language), findings)
    }

    /// What hosts and crawlers look for: `.nojekyll` tells one that builds sites of its own that this one is built;
    /// `robots.txt` names the sitemap, `_headers` what to send along with pages, `_redirects` where aliases lead. What an
    /// author has of his own stays.
    func hostFiles() -> [OutputFile] {
        var files = [OutputFile(path: ".nojekyll", bytes: [])]
        for file in [SecurityPolicy.headers(of: edition), Redirects.file(of: edition)].compactMap({ $0 })
        where !edition.tree.contains("content/" + file.path) {
            files.append(file)
        }
        if !edition.tree.contains("content/robots.txt") {
            var text = "User-agent: *\nDisallow:\n"
            if let base = edition.configuration.baseURL { text += "\nSitemap: \(base)\(Sitemap.name)\n" }
            files.append(OutputFile(path: "robots.txt", bytes: Array(text.utf8)))
        }
        return files
    }
}
