import Files

extension SpecificationReader {
    /// True where readers could drag the plot under its axes (`bind: scales`), so that marks are cut off at its frame.
    static func bindsScales(_ bag: PropertyBag, view name: String?) -> Bool {
        let parameters = bag["params"]?.sequence ?? []
        return parameters.contains { parameter in
            guard parameter["select"] != nil, parameter["bind"]?.string == "scales" else { return false }
            guard let views = parameter["views"]?.sequence?.compactMap(\.string), !views.isEmpty else { return true }
            return name.map { views.contains($0) } ?? false
        }
    }

    /// What a parameter means as a test: a selection by what it begins with, another by the truth of its value.
    func selection(_ name: Node?, empty: Bool) -> Predicate {
        guard let name = name?.string else { return .selection(empty: empty) }
        if let state = environment.selections[name] { return state.predicate ?? .selection(empty: empty) }
        guard let i = environment.names.firstIndex(of: name), i < environment.values.count else {
            return .selection(empty: empty)
        }
        return .selection(empty: environment.values[i].truth)
    }

    /// The rectangles with which the interval selections of a unit begin.
    func brushes(_ bag: PropertyBag) -> [Brush] {
        (bag["params"]?.sequence ?? []).compactMap { parameter in
            guard let name = parameter["name"]?.string, let state = environment.selections[name],
                !state.sides.isEmpty
            else { return nil }
            let select = parameter["select"]
            return Brush(sides: state.sides, mark: select.flatMap { PropertyBag($0).bag("mark") })
        }
    }

    /// The mark of a unit in the first state of the parameters that hold for it.
    func inFirstState(_ mark: MarkDefinition, _ bag: PropertyBag, _ encoding: Encoding) -> MarkDefinition {
        let isContinuous = [Channel.x, .y].contains { channel in
            encoding[channel].map { $0.type == .quantitative || $0.type == .temporal } ?? false
        }
        guard isContinuous, !mark.properties.has("clip"),
            parameterBags.contains(where: { Self.bindsScales($0, view: bag.string("name")) })
        else { return mark }
        var out = mark
        out.properties = mark.properties.setting("clip", .boolean(true))
        return out
    }
}
