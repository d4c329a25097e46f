import Diagnostics
import Expressions
import Files

/// The properties of an axis, a legend or a title, looked up through all levels that may set them.
struct GuideLookup: Sendable {
    let bag: PropertyBag
    let config: ChartConfiguration
    /// The section of Vega's own defaults.
    let standardSection: String
    /// Where the specification says nothing of an axis: which it is.
    let plain: PlainGuides.Axis?

    /// What specification or theme say, all levels merged: labels ask for the same few properties at every tick.
    private let merged: [String: Node]

    /// - Parameter sections: configuration sections from the strongest; their values in specification and theme count.
    init(bag: PropertyBag, config: ChartConfiguration, sections: [String], standardSection: String) {
        self.bag = bag
        self.config = config
        self.standardSection = standardSection
        plain = nil
        var merged = config.merged(sections)
        func put(_ entries: [Node.Entry]) { for entry in entries { merged[entry.key] = entry.value } }
        for style in (bag["style"]?.lines ?? []).reversed() { put(config.styleEntries(style)) }
        put(bag.entries)
        self.merged = merged
    }

    /// An axis or a title of which the specification says nothing.
    init(
        _ axis: PlainGuides.Axis, _ config: ChartConfiguration, at location: SourceLocation,
        standardSection: String = "axis", sections: () -> [String]
    ) {
        bag = PropertyBag(at: location)
        self.config = config
        self.standardSection = standardSection
        plain = axis
        merged = config.plainGuides.merged(axis) { config.merged(sections()) }
    }

    func node(_ key: String) -> Node? { own(key) ?? config.standard(standardSection, key) }

    /// What specification or theme say.
    func own(_ key: String) -> Node? { merged[key] }

    func number(_ key: String) -> Double? { node(key)?.double }
    func string(_ key: String) -> String? { node(key)?.string }
    func flag(_ key: String) -> Bool? { node(key)?.boolean }

    /// A paint; nil where it is none.
    func colour(_ key: String) -> String? { node(key).flatMap { UnitDrawing.paint($0) } }

    /// The look of a text: `label` or `title` properties over the style of such texts.
    func text(_ part: String, style: String) -> (run: TextRun, style: Style) {
        guard let plain else { return madeText(part, style: style) }
        return config.plainGuides.text(plain, part) { madeText(part, style: style) }
    }

    private func madeText(_ part: String, style: String) -> (run: TextRun, style: Style) {
        var run = TextRun(lines: [], x: 0, y: 0)
        func node(_ key: String, _ styleKey: String) -> Node? {
            own(part + key) ?? config.style(style, styleKey) ?? config.standard(standardSection, part + key)
                ?? config.standardStyle(style, styleKey)
        }
        run.setFont(of: config, by: node)
        var look = Style()
        look.fill = node("Color", "fill").flatMap { UnitDrawing.paint($0) }.map(Paint.colour)
        look.fillOpacity = node("Opacity", "fillOpacity")?.double
        return (run, look)
    }
}

/// An axis property that may depend on the tick: `{condition: {test, value}, value}`.
struct TickConditional {
    private var cases: [(test: Predicate, value: Node)] = []
    private let otherwise: Node?

    /// Nil where the node is a plain value.
    init?(_ node: Node?, _ environment: RowExpression.Environment) {
        guard let node, node["condition"] != nil || node["value"] != nil else { return nil }
        var reader = SpecificationReader(environment)
        let conditions = node["condition"]?.sequence ?? [node["condition"]].compactMap { $0 }
        for condition in conditions {
            guard let test = condition["test"].flatMap({ reader.predicate($0) }), let value = condition["value"] else {
                continue
            }
            cases.append((test, value))
        }
        otherwise = node["value"]
    }

    func value(_ datum: DataValue) -> Node? {
        for item in cases where item.test.holds(for: datum) { return item.value }
        return otherwise
    }
}

extension TextRun {
    /// The font of a label or a title, each property by its own name and by that of a style.
    mutating func setFont(of config: ChartConfiguration, by node: (String, String) -> Node?) {
        size = node("FontSize", "fontSize")?.double ?? 10
        font = node("Font", "font")?.string ?? config.font
        weight = node("FontWeight", "fontWeight")?.scalarText.flatMap { $0 == "normal" || $0 == "400" ? nil : $0 }
        fontStyle = node("FontStyle", "fontStyle")?.string
        lineHeight = node("LineHeight", "lineHeight")?.double
        limit = node("Limit", "limit")?.double ?? 0
    }
}
