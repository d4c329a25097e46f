import Files

/// One configuration object of several that lie upon each other, its properties found at once by section and name: a
/// drawing asks for hundreds.
final class ConfigurationLayer: Sendable {
    struct Property: Sendable {
        let node: Node
        /// Its number, read once.
        let number: Double?

        init(_ node: Node) {
            self.node = node
            number = node.double
        }
    }

    private struct Key: Hashable {
        let section: String
        let name: String
    }

    let bag: PropertyBag
    private let properties: [Key: Property]
    /// Of named styles.
    private let styles: [Key: Node]

    init(_ bag: PropertyBag) {
        self.bag = bag
        var properties: [Key: Property] = [:]
        var styles: [Key: Node] = [:]
        var seen: Set<String> = []
        // Of what is written twice the first counts.
        for section in bag.entries where seen.insert(section.key).inserted {
            for entry in section.value.mapping ?? [] {
                let key = Key(section: section.key, name: entry.key)
                if properties[key] == nil { properties[key] = Property(entry.value) }
                guard section.key == "style" else { continue }
                for property in entry.value.mapping ?? [] {
                    let key = Key(section: entry.key, name: property.key)
                    if styles[key] == nil { styles[key] = property.value }
                }
            }
        }
        self.properties = properties
        self.styles = styles
    }

    func property(_ section: String, _ name: String) -> Property? {
        properties.isEmpty ? nil : properties[Key(section: section, name: name)]
    }

    func style(_ style: String, _ name: String) -> Node? {
        styles.isEmpty ? nil : styles[Key(section: style, name: name)]
    }

    /// All that is said in a section.
    func entries(_ section: String) -> [Node.Entry] { bag.entries.value(of: section)?.mapping ?? [] }

    /// All that is said of a named style.
    func styleEntries(_ style: String) -> [Node.Entry] {
        styles.isEmpty ? [] : bag.entries.value(of: "style")?[style]?.mapping ?? []
    }
}
