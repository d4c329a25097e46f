import Content
import Diagnostics
import Files
import Indicators
import Rendering

extension LiveBuild {
    /// The site with the contents of some files as they are now. Nil where more than contents changed.
    mutating func renew(_ changes: SourceChanges) -> LiveEdition? {
        guard case .contents(let paths) = changes, let last, let before = last.renderer,
            !paths.contains(where: isOfSite)
        else { return nil }
        var edition = before.edition
        var changed: Set<Int> = []
        guard renewTheme(changes, &edition), renewPages(changes, &edition, &changed),
            renewBundles(changes, &edition, &changed)
        else { return nil }
        let bound = renewBound(changes, before, edition, &changed)
        let drawings = KeptDrawings()
        let renderer = PageRenderer(
            edition: edition, bound: bound, like: before, changed: changed, drawings: drawings)
        guard renderer.isFramed(like: before) else { return nil }
        return LiveEdition(
            renderer, drawings: drawings, findings: stageFindings(), bound: self.bound, options, like: last, changes)
    }

    /// True of files that decide what the site is, rather than what is in it.
    private func isOfSite(_ path: String) -> Bool {
        path == SiteConfiguration.path || path == "content/" + Glossary.file
            || Taxonomies.isSource(String(path.dropFirst("content/".count)))
    }

    /// Reads the theme where one of its files changed.
    private mutating func renewTheme(_ changes: SourceChanges, _ edition: inout Edition) -> Bool {
        guard changes.touchesAny(below: "templates") else { return true }
        guard let configuration = configuration?.value, case .contents(let paths) = changes else { return false }
        let tree = edition.tree
        let read = Kept { SiteBuild.theme(tree, configuration) }
        theme = read
        let isOfPages = paths.contains {
            $0.utf8.starts(with: "templates/".utf8) && ThemeSet.isRead(SourcePath.name(of: $0))
        }
        edition.replaceTheme(with: read.value, areAssetsAlone: !isOfPages)
        return true
    }

    /// Reads the pages that changed. False where one of them no longer hangs together with the others as it did.
    private mutating func renewPages(
        _ changes: SourceChanges, _ edition: inout Edition, _ changed: inout Set<Int>
    ) -> Bool {
        guard case .contents(let paths) = changes, let configuration = configuration?.value else { return false }
        let touched = (sources?.value ?? []).filter { $0.path.map(paths.contains) ?? false }
        for source in touched {
            guard let known = pages[source] else { return false }
            let tree = edition.tree
            let read = Kept { SiteBuild.page(source, tree, configuration) }
            guard read.value.hangsTogether(like: known.value) else { return false }
            pages[source] = read
            let page = edition.site.page(folder: read.value.folder, language: read.value.language)
            // A draft is read, and does not stand in the site.
            guard let index = page, edition.site.pages[index].path == source.path else { continue }
            let isBodyAlone = read.value.hasHead(of: known.value)
            edition.site.replace(index, with: read.value, isBodyAlone: isBodyAlone)
            changed.insert(index)
            for derivation in configuration.derivations where derivation.from == read.value.language {
                let derived = edition.site.page(folder: read.value.folder, language: derivation.language)
                guard let index = derived, edition.site.pages[index].derivedFrom == derivation.from else { continue }
                let page = read.value.derived(derivation, configuration)
                edition.site.replace(index, with: page, isBodyAlone: isBodyAlone)
                changed.insert(index)
            }
        }
        return true
    }

    /// Reads the bundles one of whose files changed, and evaluates what rests on them.
    private mutating func renewBundles(
        _ changes: SourceChanges, _ edition: inout Edition, _ changed: inout Set<Int>
    ) -> Bool {
        guard let reader = bundleReader else { return false }
        var figureBundles: [Int: FigureBundle] = [:]
        for (index, folder) in edition.bundles.keys.enumerated() {
            guard let kept = bundles[folder], !kept.holds(changes) else { continue }
            let read = Kept { reader.read(folder) }
            bundles[folder] = read
            edition.bundles.replace(folder, with: read.value.bundle)
            figureBundles[index] = read.value.figures
            changed.formUnion(edition.site.pages(in: folder))
        }
        if figureBundles.isEmpty { return true }
        guard let book = edition.figures.renewed(figureBundles) else { return false }
        edition.figures = book.value
        figures = book.diagnostics
        return true
    }

    /// Binds the figures of the pages that looked at something that is gone.
    private mutating func renewBound(
        _ changes: SourceChanges, _ before: PageRenderer, _ edition: Edition, _ changed: inout Set<Int>
    ) -> NotedList<BoundPage> {
        let gone = before.edition.numbers(goneIn: edition)
        var pages = before.bound
        for index in bound.indices where changed.contains(index) || !bound[index].holds(changes, without: gone) {
            let options = options
            let made = Kept { Self.bind(index, edition, options) }
            bound[index] = made
            pages[index] = made.value.page
            changed.insert(index)
        }
        return pages
    }
}
