import Building
import Expressions
import Files
import Rendering
import TestSupport
import Testing

/// The manual's page of functions, in both languages: the build checks its examples, and here is checked that none is
/// missing.
@Suite("The manual's page of functions")
struct FunctionsPageTests {
    private static let path = "content/manual/functions/index"

    private static let edition: Edition? = {
        let tree = SourceTree.disk(root: Fixture.project, folders: ["content", "templates"]).value
        return SiteBuild.load(tree, BuildOptions(root: Fixture.project, asOf: TemporarySite.day)).value
    }()

    /// The claims of a page.
    private static func claims(_ path: String) throws -> [BoundFigure] {
        let edition = try #require(edition)
        let index = try #require(edition.site.pages.firstIndex { $0.path == path })
        return BoundPage.bind(index, in: edition).value.all.filter(\.isClaim)
    }

    @Test(
        "each function has a heading with its arguments, and a claim that is computed by it",
        arguments: [".md", ".en.md"])
    func complete(suffix: String) throws {
        let bytes = try #require(Self.edition?.tree.read(Self.path + suffix).value?.bytes)
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        let formulas = try Self.claims(Self.path + suffix).map(\.reference.formula)
        for function in StrictFunction.allCases {
            let heading = "### `\(function.rawValue)("
            #expect(lines.count { $0.hasPrefix(heading) } == 1, "\(heading)…")
            #expect(formulas.contains { Self.calls(function.rawValue, in: $0) }, "\(function.rawValue)()")
        }
        #expect(lines.count { $0.hasPrefix("### ") } == StrictFunction.allCases.count)
    }

    @Test("each claim stands behind the formula that it is bound to", arguments: [".md", ".en.md"])
    func shown(suffix: String) throws {
        let bytes = try #require(Self.edition?.tree.read(Self.path + suffix).value?.bytes)
        let text = String(decoding: bytes, as: UTF8.self)
        let claims = try Self.claims(Self.path + suffix)
        #expect(claims.count > StrictFunction.allCases.count)
        for claim in claims { #expect(text.contains("`\(claim.reference.formula)`"), "\(claim.reference.formula)") }
    }

    /// True where a formula calls a function of this name, and not one whose name ends like it.
    private static func calls(_ name: String, in formula: String) -> Bool {
        guard let expression = Expression.parse(formula, at: .init(file: "f")).value else { return false }
        return expression.nodes.contains { if case .call(name, _) = $0.kind { true } else { false } }
    }
}
