import Building
import Content
import Files
import Foundation
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
        let specifications = edition?.tree.paths.filter { $0.hasPrefix(folder + "/") && $0.hasSuffix(".vl.yaml") } ?? []
        return Set(specifications.map { SourcePath.folder(of: $0) }).sorted()
    }()

    private static func page(_ path: String) throws -> Page {
        try #require(edition?.site.pages.first { $0.path == path })
    }

    private static func text(_ path: String) throws -> String {
        String(decoding: try #require(edition?.tree.read(path).value?.bytes), as: UTF8.self)
    }

    private static func charts(_ page: Page) -> [String] {
        page.body.embeds.map(\.destination).filter { $0.hasSuffix(".vl.yaml") }
    }

    @Test("there are recipes for every task")
    func tasks() {
        #expect(Self.recipes.count >= 7)
    }

    @Test("each page shows the specifications of its folder, and below each the very file", arguments: recipes)
    func shown(folder: String) throws {
        let files = try #require(Self.edition).tree.paths.filter {
            SourcePath.folder(of: $0) == folder && $0.hasSuffix(".vl.yaml")
        }
        for suffix in ["md", "en.md"] {
            let path = "\(folder)/index.\(suffix)"
            let names = Self.charts(try Self.page(path))
            #expect(names.sorted() == files.map { SourcePath.name(of: $0) }.sorted(), "\(path)")
            // What follows an image up to the next one holds its source.
            let parts = try Self.text(path).components(separatedBy: "\n![").dropFirst()
            for (name, part) in zip(names, parts) {
                #expect(part.contains("](\(name))"), "\(path)")
                let source = try Self.text("\(folder)/\(name)")
                #expect(part.contains("\n```yaml\n\(source)```\n"), "\(path) shows another \(name)")
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

    @Test("nothing is found on the pages of charts, in the strict check too")
    func clean() {
        var options = BuildOptions(root: Fixture.project, asOf: TemporarySite.day)
        options.isStrict = true
        let findings = SiteBuild.check(options).findings.filter { $0.location?.file.hasPrefix(Self.folder) ?? true }
        #expect(findings.map { "\($0.location?.description ?? "-") \($0.code.rawValue): \($0.message)" } == [])
    }
}
