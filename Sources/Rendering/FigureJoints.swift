import Content
import Markup

/// The marks that belong to a figure in running text: what closes after it, what opens before it.
///
/// A figure is a button, and browsers break a line before and after every button, be it in front of 「，」. So the figure
/// and these marks are put into one element (class `keep`) that does not break.
struct FigureJoints {
    /// Bytes of opening marks right before the figure.
    let before: Int
    /// Bytes of closing marks right after it.
    let after: Int

    var isEmpty: Bool { before == 0 && after == 0 }

    /// The joints of the hole at `offset`, within the text from `start` to `end` that no other hole has taken.
    init(_ html: HTML, at offset: Int, from start: Int, to end: Int) {
        let bytes = html.bytes
        guard start >= 0, start <= offset, offset <= end, end <= bytes.count else {
            before = 0
            after = 0
            return
        }
        var first = offset
        while let mark = Self.opening.first(where: { bytes[start..<first].ends(with: $0) }) { first -= mark.count }
        var last = offset
        while let mark = Self.closing.first(where: { bytes[last..<end].starts(with: $0) }) { last += mark.count }
        before = offset - first
        after = last - offset
    }

    private static let opening = marks("（「『《〈【〔“‘([")
    private static let closing = marks("，。、；：？！）」』》〉】〕”’…—％,.;:?!)]%")

    private static func marks(_ text: String) -> [[UInt8]] { text.unicodeScalars.map { Array(String($0).utf8) } }
}

extension ArraySlice<UInt8> {
    fileprivate func ends(with mark: [UInt8]) -> Bool { suffix(mark.count).elementsEqual(mark) }
}

extension Passage {
    /// Appends the passage to `out`; `fill` appends what belongs into each hole. The holes for which `isButton` is true
    /// are kept together with the marks that belong to them.
    func write(
        into out: inout HTML, keeping isButton: (Content) -> Bool, fill: (Content, inout HTML) -> Void
    ) {
        var start = 0
        for (index, hole) in holes.enumerated() {
            let end = index + 1 < holes.count ? holes[index + 1].offset : html.count
            let joints =
                isButton(hole.content) ? FigureJoints(html, at: hole.offset, from: start, to: end) : nil
            guard let joints, !joints.isEmpty else {
                append(start..<hole.offset, to: &out)
                fill(hole.content, &out)
                start = hole.offset
                continue
            }
            append(start..<hole.offset - joints.before, to: &out)
            out.append("<span class=\"keep\">")
            append(hole.offset - joints.before..<hole.offset, to: &out)
            fill(hole.content, &out)
            start = hole.offset + joints.after
            append(hole.offset..<start, to: &out)
            out.append("</span>")
        }
        append(start..<html.count, to: &out)
    }

    private func append(_ range: Range<Int>, to out: inout HTML) {
        if !range.isEmpty { out.withBytes { $0.append(contentsOf: html.bytes[range]) } }
    }
}
