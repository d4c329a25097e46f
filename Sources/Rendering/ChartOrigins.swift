import Charts
import Content
import Files
import Tables

extension Edition {
    /// Where the data of a chart come from: the origins of the tables that it draws, each once. Of the table `figures`
    /// these are the sources of the figures that the specification names, or of all where it names none.
    func origins(of chart: ChartOutput, _ specification: Node, in bundle: PageBundle) -> [Origin] {
        var out: [Origin] = []
        func add(_ origins: [Origin]) {
            for origin in origins where !out.contains(origin) { out.append(origin) }
        }
        for table in chart.tables where table.name != "figures" { add(table.origins) }
        if chart.tables.contains(where: { $0.name == "figures" }) {
            let all = figures.figures(in: bundle.folder)
            let words = specification.scalars
            let named = all.filter { figure in figure.name.map(words.contains) ?? false }
            add((named.isEmpty ? all : named).flatMap(\.derivation.sources))
        }
        // A table without origins of its own, such as a file that the chart loads, is of its bundle.
        return out.isEmpty ? bundle.data.origins : out
    }
}

extension Node {
    /// All texts below a node. Their depth is bounded by that of the file's nodes.
    fileprivate var scalars: Set<String> {
        if let text = scalarText { return [text] }
        let inner = sequence ?? mapping?.map(\.value) ?? []
        return inner.reduce(into: []) { $0.formUnion($1.scalars) }
    }
}
