import Expressions
import Tables

/// What a chart was drawn from, so that its sources can be told.
package struct ChartOrigins: Sendable {
    /// The tables, each once, `figures` left out.
    package var tables: [Table] = []
    /// The figures drawn, by the `id` of their rows in the table `figures`.
    package var figures: [String] = []

    package init() {}
}

extension CompiledChart {
    func origins(_ data: ChartData) -> ChartOrigins {
        var out = ChartOrigins()
        var all: [DataValue] = []
        for table in data.tables {
            if table.name == "figures" {
                let field = table.fieldIndex("id") ?? 0
                all = (0..<table.rowCount).map { .string(table.text(row: $0, field: field)) }
            } else if !out.tables.contains(where: { $0.name == table.name && $0.path == table.path }) {
                out.tables.append(table)
            }
        }
        guard !all.isEmpty else { return out }
        var seen: Set<String> = []
        func add(_ ids: [DataValue]) {
            for id in ids { if case .string(let name) = id, seen.insert(name).inserted { out.figures.append(name) } }
        }
        for unit in model.units {
            guard let root = root(of: unit.dataNode), isFigures(root) else { continue }
            let rows = data.frames[unit.dataNode]
            // What an aggregate made came from all the rows that there were.
            add(rows.index("id") == nil ? all : rows.distinct("id"))
        }
        // Figures that were only looked up.
        if seen.isEmpty { add(all) }
        return out
    }

    private func isFigures(_ source: DataSource) -> Bool {
        if case .named("figures") = source.kind { datasets?["figures"] == nil } else { false }
    }

    /// The source above a node.
    private func root(of node: Int) -> DataSource? {
        var at: Int? = node
        while let i = at {
            if let source = dataNodes[i].source { return source }
            at = dataNodes[i].parent
        }
        return nil
    }
}
