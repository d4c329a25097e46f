import Files
import Synchronization

/// The configurations of a theme alone, by its version of Vega-Lite and its look. What they found once holds for every
/// chart of a site.
final class SharedConfigurations: Sendable {
    private let rules = Mutex<[Bool: [UInt8]]>([:])

    /// The rules of drawings that stand alone, with those for colours that fade or without.
    func darkRules(fades: Bool, _ make: () -> [UInt8]) -> [UInt8] {
        if let known = rules.withLock({ $0[fades] }) { return known }
        let made = make()
        rules.withLock { $0[fades] = made }
        return made
    }

    private struct Key: Hashable {
        var name: String
        var isNarrow: Bool
        var isVersion5: Bool
    }

    private let known = Mutex<[Key: ChartConfiguration]>([:])

    func configuration(_ theme: ChartTheme, isVersion5: Bool) -> ChartConfiguration {
        let key = Key(name: theme.name, isNarrow: theme.isNarrow, isVersion5: isVersion5)
        if let found = known.withLock({ $0[key] }) { return found }
        let made = ChartConfiguration(specification: nil, theme: theme, isVersion5: isVersion5)
        return known.withLock { known in
            if let other = known[key] { return other }
            known[key] = made
            return made
        }
    }
}

/// What axes look like that no specification says anything of: the same for all of a direction, a side and a kind of
/// scale.
final class PlainGuides: Sendable {
    /// An axis, by its direction, its side and the kind of its scale; or the title of a view.
    struct Axis: Hashable {
        let number: Int

        static let title = Axis(number: 40)

        private init(number: Int) { self.number = number }

        init?(_ isX: Bool, _ orient: String, _ kind: Scale.Kind) {
            let side: Int
            switch orient {
            case "bottom": side = 0
            case "left": side = 1
            case "top": side = 2
            case "right": side = 3
            default: return nil
            }
            let type: Int
            switch kind {
            case .band: type = 0
            case .point: type = 1
            case .time, .utc: type = 2
            case .linear, .log, .pow, .sqrt, .symlog: type = 3
            default: type = 4
            }
            number = (type * 4 + side) * 2 + (isX ? 1 : 0)
        }

        static let count = 41
    }

    /// A text of an axis, or a stroke, by its part.
    private struct Part: Hashable {
        let axis: Axis
        let name: String
    }

    private struct Known: Sendable {
        var merged = [[String: Node]?](repeating: nil, count: Axis.count)
        var texts: [Part: (run: TextRun, style: Style)] = [:]
        var strokes: [Part: Style] = [:]
        /// The ground of a plot with positions, and of one without.
        var grounds = [PlotGround?](repeating: nil, count: 2)
    }

    /// What is behind a plot.
    struct PlotGround: Sendable {
        var style = Style()
        var cornerRadius: Double?
    }

    private let known = Mutex(Known())

    /// What specification or theme say of an axis, all levels merged.
    func merged(_ axis: Axis, _ make: () -> [String: Node]) -> [String: Node] {
        if let found = known.withLock({ $0.merged[axis.number] }) { return found }
        let made = make()
        known.withLock { $0.merged[axis.number] = made }
        return made
    }

    func text(_ axis: Axis, _ part: String, _ make: () -> (run: TextRun, style: Style)) -> (run: TextRun, style: Style)
    {
        let key = Part(axis: axis, name: part)
        if let found = known.withLock({ $0.texts[key] }) { return found }
        let made = make()
        known.withLock { $0.texts[key] = made }
        return made
    }

    func ground(isFramed: Bool, _ make: () -> PlotGround) -> PlotGround {
        if let found = known.withLock({ $0.grounds[isFramed ? 1 : 0] }) { return found }
        let made = make()
        known.withLock { $0.grounds[isFramed ? 1 : 0] = made }
        return made
    }

    /// A stroke that is the same at every tick; `make` gives nil for one that is not.
    func stroke(_ axis: Axis, _ part: String, _ make: () -> Style?) -> Style? {
        let key = Part(axis: axis, name: part)
        if let found = known.withLock({ $0.strokes[key] }) { return found }
        guard let made = make() else { return nil }
        known.withLock { $0.strokes[key] = made }
        return made
    }
}
