import Diagnostics
import Files

/// `{=name "format"}` in the title of a chart: a figure that is printed there.
package struct TitleFigure: Hashable, Sendable {
    /// From `{` to `}`, in Unicode scalars.
    package var range: Range<Int>
    /// Without spaces around it.
    package var formula: String
    /// The formula with the spaces after it, in Unicode scalars; never empty.
    package var place: Range<Int>
    package var format: String?

    /// The figures of a title in order, and where a `{=` without its `}` begins.
    package static func find(in scalars: [Unicode.Scalar]) -> (figures: [TitleFigure], unclosed: Int?) {
        var figures: [TitleFigure] = []
        var i = 0
        while i + 1 < scalars.count {
            guard scalars[i] == "{", scalars[i + 1] == "=" else {
                i += 1
                continue
            }
            guard let end = scalars[i...].firstIndex(of: "}") else { return (figures, i) }
            figures.append(TitleFigure(scalars, i..<end + 1))
            i = end + 1
        }
        return (figures, nil)
    }

    private init(_ scalars: [Unicode.Scalar], _ range: Range<Int>) {
        self.range = range
        var inner = scalars[range.lowerBound + 2..<range.upperBound - 1]
        while inner.last == " " { inner.removeLast() }
        if inner.last == "\"", let open = inner.dropLast().lastIndex(of: "\"") {
            format = Self.string(inner[open + 1..<inner.endIndex - 1])
            inner = inner[..<open]
        }
        place = range.lowerBound + 2..<range.lowerBound + 2 + max(1, inner.count)
        while inner.first == " " { inner.removeFirst() }
        while inner.last == " " { inner.removeLast() }
        formula = Self.string(inner)
    }

    static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    /// Where the characters of a title stand in its file: past the escapes of quotes, line by line in a block.
    package static func places(of text: String, _ node: Node, in file: SourceFile?) -> TextPlaces {
        let exact = file.flatMap { TextPlaces(of: text, node, in: $0.bytes, lines: LineIndex($0.bytes)) }
        return exact ?? TextPlaces(of: text, at: node.contentLocation)
    }

    /// The title with the figures' words in it.
    static func replaced(
        _ text: String, _ node: Node, _ request: ChartRequest, into findings: inout [Diagnostic]
    ) -> String {
        let scalars = Array(text.unicodeScalars)
        let found = find(in: scalars)
        guard !found.figures.isEmpty || found.unclosed != nil else { return text }
        let name = SourcePath.name(of: request.file)
        let places = places(of: text, node, in: request.load(name))
        var out = ""
        var start = 0
        for figure in found.figures {
            out += string(scalars[start..<figure.range.lowerBound])
            start = figure.range.upperBound
            let place = places.place(figure.place.lowerBound, length: figure.place.count)
            if let words = request.figureText {
                out += words(figure.formula, figure.format, place).collecting(into: &findings) ?? ""
            } else {
                findings.append(.error(.figureName, "there are no figures for “\(figure.formula)” here", at: place))
            }
        }
        guard let unclosed = found.unclosed else { return out + string(scalars[start...]) }
        findings.append(
            .error(
                .figureUnparsed, "“{=” has no “}”", at: places.place(unclosed, length: 1),
                hint: "a figure in a title is written {=name} or {=name \"format\"}"))
        return text
    }
}
