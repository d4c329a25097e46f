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
    private(set) var figures = 0
    private let language: LanguageTag
    private let first: LanguageTag

    /// The titles of all charts that a page embeds, each specification once.
    init(of page: Page, in edition: Edition) {
        language = edition.language(of: page)
        first = edition.firstLanguage
        var seen: Set<String> = []
        for embed in page.body.embeds where embed.isBlock {
            guard
                let target = Permalink.decoded(embed.destination).flatMap({ Permalink.resolved($0, from: page.folder) }
                ),
                seen.insert(target).inserted
            else { continue }
            let path = "content/" + target
            let bundle =
                edition.bundles[page.folder].flatMap { $0.specifications[path] == nil ? nil : $0 }
                ?? edition.bundle(ofSpecification: path)
            if let specification = bundle?.specifications[path] { read(specification) }
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
            add(text, at: node.contentLocation)
        } else if let chosen = node.localizedText?.text(in: language, first: first),
            let entry = node.mapping?.first(where: { $0.value.scalarText == chosen })
        {
            add(chosen, at: entry.value.contentLocation)
        }
    }

    private mutating func add(_ text: String, at location: SourceLocation) {
        var scalars = Array(text.unicodeScalars)
        var i = 0
        while i + 1 < scalars.count {
            guard scalars[i] == "{", scalars[i + 1] == "=" else {
                i += 1
                continue
            }
            guard let end = scalars[i...].firstIndex(of: "}") else { break }
            figures += 1
            for blank in i...end { scalars[blank] = " " }
            i = end + 1
        }
        lines.append(Line(scalars: scalars, location: location))
    }
}
