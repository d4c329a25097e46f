import Content
import Diagnostics
import Files
import Formatting
import Languages
import Markup
import Templates

/// The lists of all figures of a site: for each language in three orders, each order on pages of at most 500 lines.
package struct FigureLists: Sendable {
    /// In which order a list is written, so that readers need no script to sort it.
    enum Order: String, CaseIterable, Sendable {
        /// As they stand on the pages.
        case briefing = ""
        case name = "by-name"
        /// Those whose sources were to be looked at again, then the newest first.
        case date = "by-date"

        /// Its name in the interface.
        var string: String {
            switch self {
            case .briefing: "figures_by_briefing"
            case .name: "figures_by_name"
            case .date: "figures_by_date"
            }
        }
    }

    struct RowNumber: Sendable {
        var page: Int
        var row: Int
    }

    /// Lines under one heading.
    struct Group: Sendable {
        enum Title: Sendable {
            case page(Int)
            case text(String)
            /// A name in the interface.
            case string(String)
        }

        var id: String
        var title: Title
        var rows: [RowNumber]
    }

    /// One page of a list.
    struct List: Sendable {
        var language: Int
        var order: Order
        /// From 1.
        var number: Int
        /// Of how many.
        var count: Int
        var groups: [Group]
    }

    /// The file with the figures of all pages, at the root of the site.
    package static let json = "figures.json"
    static let rowsOnAPage = Pager.rows

    let renderer: PageRenderer
    /// By the number of the page.
    private let rows: [[FigureRow]]
    private let lists: [List]
    private let counts: [Counts]

    struct Counts: Sendable {
        var figures = 0
        var pages = 0
        var stale = 0
    }

    /// `pages` are those that were rendered, in their order.
    package init(_ renderer: PageRenderer, pages: [RenderedPage]) {
        self.renderer = renderer
        let rows = pages.map(\.figures.rows)
        self.rows = rows
        var lists: [List] = []
        var counts: [Counts] = []
        for language in renderer.edition.configuration.languages.indices {
            let pages = Self.readingOrder(renderer.edition.site, language).filter { !rows[$0].isEmpty }
            var count = Counts(pages: pages.count)
            for page in pages {
                count.figures += rows[page].count
                count.stale += rows[page].count { $0.staleSince != nil }
            }
            counts.append(count)
            guard !pages.isEmpty else { continue }
            let all = pages.flatMap { page in rows[page].indices.map { RowNumber(page: page, row: $0) } }
            for order in Order.allCases {
                let groups =
                    switch order {
                    case .briefing: Self.byBriefing(pages, rows, renderer)
                    case .name: Self.byName(all, rows)
                    case .date: Self.byDate(all, rows)
                    }
                let parts = Self.paginated(groups)
                for (index, part) in parts.enumerated() {
                    lists.append(
                        List(language: language, order: order, number: index + 1, count: parts.count, groups: part))
                }
            }
        }
        self.lists = lists
        self.counts = counts
    }

    /// How many files the lists are.
    package var count: Int { lists.count }

    /// Where a list stands below the site's root.
    static func permalink(_ root: String, _ order: Order, number: Int) -> Permalink {
        let parts = [root, "figures", order.rawValue]
        return Pager.permalink(parts.filter { !$0.isEmpty }.joined(separator: "/"), number: number)
    }

    // MARK: Orders

    /// The pages of a language as the site leads readers through them: home, then each page before those below it.
    static func readingOrder(_ site: Site, _ language: Int) -> [Int] {
        var out: [Int] = []
        var pending = site.page(folder: "", language: language).map { [$0] } ?? []
        while let next = pending.popLast() {
            out.append(next)
            pending += site.children(of: next).reversed()
        }
        return out
    }

    private static func byBriefing(_ pages: [Int], _ rows: [[FigureRow]], _ renderer: PageRenderer) -> [Group] {
        pages.map { page in
            let folder = renderer.edition.site.pages[page].folder
            return Group(
                id: folder.isEmpty ? "home" : "in-" + Permalink.encoded(folder), title: .page(page),
                rows: rows[page].indices.map { RowNumber(page: page, row: $0) })
        }
    }

    /// Latin names by their first letter, then all others: Han in the order of Unicode, which is that of radicals and
    /// strokes.
    private static func byName(_ all: [RowNumber], _ rows: [[FigureRow]]) -> [Group] {
        let sorted = all.enumerated().sorted { a, b in
            let names = (rows[a.element.page][a.element.row].name, rows[b.element.page][b.element.row].name)
            return names.0 == names.1 ? a.offset < b.offset : names.0.lexicographicallyPrecedes(names.1)
        }
        return grouped(sorted.map(\.element)) { number in
            let initial = rows[number.page][number.row].name.first ?? 0
            switch initial {
            case UInt8(ascii: "a")...UInt8(ascii: "z"):
                let letter = String(UnicodeScalar(initial & ~0x20))
                return ("letter-" + letter, .text(letter))
            case UInt8(ascii: "0")...UInt8(ascii: "9"): return ("digits", .text("0–9"))
            default: return ("others", .string("figures_other_names"))
            }
        }
    }

    private static func byDate(_ all: [RowNumber], _ rows: [[FigureRow]]) -> [Group] {
        // Stale ones first, the longest overdue first; then by the last day of their data, the newest first.
        func key(_ number: RowNumber) -> (Int, Int) {
            let row = rows[number.page][number.row]
            if let since = row.staleSince { return (0, since) }
            return row.lastDay.map { (1, -$0) } ?? (2, 0)
        }
        let sorted = all.enumerated().map { (key($0.element), $0.offset, $0.element) }.sorted { a, b in
            a.0 == b.0 ? a.1 < b.1 : a.0 < b.0
        }
        return grouped(sorted.map(\.2)) { number in
            let row = rows[number.page][number.row]
            if row.staleSince != nil { return ("stale", .string("stale")) }
            guard let year = row.year else { return ("undated", .string("figures_undated")) }
            return ("year-\(year)", .text(String(year)))
        }
    }

    /// Neighbours of one id under one heading. An id that comes back later (other names before and after Latin ones)
    /// gets a number.
    private static func grouped(
        _ sorted: [RowNumber], by heading: (RowNumber) -> (id: String, title: Group.Title)
    ) -> [Group] {
        var out: [Group] = []
        var times: [String: Int] = [:]
        var last: String?
        for number in sorted {
            let (id, title) = heading(number)
            if id != last {
                times[id, default: 0] += 1
                let time = times[id] ?? 1
                out.append(Group(id: time == 1 ? id : "\(id)-\(time)", title: title, rows: []))
                last = id
            }
            out[out.count - 1].rows.append(number)
        }
        return out
    }

    /// Pages of at most 500 lines. A short group is not torn apart; a long one fills the page, and goes on overleaf.
    private static func paginated(_ groups: [Group]) -> [[Group]] {
        var pages: [[Group]] = []
        var page: [Group] = []
        var count = 0
        func turn() {
            if !page.isEmpty { pages.append(page) }
            page = []
            count = 0
        }
        for group in groups {
            if count + group.rows.count > rowsOnAPage, group.rows.count <= rowsOnAPage / 5 { turn() }
            var rest = group.rows[...]
            while !rest.isEmpty {
                if count >= rowsOnAPage { turn() }
                let part = rest.prefix(rowsOnAPage - count)
                rest = rest.dropFirst(part.count)
                page.append(Group(id: group.id, title: group.title, rows: Array(part)))
                count += part.count
            }
        }
        turn()
        return pages
    }

    // MARK: Rendering

    /// The file that a page of a list is written to.
    package func path(_ index: Int) -> String {
        let list = lists[index]
        let root = renderer.frames[list.language].rootFolder
        return Self.permalink(root, list.order, number: list.number).outputPath
    }

    /// One page of a list.
    package func render(_ index: Int) -> Diagnosed<OutputFile> {
        let list = lists[index]
        let writer = FigureListWriter(
            renderer: renderer, list: list, counts: counts[list.language], languages: counts.map { $0.figures > 0 })
        var html = HTML(capacity: 4_000 + list.groups.reduce(0) { $0 + $1.rows.count } * 400)
        let object = writer.object { rows[$0.page][$0.row].object }
        let findings = renderer.edition.theme.templates.render("figures", with: .object(object), into: &html)
        return Diagnosed(
            OutputFile(path: writer.permalink.outputPath, bytes: html.bytes, language: list.language), findings)
    }

    /// True where the site has a `figures.json`.
    package static func hasFile(_ pages: [RenderedPage]) -> Bool { pages.contains { !$0.figures.json.isEmpty } }

    /// The site's `figures.json`; none where no page has a figure.
    package static func file(_ pages: [RenderedPage]) -> OutputFile? {
        let elements = pages.flatMap(\.figures.json)
        if elements.isEmpty { return nil }
        return OutputFile(path: json, bytes: JSONValue.list(ofElements: elements))
    }
}
