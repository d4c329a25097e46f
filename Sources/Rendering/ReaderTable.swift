import Markup

/// A table as it is printed for readers: texts already in their language.
package struct ReaderTable: Sendable {
    package struct Column: Sendable {
        package var title: String
        /// The words of its unit, shown under the title; empty where it has none.
        package var unit: String
        /// True of numbers, which stand to the right in tabular figures.
        package var isNumeric: Bool
        /// True of dates, which stay on one line.
        package var isDate: Bool
        /// True of numbers that have bars beside them.
        var bars = BarRoom.none
        /// True of sentences, which need a width that can be read.
        package private(set) var isLong = false

        package init(title: String, unit: String = "", isNumeric: Bool = false, isDate: Bool = false) {
            self.title = title
            self.unit = unit
            self.isNumeric = isNumeric
            self.isDate = isDate
        }

        /// The class of its cells, for the style sheet.
        var attribute: StaticString {
            switch bars {
            case .wide: return " class=\"number bars\""
            case .medium: return " class=\"number bars bars-m\""
            case .below: return " class=\"number bars bars-l\""
            case .none: break
            }
            if isNumeric { return " class=\"number\"" }
            if isDate { return " class=\"date\"" }
            return isLong ? " class=\"long\"" : ""
        }

        /// A cell of at least so many bytes is long: some fourteen Han, three words of ten letters.
        static let longCell = 40

        mutating func measure(_ cells: some Sequence<Cell>) {
            isLong = !isNumeric && !isDate && cells.contains { $0.byteCount >= Self.longCell }
        }
    }

    /// What its numbers leave to a column's bars.
    enum BarRoom: Sendable {
        case none, wide, medium
        /// The bars stand below their numbers.
        case below

        /// `texts` are the numbers beside the bars.
        init(beside texts: some Sequence<String>) {
            // Han are twice as wide as digits.
            let widest = texts.map { $0.unicodeScalars.reduce(0) { $0 + ($1.value < 0x2E80 ? 1 : 2) } }.max() ?? 0
            self = widest <= 7 ? .wide : widest <= 13 ? .medium : .below
        }
    }

    package enum Cell: Sendable {
        case text(String)
        /// No value, and nothing is known of why.
        case missing
        /// No value: the symbol of a reason, and the reason in words, which are told below the table.
        case symbol(String, String)

        var text: String { if case .text(let text) = self { text } else { "" } }
        var byteCount: Int { if case .text(let text) = self { text.utf8.count } else { 0 } }
    }

    package struct Row: Sendable {
        /// One for each column.
        package var cells: [Cell]
        /// True of one that stands out.
        package var isHighlighted = false
        /// By the place of the column.
        var bars: [Int: HTML] = [:]

        package init(cells: [Cell], isHighlighted: Bool = false) {
            self.cells = cells
            self.isHighlighted = isHighlighted
        }
    }

    package var columns: [Column]
    package var rows: [Row]
    /// A last row of sums, nil where a column has none; and what it is called.
    var total: [Cell?]?
    var totalWords = ""
    /// What explains its bars: names of the interface.
    var signs: [String] = []
    /// How many rows of the data it leaves out.
    var omitted = 0

    package init(columns: [Column], rows: [Row]) {
        self.columns = columns
        self.rows = rows
        for index in columns.indices {
            let cells = rows.lazy.compactMap { $0.cells.indices.contains(index) ? $0.cells[index] : nil }
            self.columns[index].measure(cells)
        }
    }

    /// The symbols of missing values that it shows with what they mean, in order of first appearance; `missing` is what
    /// the dash of an empty cell means.
    func symbols(missing: String) -> [(symbol: String, words: String)] {
        var out: [(symbol: String, words: String)] = []
        for case .symbol(let symbol, let words) in rows.lazy.flatMap(\.cells)
        where !out.contains(where: { $0.symbol == symbol && $0.words == words }) {
            out.append((symbol, words == symbol ? missing : words))
        }
        let hasDash = rows.contains { row in
            row.cells.contains { if case .missing = $0 { true } else { false } }
        }
        return out + (hasDash ? [(Self.dash, missing)] : [])
    }

    private static let dash = "–"

    /// What the interface says within a table.
    package struct Words: Sendable {
        /// Of an empty cell.
        package var missing: String
        /// Before the first cell of a row that stands out, for those who do not see that it does.
        package var highlighted: String

        package init(missing: String, highlighted: String = "") {
            self.missing = missing
            self.highlighted = highlighted
        }
    }

    /// The table as HTML: one header row, units in it, the first column as row headers where it is text. It scrolls
    /// inside itself where it is too wide, and can be reached by keyboard for that; `name` is what it is called then.
    package func html(name: String, _ words: Words) -> HTML {
        var html = HTML(capacity: 128 + rows.count * columns.count * 32)
        html.append("<div class=\"table-scroll\" role=\"region\" tabindex=\"0\"")
        html.append(attribute: "aria-label", name)
        html.append(">\n")
        append(table: words, to: &html)
        html.append("</div>\n")
        return html
    }

    /// The table alone.
    func table(_ words: Words) -> HTML {
        var html = HTML(capacity: 64 + rows.count * columns.count * 32)
        append(table: words, to: &html)
        return html
    }

    private func append(table words: Words, to html: inout HTML) {
        html.append("<table>\n<thead>\n<tr>")
        for column in columns {
            html.append("<th scope=\"col\"")
            html.append(column.attribute)
            html.append(">")
            html.append(text: column.title)
            if !column.unit.isEmpty {
                html.append(" <span class=\"table-unit\">")
                html.append(text: column.unit)
                html.append("</span>")
            }
            html.append("</th>")
        }
        html.append("</tr>\n</thead>\n<tbody>\n")
        for row in rows {
            html.append(row.isHighlighted ? "<tr class=\"marked\">" : "<tr>")
            for (index, cell) in row.cells.enumerated() where index < columns.count {
                open(index, isHeader: index == 0 && !columns[index].isNumeric, to: &html)
                if index == 0, row.isHighlighted { append(hidden: words.highlighted, to: &html) }
                if let bar = row.bars[index] { html.append(bar) }
                append(cell, words, to: &html)
                close(isHeader: index == 0 && !columns[index].isNumeric, to: &html)
            }
            html.append("</tr>\n")
        }
        html.append("</tbody>\n")
        appendTotal(words, to: &html)
        html.append("</table>\n")
    }

    private func appendTotal(_ words: Words, to html: inout HTML) {
        guard let total else { return }
        html.append("<tfoot>\n<tr>")
        for (index, cell) in total.enumerated() where index < columns.count {
            let isHeader = index == 0 && cell == nil
            open(index, isHeader: isHeader, to: &html)
            if isHeader {
                html.append(text: totalWords)
            } else if let cell {
                append(cell, words, to: &html)
            }
            close(isHeader: isHeader, to: &html)
        }
        html.append("</tr>\n</tfoot>\n")
    }

    private func open(_ index: Int, isHeader: Bool, to html: inout HTML) {
        html.append(isHeader ? "<th scope=\"row\"" : "<td")
        html.append(columns[index].attribute)
        html.append(">")
    }

    private func close(isHeader: Bool, to html: inout HTML) { html.append(isHeader ? "</th>" : "</td>") }

    private func append(hidden words: String, to html: inout HTML) {
        html.append("<span class=\"visually-hidden\">")
        html.append(text: words)
        html.append("</span>")
    }

    private func append(_ cell: Cell, _ words: Words, to html: inout HTML) {
        switch cell {
        case .text(let text): html.append(text: text)
        case .symbol(let symbol, let reason): append(symbol, reason == symbol ? words.missing : reason, to: &html)
        case .missing: append(Self.dash, words.missing, to: &html)
        }
    }

    /// A symbol, with its meaning for a pointer and for those who are read to.
    private func append(_ symbol: String, _ reason: String, to html: inout HTML) {
        html.append("<span class=\"missing\"")
        html.append(attribute: "title", reason)
        html.append(">")
        html.append(text: symbol)
        html.append("</span>")
    }
}
