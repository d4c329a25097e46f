import Diagnostics
import Files
import Rendering

/// What a site has beside its pages, and what rests on all of these.
enum SitePart: CaseIterable {
    /// Tags, authors, the archive.
    case lists
    case dataLists
    /// Feeds, redirects, what crawlers and hosts look for.
    case outputs
    case figureLists
    /// The theme's own files, the files of bundles, the page for what is not found.
    case common
    /// The site's `figures.json`.
    case figures

    /// Renders its files, hands each on as soon as it is made, and gives them without their bytes.
    func render(
        _ renderer: PageRenderer, _ pages: [RenderedPage], _ options: BuildOptions,
        _ publish: @Sendable (OutputFile) -> Void
    ) -> Diagnosed<[OutputFile]> {
        let scripts = renderer.edition.scripts
        switch self {
        case .lists:
            let lists = SiteLists(renderer)
            return each(lists.count, options, scripts, publish) { lists.render($0).map { [$0] } }
        case .dataLists:
            let lists = DataLists(renderer, pages: pages)
            return each(lists.count, options, scripts, publish) { lists.render($0).map { [$0] } }
        case .outputs:
            let outputs = SiteOutputs(renderer, pages: pages)
            return each(outputs.count, options, scripts, publish, outputs.render)
        case .figureLists:
            let lists = FigureLists(renderer, pages: pages)
            return each(lists.count, options, scripts, publish) { lists.render($0).map { [$0] } }
        case .common:
            let files = renderer.commonFiles()
            return each(files.value.count, options, scripts, publish) { Diagnosed([files.value[$0]]) }
                .adding(files.diagnostics)
        case .figures:
            return each(1, options, scripts, publish) { _ in Diagnosed([FigureLists.file(pages)].compactMap { $0 }) }
        }
    }

    /// What rendering it would find, and which files it would write, where none of them is wanted.
    func outline(_ renderer: PageRenderer, _ pages: [RenderedPage], _ options: BuildOptions) -> Diagnosed<[OutputFile]>
    {
        let scripts = renderer.edition.scripts
        switch self {
        case .outputs:
            let outputs = SiteOutputs(renderer, pages: [])
            return each(outputs.count, options, scripts, { _ in }, outputs.outline)
        case .figures:
            return Diagnosed(FigureLists.hasFile(pages) ? [OutputFile(path: FigureLists.json, bytes: [])] : [])
        default: return render(renderer, pages, options) { _ in }
        }
    }

    private func each(
        _ count: Int, _ options: BuildOptions, _ scripts: SiteScripts, _ publish: @Sendable (OutputFile) -> Void,
        _ render: @Sendable (Int) -> Diagnosed<[OutputFile]>
    ) -> Diagnosed<[OutputFile]> {
        let made = Parallel.map(count: count, jobs: options.jobs) { index -> Diagnosed<[OutputFile]> in
            var files = render(index)
            for i in files.value.indices {
                scripts.convert(&files.value[i])
                publish(files.value[i])
                files.value[i].bytes = []
            }
            return files
        }
        return Diagnosed(made.flatMap(\.value), made.flatMap(\.diagnostics))
    }
}

extension Diagnosed {
    fileprivate func adding(_ findings: [Diagnostic]) -> Diagnosed { Diagnosed(value, findings + diagnostics) }
}
