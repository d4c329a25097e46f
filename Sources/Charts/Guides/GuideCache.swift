import Languages
import Synchronization

/// Axes and legends as they were drawn last: where a chart is drawn again with other data, many of its scales come out
/// as they were, and so do the guides that show them.
final class GuideCache: Sendable {
    /// All that a guide of a compiled chart is made from and that is not the chart's own.
    struct Key: Equatable {
        var scales: [Scale]
        var sides: [Double]
        var language: LanguageTag
        var titles: [String: String]
        var units: [String: String]

        init(_ scales: [Scale], _ sides: [Double], _ names: FieldNames) {
            self.scales = scales
            self.sides = sides
            language = names.language
            titles = names.titles
            units = names.units
        }
    }

    private struct Shelf<Drawing: Sendable>: Sendable {
        private var entries: [[(key: Key, drawing: Drawing)]] = []

        func drawing(_ number: Int, _ key: Key) -> Drawing? {
            guard entries.indices.contains(number) else { return nil }
            return entries[number].first { $0.key == key }?.drawing
        }

        /// The last few of each guide are kept: a chart that fits a width is drawn twice, and round ends of an axis
        /// come again.
        mutating func keep(_ drawing: Drawing, _ number: Int, _ key: Key) {
            while entries.count <= number { entries.append([]) }
            if entries[number].count > 3 { entries[number].removeFirst() }
            entries[number].append((key, drawing))
        }
    }

    private let axes = Mutex(Shelf<AxisDrawing>())
    private let legends = Mutex(Shelf<LegendDrawing>())

    func axis(_ number: Int, _ key: Key, _ make: () -> AxisDrawing) -> AxisDrawing {
        if let known = axes.withLock({ $0.drawing(number, key) }) { return known }
        let made = make()
        axes.withLock { $0.keep(made, number, key) }
        return made
    }

    func legend(_ number: Int, _ key: Key, _ make: () -> LegendDrawing) -> LegendDrawing {
        if let known = legends.withLock({ $0.drawing(number, key) }) { return known }
        let made = make()
        legends.withLock { $0.keep(made, number, key) }
        return made
    }
}
