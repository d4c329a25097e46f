import Content
import Diagnostics
import Files
import Formatting
import Indicators
import Rendering

/// A build that is asked for again and again: what it read, evaluated and rendered stays in memory, each part for as long
/// as what went into it stays what it was. Used by one thread at a time; the editions that it gives are for any.
///
/// There are two ways. Where files came or went, where `site.yaml`, a template or a page's place in the site changed, the
/// site is put together anew of the pages and tables that are still what they were. Where only contents changed, the
/// site stays as it is, the new parts are put into their places, and all that looked at the old ones is made again.
package struct LiveBuild {
    let options: BuildOptions
    var tree: Diagnosed<SourceTree>?
    var configuration: Diagnosed<SiteConfiguration>?
    var theme: Kept<ThemeSet>?
    var sources: Diagnosed<[PageSource]>?
    var pages: [PageSource: Kept<Page>] = [:]
    var bundles: [String: Kept<BundleReader.Result>] = [:]
    /// The folders of the bundles, as a build goes through them.
    var bundleOrder: [String] = []
    /// What bundles are read with, besides their files.
    var bundleReader: BundleReader?
    /// What was found while the site was put together: sites, terms, words of units.
    var assembly: [Diagnostic] = []
    var figures: [Diagnostic] = []
    /// What was found in the glossary and the tables of scripts.
    var scripts: [Diagnostic] = []
    var bound: [Kept<BoundResult>] = []
    var last: LiveEdition?

    struct BoundResult: Sendable {
        var page: BoundPage
        var coverage: PageCoverage
    }

    package init(_ options: BuildOptions) { self.options = options }

    /// The site as it is now: read, evaluated, its figures bound; its pages are rendered when they are asked for.
    package mutating func update(_ changes: SourceChanges) -> LiveEdition {
        let changes = effective(changes)
        if let renewed = renew(changes) {
            last = renewed
            return renewed
        }
        var early: [Diagnostic] = []
        guard let edition = load(changes, &early) else {
            self = LiveBuild(options)
            return LiveEdition(failed: early, options)
        }
        let options = options
        bound = Parallel.map(count: edition.site.pages.count, jobs: options.jobs) { index in
            Kept { Self.bind(index, edition, options) }
        }
        let renderer = PageRenderer(edition: edition, bound: NotedList(bound.map(\.value.page)))
        let made = LiveEdition(renderer, findings: stageFindings(), coverage: bound.map(\.value.coverage), options)
        last = made
        return made
    }

    static func bind(_ index: Int, _ edition: Edition, _ options: BuildOptions) -> Diagnosed<BoundResult> {
        SiteBuild.bind(index, edition, options).map { BoundResult(page: $0.bound, coverage: $0.coverage) }
    }

    /// Editors write to a second file and rename it: names that came and went change no list of files.
    private func effective(_ changes: SourceChanges) -> SourceChanges {
        guard case .files(let paths) = changes, let tree = tree?.value else { return changes }
        let isSame = paths.allSatisfy { path in
            let status = Disk.status(options.root + "/" + path, following: true)
            return tree.contains(path) ? status?.kind == .file : status == nil
        }
        return isSame ? .contents(paths.filter(tree.contains)) : changes
    }

    /// In the order in which a build finds them, but for what it finds of all pages together.
    func stageFindings() -> StageFindings {
        var out = StageFindings()
        out.add(tree?.diagnostics ?? [])
        out.add(configuration?.diagnostics ?? [])
        if let theme { out.add(theme) }
        out.add(sources?.diagnostics ?? [])
        for source in sources?.value ?? [] { if let page = pages[source] { out.add(page) } }
        out.add(assembly)
        for folder in bundleOrder { if let bundle = bundles[folder] { out.add(bundle) } }
        out.add(figures)
        out.add(scripts)
        for page in bound { out.add(page) }
        return out
    }

    // MARK: Stages, in the order of SiteBuild.load

    private mutating func load(_ changes: SourceChanges, _ early: inout [Diagnostic]) -> Edition? {
        last = nil
        readTree(changes)
        guard var tree = tree?.value else { return nil }
        early = self.tree?.diagnostics ?? []
        guard tree.contains(SiteConfiguration.path) else {
            early.append(SiteBuild.noSite(in: options.root))
            return nil
        }
        if configuration == nil || changes.touches(SiteConfiguration.path) {
            let known = self.tree
            self = LiveBuild(options)
            self.tree = known
            guard let file = tree.read(SiteConfiguration.path).collecting(into: &early) else { return nil }
            configuration = SiteBuild.configuration(file, options)
        }
        guard let configuration = configuration?.value else { return nil }
        if theme == nil || changes.touchesAny(below: "templates") {
            theme = Kept { SiteBuild.theme(tree, configuration) }
        }
        guard let theme else { return nil }
        tree.limits.fileBytes = configuration.limits.fileBytes
        let site = readSite(tree, configuration, changes)
        let taxonomies = Taxonomies.read(tree, site).collecting(into: &assembly)
        let units = SiteBuild.units(configuration, into: &assembly)
        let bundles = readBundles(tree, site, units, changes)
        let book = FigureBook.make(bundles.map(\.figures), asOf: options.asOf)
        figures = book.diagnostics
        var edition = Edition(
            site: site, theme: theme.value, bundles: NotedMap(bundles.map { ($0.bundle.folder, $0.bundle) }),
            figures: book.value, tree: tree, units: units, asOf: options.asOf, taxonomies: taxonomies)
        scripts = []
        edition.scripts = SiteScripts.read(tree, configuration).collecting(into: &scripts)
        return edition
    }

    private mutating func readTree(_ changes: SourceChanges) {
        guard tree == nil || changes.changesListing else { return }
        let before = tree?.value.paths ?? []
        let read = SourceTree.disk(root: options.root, folders: ["content", "templates"])
        tree = read
        guard before != read.value.paths else { return }
        sources = nil
        theme = nil
        let old = SourceTree(ordered: before)
        bundles = bundles.filter { _, kept in
            kept.notes.listings.allSatisfy { old.paths(below: $0) == read.value.paths(below: $0) }
        }
    }

    private mutating func readSite(
        _ tree: SourceTree, _ configuration: SiteConfiguration, _ changes: SourceChanges
    ) -> Site {
        let found = sources ?? PageSource.discover(in: tree, languages: configuration.languages)
        sources = found
        let known = pages
        let read = Parallel.map(count: found.value.count, jobs: options.jobs) { index in
            let source = found.value[index]
            if let kept = known[source], kept.holds(changes) { return kept }
            return Kept { SiteBuild.page(source, tree, configuration) }
        }
        pages = Dictionary(zip(found.value, read).map { ($0, $1) }, uniquingKeysWith: { a, _ in a })
        let site = SiteBuild.assemble(found.value, read.map(\.value), configuration, options)
        assembly = site.diagnostics
        return site.value
    }

    private mutating func readBundles(
        _ tree: SourceTree, _ site: Site, _ units: UnitWords, _ changes: SourceChanges
    ) -> [BundleReader.Result] {
        let reader = SiteBuild.bundleReader(tree, site, units)
        if bundleReader?.folders != reader.folders { bundles = [:] }
        bundleReader = reader
        let folders = SiteBuild.folders(of: site)
        bundleOrder = folders
        let known = bundles
        let read = Parallel.map(count: folders.count, jobs: options.jobs) { index in
            if let kept = known[folders[index]], kept.holds(changes) { return kept }
            return Kept { reader.read(folders[index]) }
        }
        bundles = Dictionary(zip(folders, read).map { ($0, $1) }, uniquingKeysWith: { a, _ in a })
        return read.map(\.value)
    }
}
