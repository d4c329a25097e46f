import Content
import Diagnostics
import Files
import Formatting
import Indicators
import Languages
import Rendering
import Synchronization
import Tables

/// What a build is asked for.
package struct BuildOptions: Sendable {
    package var root: String
    /// Nil for `public` in the root.
    package var output: String?
    /// In place of the one in `site.yaml`.
    package var baseURL: String?
    package var includesDrafts: Bool
    package var includesFuture: Bool
    package var includesExpired: Bool
    /// The day to build for, in days since 1970-01-01.
    package var asOf: Int
    /// Warnings fail the build.
    package var isStrict: Bool
    package var jobs: Int
    /// Whether the numerals in prose are counted, and those that are bound to nothing told of.
    package var countsNumerals = true

    package init(
        root: String, output: String? = nil, baseURL: String? = nil, includesDrafts: Bool = false,
        includesFuture: Bool = false, includesExpired: Bool = false, asOf: Int, isStrict: Bool = false, jobs: Int = 1
    ) {
        self.root = root
        self.output = output
        self.baseURL = baseURL
        self.includesDrafts = includesDrafts
        self.includesFuture = includesFuture
        self.includesExpired = includesExpired
        self.asOf = asOf
        self.isStrict = isStrict
        self.jobs = jobs
    }

    package var outputFolder: String { output ?? root + "/public" }

    /// What fails a build: an error, with `isStrict` a warning.
    var failing: Severity { isStrict ? .warning : .error }
}

/// From files to files: the whole flow.
package enum SiteBuild {
    package static func checkedBaseURL(_ text: String) -> String? { SiteConfiguration.checkedBaseURL(text) }

    /// Builds and publishes. With findings that fail it, the published site is what it was.
    package static func build(_ options: BuildOptions, home: String?) -> BuildReport {
        var report = BuildReport(options: options)
        let loaded = load(options)
        report.take(loaded)
        guard var edition = loaded.value else { return report.finished() }
        let bound = bind(edition, options, into: &report)
        edition.site.forgetProse()
        // All problems are reported, so pages are rendered even where a figure has already failed; a claim that
        // disagrees says nothing about the chart below it.
        let opened: Diagnosed<Publisher?> =
            report.hasFailed
            ? Diagnosed(nil) : Publisher.open(folder: options.outputFolder, root: options.root, home: home)
        report.findings += opened.diagnostics
        let publisher = opened.value
        render(edition, bound, options, into: &report) { publisher?.stage($0) }
        guard let publisher else { return report.finished() }
        if report.hasFailed {
            publisher.abort()
        } else {
            report.changes = publisher.commit().collecting(into: &report.findings)
        }
        return report.finished()
    }

    /// Everything that `build` does, without writing.
    package static func check(_ options: BuildOptions) -> BuildReport {
        var report = BuildReport(options: options)
        let loaded = load(options)
        report.take(loaded)
        guard var edition = loaded.value else { return report.finished() }
        let bound = bind(edition, options, into: &report)
        edition.site.forgetProse()
        render(edition, bound, options, into: &report) { _ in }
        return report.finished()
    }

    /// The same, with the files that a build would write, by their paths; of two for one path the first, for which they
    /// are rendered one after the other.
    package static func files(_ options: BuildOptions) -> (report: BuildReport, files: [String: OutputFile]) {
        var options = options
        options.jobs = 1
        var report = BuildReport(options: options)
        let loaded = load(options)
        report.take(loaded)
        guard var edition = loaded.value else { return (report.finished(), [:]) }
        let bound = bind(edition, options, into: &report)
        edition.site.forgetProse()
        let files = Mutex<[String: OutputFile]>([:])
        render(edition, bound, options, into: &report) { file in
            files.withLock { if $0[file.path] == nil { $0[file.path] = file } }
        }
        return (report.finished(), files.withLock { $0 })
    }

    // MARK: Stages

    /// Reads everything and evaluates the indicators.
    package static func load(_ options: BuildOptions) -> Diagnosed<Edition?> {
        let tree = SourceTree.disk(root: options.root, folders: ["content", "templates"])
        var loaded = load(tree.value, options)
        loaded.diagnostics = tree.diagnostics + loaded.diagnostics
        return loaded
    }

    /// The same of a tree that is given.
    package static func load(_ tree: SourceTree, _ options: BuildOptions) -> Diagnosed<Edition?> {
        var findings: [Diagnostic] = []
        guard tree.contains(SiteConfiguration.path) else { return Diagnosed(nil, [noSite(in: options.root)]) }
        guard let file = tree.read(SiteConfiguration.path).collecting(into: &findings) else {
            return Diagnosed(nil, findings)
        }
        let configuration = configuration(file, options).collecting(into: &findings)
        var tree = tree
        tree.limits.fileBytes = configuration.limits.fileBytes
        let theme = theme(tree, configuration).collecting(into: &findings)
        let site = readSite(tree, configuration, options, into: &findings)
        let taxonomies = Taxonomies.read(tree, site).collecting(into: &findings)
        let units = units(configuration, into: &findings)
        let bundles = readBundles(tree, site, units, options, into: &findings)
        let figures = FigureBook.make(bundles.map(\.figures), asOf: options.asOf).collecting(into: &findings)
        let scripts = SiteScripts.read(tree, configuration).collecting(into: &findings)
        var edition = Edition(
            site: site, theme: theme,
            bundles: NotedMap(bundles.map { ($0.bundle.folder, $0.bundle) }),
            figures: figures, tree: tree, units: units, asOf: options.asOf, taxonomies: taxonomies)
        edition.scripts = scripts
        return Diagnosed(edition, findings)
    }

    /// The edition with the data of one folder read anew from a tree: what a change in a table comes to.
    package static func reread(
        _ folder: String, of edition: Edition, from tree: SourceTree, _ options: BuildOptions
    ) -> Diagnosed<Edition> {
        var findings: [Diagnostic] = []
        let folders = edition.site.hiddenFolders.union(edition.site.pages.map(\.folder))
        let reader = BundleReader(
            tree: tree, units: edition.units, configuration: edition.site.configuration, folders: folders)
        let read = reader.read(folder).collecting(into: &findings)
        var edition = edition
        edition.tree = tree
        edition.bundles.replace(folder, with: read.bundle)
        let bundles = edition.figures.bundles.map { $0.key == read.figures.key ? read.figures : $0 }
        edition.figures = FigureBook.make(bundles, asOf: options.asOf).collecting(into: &findings)
        return Diagnosed(edition, findings)
    }

    static func noSite(in root: String) -> Diagnostic {
        .error(
            .siteConfig, "there is no \(SiteConfiguration.path) in \(root)", at: nil,
            hint: "name the site's folder by --root, or begin one: gazette new site PATH")
    }

    static func configuration(_ file: SourceFile, _ options: BuildOptions) -> Diagnosed<SiteConfiguration> {
        var read = SiteConfiguration.read(file)
        if let base = options.baseURL.flatMap(SiteConfiguration.checkedBaseURL) { read.value.baseURL = base }
        return read
    }

    static func theme(_ tree: SourceTree, _ configuration: SiteConfiguration) -> Diagnosed<ThemeSet> {
        var findings: [Diagnostic] = []
        let own = tree.paths(below: "templates").compactMap { tree.read($0).collecting(into: &findings) }
        let theme = ThemeSet.read(
            own: own, languages: configuration.languages, places: configuration.languagePlaces
        ).collecting(into: &findings)
        return Diagnosed(theme, findings)
    }

    static func units(_ configuration: SiteConfiguration, into findings: inout [Diagnostic]) -> UnitWords {
        UnitWords.read(configuration.units, into: &findings)
    }

    private static func readSite(
        _ tree: SourceTree, _ configuration: SiteConfiguration, _ options: BuildOptions,
        into findings: inout [Diagnostic]
    ) -> Site {
        let sources = PageSource.discover(in: tree, languages: configuration.languages)
        let pages = Parallel.map(count: sources.value.count, jobs: options.jobs) { index in
            page(sources.value[index], tree, configuration)
        }
        findings += sources.diagnostics
        for page in pages { findings += page.diagnostics }
        return assemble(sources.value, pages.map(\.value), configuration, options).collecting(into: &findings)
    }

    static func page(
        _ source: PageSource, _ tree: SourceTree, _ configuration: SiteConfiguration
    ) -> Diagnosed<Page> {
        var findings: [Diagnostic] = []
        let file = source.path.flatMap { tree.read($0).collecting(into: &findings) }
        let page = Page.read(source, file: file, configuration: configuration).collecting(into: &findings)
        return Diagnosed(page, findings)
    }

    /// The site of the pages that were read, one for each source.
    static func assemble(
        _ sources: [PageSource], _ pages: [Page], _ configuration: SiteConfiguration, _ options: BuildOptions
    ) -> Diagnosed<Site> {
        let written = shown(pages + Page.impliedByLanguage(pages, sources, configuration), configuration, options)
        let shown = Page.withDerived(written, configuration)
        let hidden = Set(sources.map(\.folder)).subtracting(shown.map(\.folder))
        return Site.assemble(shown, configuration: configuration, hiddenFolders: hidden)
    }

    /// The pages that are published this time. A section that stands for its pages alone goes with the last of them; a
    /// home page always stands, if need be without its text.
    static func shown(_ pages: [Page], _ configuration: SiteConfiguration, _ options: BuildOptions) -> [Page] {
        var shown = pages.filter { isShown($0, options) }
        var needed: Set<[String]> = []
        for page in shown where page.path != nil {
            var folder = page.parentFolder
            while let above = folder, needed.insert([above, String(page.language)]).inserted {
                folder = above.isEmpty ? nil : Site.parent(of: above)
            }
        }
        shown.removeAll {
            $0.path == nil && $0.kind == .section && !needed.contains([$0.folder, String($0.language)])
        }
        let homes = configuration.languages.indices.filter { language in
            !shown.contains { $0.kind == .home && $0.language == language }
        }
        let implied = homes.map { language in
            let source = PageSource(kind: .home, folder: "", language: language)
            return Page.read(source, file: nil, configuration: configuration).value
        }
        return implied + shown
    }

    /// Drafts, pages to come and expired pages are left out unless asked for.
    private static func isShown(_ page: Page, _ options: BuildOptions) -> Bool {
        let matter = page.frontMatter
        if matter.isDraft, !options.includesDrafts { return false }
        if let date = matter.publishDate?.date, date.firstDay > options.asOf, !options.includesFuture { return false }
        if let date = matter.expiryDate?.date, date.lastDay < options.asOf, !options.includesExpired { return false }
        return true
    }

    private static func readBundles(
        _ tree: SourceTree, _ site: Site, _ units: UnitWords, _ options: BuildOptions,
        into findings: inout [Diagnostic]
    ) -> [BundleReader.Result] {
        let folders = folders(of: site)
        let reader = bundleReader(tree, site, units)
        let results = Parallel.map(count: folders.count, jobs: options.jobs) { reader.read(folders[$0]) }
        for result in results { findings += result.diagnostics }
        return results.map(\.value)
    }

    static func folders(of site: Site) -> [String] {
        Set(site.pages.map(\.folder)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    static func bundleReader(_ tree: SourceTree, _ site: Site, _ units: UnitWords) -> BundleReader {
        BundleReader(
            tree: tree, units: units, configuration: site.configuration,
            folders: site.hiddenFolders.union(site.pages.map(\.folder)))
    }

    static func bind(
        _ edition: Edition, _ options: BuildOptions, into report: inout BuildReport
    ) -> NotedList<BoundPage> {
        let pages = Parallel.map(count: edition.site.pages.count, jobs: options.jobs) { bind($0, edition, options) }
        for page in pages {
            report.findings += page.diagnostics
            if page.value.coverage.total > 0 { report.coverage.append(page.value.coverage) }
        }
        let bound = NotedList(pages.map(\.value.bound))
        report.findings += SiteChecks.findings(edition, bound)
        return bound
    }

    /// The figures of one page, and how many of its numerals they are.
    static func bind(
        _ index: Int, _ edition: Edition, _ options: BuildOptions
    ) -> Diagnosed<(bound: BoundPage, coverage: PageCoverage)> {
        let bound = BoundPage.bind(index, in: edition)
        // What is wrong with a page that is derived is told of its original.
        if edition.site.pages[index].derivedFrom != nil { return Diagnosed((bound.value, PageCoverage(path: ""))) }
        guard options.countsNumerals || options.isStrict else {
            return Diagnosed((bound.value, PageCoverage(path: "")), bound.diagnostics)
        }
        let coverage = Coverage.of(index, bound.value, in: edition, isStrict: options.isStrict)
        return Diagnosed((bound.value, coverage.value), bound.diagnostics + coverage.diagnostics)
    }

    private static func render(
        _ edition: Edition, _ bound: NotedList<BoundPage>, _ options: BuildOptions, into report: inout BuildReport,
        _ publish: @Sendable (OutputFile) -> Void
    ) {
        let renderer = PageRenderer(edition: edition, bound: bound)
        let pages = Parallel.map(count: bound.count, jobs: options.jobs) { index -> Diagnosed<RenderedPage> in
            var rendered = renderer.render(index)
            for file in rendered.value.files { publish(file) }
            // Their bytes are on their way.
            rendered.value.dropBytes()
            return rendered
        }
        renderRest(renderer, pages, options, into: &report, publish)
    }

    /// What rests on all pages. `pages` are rendered, without their bytes.
    private static func renderRest(
        _ renderer: PageRenderer, _ pages: [Diagnosed<RenderedPage>], _ options: BuildOptions,
        into report: inout BuildReport, _ publish: @Sendable (OutputFile) -> Void
    ) {
        let parts = SitePart.allCases.map { part in
            part.render(renderer, pages.map(\.value), options, publish)
        }
        conclude(renderer, pages, parts, into: &report)
    }

    /// What is found once all is rendered. `parts` are in the order of `SitePart`.
    static func conclude(
        _ renderer: PageRenderer, _ pages: [Diagnosed<RenderedPage>], _ parts: [Diagnosed<[OutputFile]>],
        into report: inout BuildReport
    ) {
        var plan = OutputPlan()
        for page in pages {
            report.findings += page.diagnostics
            report.tally += page.value.tally
            plan.add(page.value.files, ofPage: true)
        }
        report.findings += renderer.edition.unknownCharacters(pages.map(\.value))
        for part in parts {
            report.findings += part.diagnostics
            plan.add(part.value, ofPage: false)
        }
        report.advice += PublishingAdvice.findings(renderer.edition)
        report.findings += plan.conflicts()
    }
}
