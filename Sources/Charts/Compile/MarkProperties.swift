import Files

/// The properties of a mark with what its styles, its kind and all marks say, settled once for all drawings.
final class MarkProperties: Sendable {
    struct Property: Sendable {
        let node: Node
        let number: Double?
        /// How weak the level is that says it, 0 for the mark itself.
        fileprivate let level: Int
        /// What is said below the mark itself.
        fileprivate(set) var configured: Node?
    }

    private let properties: [String: Property]

    init(_ definition: MarkDefinition, _ config: ChartConfiguration) {
        var found: [String: Property] = [:]
        func add(_ entries: [Node.Entry], _ level: Int) {
            for entry in entries {
                guard let known = found[entry.key] else {
                    found[entry.key] = Property(
                        node: entry.value, number: entry.value.double, level: level,
                        configured: level == 0 ? nil : entry.value)
                    continue
                }
                if level > 0, known.configured == nil { found[entry.key]?.configured = entry.value }
            }
        }
        add(definition.properties.entries, 0)
        let kind = definition.kind.rawValue
        var level = 1
        for style in (definition.properties["style"]?.lines ?? []) + [kind] {
            add(config.strongestStyleEntries(style), level)
            level += 1
        }
        add(config.entries(kind), level)
        add(config.entries("mark"), level + 1)
        add(config.standardStyleEntries(kind), level + 2)
        properties = found
    }

    func node(_ key: String) -> Node? { properties[key]?.node }

    func number(_ key: String) -> Double? { properties[key]?.number }

    /// Of several names for one thing the first that is set at the strongest level (`fill`, then `color`).
    func first(_ keys: [String]) -> Property? {
        var best: Property?
        for key in keys {
            if let found = properties[key], found.level < best?.level ?? .max { best = found }
        }
        return best
    }

    /// What is said of a property, whatever the mark itself says.
    func configured(_ key: String) -> Node? { properties[key]?.configured }
}
