import Content
import Diagnostics
import Files
import Formatting
import Indicators
import Languages
import Rendering

/// A build that is asked for again and again: what it read and evaluated stays in memory, each part for as long as what
/// went into it stays what it was. Used by one thread at a time; the editions that it gives are for any.
package struct LiveBuild {
    private let options: BuildOptions
    private var tree: Diagnosed<SourceTree>?
    private var configuration: Diagnosed<SiteConfiguration>?
    private var theme: Kept<ThemeSet>?
    private var sources: Diagnosed<[PageSource]>?
    private var pages: [PageSource: Kept<Page>] = [:]
    private var bundles: [String: Kept<BundleReader.Result>] = [:]
    /// What bundles were read with, besides their files.
    private var bundleReader: BundleReader?
    private var last: LiveEdition?

    /// A result and what it was made of.
    private struct Kept<Value: Sendable>: Sendable {
        var result: Diagnosed<Value>
        var notes: Reading.Notes
    }

    package init(_ options: BuildOptions) { self.options = options }

    /// The site as it is now: read, evaluated, its figures bound; its pages are rendered when they are asked for.
    package mutating func update(_ changes: SourceChanges) -> LiveEdition {
        var report = BuildReport(options: options)
        guard let edition = load(changes, into: &report.findings) else {
            forget()
            return LiveEdition(failed: report, options)
        }
        let bound = SiteBuild.bind(edition, options, into: &report)
        let made = LiveEdition(edition, bound: bound, report: report, options)
        last = made
        return made
    }

    private mutating func forget() {
        self = LiveBuild(options)
    }

    // MARK: Stages, in the order of SiteBuild.load

    private mutating func load(_ changes: SourceChanges, into findings: inout [Diagnostic]) -> Edition? {
        if tree == nil || changes.changesListing {
            let before = tree?.value.paths
            let read = SourceTree.disk(root: options.root, folders: ["content", "templates"])
            tree = read
            if before != read.value.paths {
                sources = nil
                theme = nil
                bundles = bundles.filter { !isListedAnew($0.value.notes, before ?? [], read.value) }
            }
        }
        guard let tree = tree?.collecting(into: &findings) else { return nil }
        guard tree.contains(SiteConfiguration.path) else {
            findings.append(SiteBuild.noSite(in: options.root))
            return nil
        }
        if configuration == nil || changes.touches(SiteConfiguration.path) {
            self = LiveBuild(options, tree: self.tree)
            guard let file = tree.read(SiteConfiguration.path).collecting(into: &findings) else { return nil }
            configuration = SiteBuild.configuration(file, options)
        }
        guard let configuration = configuration?.collecting(into: &findings) else { return nil }
        let theme = readTheme(tree, configuration, changes, into: &findings)
        let site = readSite(tree, configuration, changes, into: &findings)
        let taxonomies = Taxonomies.read(tree, site).collecting(into: &findings)
        let units = SiteBuild.units(configuration, into: &findings)
        let bundles = readBundles(tree, site, units, changes, into: &findings)
        let figures = FigureBook.make(bundles.map(\.figures), asOf: options.asOf).collecting(into: &findings)
        return Edition(
            site: site, theme: theme,
            bundles: Dictionary(bundles.map { ($0.bundle.folder, $0.bundle) }, uniquingKeysWith: { a, _ in a }),
            figures: figures, tree: tree, units: units, asOf: options.asOf, taxonomies: taxonomies)
    }

    private init(_ options: BuildOptions, tree: Diagnosed<SourceTree>?) {
        self.init(options)
        self.tree = tree
    }

    /// True where a list of files that somebody looked at is no longer the same.
    private func isListedAnew(_ notes: Reading.Notes, _ before: [String], _ now: SourceTree) -> Bool {
        let old = SourceTree(ordered: before)
        return notes.listings.contains { old.paths(below: $0) != now.paths(below: $0) }
    }

    private mutating func readTheme(
        _ tree: SourceTree, _ configuration: SiteConfiguration, _ changes: SourceChanges,
        into findings: inout [Diagnostic]
    ) -> ThemeSet {
        if let theme, !changes.touchesAny(below: "templates") { return theme.result.collecting(into: &findings) }
        let read = Reading.noting { SiteBuild.theme(tree, configuration) }
        theme = Kept(result: read.value, notes: read.notes)
        return read.value.collecting(into: &findings)
    }

    private mutating func readSite(
        _ tree: SourceTree, _ configuration: SiteConfiguration, _ changes: SourceChanges,
        into findings: inout [Diagnostic]
    ) -> Site {
        let found = sources ?? PageSource.discover(in: tree, languages: configuration.languages)
        sources = found
        let known = pages
        let read = Parallel.map(count: found.value.count, jobs: options.jobs) { index in
            let source = found.value[index]
            if let kept = known[source], !changes.touchesAny(kept.notes.files) { return kept }
            let page = Reading.noting { SiteBuild.page(source, tree, configuration) }
            return Kept(result: page.value, notes: page.notes)
        }
        pages = Dictionary(zip(found.value, read).map { ($0, $1) }, uniquingKeysWith: { a, _ in a })
        return SiteBuild.assemble(found, read.map(\.result), configuration, options, into: &findings)
    }

    private mutating func readBundles(
        _ tree: SourceTree, _ site: Site, _ units: UnitWords, _ changes: SourceChanges,
        into findings: inout [Diagnostic]
    ) -> [BundleReader.Result] {
        let reader = SiteBuild.bundleReader(tree, site, units)
        if bundleReader?.folders != reader.folders { bundles = [:] }
        bundleReader = reader
        let folders = SiteBuild.folders(of: site)
        let known = bundles
        let read = Parallel.map(count: folders.count, jobs: options.jobs) { index in
            if let kept = known[folders[index]], !changes.touchesAny(kept.notes.files) { return kept }
            let bundle = Reading.noting { reader.read(folders[index]) }
            return Kept(result: bundle.value, notes: bundle.notes)
        }
        bundles = Dictionary(zip(folders, read).map { ($0, $1) }, uniquingKeysWith: { a, _ in a })
        for kept in read { findings += kept.result.diagnostics }
        return read.map(\.result.value)
    }
}
