import Building
import Charts
import Content
import Diagnostics
import Files
import Foundation
import Languages
import Rendering
import TestSupport
import Testing

/// The manual's gallery of charts: what is shown is what is drawn.
@Suite("The manual's gallery of charts")
struct GalleryTests {
    private static let folder = "content/manual/charts"

    private static let edition: Edition? = {
        let tree = SourceTree.disk(root: Fixture.project, folders: ["content", "templates"]).value
        return SiteBuild.load(tree, BuildOptions(root: Fixture.project, asOf: TemporarySite.day)).value
    }()

    /// The pages of recipes: those in a folder that holds specifications.
    private static let recipes: [String] = {
        let specifications = edition?.tree.paths.filter { $0.hasPrefix(folder + "/") && isChart($0) } ?? []
        return Set(specifications.map { SourcePath.folder(of: $0) }).sorted()
    }()

    private static func page(_ path: String) throws -> Page {
        try #require(edition?.site.pages.first { $0.path == path })
    }

    private static func text(_ path: String) throws -> String {
        String(decoding: try #require(edition?.tree.read(path).value?.bytes), as: UTF8.self)
    }

    private static func charts(_ page: Page) -> [String] {
        page.body.embeds.map(\.destination).filter(isChart)
    }

    private static func isChart(_ path: String) -> Bool { path.hasSuffix(".vl.yaml") || path.hasSuffix(".vl.json") }

    @Test("there are recipes for every task")
    func tasks() {
        #expect(Self.recipes.count >= 7)
    }

    @Test("each page draws the specifications of its folder, and shows the very files", arguments: recipes)
    func shown(folder: String) throws {
        let files = try #require(Self.edition).tree.paths.filter {
            SourcePath.folder(of: $0) == folder && Self.isChart($0)
        }
        for suffix in ["md", "en.md"] {
            let path = "\(folder)/index.\(suffix)"
            #expect(
                Self.charts(try Self.page(path)).sorted() == files.map { SourcePath.name(of: $0) }.sorted(), "\(path)")
            let text = try Self.text(path)
            for file in files {
                let language = file.hasSuffix(".json") ? "json" : "yaml"
                let source = try Self.text(file)
                #expect(text.contains("\n```\(language)\n\(source)```\n"), "\(path) shows another \(file)")
            }
        }
    }

    @Test("the languages have the same recipes, in the same order", arguments: recipes)
    func languages(folder: String) throws {
        let pages = try ["md", "en.md"].map { try Self.page("\(folder)/index.\($0)") }
        #expect(Self.charts(pages[0]) == Self.charts(pages[1]))
    }

    @Test("the gallery has a picture of each recipe, which leads to it", arguments: ["md", "en.md"])
    func gallery(suffix: String) throws {
        let page = try Self.page("\(Self.folder)/_index.\(suffix)")
        #expect(page.body.embeds.allSatisfy { $0.isThumbnail })
        let shown = Set(page.body.embeds.map(\.destination))
        let links = Set(page.body.links.map(\.destination))
        for folder in Self.recipes where folder != Self.folder + "/start" {
            let name = SourcePath.name(of: folder)
            for chart in Self.charts(try Self.page("\(folder)/index.\(suffix)")) {
                #expect(shown.contains("\(name)/\(chart)"))
                #expect(links.contains("\(name)/index.md#chart-\(chart.dropLast(".vl.yaml".count))"))
            }
        }
    }

    @Test("each example of what is not drawn gives the errors that stand below it", arguments: ["md", "en.md"])
    func unsupported(suffix: String) throws {
        let parts = try Self.text("\(Self.folder)/unsupported/index.\(suffix)").components(separatedBy: "\n```yaml\n")
        #expect(parts.count > 20)
        for part in parts.dropFirst() {
            let halves = part.components(separatedBy: "```\n\n```text\n")
            let source = try #require(halves.first)
            let shown = try #require(halves.last?.components(separatedBy: "```\n").first)
            let parsed = YAML.parse(SourceFile(path: "x.vl.yaml", text: source))
            let request = ChartRequest(
                spec: try #require(parsed.value), file: "x.vl.yaml", language: .english, theme: ThemeSet.builtInCharts)
            let drawn = Chart.draw(request)
            #expect(drawn.value == nil)
            let found = drawn.diagnostics.filter { $0.severity == .error }.inReportingOrder().map { finding in
                let place = finding.location.map { "\($0.line):\($0.column)" } ?? "-"
                return "\(place): error[\(finding.code.rawValue)]: \(finding.message)\n"
            }
            #expect(found.joined() == shown, "\(source)")
        }
    }

    @Test("the languages show the same examples of what is not drawn")
    func sameExamples() throws {
        let examples = try ["md", "en.md"].map { suffix in
            try Self.text("\(Self.folder)/unsupported/index.\(suffix)").components(separatedBy: "\n```yaml\n")
                .dropFirst()
                .map { $0.components(separatedBy: "```\n").first ?? "" }
        }
        #expect(examples[0] == examples[1])
    }

    @Test("nothing is found on the pages of charts, in the strict check too")
    func clean() throws {
        let site = try TemporarySite()
        try site.makeFolder("content/manual")
        for path in [Self.folder, "templates"] {
            try FileManager.default.copyItem(atPath: Fixture.project + "/" + path, toPath: site.path(path))
        }
        try site.write("content/site.yaml", "title: {zh-Hant-HK: 甲, en: A}\nlanguages: [zh-Hant-HK, en]\n")
        try site.write("content/_index.md", TemporarySite.page("甲"))
        try site.write("content/_index.en.md", TemporarySite.page("A"))
        let report = site.check { $0.isStrict = true }
        #expect(report.lines.filter { !$0.hasPrefix("-") } == [])
        #expect(!report.hasFailed)
    }
}
