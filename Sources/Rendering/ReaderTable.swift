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

    package enum Cell: Sendable {
        case text(String)
        /// No value, and why; nil where nothing is known of that.
        case missing(reason: String?)

        var byteCount: Int { if case .text(let text) = self { text.utf8.count } else { 0 } }
    }

    package var columns: [Column]
    /// Each row has a cell for each column.
    package var rows: [[Cell]]

    package init(columns: [Column], rows: [[Cell]]) {
        self.columns = columns
        self.rows = rows
        for index in columns.indices {
            self.columns[index].measure(rows.lazy.compactMap { $0.indices.contains(index) ? $0[index] : nil })
        }
    }

    /// The table as HTML: one header row, units in it, the first column as row headers where it is text. It scrolls
    /// inside itself where it is too wide, and can be reached by keyboard for that; `name` is what it is called then.
    package func html(name: String, missing: String) -> HTML {
        var html = HTML(capacity: 128 + rows.count * columns.count * 32)
        html.append("<div class=\"table-scroll\" role=\"region\" tabindex=\"0\"")
        html.append(attribute: "aria-label", name)
        html.append(">\n")
        append(table: missing, to: &html)
        html.append("</div>\n")
        return html
    }

    /// The table alone.
    func table(missing: String) -> HTML {
        var html = HTML(capacity: 64 + rows.count * columns.count * 32)
        append(table: missing, to: &html)
        return html
    }

    private func append(table missing: String, to html: inout HTML) {
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
            html.append("<tr>")
            for (index, cell) in row.enumerated() where index < columns.count {
                append(cell, index, missing, to: &html)
            }
            html.append("</tr>\n")
        }
        html.append("</tbody>\n</table>\n")
    }

    private func append(_ cell: Cell, _ index: Int, _ missing: String, to html: inout HTML) {
        let isHeader = index == 0 && !columns[index].isNumeric
        html.append(isHeader ? "<th scope=\"row\"" : "<td")
        html.append(columns[index].attribute)
        html.append(">")
        switch cell {
        case .text(let text): html.append(text: text)
        case .missing(let reason?):
            html.append("<span class=\"missing\">")
            html.append(text: reason)
            html.append("</span>")
        case .missing(nil):
            html.append("<span class=\"missing\" title=\"")
            html.append(text: missing)
            html.append("\">–</span>")
        }
        html.append(isHeader ? "</th>" : "</td>")
    }
}
