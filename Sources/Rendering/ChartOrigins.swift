import Charts
import Content
import Files
import Tables

extension Edition {
    /// Where the data of a chart come from: the sources of the figures that it draws, and the origins of the tables,
    /// each once.
    func origins(of chart: ChartOrigins, in bundle: PageBundle) -> [Origin] {
        var out: [Origin] = []
        func add(_ origins: [Origin]) {
            for origin in origins where !out.contains(origin) { out.append(origin) }
        }
        for table in chart.tables { add(table.origins) }
        for name in chart.figures {
            add(figures.figure(named: name, in: bundle.folder)?.derivation.sources ?? [])
        }
        // A table without origins of its own, such as a file that the chart loads, is of its bundle.
        return out.isEmpty ? bundle.data.origins : out
    }
}
