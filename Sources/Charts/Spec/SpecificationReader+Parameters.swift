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
