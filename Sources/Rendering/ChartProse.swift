import Charts
import Content
import Diagnostics
import Files
import Languages

/// The prose of charts: their titles and subtitles in the language of the page that shows them.
struct ChartProse {
    /// A title with its place; what figures are printed in it is blank.
    struct Line {
        var scalars: [Unicode.Scalar]
        var location: SourceLocation
    }

    private(set) var lines: [Line] = []
    /// Figures that the titles print: `{=name "format"}`.
    private(set) var figures: [FigureReference] = []
    private let language: LanguageTag
    private let first: LanguageTag
    private let tree: SourceTree

    /// The titles of all charts that a page embeds, each specification once.
    init(of page: Page, in edition: Edition) {
        language = edition.language(of: page)
        first = edition.firstLanguage
        tree = edition.tree
        var seen: Set<String> = []
        for embed in page.body.embeds where embed.isBlock {
            guard let path = Self.path(of: embed, on: page), seen.insert(path).inserted else { continue }
            let bundle =
                edition.bundles[page.folder].flatMap { $0.specifications[path] == nil ? nil : $0 }
                ?? edition.bundle(ofSpecification: path)
            if let specification = bundle?.specifications[path] { read(specification) }
        }
    }

    /// The titles of the chart that a page prints for an embed; none where it prints no chart.
    init(of embed: EmbedReference, on page: Page, in edition: Edition) {
        language = edition.language(of: page)
        first = edition.firstLanguage
        tree = edition.tree
        guard embed.isBlock, let path = Self.path(of: embed, on: page) else { return }
        if let specification = edition.bundles[page.folder]?.specifications[path] { read(specification) }
    }

    /// The file that an embed names, below the site's root.
    private static func path(of embed: EmbedReference, on page: Page) -> String? {
        Permalink.decoded(embed.destination).flatMap { Permalink.resolved($0, from: page.folder) }.map {
            "content/" + $0
        }
    }

    /// The depth of a specification is bounded by that of the file's nodes.
    private mutating func read(_ view: Node) {
        if let title = view["title"] {
            if let text = title["text"] {
                readText(text)
                if let subtitle = title["subtitle"] { readText(subtitle) }
            } else {
                readText(title)
            }
        }
        for key in ["layer", "concat", "hconcat", "vconcat"] {
            for inner in view[key]?.sequence ?? [] { read(inner) }
        }
        if let inner = view["spec"] { read(inner) }
    }

    /// A text, a list of lines, or one of these for each language.
    private mutating func readText(_ node: Node) {
        if let list = node.sequence {
            for line in list { readText(line) }
        } else if let text = node.scalarText {
            add(text, node)
        } else if let chosen = node.localizedText?.text(in: language, first: first),
            let entry = node.mapping?.first(where: { $0.value.scalarText == chosen })
        {
            add(chosen, entry.value)
        }
    }

    private mutating func add(_ text: String, _ node: Node) {
        let location = node.contentLocation
        var scalars = Array(text.unicodeScalars)
        let found = TitleFigure.find(in: scalars).figures
        let places = found.isEmpty ? nil : TitleFigure.places(of: text, node, in: tree.read(location.file).value)
        for figure in found {
            let place =
                places?.place(figure.place.lowerBound, length: figure.place.count)
                ?? location.advanced(by: figure.place.lowerBound, length: figure.place.count)
            figures.append(FigureReference(formula: figure.formula, format: figure.format, at: place))
            for blank in figure.range { scalars[blank] = " " }
        }
        lines.append(Line(scalars: scalars, location: location))
    }
}
