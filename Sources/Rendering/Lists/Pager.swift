import Content
import Templates

/// The pages of a list: which there are, and the ways to them. The first stands at the list's own address, the others
/// below it at `page/2/` and so on.
struct Pager {
    /// How many rows stand on a page at most.
    static let rows = 500
    /// The most links beside the current page on each side, where there are too many pages to name all.
    private static let reach = 2
    /// Up to so many pages are all named.
    private static let all = 12

    /// From 1.
    let number: Int
    let count: Int
    let from: String
    let address: (Int) -> Permalink

    /// How many pages so many rows take; one for none.
    static func count(rows: Int) -> Int { max(1, (rows + Self.rows - 1) / Self.rows) }

    /// The rows of one page.
    static func range(_ number: Int, of rows: Int) -> Range<Int> {
        let start = min(rows, max(0, number - 1) * Self.rows)
        return start..<min(rows, start + Self.rows)
    }

    /// The address of a page of the list at `folder`.
    static func permalink(_ folder: String, number: Int) -> Permalink {
        if number < 2 { return Permalink(folder: folder) }
        return Permalink(folder: (folder.isEmpty ? "" : folder + "/") + "page/\(number)")
    }

    /// What `pager.html` may ask for.
    func set(on object: inout TemplateObject) {
        object.set("pager", .list(values))
        object.set("has_pager", .boolean(count > 1))
        object.set("previous", link(number - 1))
        object.set("next", link(number + 1))
    }

    /// Links to all pages; of many to the first, the last and those near by, with a gap between.
    private var values: [TemplateValue] {
        guard count > 1 else { return [] }
        guard count > Self.all else { return (1...count).map { link($0) } }
        var out: [TemplateValue] = []
        var last = 0
        for page in 1...count where page == 1 || page == count || abs(page - number) <= Self.reach {
            out.append(link(page, isAfterGap: page > last + 1))
            last = page
        }
        return out
    }

    private func link(_ page: Int, isAfterGap: Bool = false) -> TemplateValue {
        guard (1...count).contains(page) else { return .missing }
        return .object([
            "href": .text(Permalink.relative(from: from, to: address(page).outputPath)), "number": .integer(page),
            "is_current": .boolean(page == number), "is_after_gap": .boolean(isAfterGap),
        ])
    }
}

extension SiteFrame {
    /// A title of the head, with the number of the page from the second on.
    func numbered(_ title: String, _ number: Int) -> String {
        if number < 2 { return title }
        let words = edition.theme.interface
        return title + words.text("page_number_open", language) + String(number)
            + words.text("page_number_close", language)
    }
}
