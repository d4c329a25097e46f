/// How much one YAML or JSON file may hold.
package struct NodeLimits: Sendable {
    /// How deep lists and maps may nest.
    package var depth: Int
    /// How many values there may be, those that an alias repeats counted each time.
    package var nodes: Int

    package static let standard = NodeLimits(depth: 100, nodes: 500_000)

    package init(depth: Int, nodes: Int) {
        self.depth = depth
        self.nodes = nodes
    }
}
