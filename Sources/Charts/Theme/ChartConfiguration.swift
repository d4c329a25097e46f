import Files
import Synchronization

/// The configuration in force: the specification's over the theme's over Vega-Lite's and Vega's own.
final class ChartConfiguration: Sendable {
    /// The specification's, then the theme's.
    private let layers: [ConfigurationLayer]
    private let standard: ConfigurationLayer
    /// True of any look but Vega's own: what Vega does not do is then allowed (fewer ticks, labels on several lines).
    let isHouse: Bool
    /// True where it is drawn for a small screen.
    let isNarrow: Bool
    /// What is behind the drawing in the light scheme, and what is in the dark one.
    let grounds: (light: Colour, dark: Colour)
    /// What ``merged(_:)`` found; guides of one kind ask for the same sections.
    private let mergedSections = Mutex<[[String]: [String: Node]]>([:])
    /// The guides that no specification says anything of, by what configures them.
    let plainGuides = PlainGuides()

    init(specification: PropertyBag?, theme: ChartTheme, isVersion5: Bool) {
        isHouse = theme.name != "vega"
        isNarrow = theme.isNarrow
        grounds = (theme.grounds.light, theme.darkGround)
        layers = (specification.map { [ConfigurationLayer($0)] } ?? []) + theme.configurations
        standard = isVersion5 ? StandardConfiguration.version5 : StandardConfiguration.version6
    }

    /// The configuration of a specification, made once for all that have none of their own.
    static func of(_ specification: PropertyBag?, _ theme: ChartTheme, isVersion5: Bool) -> ChartConfiguration {
        guard specification == nil else {
            return ChartConfiguration(specification: specification, theme: theme, isVersion5: isVersion5)
        }
        return theme.shared.configuration(theme, isVersion5: isVersion5)
    }

    /// What specification or theme say, null included.
    func user(_ section: String, _ key: String) -> Node? {
        for layer in layers { if let found = layer.property(section, key) { return found.node } }
        return nil
    }

    /// All that specification and theme say in a section, the theme's first.
    func userEntries(_ section: String) -> [Node.Entry] { layers.reversed().flatMap { $0.entries(section) } }

    /// All that they say of a named style, the theme's first.
    func styleEntries(_ name: String) -> [Node.Entry] { layers.reversed().flatMap { $0.styleEntries(name) } }

    /// What is said at all.
    func value(_ section: String, _ key: String) -> Node? { property(section, key)?.node }

    private func property(_ section: String, _ key: String) -> ConfigurationLayer.Property? {
        for layer in layers { if let found = layer.property(section, key) { return found } }
        return standard.property(section, key)
    }

    /// All that is said in a section, the strongest first.
    func entries(_ section: String) -> [Node.Entry] {
        layers.flatMap { $0.entries(section) } + standard.entries(section)
    }

    func standard(_ section: String, _ key: String) -> Node? { standard.property(section, key)?.node }

    func top(_ key: String) -> Node? {
        for layer in layers { if let node = layer.bag[key] { return node } }
        return standard.bag[key]
    }

    /// All that specification and theme say in some sections, the strongest of which is the first, and in the styles
    /// that these name.
    func merged(_ sections: [String]) -> [String: Node] {
        if let known = mergedSections.withLock({ $0[sections] }) { return known }
        var merged: [String: Node] = [:]
        func put(_ entries: [Node.Entry]) { for entry in entries { merged[entry.key] = entry.value } }
        for section in sections.reversed() {
            for style in (user(section, "style")?.lines ?? []).reversed() { put(styleEntries(style)) }
            put(userEntries(section))
        }
        mergedSections.withLock { [merged] in $0[sections] = merged }
        return merged
    }

    /// The properties of a part of a composite mark, the levels merged; nil where it is not drawn.
    func part(_ section: String, _ key: String) -> PropertyBag? {
        var found: PropertyBag?
        for layer in layers + [standard] {
            guard let node = layer.property(section, key)?.node else { continue }
            guard node.mapping != nil || node.boolean == true else { return found }
            let bag = PropertyBag(node)
            found = found.map { $0.over(bag) } ?? bag
        }
        return found
    }

    func number(_ section: String, _ key: String) -> Double? { property(section, key)?.number }
    func string(_ section: String, _ key: String) -> String? { value(section, key)?.string }
    func flag(_ section: String, _ key: String) -> Bool? { value(section, key)?.boolean }

    /// A property of a named style.
    func style(_ name: String, _ key: String) -> Node? {
        for layer in layers { if let node = layer.style(name, key) { return node } }
        return nil
    }

    func standardStyle(_ name: String, _ key: String) -> Node? { standard.style(name, key) }

    /// The same, the strongest first.
    func strongestStyleEntries(_ name: String) -> [Node.Entry] { layers.flatMap { $0.styleEntries(name) } }

    /// All that Vega itself says of a named style.
    func standardStyleEntries(_ name: String) -> [Node.Entry] { standard.styleEntries(name) }

    /// The width that a whole drawing has where nothing says otherwise.
    var pageWidth: Double { number("view", "continuousWidth") ?? 300 }

    /// The font of all text that says nothing else.
    var font: String { top("font")?.string ?? "sans-serif" }

    // MARK: - Marks

    /// A property of a mark: its own, its styles', its kind's, all marks'. Of several names for one thing the first
    /// that is set at a level counts there (`fill`, then `color`).
    func mark(_ mark: MarkDefinition, _ keys: String...) -> Node? { self.mark(mark, keys) }

    func mark(_ mark: MarkDefinition, _ keys: [String]) -> Node? {
        for key in keys { if let node = mark.properties[key] { return node } }
        let styles = (mark.properties["style"]?.lines ?? []) + [mark.kind.rawValue]
        for style in styles { for key in keys { if let node = self.style(style, key) { return node } } }
        for section in [mark.kind.rawValue, "mark"] {
            for key in keys { if let node = value(section, key) { return node } }
        }
        for key in keys { if let node = standardStyle(mark.kind.rawValue, key) { return node } }
        return nil
    }

    // MARK: - Axes

    /// The sections that configure an axis, from the strongest: by the kind of scale and the direction, then the
    /// direction, the side, and all axes.
    static func axisSections(_ isX: Bool, _ orient: String, _ kind: Scale.Kind) -> [String] {
        let direction = isX ? "X" : "Y"
        let types: [String] =
            switch kind {
            case .band: ["Band", "Discrete"]
            case .point: ["Point", "Discrete"]
            case .time, .utc: ["Temporal"]
            case .linear, .log, .pow, .sqrt, .symlog: ["Quantitative"]
            default: []
            }
        let side = orient.prefix(1).uppercased() + orient.dropFirst()
        return types.map { "axis\(direction)\($0)" } + types.map { "axis\($0)" }
            + ["axis\(direction)", "axis\(side)", "axis"]
    }
}

extension ChartConfiguration {
    /// True of categories that stand in the order of the data where nothing sorts them: in the house look those of
    /// colours, shapes and the like, and of bars beside each other, whose legend is read in that order. (Vega sorts
    /// them as texts, which says nothing of Chinese names.)
    func keepsDataOrder(_ definition: ChannelDefinition, _ channel: Channel) -> Bool {
        guard isHouse, channel.hasLegend || channel.isOffset || channel == .detail, definition.type == .nominal,
            definition.isField, !definition.isBinning, definition.timeUnit == nil
        else { return false }
        if case .unspecified = definition.sort { return true }
        return false
    }

    /// The line between the parts of a stack.
    var partLine: String { "#ffffff" }
}
