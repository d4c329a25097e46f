import Expressions
import Files

/// A unit ready to be drawn with any data: one mark with its encoding, and which scales it uses.
struct UnitModel: Sendable {
    var mark: MarkModel
    var encoding: Encoding
    var stack: StackModel?
    /// The node of the data tree whose rows it draws.
    var dataNode: Int
    /// The node whose rows decide its bins where these are not its own: in a layer, bins are cut before the filters of
    /// its parts (Vega-Lite moves them there).
    var binNode: Int?
    /// A field whose listed colour domain orders the parts of a stack.
    var stackOrder: (field: String, values: [DataValue])?
    /// What the facets around it split its rows by, the outermost first.
    var facets: [ChannelDefinition] = []
    /// The rectangles that interval selections begin with.
    var brushes: [Brush]
    /// The plot's scales by channel.
    var scales: [Channel: Int] = [:]
    /// The positions that show what is known of their values' bounds (``IntervalRules``).
    var intervalChannels: [Channel] = []
    /// False where another unit of the plot shows them.
    var hasOwnSigns = true
    /// True where points of the plot show its measure too.
    var hasPoints = false
    /// Of a text, the marks whose bounds it keeps clear of.
    var labelledIntervals: [Channel: MarkKind] = [:]

    init(_ specification: UnitSpecification, dataNode: Int, _ config: ChartConfiguration) {
        encoding = specification.encoding
        brushes = specification.brushes
        mark = MarkModel(specification.mark, encoding, config)
        if encoding[mark.isFilled ? .fill : .stroke] != nil { encoding[.color] = nil }
        // A line has one width: a size that varies along it is left aside (Vega-Lite's rule).
        if mark.kind == .line, encoding[.size]?.aggregate != nil { encoding[.size] = nil }
        stack = StackModel(mark.kind, mark.orientation, encoding)
        self.dataNode = dataNode
        invalid = InvalidMode(mark.properties.node("invalid"), isPath: mark.kind.isPath)
        // Domains go by the configuration alone, whatever the mark itself says (Vega-Lite's rule).
        invalidInDomains = InvalidMode(mark.properties.configured("invalid"), isPath: mark.kind.isPath)
        alignWithColourDomain()
    }

    /// Parts of stacks and groups stand in the order in which a colour scale lists them.
    private mutating func alignWithColourDomain() {
        guard let colour = encoding[.fill] ?? encoding[.color], colour.isField, colour.type == .nominal,
            let field = colour.field, encoding[.order] == nil,
            let domain = colour.scale.bag?["domain"]?.sequence?.map(\.dataValue)
        else { return }
        for channel in [Channel.xOffset, .yOffset] {
            guard let offset = encoding[channel], offset.isField else { continue }
            if case .unspecified = offset.sort {
                encoding[channel]?.sort = .values(domain)
                return
            }
        }
        if stack != nil { stackOrder = (field, domain) }
    }

    /// The columns that split a line or area into series.
    var seriesColumns: [String] {
        guard mark.kind.isPath else { return [] }
        var out: [String] = []
        func add(_ definition: ChannelDefinition) {
            guard let field = definition.scaled, field.isField, field.aggregate == nil else { return }
            if !out.contains(field.column) { out.append(field.column) }
        }
        for definition in encoding.definitions {
            switch definition.channel {
            case .order where mark.kind == .line || mark.kind == .trail: continue
            case .size where mark.kind == .trail: continue
            case .detail, .key, .order, .color, .fill, .stroke, .opacity, .fillOpacity, .strokeOpacity, .strokeDash,
                .strokeWidth, .size:
                add(definition)
            default: continue
            }
        }
        return out
    }

    /// Where within a bin or unit of time a place lies, 0 at its start; nil where that does not apply.
    func bandPosition(_ definition: ChannelDefinition, _ second: ChannelDefinition?, _ config: ChartConfiguration)
        -> Double?
    {
        if let own = definition.bandPosition { return own }
        guard definition.isField else { return nil }
        if definition.timeUnit != nil, second == nil {
            return mark.properties.number("timeUnitBandPosition")
        }
        return definition.isBinning ? 0.5 : nil
    }

    /// What becomes of rows with values that a continuous scale cannot place.
    var invalid = InvalidMode.filter
    /// The same for the domains of scales.
    var invalidInDomains = InvalidMode.filter

    /// What such a value of a channel is drawn as; nil where its row is left out or breaks a line.
    func invalidOutput(_ channel: Channel, _ config: ChartConfiguration) -> InvalidOutput? {
        if let node = config.value("scale", "invalid")?[channel.rawValue] {
            return node["value"].map(InvalidOutput.value) ?? .zeroOrLeast
        }
        return invalid == .show ? .zeroOrLeast : nil
    }
}

/// What becomes of rows with values that a continuous scale cannot place (Vega-Lite's `invalid`).
enum InvalidMode: Sendable {
    /// They are left out.
    case filter
    /// Lines break there; other marks leave them out, and domains do (`breakAndFilter`) or do not.
    case breakAndShow, breakAndFilter
    /// They are drawn at zero, or at the least value.
    case show

    init(_ node: Node?, isPath: Bool) {
        switch node?.string {
        case "filter": self = .filter
        case "break-paths-show-domains": self = .breakAndShow
        case "break-paths-filter-domains": self = .breakAndFilter
        case "show": self = .show
        default: self = node?.isNull ?? false ? .show : isPath ? .breakAndShow : .filter
        }
    }

    var isBreaking: Bool { self == .breakAndShow || self == .breakAndFilter }
}

/// What a value that no scale can place is drawn as.
enum InvalidOutput: Sendable {
    case zeroOrLeast
    case value(Node)
}
