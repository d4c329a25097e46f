import Diagnostics
import Files

/// How charts look where a specification does not say: a Vega-Lite `config` object, and which colours the page's
/// style sheet may change.
///
///     config: {mark: {color: '#12436D'}, …}
///     colours: {c1: '#12436D', ink: '#0b0c0c', …}
///     dark: {c1: '#7db4e6', …}
///     grounds: {light: '#fdfcf9', dark: '#15181c'}
///     narrow: {view: {continuousWidth: 358}, …}
///     scale: 1.15
///
/// A drawn colour that is listed under `colours` also gets the classes `fill-NAME` and `stroke-NAME`, so that
/// `.fill-c1 { fill: var(--chart-1) }` can change it in dark mode and in print; the attribute stays as the fallback.
/// `dark` says what such a colour becomes where a drawing stands alone on dark ground. `grounds` are the pages that
/// charts stand on, against which the contrast of an author's colours is judged. `narrow` is laid over the
/// configuration for the drawing that small screens get.
package struct ChartTheme: Sendable {
    package var name: String
    /// A specification without its own configuration is drawn by this one.
    private let config: ConfigurationLayer
    /// Names of colours for the style sheet, by their text as drawn.
    let colourNames: [String: String]
    /// What is behind a drawing in the light scheme and in the dark one.
    let grounds: (light: Colour, dark: Colour?)
    /// What colours are judged on that have to do on dark ground, also where the theme names none.
    var darkGround: Colour { grounds.dark ?? Colour(r: 21, g: 24, b: 28) }
    /// What the named colours are on dark ground, by their names.
    let dark: [String: Colour]
    /// What changes where there is little room; nil where nothing does.
    private let narrow: ConfigurationLayer?
    /// How much larger than it is laid out a drawing is shown where there is room.
    let scale: Double
    /// True of the look for small screens.
    private(set) var isNarrow = false
    /// True where the look for small screens changes where things stand, and neither data nor words.
    let changesLayoutAlone: Bool
    /// The configurations of specifications that have none of their own, which most are.
    let shared = SharedConfigurations()

    /// Vega's own look.
    package static let vega = ChartTheme(
        name: "vega", config: PropertyBag([], at: SourceLocation(file: "vega")), colourNames: [:],
        grounds: (Colour(r: 255, g: 255, b: 255), nil))

    private init(
        name: String, config: PropertyBag, colourNames: [String: String], grounds: (light: Colour, dark: Colour?),
        dark: [String: Colour] = [:], narrow: PropertyBag? = nil, scale: Double = 1
    ) {
        self.name = name
        self.config = ConfigurationLayer(config)
        self.colourNames = colourNames
        self.grounds = grounds
        self.dark = dark
        self.narrow = narrow.map { ConfigurationLayer($0) }
        let layout: Set<String> = ["view", "facet", "concat", "title", "axis", "axisX", "axisY", "legend", "header"]
        changesLayoutAlone = narrow?.entries.allSatisfy { layout.contains($0.key) } ?? true
        self.scale = scale
    }

    /// Colours that an author may take, for hints.
    var paletteHint: String {
        let palette = colourNames.filter { $0.value.hasPrefix("c") }.sorted { $0.value < $1.value }.prefix(4)
        guard !palette.isEmpty else { return "take a darker or a lighter colour" }
        return "a colour of the theme follows the scheme: \(palette.map(\.key).joined(separator: ", "))"
    }

    /// The same look for small screens; nil where the theme has none.
    package var narrowed: ChartTheme? {
        guard narrow != nil else { return nil }
        var out = self
        out.isNarrow = true
        return out
    }

    /// Its configurations, from the strongest.
    var configurations: [ConfigurationLayer] { (isNarrow ? [narrow].compactMap { $0 } : []) + [config] }

    /// Reads a theme file; nil where its configuration is in error.
    package static func read(_ node: Node, name: String) -> Diagnosed<ChartTheme?> {
        var findings: [Diagnostic] = []
        var reader = MappingReader(node, of: "the chart theme", into: &findings)
        let config = reader.node("config")
        let (colourNode, darkNode) = (reader.node("colours"), reader.node("dark"))
        let grounds = reader.node("grounds")
        let narrow = reader.node("narrow")
        let scale = reader.node("scale")
        if let scale, !(0.25...4).contains(scale.double ?? 0) {
            findings.append(
                .error(
                    .chartValue, "“scale” is \(scale.kind), a number from 0.25 to 4 was expected", at: scale.location))
        }
        func ground(_ key: String) -> Colour? {
            guard let node = grounds?[key] else { return nil }
            guard let colour = node.string.flatMap({ Colour($0) }) else {
                findings.append(.error(.chartValue, "the ground “\(key)” is no colour", at: node.location))
                return nil
            }
            return colour
        }
        let (light, behind) = (ground("light") ?? Colour(r: 255, g: 255, b: 255), ground("dark"))
        reader.finish(into: &findings)
        for part in [config, narrow].compactMap({ $0 }) {
            var check = SchemaCheck()
            check.check(config: part)
            findings += check.findings
        }
        let colours = Self.colours(colourNode, into: &findings)
        let dark = Self.colours(darkNode, into: &findings)
        if findings.hasErrors { return Diagnosed(nil, findings) }
        let bag = config.map { PropertyBag($0) } ?? PropertyBag([], at: node.location)
        let theme = ChartTheme(
            name: name, config: bag,
            colourNames: Dictionary(colours.map { ($0.colour.text, $0.name) }, uniquingKeysWith: { first, _ in first }),
            grounds: (light, behind),
            dark: Dictionary(dark.map { ($0.name, $0.colour) }, uniquingKeysWith: { first, _ in first }),
            narrow: narrow.map { PropertyBag($0) }, scale: scale?.double ?? 1)
        return Diagnosed(theme, findings)
    }

    private static func colours(_ node: Node?, into findings: inout [Diagnostic]) -> [(name: String, colour: Colour)] {
        var out: [(name: String, colour: Colour)] = []
        for entry in node?.mapping ?? [] {
            guard let text = entry.value.string, let colour = Colour(text),
                entry.key.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D })
            else {
                findings.append(
                    .error(
                        .chartValue, "“\(entry.key)” names no colour", at: entry.value.location,
                        hint: "small letters and digits for the name, #rrggbb for the colour"))
                continue
            }
            out.append((entry.key, colour))
        }
        return out
    }
}
