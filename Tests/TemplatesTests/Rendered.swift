import Diagnostics
import Files
import Markup
import TestSupport

@testable import Templates

/// What became of a few templates: the text, and all findings as `file:line:column code: message | hint`.
struct Rendered {
    var text: String
    var findings: [String]

    /// Renders `main` of the templates (name to text) with `value`.
    init(
        _ main: String, _ templates: [String: String] = [:], _ value: TemplateObject = [:],
        _ strictness: TemplateSet.Strictness = .strict
    ) {
        self.init(templates.merging(["main": main]) { $1 }, value: .object(value), strictness)
    }

    init(_ templates: [String: String], value: TemplateValue, _ strictness: TemplateSet.Strictness = .strict) {
        let files = templates.sorted { $0.key < $1.key }.map { SourceFile(path: $0.key + ".html", text: $0.value) }
        self.init(files, value: value, strictness)
    }

    init(
        _ files: [SourceFile], value: TemplateValue, _ strictness: TemplateSet.Strictness = .strict,
        limits: Renderer.Limits = Renderer.Limits()
    ) {
        let compiled = TemplateSet.compile(files, strictness)
        var html = HTML()
        let found = compiled.diagnostics + compiled.value.render("main", with: value, into: &html, limits: limits)
        text = html.string
        findings = found.map(Self.line)
    }

    /// The templates of a folder of `Fixtures/templates`, `main` among them.
    static func fixture(_ folder: String, _ value: TemplateObject) -> Rendered {
        let files = Fixture.names(in: "templates/" + folder, suffix: ".html").filter { $0 != "expected.html" }.map {
            SourceFile(path: $0, bytes: Fixture.bytes("templates/\(folder)/\($0)"))
        }
        return Rendered(files, value: .object(value))
    }

    static func line(_ finding: Diagnostic) -> String {
        let place = finding.location.map { $0.description + " " } ?? ""
        return "\(place)\(finding.code.rawValue): \(finding.message) | \(finding.hint ?? "")"
    }
}
