import Content
import Diagnostics
import Files
import Rendering
import Synchronization

/// A site that was read and evaluated, and whose files are made when somebody asks for them. Any thread may ask.
package final class LiveEdition: Sendable {
    /// Nil where the site could not be read at all.
    let renderer: PageRenderer?
    private let options: BuildOptions
    /// What was found before anything was rendered, but for what is found of all pages together.
    private let findings: StageFindings
    private let bound: [Kept<LiveBuild.BoundResult>]
    /// The numbers of pages by the folder that they are published in.
    private let folders: [String: [Int]]
    private let rendered: Mutex<RenderedPages>
    private let drawings: KeptDrawings
    private let siteLists = Once<ListFiles<SiteLists>>()
    private let figureLists = Once<ListFiles<FigureLists>>()
    private let dataLists = Once<ListFiles<DataLists>>()
    private let common = Once<[String: OutputFile]>()

    /// The files of lists by their paths.
    private struct ListFiles<List: Sendable>: Sendable {
        var list: List
        var numbers: [String: Int]
    }

    /// With `like`, an edition of the same site of which only the contents of files changed: what was rendered for it is
    /// taken over where nothing that it was made of changed.
    init(
        _ renderer: PageRenderer, drawings: KeptDrawings, findings: StageFindings, bound: [Kept<LiveBuild.BoundResult>],
        _ options: BuildOptions,
        like: LiveEdition? = nil, _ changes: SourceChanges = .all
    ) {
        self.renderer = renderer
        self.drawings = drawings
        self.options = options
        self.findings = findings
        self.bound = bound
        if let like, let before = like.renderer {
            let gone = before.numbers(goneIn: renderer)
            let old = like.rendered.withLock { $0 }
            folders = like.folders
            rendered = Mutex(RenderedPages(of: old, changes, without: gone))
            drawings.take(like.drawings, changes, without: gone)
            return
        }
        var folders: [String: [Int]] = [:]
        for (index, page) in renderer.edition.site.pages.enumerated() {
            folders[page.permalink.folder, default: []].append(index)
        }
        self.folders = folders
        rendered = Mutex(RenderedPages(count: renderer.edition.site.pages.count))
    }

    init(failed findings: [Diagnostic], _ options: BuildOptions) {
        renderer = nil
        self.options = options
        var found = StageFindings()
        found.add(findings)
        self.findings = found
        bound = []
        folders = [:]
        rendered = Mutex(RenderedPages(count: 0))
        drawings = KeptDrawings()
    }

    /// True where the site could not be read at all.
    package var isEmpty: Bool { renderer == nil }

    /// True where what was found so far fails no build.
    package var passes: Bool { !isEmpty && findings.worst < options.failing }

    /// What was found before anything was rendered, errors and warnings.
    package var firstReport: BuildReport {
        var report = BuildReport(options: options)
        report.findings = findings.list(withInformation: false)
        return report.finished()
    }

    // MARK: Everything

    /// Renders what nobody has asked for yet, and says what was found in all: what a build of the same sources finds. Mere
    /// information is much, and is left out unless it is wanted. Nil where `isCancelled` said so.
    package func settle(
        withInformation: Bool = false, unless isCancelled: @Sendable () -> Bool = { false }
    ) -> BuildReport? {
        guard let renderer else { return firstReport }
        let pages = Parallel.map(count: pageCount, jobs: options.jobs) { index -> Kept<RenderedPage>? in
            isCancelled() ? nil : summary(of: index)
        }
        let known = pages.compactMap { $0 }
        guard known.count == pages.count, !isCancelled() else { return nil }
        var parts: [Diagnosed<[OutputFile]>] = []
        for part in SitePart.allCases {
            let made = outline(part, renderer, known.map(\.value))
            parts.append(Diagnosed(made.value, withInformation ? made.findings : made.told))
            if isCancelled() { return nil }
        }
        rendered.withLock { $0.listed = [:] }
        var report = BuildReport(options: options)
        report.findings = findings.list(withInformation: withInformation)
        report.findings += SiteChecks.findings(renderer.edition, renderer.bound)
        report.coverage = bound.map(\.value.coverage).filter { $0.total > 0 }
        let rest = known.map { Diagnosed($0.value, withInformation ? $0.findings : $0.told) }
        SiteBuild.conclude(renderer, rest, parts, into: &report)
        return report.finished()
    }

    private func outline(_ part: SitePart, _ renderer: PageRenderer, _ pages: [RenderedPage]) -> Kept<[OutputFile]> {
        let isOfRows = part == .figureLists || part == .dataLists || part == .figures
        let known = rendered.withLock { state in
            isOfRows && !state.isListed(pages) ? nil : state.parts[part]
        }
        if let known { return known }
        let made = Kept { part.outline(renderer, pages, options) }
        rendered.withLock { $0.parts[part] = made }
        return made
    }

    /// How many pages were rendered for this edition so far.
    package var renderedCount: Int { rendered.withLock { $0.made } }

    package var pageCount: Int { renderer?.edition.site.pages.count ?? 0 }

    // MARK: Pages

    /// A page with the bytes of its files, from memory where they are still there.
    private func page(_ index: Int, _ renderer: PageRenderer) -> (page: RenderedPage, told: [Diagnostic]) {
        // Whoever asks for a page that another renders at this moment waits for that.
        let (known, making) = rendered.withLock { state in
            let known = state.whole(index)
            return (known, known == nil ? state.making(index) : nil)
        }
        if let known { return known }
        return (making ?? Once()).value {
            let made = Kept { renderer.render(index) }
            rendered.withLock { $0.keep(made, at: index) }
            return (made.value, made.told)
        }
    }

    /// A page without the bytes of its files.
    private func summary(of index: Int) -> Kept<RenderedPage>? {
        guard let renderer else { return nil }
        if let known = rendered.withLock({ $0.summary(index) }) { return known }
        _ = page(index, renderer)
        return rendered.withLock { $0.summary(index) }
    }

    private var summaries: [RenderedPage] {
        Parallel.map(count: pageCount, jobs: options.jobs) { summary(of: $0)?.value ?? RenderedPage() }
    }

    // MARK: Files

    /// A file of the site, and the page that it is, if it is one.
    package struct Found: Sendable {
        package var file: OutputFile
        package var page: Int?
        /// True where rendering the page found errors.
        package var hasErrors = false
    }

    /// The file at a path below the site's root; nil where a build would write none.
    package func file(at path: String) -> Found? {
        guard let renderer else { return nil }
        if let found = fileOfPage(path, renderer) { return found }
        if let asset = renderer.edition.theme.assets.first(where: { $0.path == path }) { return Found(file: asset) }
        guard var file = fileOfLists(path, renderer) else { return nil }
        renderer.edition.scripts.convert(&file)
        return Found(file: file)
    }

    /// A page, or what it brings: the nearest folder above is asked first.
    private func fileOfPage(_ path: String, _ renderer: PageRenderer) -> Found? {
        var folder = SourcePath.folder(of: path)
        while true {
            let here = folders[folder] ?? []
            // The page whose own address it is, before those that only stand beside it.
            let own = here.filter { renderer.edition.site.pages[$0].permalink.outputPath == path }
            for index in own + here.filter({ !own.contains($0) }) {
                let made = page(index, renderer)
                if let file = made.page.files.first(where: { $0.path == path }) {
                    return Found(
                        file: file, page: file.path.hasSuffix(".html") ? index : nil, hasErrors: made.told.hasErrors)
                }
            }
            if folder.isEmpty { return nil }
            folder = SourcePath.folder(of: folder)
        }
    }

    private func fileOfLists(_ path: String, _ renderer: PageRenderer) -> OutputFile? {
        let lists = siteLists.value {
            let list = SiteLists(renderer)
            return ListFiles(list: list, numbers: numbers(list.count, list.path))
        }
        if let number = lists.numbers[path] { return lists.list.render(number).value }
        if let file = output(path, renderer) ?? listOfFigures(path, renderer) { return file }
        let files = common.value {
            Dictionary(renderer.commonFiles().value.map { ($0.path, $0) }, uniquingKeysWith: { a, _ in a })
        }
        return files[path]
    }

    /// Feeds, redirects, what crawlers and hosts look for.
    private func output(_ path: String, _ renderer: PageRenderer) -> OutputFile? {
        var pages = [RenderedPage](repeating: RenderedPage(), count: 0)
        let outputs = SiteOutputs(renderer, pages: pages)
        if let piece = outputs.piece(writing: path) {
            if outputs.isFeed(piece) {
                pages = [RenderedPage](repeating: RenderedPage(), count: pageCount)
                for index in SiteOutputs.pages(renderer) { pages[index] = summary(of: index)?.value ?? RenderedPage() }
            }
            return SiteOutputs(renderer, pages: pages).render(piece).value.first { $0.path == path }
        }
        return nil
    }

    /// Lists of all figures and of all tables rest on all pages.
    private func listOfFigures(_ path: String, _ renderer: PageRenderer) -> OutputFile? {
        let parts = path.split(separator: "/").prefix(2)
        guard parts.contains("figures") || parts.contains("data") || path == FigureLists.json else { return nil }
        if path == FigureLists.json { return FigureLists.file(summaries) }
        let figures = figureLists.value {
            let list = FigureLists(renderer, pages: summaries)
            return ListFiles(list: list, numbers: numbers(list.count, list.path))
        }
        if let number = figures.numbers[path] { return figures.list.render(number).value }
        let data = dataLists.value {
            let list = DataLists(renderer, pages: summaries)
            return ListFiles(list: list, numbers: numbers(list.count, list.path))
        }
        return data.numbers[path].map { data.list.render($0).value }
    }

    private func numbers(_ count: Int, _ path: (Int) -> String) -> [String: Int] {
        Dictionary((0..<count).map { (path($0), $0) }, uniquingKeysWith: { a, _ in a })
    }

    // MARK: For the preview

    /// The path of the site's address, with a slash at both ends.
    package var basePath: String { renderer.map { $0.basePath } ?? "/" }

    /// Where what a page shows stands in the sources: by the ids of its figures and charts.
    package func marks(of page: Int) -> [SourceMark] { renderer?.marks(of: page) ?? [] }

    /// The numerals in a page's prose that are bound to nothing.
    package func unbound(on page: Int) -> [Diagnostic] {
        renderer.map { Coverage.of(page, $0.bound[page], in: $0.edition, isStrict: false).diagnostics } ?? []
    }

    package var root: String { options.root }

    /// The Markdown file of a page, below the site's root; nil of one that a folder alone makes.
    package func source(of page: Int) -> String? { renderer.flatMap { $0.edition.site.pages[page].path } }
}
