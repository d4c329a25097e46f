import Diagnostics
import Files
import Quantities

/// What the cells of a column are where each is typed by how it is written, as in JSON: numbers stand bare, texts
/// between quotes.
///
/// - Numbers make a column of numbers, `true` and `false` one of truth values; null is a missing cell.
/// - `"5"` is a text, and so is everything else in its column.
/// - Texts that are all dates make a column of dates (`"2026-06"`, `"2027-Q1"`; with such, `"2024"` too).
/// - Texts in the notation of quantities (`"~5000"`, `"4..5"`) are numbers, alone or beside numbers.
/// - Numbers beside other texts are read as texts, with a warning.
struct ScalarColumn {
    private struct Seen: OptionSet {
        let rawValue: UInt8
        static let whole = Seen(rawValue: 1)
        static let fraction = Seen(rawValue: 2)
        static let boolean = Seen(rawValue: 4)
        /// A text like any other.
        static let text = Seen(rawValue: 8)
        /// A text that is a number or a truth value between quotes, and no year.
        static let literal = Seen(rawValue: 16)
        static let year = Seen(rawValue: 32)
        static let date = Seen(rawValue: 64)
        static let quantity = Seen(rawValue: 128)

        static let numbers: Seen = [.whole, .fraction]
        static let texts: Seen = [.text, .literal, .year, .date, .quantity]
    }

    private var seen: Seen = []
    /// The first cell of another sort than the first of all.
    private var other: CellPosition?
    /// The first whole number beyond 2^53.
    private var tooGreat: (text: String, place: CellPosition)?

    mutating func see(_ token: JSONToken, _ content: ArraySlice<UInt8>, at place: CellPosition) {
        let sort: Seen
        switch token {
        case .boolean: sort = .boolean
        case .number: sort = number(content, place)
        case .string: sort = text(content)
        default: return
        }
        if other == nil, !seen.isEmpty, !sort.isEmpty, isOther(sort) { other = place }
        seen.formUnion(sort)
    }

    private func isOther(_ sort: Seen) -> Bool {
        !seen.isDisjoint(with: .numbers) != !sort.isDisjoint(with: .numbers)
            || seen.contains(.boolean) != sort.contains(.boolean)
    }

    private mutating func number(_ text: ArraySlice<UInt8>, _ place: CellPosition) -> Seen {
        guard text.allSatisfy({ $0 &- 0x30 <= 9 || $0 == UInt8(ascii: "-") }) else { return .fraction }
        if text.count > 15, tooGreat == nil, Number(parsing: text).map({ $0.magnitude > Self.greatest }) ?? true {
            tooGreat = (CellText.excerpt(text), place)
        }
        return .whole
    }

    /// Beyond it a double no longer holds every whole number.
    private static let greatest = Number(9_007_199_254_740_992)

    private func text(_ text: ArraySlice<UInt8>) -> Seen {
        // A column that is one of texts already is looked at no more.
        if seen.contains(.text) { return .text }
        guard let first = text.first else { return [] }
        switch first {
        case 0x30...0x39, UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "~"),
            UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "["), UInt8(ascii: "t"), UInt8(ascii: "f"):
            break
        default: return .text
        }
        guard text.count <= 100 else { return .text }
        if CellText.missing(text, among: []) != nil { return [] }
        if CellText.date(text) != nil { return text.count == 4 ? .year : .date }
        if Number(parsing: text) != nil || text.elementsEqual("true".utf8) || text.elementsEqual("false".utf8) {
            return .literal
        }
        return CellText.quantity(text) != nil ? .quantity : .text
    }

    /// What the column called `name` is.
    func hint(_ name: String, file: String) -> FieldHint {
        var hint = FieldHint(kind: kind)
        func place(_ cell: CellPosition) -> SourceLocation {
            SourceLocation(file: file, line: Int(cell.line), column: Int(cell.column))
        }
        if isMixed, let other {
            hint.ifInferred = .warning(
                .tableValue, "“\(name)” holds \(sorts): it is read as text", at: place(other),
                hint: "write all of its values alike, or declare its type")
        }
        if let tooGreat {
            hint.ifNumber = .error(
                .tableValue, "\(tooGreat.text) is beyond 2^53, where whole numbers are no longer exact",
                at: place(tooGreat.place),
                hint: "declare it as type: string if it names something, or give it in a larger unit")
        }
        return hint
    }

    private var isMixed: Bool { kind == .string && other != nil }

    private var sorts: String {
        var out: [String] = []
        if !seen.isDisjoint(with: .numbers) { out.append("numbers") }
        if !seen.isDisjoint(with: .texts) { out.append("texts") }
        if seen.contains(.boolean) { out.append("true or false") }
        return out.joined(separator: " and ")
    }

    /// Nil for a column of nothing but missing cells.
    private var kind: Field.Kind? {
        let hasNumbers = !seen.isDisjoint(with: .numbers)
        if seen.isEmpty { return nil }
        if seen == .boolean { return .boolean }
        if seen.contains(.boolean) || seen.contains(.text) || seen.contains(.literal) { return .string }
        if seen.contains(.quantity) {
            return seen.isDisjoint(with: [.date, .year]) ? .number : .string
        }
        if seen.contains(.date) {
            // 2024 beside "2024-Q1" is a year.
            return hasNumbers ? nil : .date
        }
        if seen.contains(.year) { return .string }
        return seen.contains(.fraction) ? .number : .integer
    }
}
