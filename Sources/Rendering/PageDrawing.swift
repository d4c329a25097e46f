import Charts
import Diagnostics
import Markup

/// A chart of a page in both of its widths, with what is published beside it: values alone, so that keeping it keeps
/// nothing of what it was drawn with.
package struct PageDrawing: Sendable {
    var svg: HTML
    /// For small screens; nil where the first will do.
    var narrow: HTML?
    /// The drawing as a file of its own.
    var file: [UInt8]
    var width: Double
    var height: Double
    var title: String?
    var description: String
    var origins: ChartOrigins
    /// Those that either of the two uses.
    var signs: [IntervalSign]
    var table: PlottedTable

    init(_ chart: ChartOutput, narrow: ChartOutput?) {
        svg = chart.svg
        self.narrow = narrow?.svg
        file = chart.file.bytes
        width = chart.width
        height = chart.height
        title = chart.title
        description = chart.description
        origins = chart.origins
        signs = chart.signs + (narrow?.signs ?? [])
        table = chart.table
    }
}

/// What a drawing depends on besides the tables, figures and pages that it notes to have read.
package struct PageDrawingKey: Hashable, Sendable {
    /// The number of the page, which has a language, and from which links lead.
    var page: Int
    /// The specification's path below the root.
    var path: String
    var id: String
    var caption: String?
    var captionHasLink: Bool
}

/// Where drawings are kept by those who render the same pages again and again.
package protocol PageDrawingStore: AnyObject, Sendable {
    /// The drawing that is kept under `key` for as long as what it was made of stays what it was; else what `make` gives.
    func drawing(
        _ key: PageDrawingKey, _ make: () -> Diagnosed<PageDrawing?>
    ) -> Diagnosed<PageDrawing?>
}
