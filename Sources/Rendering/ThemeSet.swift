import Charts
import Diagnostics
import Files
import Languages
import Templates
import Theme

/// The theme of a site: the built-in one, with the site's own `templates/` over it, file by file.
package struct ThemeSet: Sendable {
    package var templates: TemplateSet
    package var interface: Interface
    /// Files that are published as they are, at the site's root: style sheets, fonts, pictures.
    package var assets: [OutputFile]
    /// The house style of charts.
    package var charts: ChartTheme
    /// What a report looks like beside the style sheet of pages.
    package private(set) var reportStyle: [UInt8] = []
    /// The digests of the styles that templates and the files of charts hold themselves, and of such scripts.
    package private(set) var inlineStyles: [String] = []
    package private(set) var inlineScripts: [String] = []

    /// `own` are the files of the site's `templates/`; `places` is where the site names each of its languages.
    package static func read(
        own: [SourceFile], languages: [LanguageTag], places: [SourceLocation] = []
    ) -> Diagnosed<ThemeSet> {
        var findings: [Diagnostic] = []
        var byName: [String: SourceFile] = [:]
        let builtIn = Theme.files.map { SourceFile(path: "templates/" + $0.name, bytes: $0.bytes) }
        for file in builtIn { byName[file.name] = file }
        for file in own {
            warn(ofUnread: file, among: builtIn.map(\.name), into: &findings)
            if let other = byName[file.name], own.contains(where: { $0.path == other.path && $0.path != file.path }) {
                findings.append(
                    .error(
                        .fileName, "\(file.name) stands at \(other.path) too", at: SourceLocation(file: file.path),
                        hint: "a file of the theme is known by its name: rename one"))
            }
            byName[file.name] = file
        }
        let files = byName.values.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        let templates = TemplateSet.compile(files.filter { $0.name.hasSuffix(".html") }).collecting(into: &findings)
        let strings = (builtIn + own).filter { Interface.isSource($0.name) }
        let interface = Interface.read(
            strings, builtIn: builtIn.count { Interface.isSource($0.name) }, languages, places
        )
        .collecting(into: &findings)
        let tokens = (builtIn + own).filter { $0.name == tokensName }.flatMap(\.bytes)
        let assets = files.filter { !isRead($0.name) }.map { file in
            // What begins with a rule that must be the first of its file, such as @import, is left as it is.
            let isBehindTokens = file.name == styleName && file.bytes.first != UInt8(ascii: "@")
            return OutputFile(
                path: file.name, bytes: isBehindTokens ? tokens + file.bytes : file.bytes, source: file.path)
        }
        var charts = ChartTheme.vega
        if let file = byName["chart-theme.yaml"], let node = YAML.parse(file).collecting(into: &findings) {
            charts = ChartTheme.read(node, name: "gazette").collecting(into: &findings) ?? charts
        }
        var theme = ThemeSet(templates: templates, interface: interface, assets: assets, charts: charts)
        theme.reportStyle = byName[Self.reportStyleName]?.bytes ?? []
        let markup = files.filter { $0.name.hasSuffix(".html") }
        let drawn = charts.fileStyles.map { "sha256-" + SHA256.base64(Array($0.utf8)) }
        theme.inlineStyles = InlineElements.digests(of: "style", in: markup) + drawn
        theme.inlineScripts = InlineElements.digests(of: "script", in: markup)
        return Diagnosed(theme, findings)
    }

    /// A configuration that nothing reads is most likely a name mistyped.
    private static func warn(ofUnread file: SourceFile, among names: [String], into findings: inout [Diagnostic]) {
        guard file.name.hasSuffix(".yaml") || file.name.hasSuffix(".yml"), !names.contains(file.name),
            !Interface.isSource(file.name)
        else { return }
        findings.append(
            .warning(
                .fileName, "nothing reads templates/\(file.name)", at: SourceLocation(file: file.path),
                hint: NearestName.hint(
                    for: file.name, among: names.filter { $0.hasSuffix(".yaml") } + ["strings.yaml"])))
    }

    private static let reportStyleName = "report.css"
    /// The style sheet, and what stands at its head: the built-in tokens, then what a site says otherwise.
    static let styleName = "style.css"
    private static let tokensName = "tokens.css"

    /// True of files that the build itself reads: all others are published as they are.
    package static func isRead(_ name: String) -> Bool {
        let isPart = name == reportStyleName || name == tokensName
        return isPart || [".html", ".yaml", ".yml", ".md"].contains { name.hasSuffix($0) }
    }

    /// The house style of charts without a site around them.
    package static let builtInCharts: ChartTheme = {
        let file = Theme.files.first { $0.name == "chart-theme.yaml" }
        let node = file.flatMap { YAML.parse(SourceFile(path: "templates/" + $0.name, bytes: $0.bytes)).value }
        return node.flatMap { ChartTheme.read($0, name: "gazette").value } ?? .vega
    }()
}
