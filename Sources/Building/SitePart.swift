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
        switch self {
        case .lists:
            let lists = SiteLists(renderer)
            return Self.each(lists.count, options, publish) { lists.render($0).map { [$0] } }
        case .dataLists:
            let lists = DataLists(renderer, pages: pages)
            return Self.each(lists.count, options, publish) { lists.render($0).map { [$0] } }
        case .outputs:
            let outputs = SiteOutputs(renderer, pages: pages)
            return Self.each(outputs.count, options, publish, outputs.render)
        case .figureLists:
            let lists = FigureLists(renderer, pages: pages)
            return Self.each(lists.count, options, publish) { lists.render($0).map { [$0] } }
        case .common:
            let files = renderer.commonFiles()
            return Self.each(files.value.count, options, publish) { Diagnosed([files.value[$0]]) }
                .adding(files.diagnostics)
        case .figures:
            return Self.each(1, options, publish) { _ in Diagnosed([FigureLists.file(pages)].compactMap { $0 }) }
        }
    }

    /// What rendering it would find, and which files it would write, where none of them is wanted.
    func outline(_ renderer: PageRenderer, _ pages: [RenderedPage], _ options: BuildOptions) -> Diagnosed<[OutputFile]>
    {
        switch self {
        case .outputs:
            let outputs = SiteOutputs(renderer, pages: [])
            return Self.each(outputs.count, options, { _ in }, outputs.outline)
        case .figures:
            return Diagnosed(FigureLists.hasFile(pages) ? [OutputFile(path: FigureLists.json, bytes: [])] : [])
        default: return render(renderer, pages, options) { _ in }
        }
    }

    private static func each(
        _ count: Int, _ options: BuildOptions, _ publish: @Sendable (OutputFile) -> Void,
        _ render: @Sendable (Int) -> Diagnosed<[OutputFile]>
    ) -> Diagnosed<[OutputFile]> {
        let made = Parallel.map(count: count, jobs: options.jobs) { index -> Diagnosed<[OutputFile]> in
            var files = render(index)
            for file in files.value { publish(file) }
            for i in files.value.indices { files.value[i].bytes = [] }
            return files
        }
        return Diagnosed(made.flatMap(\.value), made.flatMap(\.diagnostics))
    }
}

extension Diagnosed {
    fileprivate func adding(_ findings: [Diagnostic]) -> Diagnosed { Diagnosed(value, findings + diagnostics) }
}
