/// How an item is painted. A nil paint is none.
struct Style: Sendable, Equatable {
    var fill: Paint?
    var stroke: Paint?
    var strokeWidth: Double?
    var opacity: Double?
    var fillOpacity: Double?
    var strokeOpacity: Double?
    var dash: [Double]?
    var dashOffset: Double?
    var cap: String?
    var join: String?
    /// Painted by a ramp, whose colours go from little to much.
    var isOfRamp = false
}

/// A colour as it is written, or a gradient of the drawing.
enum Paint: Sendable, Equatable {
    case colour(String)
    case gradient(Int)
}

enum TextAlign: String, Sendable {
    case left, center, right

    var anchor: String { self == .left ? "start" : self == .right ? "end" : "middle" }
}

/// A text with its place; several lines stand below each other.
struct TextRun: Sendable {
    var lines: [String]
    var x: Double
    var y: Double
    var align = TextAlign.left
    var baseline = "alphabetic"
    var angle = 0.0
    var dx = 0.0
    var dy = 0.0
    var size = 11.0
    var font = "sans-serif"
    /// `bold`, `600`, …; nil is normal.
    var weight: String?
    var fontStyle: String?
    var lineHeight: Double?
    /// The width at which it is cut, 0 for none.
    var limit = 0.0
    /// What stands for the rest of a text that is cut.
    var ellipsis = "…"

    var isBold: Bool { weight.map { $0 == "bold" || $0 == "bolder" || (Int($0) ?? 400) >= 600 } ?? false }
    var leading: Double { lineHeight ?? size + 2 }

    /// How far the baseline lies below the place (vega-scenegraph's rule, so that no renderer has to align).
    var baselineOffset: Double {
        switch baseline {
        case "top": (0.79 * size).rounded()
        case "middle": (0.30 * size).rounded()
        case "bottom": (-0.21 * size).rounded()
        case "line-top": (0.29 * size + 0.5 * leading).rounded()
        case "line-bottom": (0.29 * size - 0.5 * leading).rounded()
        default: 0
        }
    }

    /// The lines, cut at the limit with an ellipsis.
    var shown: [String] {
        guard limit > 0 else { return lines }
        return lines.map { TextMetrics.truncated($0, to: limit, size: size, bold: isBold, ellipsis: ellipsis) }
    }

    var width: Double {
        let bold = isBold
        return lines.reduce(0) { widest, line in
            var width = TextMetrics.width(line, size: size, bold: bold)
            if limit > 0, width >= limit {
                let cut = TextMetrics.truncated(line, to: limit, size: size, bold: bold)
                width = TextMetrics.width(cut, size: size, bold: bold)
            }
            return max(widest, width)
        }
    }

    var bounds: Bounds {
        let w = width
        let left = x + dx - (align == .center ? w / 2 : align == .right ? w : 0)
        let top = y + dy + baselineOffset - (0.8 * size).rounded()
        let height = size + leading * Double(max(0, lines.count - 1))
        return Bounds(left, top, left + w, top + height).turned(angle, about: x, y)
    }
}

enum Shape: Sendable {
    /// Corner radii: top left, top right, bottom right, bottom left; nil for square corners.
    case rectangle(x: Double, y: Double, width: Double, height: Double, corners: [Double]?)
    case line(x1: Double, y1: Double, x2: Double, y2: Double)
    case path(PathData)
    case symbol(String, size: Double, x: Double, y: Double, angle: Double)
    /// Apart from the others, which are smaller and copied more often.
    indirect case text(TextRun)
    /// A bitmap in a box; `fits` keeps its proportions.
    case image(String, x: Double, y: Double, width: Double, height: Double, fits: Bool)

    var bounds: Bounds {
        switch self {
        case .image(_, let x, let y, let width, let height, _): return Bounds(x, y, x + width, y + height)
        case .rectangle(let x, let y, let width, let height, _): return Bounds(x, y, x + width, y + height)
        case .line(let x1, let y1, let x2, let y2): return Bounds(x1, y1, x2, y2)
        case .path(let path): return path.bounds
        case .symbol(_, let size, let x, let y, _):
            let r = size.squareRoot() / 2
            return Bounds(x - r, y - r, x + r, y + r)
        case .text(let run): return run.bounds
        }
    }
}

struct SceneItem: Sendable {
    var shape: Shape
    var style = Style()
    var tooltip: String?
    var href: String?
    /// What a screen reader says.
    var label: String?

    var bounds: Bounds {
        let b = shape.bounds
        guard style.stroke != nil, case .text = shape else {
            return style.stroke == nil ? b : b.grown(by: (style.strokeWidth ?? 1) / 2)
        }
        return b
    }
}

/// Items of one kind, as Vega groups them: `mark-rect role-mark`.
struct SceneMark: Sendable {
    var kind: String
    var role: String
    var items: [SceneItem]
    var clips = false
    var label: String?
    var isHidden = false
    /// What each of its items is, in the reader's words.
    var itemRole: String?
}

/// One item of a group mark: a rectangle with its own origin that holds marks.
struct SceneGroup: Sendable {
    var x = 0.0
    var y = 0.0
    var width: Double?
    var height: Double?
    var background = Style()
    var cornerRadius: Double?
    /// Cuts off what lies beyond its rectangle with these corners: top left, top right, bottom right, bottom left.
    var clipCorners: [Double]?
    var children: [SceneNode] = []
    /// What a screen reader says of it.
    var label: String?
    /// Its children as text, of a guide that many drawings share.
    var kept: KeptWriting?

    init(width: Double? = nil, height: Double? = nil, children: [SceneNode] = []) {
        self.width = width
        self.height = height
        self.children = children
    }

    var bounds: Bounds {
        var out = Bounds()
        if let width, let height { out.add(Bounds(0, 0, width, height)) }
        for child in children { out.add(child.bounds) }
        return out.moved(x, y)
    }
}

indirect enum SceneNode: Sendable {
    case mark(SceneMark)
    /// `mark-group role-…`, with its items.
    case group(role: String, items: [SceneGroup], label: String?)

    var bounds: Bounds {
        var out = Bounds()
        switch self {
        case .mark(let mark):
            guard !mark.clips else { return out }
            for item in mark.items { out.add(item.bounds) }
        case .group(_, let items, _): for item in items { out.add(item.bounds) }
        }
        return out
    }
}

/// A linear gradient by its stops, 0 to 1, from one point of the filled box to another.
struct SceneGradient: Sendable {
    /// Fractions of the box, from its top left.
    var start: (x: Double, y: Double)
    var end: (x: Double, y: Double)
    var stops: [(offset: Double, colour: String)]
    /// How opaque each stop is; none where all are.
    var opacities: [Double] = []

    init(start: (x: Double, y: Double), end: (x: Double, y: Double), stops: [(offset: Double, colour: String)]) {
        (self.start, self.end, self.stops) = (start, end, stops)
    }

    var isVertical: Bool { start.x == end.x }

    /// From the bottom up, or from left to right.
    init(isVertical: Bool, stops: [(offset: Double, colour: String)]) {
        self.init(start: (0, isVertical ? 1 : 0), end: isVertical ? (0, 0) : (1, 0), stops: stops)
    }
}

/// A whole drawing.
struct Scene: Sendable {
    var width: Double
    var height: Double
    var originX: Double
    var originY: Double
    var background: String?
    /// The font of all texts that name no other.
    var font: String
    var root: SceneGroup
    var gradients: [SceneGradient] = []
    var title: String?
    var description: String
    /// What a screen reader calls it, in the language of its words.
    var kind = "chart"
}
