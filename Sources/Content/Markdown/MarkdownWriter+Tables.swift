import CCMark
import Markup

extension MarkdownWriter {
    /// Prints a table in a box that scrolls by itself and that a keyboard reaches; the heads of its columns name it.
    mutating func write(_ table: PipeTable) {
        guard let texts = tables else { return }
        let page = source
        let cursorOfPage = cursor
        source = texts.marked
        defer {
            source = page
            cursor = cursorOfPage
        }
        line()
        if let lead = table.lead {
            print("<p>")
            write(text: lead, of: texts)
            print("</p>\n")
        }
        printedTables += 1
        print("<div class=\"table-scroll\" role=\"group\" tabindex=\"0\" aria-labelledby=\"thead-")
        print(integer: printedTables)
        print("\"><table>\n<thead id=\"thead-")
        print(integer: printedTables)
        print("\">\n")
        writeRow(table, texts, first: table.firstCell, isHeader: true)
        print("</thead>\n")
        if table.bodyRows > 0 {
            print("<tbody>\n")
            for row in 1...table.bodyRows {
                writeRow(table, texts, first: table.firstCell + row * table.alignments.count, isHeader: false)
            }
            print("</tbody>\n")
        }
        print("</table></div>\n")
    }

    private mutating func writeRow(_ table: PipeTable, _ texts: TableTexts, first: Int, isHeader: Bool) {
        print("<tr>\n")
        for (column, alignment) in table.alignments.enumerated() {
            // A header without a word heads nothing (HTML, 4.9.10).
            let isHead = isHeader && hasText(first + column, of: texts)
            print(isHead ? "<th scope=\"col\"" : "<td")
            switch alignment {
            case .none: print(">")
            case .left: print(" class=\"align-left\">")
            case .center: print(" class=\"align-center\">")
            case .right: print(" class=\"align-right\">")
            }
            write(text: first + column, of: texts)
            print(isHead ? "</th>\n" : "</td>\n")
        }
        print("</tr>\n")
    }

    private func hasText(_ index: Int, of texts: TableTexts) -> Bool {
        guard texts.starts.indices.contains(index), texts.starts[index] < texts.marked.bytes.count else { return false }
        return texts.marked.bytes[texts.starts[index]] != 0x0A
    }

    private mutating func write(text index: Int, of texts: TableTexts) {
        guard texts.nodes.indices.contains(index) else { return }
        let end = index + 1 < texts.starts.count ? texts.starts[index + 1] : texts.marked.bytes.count
        cursor.move(to: texts.starts[index], limit: end)
        lastLiteral = UnsafeBufferPointer(start: nil, count: 0)
        var child = cmark_node_first_child(texts.nodes[index])
        while let node = child {
            write(inline: node)
            child = cmark_node_next(node)
        }
    }
}
