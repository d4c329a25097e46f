import Expressions
import Files

extension CompositeMarks {
    /// A box from the lower to the upper quartile with a tick at the median; whiskers to the extremes
    /// (`extent: min-max`), or to the farthest values within so many interquartile ranges of the box, and points for
    /// the values beyond (Tukey 1977; quartiles of R's type 7).
    mutating func boxPlot(_ unit: UnitSpecification) -> LayerSpecification? {
        guard let axis = axis(unit) else { return nil }
        let written = unit.mark.properties["extent"] ?? config.value("boxplot", "extent")
        let reach: Double?
        if written?.string == "min-max" {
            reach = nil
        } else if let number = written?.double, number >= 0 {
            reach = number
        } else {
            wrong("the “extent” of a boxplot is a number or min-max", unit)
            return nil
        }
        var others = unit.encoding
        others[axis.channel] = nil
        let tooltips = others.all(.tooltip)
        others.definitions.removeAll { $0.channel == .tooltip && $0.aggregate == nil }
        var plot = BoxPlot(unit: unit, axis: axis, isTukey: reach != nil, extracted: extracted(others))
        plot.raw = tooltips.filter { $0.aggregate == nil }
        let boxes = self.boxes(plot)
        guard let reach else {
            var common = unit.common
            common.transforms += plot.boxTransforms
            return LayerSpecification(common: common, children: whiskers(plot) + boxes)
        }
        guard let outside = self.outside(plot, reach) else { return nil }
        var box = ViewCommon(location: unit.common.location)
        box.transforms = plot.boxTransforms
        return LayerSpecification(
            common: unit.common, children: [outside, .layer(LayerSpecification(common: box, children: boxes))])
    }

    /// What the parts of a box plot are made from.
    struct BoxPlot {
        let unit: UnitSpecification
        let axis: Axis
        /// Whiskers end within a multiple of the interquartile range, not at the extremes.
        let isTukey: Bool
        let extracted: Extracted
        /// Tooltips of single values, which the points beyond the whiskers show.
        var raw: [ChannelDefinition] = []

        var quartiles: [Measure] {
            [
                Measure(operation: .q1, field: axis.field, name: "lower_box_\(axis.field)"),
                Measure(operation: .q3, field: axis.field, name: "upper_box_\(axis.field)"),
            ]
        }

        /// One row for each box.
        var boxTransforms: [Transform] {
            let ends = isTukey ? ("min_", "max_") : ("lower_whisker_", "upper_whisker_")
            let summary =
                quartiles + [
                    Measure(operation: .median, field: axis.field, name: "mid_box_\(axis.field)"),
                    Measure(operation: .min, field: axis.field, name: ends.0 + axis.field),
                    Measure(operation: .max, field: axis.field, name: ends.1 + axis.field),
                ]
            return extracted.transforms + [.aggregate(extracted.measures + summary, by: extracted.keys)]
        }

        /// The encoding of boxes, and without size and colour that of whiskers.
        var shared: Encoding { extracted.encoding }
        var plain: Encoding {
            var out = extracted.encoding
            (out[.size], out[.color]) = (nil, nil)
            return out
        }
    }

    private func summary(_ plot: BoxPlot) -> [ChannelDefinition] {
        let axis = plot.axis
        return tooltip(
            axis,
            [
                (plot.isTukey ? "max" : "upper_whisker", part(axis, .max)), ("upper_box", part(axis, .q3)),
                ("mid_box", part(axis, .median)), ("lower_box", part(axis, .q1)),
                (plot.isTukey ? "min" : "lower_whisker", part(axis, .min)),
            ], plot.shared)
    }

    // MARK: - Box and median

    private mutating func boxes(_ plot: BoxPlot) -> [ViewSpecification] {
        let (unit, axis) = (plot.unit, plot.axis)
        let size = config.mark(unit.mark, "size").map { [("size", $0.value)] } ?? []
        let invalid = unit.mark.properties["invalid"].map { [("invalid", $0.value)] } ?? []
        let tooltip = summary(plot)
        var centre = continuous(axis)
        centre.field = "mid_box_\(axis.field)"
        centre.meaning = part(axis, .median)
        let box = Place(
            prefix: "lower_box", meaning: part(axis, .q1), end: "upper_box", endMeaning: part(axis, .q3))
        let middle = Place(prefix: "mid_box", meaning: part(axis, .median))
        return [
            layer(
                unit, "box", .bar, size + invalid + [("orient", .string(axis.orientation.rawValue))],
                encoding(axis, box, plot.shared, tooltip: tooltip), centre: centre),
            layer(
                unit, "median", .tick, size + invalid + [("orient", .string(axis.across.rawValue))],
                encoding(axis, middle, medianEncoding(plot), tooltip: tooltip), centre: centre),
        ].compactMap { $0 }
    }

    /// The median of a box without height is seen only in the box' own colour.
    private mutating func medianEncoding(_ plot: BoxPlot) -> Encoding {
        var out = plot.plain
        out[.size] = plot.shared[.size]
        let field = plot.axis.field
        guard
            let test = expression(
                "\(datum("lower_box_" + field)) >= \(datum("upper_box_" + field))", plot.unit)
        else { return out }
        let location = plot.unit.mark.location
        var colour = ChannelDefinition(.color, at: location)
        let value: ChannelDefinition.ChannelValue
        if let own = plot.shared[.color] {
            value = own.value.map { .constant($0) } ?? .field(own)
        } else {
            value = .constant(
                config.value("boxplot", "box")?["color"] ?? Node(.string("#4c78a8"), at: location))
        }
        colour.conditions = [.init(test: .expression(test), definition: value)]
        // The boxes' own colour is not that of their medians.
        if plot.unit.mark.properties["color"] != nil, plot.unit.mark.properties["median"]?["color"] == nil {
            colour.value = config.value("boxplot", "median")?["color"]
        }
        out.definitions.append(colour)
        return out
    }

    // MARK: - Whiskers and outliers

    private func whiskers(_ plot: BoxPlot) -> [ViewSpecification] {
        let (unit, axis) = (plot.unit, plot.axis)
        let tooltip =
            plot.isTukey
            ? self.tooltip(
                axis,
                [
                    ("upper_whisker", part(axis, end: .upperWhisker)),
                    ("lower_whisker", part(axis, end: .lowerWhisker)),
                ], plot.shared) : summary(plot)
        let invalid = unit.mark.properties["invalid"].map { [("invalid", $0.value)] } ?? []
        let tick: [(String, Node.Value)] =
            [
                ("color", .string("black")), ("opacity", .number("1")),
                ("orient", .string(axis.across.rawValue)),
            ] + invalid
        let (low, high) =
            plot.isTukey
            ? (part(axis, end: .lowerWhisker), part(axis, end: .upperWhisker)) : (part(axis, .min), part(axis, .max))
        let lower = Place(
            prefix: "lower_whisker", meaning: low, end: "lower_box", endMeaning: part(axis, .q1))
        let upper = Place(
            prefix: "upper_box", meaning: part(axis, .q3), end: "upper_whisker", endMeaning: high)
        let ends = [
            Place(prefix: "lower_whisker", meaning: low), Place(prefix: "upper_whisker", meaning: high),
        ]
        return
            ([lower, upper].map {
                layer(unit, "rule", .rule, invalid, encoding(axis, $0, plot.plain, tooltip: tooltip))
            }
            + ends.map {
                layer(unit, "ticks", .tick, tick, encoding(axis, $0, plot.plain, tooltip: tooltip))
            }).compactMap { $0 }
    }

    /// The whiskers of the values within reach of the boxes, and the points beyond.
    private mutating func outside(_ plot: BoxPlot, _ reach: Double) -> ViewSpecification? {
        let (unit, axis) = (plot.unit, plot.axis)
        let (low, high) = (datum("lower_box_" + axis.field), datum("upper_box_" + axis.field))
        let value = datum(axis.field)
        let (least, most) = (
            "\(low) - \(reach) * (\(high) - \(low))", "\(high) + \(reach) * (\(high) - \(low))"
        )
        guard let within = filter("(\(least) <= \(value)) && (\(value) <= \(most))", unit),
            let beyond = filter("(\(value) < \(least)) || (\(value) > \(most))", unit)
        else { return nil }
        var common = ViewCommon(location: unit.common.location)
        common.transforms = [
            within,
            .aggregate(
                [
                    Measure(operation: .min, field: axis.field, name: "lower_whisker_\(axis.field)"),
                    Measure(operation: .max, field: axis.field, name: "upper_whisker_\(axis.field)"),
                    Measure(
                        operation: .min, field: "lower_box_\(axis.field)", name: "lower_box_\(axis.field)"),
                    Measure(
                        operation: .max, field: "upper_box_\(axis.field)", name: "upper_box_\(axis.field)"),
                ] + plot.extracted.measures, by: plot.extracted.keys),
        ]
        let whiskers = ViewSpecification.layer(LayerSpecification(common: common, children: whiskers(plot)))

        var points = Encoding(definitions: [continuous(axis)])
        points.definitions += plot.plain.definitions.filter { $0.channel != .tooltip }
        if let colour = plot.shared[.color] { points.definitions.append(colour) }
        points.definitions += plot.raw
        var outer = ViewCommon(location: unit.common.location)
        outer.transforms =
            plot.extracted.transforms + [.joinAggregate(plot.quartiles, by: plot.extracted.keys)]
        guard case .unit(var outliers)? = layer(unit, "outliers", .point, [], points) else {
            return .layer(LayerSpecification(common: outer, children: [whiskers]))
        }
        outliers.common.transforms = [beyond]
        return .layer(LayerSpecification(common: outer, children: [.unit(outliers), whiskers]))
    }
}
