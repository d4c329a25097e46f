/// How much was rendered.
package struct PageTally: Sendable, Hashable {
    package var pages = 0
    package var charts = 0
    package var tables = 0
    /// Occurrences of figures in prose and as headlines.
    package var figures = 0
    /// Occurrences whose words were checked.
    package var claims = 0

    package init() {}

    package static func += (a: inout PageTally, b: PageTally) {
        a.pages += b.pages
        a.charts += b.charts
        a.tables += b.tables
        a.figures += b.figures
        a.claims += b.claims
    }

    /// `6 pages, 6 charts, 40 figures, 31 claims checked`.
    package var description: String {
        func count(_ n: Int, _ word: String) -> String { "\(n) \(word)\(n == 1 ? "" : "s")" }
        return [
            count(pages, "page"), count(charts, "chart"), count(figures, "figure"), count(claims, "claim") + " checked",
        ]
        .joined(separator: ", ")
    }
}

/// What came of one page.
package struct RenderedPage: Sendable {
    package var files: [OutputFile] = []
    package var tally = PageTally()
    package var figures = PageFigures()
    /// One for each table, in the order of the data package.
    var data: [DataRow] = []
    /// Han characters that no table converts.
    package var unknown: Set<UInt32> = []
    /// By the number of the embed, the charts of a page that stands in a feed.
    var charts: [Int: ChartBrief] = [:]

    package init() {}

    /// True where the lists of all figures and of all tables say the same of both.
    package func isListed(like other: RenderedPage) -> Bool { figures == other.figures && data == other.data }

    /// Keeps what is told of the files, and not what is in them.
    package mutating func dropBytes() {
        for i in files.indices { files[i].bytes = [] }
    }
}

/// What a page brings to the lists of all figures.
package struct PageFigures: Sendable, Hashable {
    /// One for each figure, in reading order.
    var rows: [FigureRow] = []
    /// Entries of the site's `figures.json`, of all languages of the page; empty but for the first of these.
    var json: [[UInt8]] = []
}
