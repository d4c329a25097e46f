import Diagnostics
import Files

/// What a specification asks of Gazette alone: `usermeta: {gazette: {intervals: false}}`. Vega-Lite leaves
/// `usermeta` to whoever reads the specification.
struct HouseOptions: Sendable {
    /// Whether values that are "about", bounded or ranges show it by themselves.
    var showsIntervals = true

    private static let names = ["intervals", "allow"]

    static func read(_ usermeta: Node?, into findings: inout [Diagnostic]) -> HouseOptions {
        var out = HouseOptions()
        guard let own = usermeta?["gazette"], !own.isNull else { return out }
        guard let entries = own.mapping else {
            findings.append(.error(.chartValue, "“gazette” is \(own.kind), a map was expected", at: own.location))
            return out
        }
        for entry in entries {
            guard names.contains(entry.key) else {
                findings.append(
                    .error(
                        .chartProperty, "“gazette” has no property “\(entry.key)”", at: entry.keyLocation,
                        hint: NearestName.hint(for: entry.key, among: names)))
                continue
            }
            // ``ReviewAllowances`` reads it.
            if entry.key == "allow" { continue }
            guard let flag = entry.value.boolean else {
                findings.append(
                    .error(
                        .chartValue, "“\(entry.key)” is \(entry.value.kind), true or false was expected",
                        at: entry.value.location))
                continue
            }
            out.showsIntervals = flag
        }
        return out
    }
}

/// Which channels of which units show what is known of their values' bounds.
enum IntervalRules {
    /// Marks that have a place for it.
    private static let kinds: Set<MarkKind> = [.bar, .point, .circle, .square, .tick, .line, .area]

    /// Settles them for a compiled chart in the house look.
    static func settle(_ model: inout ChartModel, drawnByAuthor: Set<String>) {
        for i in model.units.indices {
            let unit = model.units[i]
            guard kinds.contains(unit.mark.kind), unit.mark.definition.composite == nil else { continue }
            model.units[i].intervalChannels = channels(of: unit).filter { channel in
                guard let definition = unit.encoding[channel], let scale = unit.scales[channel],
                    model.scales[scale].kind.isContinuous, !model.scales[scale].kind.isTime
                else { return false }
                return isMeasure(definition, unit) && !drawnByAuthor.contains(definition.field ?? "")
            }
        }
        for plot in model.view.plots { settleLabels(plot.units, &model.units) }
    }

    /// The directions in which a mark measures.
    private static func channels(of unit: UnitModel) -> [Channel] {
        switch (unit.mark.kind, unit.mark.orientation) {
        case (.point, _), (.circle, _), (.square, _), (.tick, nil): [.x, .y]
        // A tick stands across its measure.
        case (.tick, let orientation?): [orientation == .vertical ? .x : .y]
        case (_, .horizontal?): [.x]
        case (_, .vertical?): [.y]
        default: []
        }
    }

    private static func isMeasure(_ definition: ChannelDefinition, _ unit: UnitModel) -> Bool {
        guard definition.field != nil, definition.type == .quantitative, definition.bin == nil,
            definition.aggregate == nil || definition.aggregate == .operation(.sum)
        else { return false }
        // A bar from one field to another has its two ends from there.
        return definition.channel.second.map { unit.encoding[$0] == nil } ?? true
    }

    /// Labels of a measure keep clear of what its marks show; lines leave to points what these show.
    private static func settleLabels(_ plot: [Int], _ units: inout [UnitModel]) {
        for channel in [Channel.x, .y] {
            let drawing = plot.filter { units[$0].intervalChannels.contains(channel) }
            func column(_ unit: Int) -> String? { units[unit].encoding[channel]?.column }
            for label in plot where units[label].mark.kind == .text {
                guard let own = column(label),
                    let marks = drawing.first(where: { column($0) == own && !units[$0].mark.kind.isPath })
                else { continue }
                units[label].labelledIntervals[channel] = units[marks].mark.kind
            }
            // Of several marks that show one measure the first one tells of it; points keep their look.
            var seen: Set<String> = []
            for unit in drawing {
                let key = (column(unit) ?? "") + "\u{1F}\(units[unit].dataNode)"
                if !seen.insert(key).inserted { units[unit].hasOwnSigns = false }
                let others = drawing.filter { $0 != unit && column($0) == column(unit) }
                if others.contains(where: { [.point, .circle, .square].contains(units[$0].mark.kind) }) {
                    units[unit].hasPoints = true
                }
            }
        }
    }

    /// The measures whose bounds the author draws: those of which `x_lower` or `x_upper` has a place, and those with
    /// error bars or bands of their own.
    static func drawnByAuthor(_ view: ViewSpecification) -> Set<String> {
        var out: Set<String> = []
        _ = view.mappingUnits { unit in
            let isComposite = unit.mark.kind == .errorbar || unit.mark.kind == .errorband
            for definition in unit.encoding.definitions {
                guard let field = definition.field else { continue }
                switch definition.channel {
                case .xError, .xError2: if let measure = unit.encoding[.x]?.field { out.insert(measure) }
                case .yError, .yError2: if let measure = unit.encoding[.y]?.field { out.insert(measure) }
                case .x, .y, .x2, .y2:
                    for end in ["_lower", "_upper"] where field.hasSuffix(end) {
                        out.insert(String(field.dropLast(end.count)))
                    }
                    // Of the table `figures`.
                    if field == "lower" || field == "upper" { out.insert("value") }
                    if isComposite, definition.type == .quantitative { out.insert(field) }
                default: continue
                }
            }
            return .unit(unit)
        }
        return out
    }
}
