import Diagnostics
import Markup

/// How Markdown is read.
package struct MarkdownOptions: Sendable, Hashable {
    /// Raw HTML is printed as it is. The site's configuration may say so, never a page.
    package var trustsHTML = false
    /// Figures, embeds, footnotes, tables, heading ids, the rules for Chinese, the URL policy. Without them what is
    /// read is CommonMark 0.30 and what is printed is, to the byte, what its specification expects.
    package var extensions = true

    package init(trustsHTML: Bool = false, extensions: Bool = true) {
        self.trustsHTML = trustsHTML
        self.extensions = extensions
    }
}

/// A page's Markdown, read. Positions are those of the file that it stands in.
package struct MarkdownDocument: Sendable {
    package var body = Passage()
    package var figures: [FigureReference] = []
    package var embeds: [EmbedReference] = []
    package var links: [LinkReference] = []
    /// Whole addresses of pictures, which are shown from where they are.
    package var remoteImages: [String] = []
    package var headings: [Heading] = []
    /// In the order of their first references, which is that of their numbers.
    package var footnotes: [Footnote] = []
    /// The ids that the document defines: headings, footnotes, references to footnotes.
    package var anchors: [String] = []
    var proseSource = ProseSource()

    /// The text that readers take as prose: no code, no address, no words of a figure. Made when asked for.
    package var prose: [ProseRun] { proseSource.runs }
}

/// A line or a field of Markdown without blocks: a title, a summary, a label.
package struct InlineMarkdown: Sendable {
    package var content = Passage()
    /// The text without markup; a figure without words of its own leaves nothing.
    package var text = ""
    package var figures: [FigureReference] = []
    package var links: [LinkReference] = []
    var proseSource = ProseSource()

    package var prose: [ProseRun] { proseSource.runs }
}

/// `[words](=formula "format")` or `![words](=formula "format")`.
package struct FigureReference: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// A link: the figure stands in a sentence.
        case inline
        /// An image: the figure stands for itself, with its label and source.
        case headline
    }

    package var kind: Kind
    /// A headline that has its paragraph to itself.
    package var isBlock: Bool
    /// What follows the `=`, without spaces around it; empty for a numeral that is bound to nothing on purpose.
    package var formula: String
    /// The formula's first character, and its length as written.
    package var location: SourceLocation
    /// The format (the link's title), nil where there is none.
    package var format: String?
    package var formatLocation: SourceLocation?
    /// The author's words as plain text, empty for a value that Gazette is to word.
    package var words: String
    /// The author's words with their emphasis and code; no links and no images.
    package var wordsHTML: HTML
    /// From the character after `[` to the one before `]`.
    package var wordsLocation: SourceLocation
    /// The scalars of `formula` before each of which the author wrote a backslash.
    package var escapes: [Int]

    /// A figure that stands in no sentence, so without words of the author's: `{=formula "format"}` in the title of a
    /// chart.
    package init(formula: String, format: String?, at location: SourceLocation) {
        self.init(
            kind: .inline, isBlock: false, formula: formula, location: location, format: format, words: "",
            wordsHTML: HTML(), wordsLocation: location, escapes: [])
    }

    init(
        kind: Kind, isBlock: Bool, formula: String, location: SourceLocation, format: String? = nil,
        formatLocation: SourceLocation? = nil, words: String, wordsHTML: HTML, wordsLocation: SourceLocation,
        escapes: [Int]
    ) {
        self.kind = kind
        self.isBlock = isBlock
        self.formula = formula
        self.location = location
        self.format = format
        self.formatLocation = formatLocation
        self.words = words
        self.wordsHTML = wordsHTML
        self.wordsLocation = wordsLocation
        self.escapes = escapes
    }

    /// The place of the formula's scalar number `offset` (from 0), where a formula's error is reported.
    package func location(ofScalar offset: Int, length: Int = 1) -> SourceLocation {
        location.advanced(by: offset + escapes.count(where: { $0 <= offset }), length: length)
    }
}

/// `![Caption](capacity.vl.yaml)`: a chart or a table of the bundle.
package struct EmbedReference: Sendable, Hashable {
    /// As written, unescaped: a path relative to the page's folder.
    package var destination: String
    package var location: SourceLocation
    package var title: String?
    package var caption: Passage
    /// The caption without markup.
    package var captionText: String
    /// False where it stands within a sentence, which is an error unless it is a thumbnail.
    package var isBlock: Bool
    /// True of a chart that is all that a link shows: `[![Ranked bars](ranked.vl.yaml)](ranked/index.md)`.
    package var isThumbnail = false
}

/// The address of a link or an image that the renderer resolves: it has no scheme.
package struct LinkReference: Sendable, Hashable {
    /// As written, unescaped; not percent-encoded.
    package var destination: String
    package var location: SourceLocation
    package var isImage: Bool

    package init(destination: String, location: SourceLocation, isImage: Bool) {
        self.destination = destination
        self.location = location
        self.isImage = isImage
    }
}

/// A heading, for the table of contents and for links to it.
package struct Heading: Sendable, Hashable {
    package var level: Int
    package var id: String
    package var text: String
    /// Without links and footnote references, so that it may stand in a link of a table of contents.
    package var content: Passage
    package var location: SourceLocation
    /// Bytes of the body before it; nil of one that stands within another block.
    package var offset: Int?
}

/// A footnote that is referred to.
package struct Footnote: Sendable, Hashable {
    package var number: Int
    /// `fn-1`.
    package var id: String
    /// `fnref-1`, `fnref-1-2`: where to return to.
    package var references: [String]
    package var content: Passage
    package var location: SourceLocation
}

/// A stretch of prose on one line, as it stands in the source.
package struct ProseRun: Sendable, Hashable {
    package var text: String
    package var location: SourceLocation
}

/// Where prose stands in a source; the texts and places are made when somebody looks at them.
struct ProseSource: Sendable {
    var map = SourceMap([], lineStarts: [], file: "", firstLine: 1)
    var ranges: [Range<Int>] = []

    var runs: [ProseRun] {
        var map = map
        var list: [ProseRun] = []
        for range in ranges {
            let bytes = map.bytes[range]
            guard bytes.contains(where: { $0 > 0x20 && $0 != 0xC2 && $0 != 0xA0 }) else { continue }
            list.append(ProseRun(text: String(decoding: bytes, as: UTF8.self), location: map.location(range)))
        }
        return list
    }
}
