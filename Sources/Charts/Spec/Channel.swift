/// The visual channels of the grammar.
enum Channel: String, Hashable, Sendable, CaseIterable {
    case x, y, x2, y2, xOffset, yOffset
    case theta, radius, theta2, radius2
    case color, fill, stroke
    case opacity, fillOpacity, strokeOpacity, strokeWidth
    case size, shape, angle, strokeDash
    case detail, order, text, tooltip, href, url, description, key
    case row, column, facet
    case xError, xError2, yError, yError2

    var isPosition: Bool { self == .x || self == .y }
    /// The positions of arcs: an angle clockwise from the top, and a distance from the centre.
    var isPolar: Bool { self == .theta || self == .radius }
    var isOffset: Bool { self == .xOffset || self == .yOffset }
    var isColour: Bool { self == .color || self == .fill || self == .stroke }

    /// True of channels that have a scale.
    var isScaled: Bool {
        switch self {
        case .x, .y, .xOffset, .yOffset, .theta, .radius, .color, .fill, .stroke, .opacity, .fillOpacity,
            .strokeOpacity, .strokeWidth, .size, .shape, .angle, .strokeDash:
            true
        default: false
        }
    }

    /// True of channels that have a legend.
    var hasLegend: Bool {
        switch self {
        case .color, .fill, .stroke, .size, .shape, .strokeDash, .strokeWidth, .opacity: true
        default: false
        }
    }

    /// The channel whose scale this one shares: `x` of `x2`.
    var main: Channel {
        switch self {
        case .x2: .x
        case .y2: .y
        case .theta2: .theta
        case .radius2: .radius
        default: self
        }
    }

    var second: Channel? {
        switch self {
        case .x: .x2
        case .y: .y2
        case .theta: .theta2
        case .radius: .radius2
        default: nil
        }
    }

    /// The other direction: `y` of `x`, `radius` of `theta`.
    var across: Channel? {
        switch self {
        case .x: .y
        case .y: .x
        case .theta: .radius
        case .radius: .theta
        default: nil
        }
    }

    var offset: Channel? { self == .x ? .xOffset : self == .y ? .yOffset : nil }

    /// Channels whose fields split the data: stacks and lines are one for each of their values.
    static let grouping: [Channel] = [
        .color, .fill, .stroke, .opacity, .fillOpacity, .strokeOpacity, .strokeWidth, .size, .shape, .angle,
        .strokeDash,
        .text, .order, .detail, .key, .href, .url, .description,
    ]

    static let scaled: [Channel] = allCases.filter(\.isScaled)
}

enum MarkKind: String, Sendable, CaseIterable {
    case arc, area, bar, image, line, point, rect, rule, text, tick, trail, circle, square, geoshape
    case boxplot, errorband, errorbar

    /// True of marks that join many rows in one path.
    var isPath: Bool { self == .line || self == .area || self == .trail }
    var isRectangle: Bool { self == .bar || self == .rect || self == .tick || self == .image }
    /// Vega-Lite's "rect-based" marks, whose time units span a band.
    var isRectBased: Bool { isRectangle || self == .arc }
}

enum FieldType: String, Sendable {
    case quantitative, ordinal, temporal, nominal

    var isDiscrete: Bool { self == .ordinal || self == .nominal }
}
