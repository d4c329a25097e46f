import Diagnostics
import Files

/// How charts look where a specification does not say: a Vega-Lite `config` object, and which colours the page's
/// style sheet may change.
///
///     config: {mark: {color: '#12436D'}, …}
///     colours: {c1: '#12436D', ink: '#0b0c0c', …}
///     grounds: {light: '#fdfcf9', dark: '#15181c'}
///
/// A drawn colour that is listed under `colours` also gets the classes `fill-NAME` and `stroke-NAME`, so that
/// `.fill-c1 { fill: var(--chart-1) }` can change it in dark mode and in print; the attribute stays as the fallback.
/// `grounds` are the pages that charts stand on, against which the contrast of an author's colours is judged.
package struct ChartTheme: Sendable {
    package var name: String
    /// A specification without its own configuration is drawn by this one.
    let config: PropertyBag
    /// Names of colours for the style sheet, by their text as drawn.
    let colourNames: [String: String]
    /// What is behind a drawing in the light scheme and in the dark one.
    let grounds: (light: Colour, dark: Colour?)

    /// Vega's own look.
    package static let vega = ChartTheme(
        name: "vega", config: PropertyBag([], at: SourceLocation(file: "vega")), colourNames: [:],
        grounds: (Colour(r: 255, g: 255, b: 255), nil))

    private init(
        name: String, config: PropertyBag, colourNames: [String: String], grounds: (light: Colour, dark: Colour?)
    ) {
        self.name = name
        self.config = config
        self.colourNames = colourNames
        self.grounds = grounds
    }

    /// Colours that an author may take, for hints.
    var paletteHint: String {
        let palette = colourNames.filter { $0.value.hasPrefix("c") }.sorted { $0.value < $1.value }.prefix(4)
        guard !palette.isEmpty else { return "take a darker or a lighter colour" }
        return "a colour of the theme follows the scheme: \(palette.map(\.key).joined(separator: ", "))"
    }

    /// Reads a theme file; nil where its configuration is in error.
    package static func read(_ node: Node, name: String) -> Diagnosed<ChartTheme?> {
        var findings: [Diagnostic] = []
        var reader = MappingReader(node, of: "the chart theme", into: &findings)
        let config = reader.node("config")
        let colours = reader.node("colours")
        let grounds = reader.node("grounds")
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
        func ground(_ key: String) -> Colour? {
            guard let node = grounds?[key] else { return nil }
            guard let colour = node.string.flatMap({ Colour($0) }) else {
                findings.append(.error(.chartValue, "the ground “\(key)” is no colour", at: node.location))
                return nil
            }
            return colour
        }
        let light = ground("light") ?? Colour(r: 255, g: 255, b: 255)
        let dark = ground("dark")
        if findings.hasErrors { return Diagnosed(nil, findings) }
        let bag = config.map { PropertyBag($0) } ?? PropertyBag([], at: node.location)
        return Diagnosed(ChartTheme(name: name, config: bag, colourNames: names, grounds: (light, dark)), findings)
    }
}
