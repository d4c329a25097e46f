import Files

/// Lines with points, areas with lines: one unit that asks for both becomes a layer of several.
enum PathOverlay {
    static func normalised(_ view: ViewSpecification, _ config: ChartConfiguration) -> ViewSpecification {
        view.mappingUnits { unit in layered(unit, config).map(ViewSpecification.layer) ?? .unit(unit) }
    }

    private static func layered(_ unit: UnitSpecification, _ config: ChartConfiguration) -> LayerSpecification? {
        let mark = unit.mark
        guard [.line, .area, .rule, .trail].contains(mark.kind) else { return nil }
        let point = overlay("point", mark, config, forced: unit.encoding[.shape] != nil)
        let line = mark.kind == .area ? overlay("line", mark, config, forced: false) : nil
        guard point != nil || line != nil else { return nil }

        var base = unit
        base.common = ViewCommon(location: unit.common.location)
        base.mark.properties = mark.properties.setting("point", .boolean(false)).setting("line", .boolean(false))
        if mark.kind == .area, config.mark(mark, "opacity") == nil, config.mark(mark, "fillOpacity") == nil {
            base.mark.properties = base.mark.properties.setting("opacity", .number("0.7"))
        }
        base.encoding[.shape] = nil

        var over = unit.encoding
        let model = MarkModel(mark, unit.encoding, config)
        if let stack = StackModel(mark.kind, model.orientation, unit.encoding) {
            over[stack.channel]?.stack = .offset(stack.offset)
        }
        over[.x2] = nil
        over[.y2] = nil
        func part(_ kind: MarkKind, _ bag: PropertyBag, _ standard: PropertyBag, _ inherited: Set<String>)
            -> ViewSpecification
        {
            let properties = bag.over(mark.properties.keeping(inherited)).over(standard)
            return .unit(
                UnitSpecification(
                    common: ViewCommon(location: unit.common.location),
                    mark: MarkDefinition(kind: kind, properties: properties), encoding: over))
        }
        var children: [ViewSpecification] = [.unit(base)]
        let empty = PropertyBag(at: mark.properties.location)
        if let line {
            let standard = empty.setting("point", .boolean(false))
            children.append(part(.line, line, standard, ["clip", "interpolate", "tension", "tooltip"]))
        }
        if let point {
            let standard = empty.setting("opacity", .number("1")).setting("filled", .boolean(true))
            children.append(part(.point, point, standard, ["clip", "tooltip"]))
        }
        return LayerSpecification(common: unit.common, children: children)
    }

    /// The properties of the part, nil where none is drawn.
    private static func overlay(_ key: String, _ mark: MarkDefinition, _ config: ChartConfiguration, forced: Bool)
        -> PropertyBag?
    {
        let empty = PropertyBag(at: mark.properties.location)
        if let own = mark.properties[key] {
            if own.mapping != nil { return PropertyBag(own) }
            if own.string == "transparent" { return empty.setting("opacity", .number("0")) }
            return own.boolean == true ? empty : nil
        }
        guard let node = config.value(mark.kind.rawValue, key) else { return forced ? empty : nil }
        if node.mapping != nil { return PropertyBag(node) }
        return node.boolean == true || forced ? empty : nil
    }
}
