import Expressions
import Files

/// A title with its subtitle, which stands at a side of what it names.
struct TitleBlock {
    var orient = "top"
    var anchor = "middle"
    /// True where it is anchored to the plot, false where to all that is drawn.
    var isFramed = true
    var offset = 4.0
    var text: TextRun
    var style: Style
    var subtitle: TextRun?
    var subtitleStyle = Style()

    /// The scene group, and what it takes up.
    func placed(around frame: Bounds, _ sides: (Double, Double)) -> (group: SceneGroup, bounds: Bounds) {
        var group = SceneGroup()
        var content = Bounds()
        let item = SceneItem(shape: .text(text), style: style)
        group.children = [.mark(SceneMark(kind: "text", role: "title-text", items: [item]))]
        content.add(item.bounds)
        if let subtitle {
            let second = SceneItem(shape: .text(subtitle), style: subtitleStyle)
            group.children.append(.mark(SceneMark(kind: "text", role: "title-subtitle", items: [second])))
            content.add(second.bounds)
        }
        let along = place(frame, sides)
        switch orient {
        case "left": (group.x, group.y) = (frame.x1 - offset - content.x2, along)
        case "right": (group.x, group.y) = (frame.x2 + offset - content.x1, along)
        case "bottom": (group.x, group.y) = (along, frame.y2 + offset)
        default:
            let height = text.baseline == "top" && text.angle == 0 ? content.height : content.y2
            (group.x, group.y) = (along, (frame.y1 - height - offset).rounded(.down))
        }
        return (group, content.moved(group.x, group.y))
    }

    /// Where along its side it stands.
    private func place(_ frame: Bounds, _ sides: (Double, Double)) -> Double {
        var ends: (Double, Double)
        switch orient {
        case "left": ends = isFramed ? (sides.1, 0) : (frame.y2, frame.y1)
        case "right": ends = isFramed ? (0, sides.1) : (frame.y1, frame.y2)
        default: ends = isFramed ? (0, sides.0) : (frame.x1, frame.x2)
        }
        if ends.0.isInfinite || ends.1.isInfinite { ends = (0, 0) }
        return anchor == "start" ? ends.0 : anchor == "end" ? ends.1 : (ends.0 + ends.1) / 2
    }

    /// The angle at which a text of its own accord stands at a side.
    static func standardAngle(_ orient: String) -> Double { orient == "left" ? -90 : orient == "right" ? 90 : 0 }

    static func align(_ anchor: String) -> TextAlign {
        anchor == "start" ? .left : anchor == "end" ? .right : .center
    }
}

extension TitleBlock {
    /// The title of a view; nil where it has none.
    /// - Parameters:
    ///   - isComposed: true of views of several plots, whose titles begin at the left.
    ///   - room: the width of its lines, nil where they stay as they were written.
    init?(_ title: ChartTitle, _ config: ChartConfiguration, isComposed: Bool, room: Double? = nil) {
        guard !title.lines.isEmpty, title.lines != [""] else { return nil }
        let lookup = title.lookup
        let anchor = lookup.own("anchor")?.string ?? (isComposed ? "start" : lookup.string("anchor") ?? "middle")
        let orient = lookup.string("orient") ?? "top"
        self.anchor = anchor
        self.orient = orient
        isFramed = (lookup.own("frame")?.string ?? (isComposed || anchor != "middle" ? "bounds" : "group")) == "group"
        offset = lookup.number("offset") ?? 4
        func run(_ part: String, _ style: String) -> (TextRun, Style) {
            var (run, look) = lookup.text(part, style: style)
            func node(_ key: String) -> Node? {
                let name = part.isEmpty ? key : part + key.prefix(1).uppercased() + key.dropFirst()
                return lookup.own(name) ?? config.style(style, key) ?? config.standardStyle(style, key)
            }
            // Titles name their properties without a prefix (`fontSize`), which ``GuideLookup/text`` does not know.
            run.size = node("fontSize")?.double ?? 13
            run.font = node("font")?.string ?? config.font
            run.weight = node("fontWeight")?.scalarText.flatMap { $0 == "normal" ? nil : $0 }
            run.fontStyle = node("fontStyle")?.string
            run.lineHeight = node("lineHeight")?.double
            run.limit = lookup.own("limit")?.double ?? 0
            run.angle = lookup.own("angle")?.double ?? Self.standardAngle(orient)
            run.baseline = "top"
            run.align = lookup.own("align")?.string.flatMap(TextAlign.init) ?? Self.align(anchor)
            let colour = lookup.own(part.isEmpty ? "color" : part + "Color") ?? node("fill")
            look.fill = colour.flatMap { UnitDrawing.paint($0) }.map(Paint.colour)
            return (run, look)
        }
        (text, style) = run("", lookup.own("style")?.lines?.last ?? "group-title")
        let wrapRoom = ["top", "bottom"].contains(orient) && text.angle == 0 ? room : nil
        text.lines =
            wrapRoom.map { TextMetrics.balanced(title.lines, to: $0, size: text.size, bold: text.isBold) }
            ?? title.lines
        text.dx = lookup.number("dx") ?? 0
        text.dy = lookup.number("dy") ?? 0
        guard !title.subtitle.isEmpty else { return }
        var (below, look) = run("subtitle", "group-subtitle")
        below.lines =
            wrapRoom.map { TextMetrics.balanced(title.subtitle, to: $0, size: below.size, bold: below.isBold) }
            ?? title.subtitle
        let gap = lookup.number("subtitlePadding") ?? 3
        let first = SceneItem(shape: .text(text), style: style).bounds
        switch orient {
        case "left": below.x = first.width + gap
        case "right": below.x = -first.width - gap
        default: below.y = first.height + gap
        }
        subtitle = below
        subtitleStyle = look
    }
}
