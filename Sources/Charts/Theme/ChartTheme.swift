import Diagnostics
import Files

/// How charts look where a specification does not say: a Vega-Lite `config` object, and which colours the page's
/// style sheet may change.
///
///     config: {mark: {color: '#12436D'}, …}
///     colours: {c1: '#12436D', ink: '#0b0c0c', …}
///
/// A drawn colour that is listed under `colours` also gets the classes `fill-NAME` and `stroke-NAME`, so that
/// `.fill-c1 { fill: var(--chart-1) }` can change it in dark mode and in print; the attribute stays as the fallback.
package struct ChartTheme: Sendable {
    package var name: String
    /// A specification without its own configuration is drawn by this one.
    let config: PropertyBag
    /// Names of colours for the style sheet, by their text as drawn.
    let colourNames: [String: String]

    /// Vega's own look.
    package static let vega = ChartTheme(
        name: "vega", config: PropertyBag([], at: SourceLocation(file: "vega")), colourNames: [:])

    private init(name: String, config: PropertyBag, colourNames: [String: String]) {
        self.name = name
        self.config = config
        self.colourNames = colourNames
    }

    /// Reads a theme file; nil where its configuration is in error.
    package static func read(_ node: Node, name: String) -> Diagnosed<ChartTheme?> {
        var findings: [Diagnostic] = []
        var reader = MappingReader(node, of: "the chart theme", into: &findings)
        let config = reader.node("config")
        let colours = reader.node("colours")
        reader.finish(into: &findings)
        if let config {
            var check = SchemaCheck()
            check.check(config: config)
            findings += check.findings
        }
        var names: [String: String] = [:]
        for entry in colours?.mapping ?? [] {
            guard let text = entry.value.string, let colour = Colour(text),
                entry.key.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D })
            else {
                findings.append(
                    .error(
                        .chartValue, "“\(entry.key)” names no colour", at: entry.value.location,
                        hint: "small letters and digits for the name, #rrggbb for the colour"))
                continue
            }
            names[colour.text] = entry.key
        }
        if findings.hasErrors { return Diagnosed(nil, findings) }
        let bag = config.map { PropertyBag($0) } ?? PropertyBag([], at: node.location)
        return Diagnosed(ChartTheme(name: name, config: bag, colourNames: names), findings)
    }
}
