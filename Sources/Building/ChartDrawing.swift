import Charts
import Content
import Diagnostics
import Files
import Languages
import Markup
import Rendering
import Tables
import Theme

/// What `gazette chart` draws: one specification, in its site or on its own.
package struct ChartDrawing: Sendable {
    package var svg: [UInt8]?
    package var findings: [Diagnostic]
    private let root: String

    /// The names of themes.
    package static let themes = ["gazette", "vega"]

    /// Draws the specification at `path`. In a site it has its bundle's tables and `figures`; elsewhere the tables
    /// beside it, by their names. `language` is a tag, nil for the site's first language.
    package static func draw(_ path: String, theme: String?, language: LanguageTag?, asOf: Int, jobs: Int)
        -> ChartDrawing
    {
        guard Disk.status(path, following: true)?.kind == .file else {
            return failed("there is no file \(path)")
        }
        if let root = SiteRoot.nearest(to: path), let below = SiteRoot.relative(path, to: root + "/content") {
            return inSite(root, below, theme, language, asOf, jobs)
        }
        return alone(path, theme, language)
    }

    package func line(_ file: String, _ number: Int) -> ArraySlice<UInt8>? {
        BuildReport.line(file, number, below: root)
    }

    private static func failed(_ message: String) -> ChartDrawing {
        ChartDrawing(svg: nil, findings: [.error(.fileMissing, message, at: nil)], root: ".")
    }

    private static func inSite(
        _ root: String, _ below: String, _ theme: String?, _ language: LanguageTag?, _ asOf: Int, _ jobs: Int
    ) -> ChartDrawing {
        let loaded = SiteBuild.load(
            BuildOptions(
                root: root, includesDrafts: true, includesFuture: true, includesExpired: true, asOf: asOf, jobs: jobs))
        let path = "content/" + below
        guard let edition = loaded.value, let bundle = edition.bundle(ofSpecification: path) else {
            let finding = Diagnostic.error(.embedUnknown, "no page's folder holds \(path)", at: nil)
            return ChartDrawing(
                svg: nil, findings: loaded.diagnostics + (loaded.diagnostics.hasErrors ? [] : [finding]), root: root)
        }
        var findings = loaded.diagnostics.filter {
            $0.location.map { $0.file.hasPrefix("content/" + bundle.folder) } ?? true
        }
        guard
            var request = edition.chartRequest(
                path, in: bundle, language: language ?? edition.site.configuration.firstLanguage)
        else { return ChartDrawing(svg: nil, findings: findings, root: root) }
        if theme == "vega" {
            request.theme = .vega
        } else {
            request.review = edition.chartReview(
                of: bundle, embed: edition.embed(of: path, in: bundle), isPublished: false)
        }
        let drawn = Chart.draw(request).collecting(into: &findings)
        return ChartDrawing(
            svg: findings.hasErrors ? nil : drawn?.file.bytes, findings: findings.inReportingOrder(), root: root)
    }

    private static func alone(_ path: String, _ theme: String?, _ language: LanguageTag?) -> ChartDrawing {
        let full = OutputFolder.absolute(path)
        guard let slash = full.utf8.lastIndex(of: UInt8(ascii: "/")), let bytes = try? Disk.read(full) else {
            return failed("\(path) cannot be read")
        }
        let folder = String(full[..<slash])
        let file = SourceFile(path: String(full[full.index(after: slash)...]), bytes: bytes)
        var findings: [Diagnostic] = []
        let parsed = (file.name.hasSuffix(".json") ? JSON.parse(file) : YAML.parse(file)).collecting(into: &findings)
        guard let node = parsed else { return ChartDrawing(svg: nil, findings: findings, root: folder) }
        let language = language ?? .english
        var request = ChartRequest(
            spec: node, file: file.path, language: language,
            theme: theme == "vega" ? .vega : ThemeSet.builtInCharts,
            table: { name in
                let file = load(name + ".csv", in: folder) ?? (TableFormat.isTable(name) ? load(name, in: folder) : nil)
                return file.map { Table.read($0).value }
            },
            load: { load($0, in: folder) })
        if theme != "vega" {
            // Without a site nothing is known of what stands around it.
            request.review = ChartReview(isPublished: false, hasSource: { $0 == .inline ? false : nil })
        }
        let drawn = Chart.draw(request).collecting(into: &findings)
        return ChartDrawing(
            svg: findings.hasErrors ? nil : drawn?.file.bytes, findings: findings.inReportingOrder(), root: folder)
    }

    /// A file that the specification names, below its own folder.
    private static func load(_ relative: String, in folder: String) -> SourceFile? {
        guard URLPolicy.scheme(of: relative) == nil, let path = Permalink.resolved(relative, from: "") else {
            return nil
        }
        return (try? Disk.read(folder + "/" + path, limit: 256_000_000)).map { SourceFile(path: path, bytes: $0) }
    }
}
