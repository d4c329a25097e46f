import Content
import Diagnostics
import Files
import Formatting
import Indicators
import Languages
import Rendering
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
}

/// From files to files: the whole flow.
package enum SiteBuild {
    package static func checkedBaseURL(_ text: String) -> String? { SiteConfiguration.checkedBaseURL(text) }

    /// Builds and publishes. With findings that fail it, the published site is what it was.
    package static func build(_ options: BuildOptions, home: String?) -> BuildReport {
        var report = BuildReport(options: options)
        let loaded = load(options)
        report.take(loaded)
        guard let edition = loaded.value else { return report.finished() }
        let bound = bind(edition, options, into: &report)
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
        guard let edition = loaded.value else { return report.finished() }
        let bound = bind(edition, options, into: &report)
        render(edition, bound, options, into: &report) { _ in }
        return report.finished()
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
        guard tree.contains(SiteConfiguration.path) else {
            findings.append(
                .error(
                    .siteConfig, "there is no \(SiteConfiguration.path) in \(options.root)", at: nil,
                    hint: "name the site's folder by --root, or begin one: gazette new site PATH"))
            return Diagnosed(nil, findings)
        }
        guard let file = tree.read(SiteConfiguration.path).collecting(into: &findings) else {
            return Diagnosed(nil, findings)
        }
        var configuration = SiteConfiguration.read(file).collecting(into: &findings)
        if let base = options.baseURL.flatMap(SiteConfiguration.checkedBaseURL) { configuration.baseURL = base }
        var tree = tree
        tree.limits.fileBytes = configuration.limits.fileBytes
        let own = tree.paths(below: "templates").compactMap { tree.read($0).collecting(into: &findings) }
        let theme = ThemeSet.read(
            own: own, languages: configuration.languages, places: configuration.languagePlaces
        ).collecting(into: &findings)
        let site = readSite(tree, configuration, options, into: &findings)
        let taxonomies = Taxonomies.read(tree, site).collecting(into: &findings)
        let units = UnitWords.read(configuration.units, into: &findings)
        let bundles = readBundles(tree, site, units, options, into: &findings)
        let figures = FigureBook.make(bundles.map(\.figures), asOf: options.asOf).collecting(into: &findings)
        let scripts = SiteScripts.read(tree, configuration).collecting(into: &findings)
        var edition = Edition(
            site: site, theme: theme,
            bundles: Dictionary(bundles.map { ($0.bundle.folder, $0.bundle) }, uniquingKeysWith: { a, _ in a }),
            figures: figures, tree: tree, units: units, asOf: options.asOf, taxonomies: taxonomies)
        edition.scripts = scripts
        // What is wrong with a page that others are made from would be told of each of them.
        if !configuration.derivations.isEmpty { findings = findings.eachOnce }
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
        edition.bundles[folder] = read.bundle
        let bundles = edition.figures.bundles.map { $0.key == read.figures.key ? read.figures : $0 }
        edition.figures = FigureBook.make(bundles, asOf: options.asOf).collecting(into: &findings)
        return Diagnosed(edition, findings)
    }

    private static func readSite(
        _ tree: SourceTree, _ configuration: SiteConfiguration, _ options: BuildOptions,
        into findings: inout [Diagnostic]
    ) -> Site {
        let sources = PageSource.discover(in: tree, languages: configuration.languages).collecting(into: &findings)
        let pages = Parallel.map(count: sources.count, jobs: options.jobs) { index -> Diagnosed<Page> in
            var findings: [Diagnostic] = []
            let file = sources[index].path.flatMap { tree.read($0).collecting(into: &findings) }
            let page = Page.read(sources[index], file: file, configuration: configuration).collecting(into: &findings)
            return Diagnosed(page, findings)
        }
        for page in pages { findings += page.diagnostics }
        let read = pages.map(\.value)
        let shown = Page.withDerived(
            shown(read + Page.impliedByLanguage(read, sources, configuration), configuration, options), configuration)
        let hidden = Set(sources.map(\.folder)).subtracting(shown.map(\.folder))
        return Site.assemble(shown, configuration: configuration, hiddenFolders: hidden).collecting(into: &findings)
    }

    /// The pages that are published this time. A section that stands for its pages alone goes with the last of them; a
    /// home page always stands, if need be without its text.
    private static func shown(_ pages: [Page], _ configuration: SiteConfiguration, _ options: BuildOptions) -> [Page] {
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
        let folders = Set(site.pages.map(\.folder)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let reader = BundleReader(
            tree: tree, units: units, configuration: site.configuration,
            folders: site.hiddenFolders.union(folders))
        let results = Parallel.map(count: folders.count, jobs: options.jobs) { reader.read(folders[$0]) }
        for result in results { findings += result.diagnostics }
        return results.map(\.value)
    }

    static func bind(
        _ edition: Edition, _ options: BuildOptions, into report: inout BuildReport
    ) -> [BoundPage] {
        let pages = Parallel.map(count: edition.site.pages.count, jobs: options.jobs) { index in
            let bound = BoundPage.bind(index, in: edition)
            guard options.countsNumerals || options.isStrict else { return (bound, Diagnosed(PageCoverage(path: ""))) }
            return (bound, Coverage.of(index, bound.value, in: edition, isStrict: options.isStrict))
        }
        for (index, (bound, coverage)) in pages.enumerated() where edition.site.pages[index].derivedFrom == nil {
            report.findings += bound.diagnostics + coverage.diagnostics
            if coverage.value.total > 0 { report.coverage.append(coverage.value) }
        }
        let bound = pages.map(\.0.value)
        report.findings += SiteChecks.findings(edition, bound)
        return bound
    }

    private static func render(
        _ edition: Edition, _ bound: [BoundPage], _ options: BuildOptions, into report: inout BuildReport,
        _ publishAsIs: @Sendable (OutputFile) -> Void
    ) {
        let renderer = PageRenderer(edition: edition, bound: bound)
        let scripts = edition.scripts
        @Sendable func publish(_ file: OutputFile) { publishAsIs(scripts.converted(file).file) }
        let pages = Parallel.map(count: bound.count, jobs: options.jobs) { index -> Diagnosed<RenderedPage> in
            var rendered = renderer.render(index)
            for file in rendered.value.files {
                let converted = scripts.converted(file)
                rendered.value.unknown.formUnion(converted.unknown)
                publishAsIs(converted.file)
            }
            // Their bytes are on their way.
            for i in rendered.value.files.indices { rendered.value.files[i].bytes = [] }
            return rendered
        }
        var plan = OutputPlan()
        for (index, page) in pages.enumerated() {
            // What is wrong with a page that is derived was told of its original.
            if edition.site.pages[index].derivedFrom == nil { report.findings += page.diagnostics }
            report.tally += page.value.tally
            plan.add(page.value.files, ofPage: true)
        }
        report.findings += edition.unknownCharacters(pages.map(\.value))
        let siteLists = SiteLists(renderer)
        let siteListed = renderLists(siteLists.count, options, publish, siteLists.render)
        report.findings += siteListed.diagnostics
        plan.add(siteListed.value, ofPage: false)
        let lists = FigureLists(renderer, pages: pages.map(\.value))
        let listed = renderLists(lists.count, options, publish, lists.render)
        let dataLists = DataLists(renderer, pages: pages.map(\.value))
        let dataListed = renderLists(dataLists.count, options, publish, dataLists.render)
        report.findings += dataListed.diagnostics
        plan.add(dataListed.value, ofPage: false)
        let outputs = SiteOutputs(renderer, pages: pages.map(\.value))
        let made = Parallel.map(count: outputs.count, jobs: options.jobs) { index -> Diagnosed<[OutputFile]> in
            var files = outputs.render(index)
            for file in files.value { publish(file) }
            for i in files.value.indices { files.value[i].bytes = [] }
            return files
        }
        report.findings += made.flatMap(\.diagnostics)
        plan.add(made.flatMap(\.value), ofPage: false)
        report.advice += PublishingAdvice.findings(edition)
        let common = renderer.commonFiles()
        let others = common.value + [FigureLists.file(pages.map(\.value))].compactMap { $0 }
        report.findings += common.diagnostics + listed.diagnostics
        plan.add(listed.value + others, ofPage: false)
        report.findings += plan.conflicts()
        for file in others { publish(file) }
    }

    /// Files of lists, each published as soon as it is made, and remembered without its bytes.
    private static func renderLists(
        _ count: Int, _ options: BuildOptions, _ publish: @Sendable (OutputFile) -> Void,
        _ render: @Sendable (Int) -> Diagnosed<OutputFile>
    ) -> Diagnosed<[OutputFile]> {
        let files = Parallel.map(count: count, jobs: options.jobs) { index -> Diagnosed<OutputFile> in
            var file = render(index)
            publish(file.value)
            file.value.bytes = []
            return file
        }
        return Diagnosed(files.map(\.value), files.flatMap(\.diagnostics))
    }
}
