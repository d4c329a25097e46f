import Quantities

/// What type a column has that no schema names, by all of its cells.
///
/// In this order: boolean (`true`, `false`), integer, number (quantities in their notation), date (days, months,
/// quarters; with those, years too), else string. A column of nothing but missing cells is one of strings. Numbers are
/// those of JSON: `007` and `+5` are names of something, and so is a whole number beyond 2^53.
struct Inference: Sendable {
    private static let boolean: UInt8 = 1
    private static let integer: UInt8 = 2
    private static let number: UInt8 = 4
    private static let date: UInt8 = 8

    private let source: Int
    private let missing: [MissingValue]
    private var possible: UInt8 = 15
    private(set) var hasValue = false

    init(source: Int, missing: [MissingValue]) {
        self.source = source
        self.missing = missing
    }

    var kind: Field.Kind {
        guard hasValue else { return .string }
        if possible & Self.boolean != 0 { return .boolean }
        if possible & Self.integer != 0 { return .integer }
        if possible & Self.number != 0 { return .number }
        return possible & Self.date != 0 ? .date : .string
    }

    mutating func look(at block: CellBlock, of cells: CSVCells) {
        cells.bytes.withUnsafeBufferPointer { buffer in
            guard let bytes = ByteView(buffer) else { return }
            block.forEach(source, bytes.count) { row, start, end in
                if hasValue, possible == 0 { return }
                look(at: row, bytes, start, end, of: cells)
            }
        }
    }

    /// Looks at one cell.
    mutating func look(at row: Int, _ bytes: ByteView, _ start: Int, _ end: Int, of cells: CSVCells) {
        if missing.isEmpty {
            if possible & (Self.integer | Self.number) != 0,
                let decimal = PlainDecimal.read(bytes, start, end, isJSON: true)
            {
                hasValue = true
                possible &= classOf(decimal)
                return
            }
            if possible & Self.date != 0, CellText.isoDay(bytes, start, end) != nil {
                hasValue = true
                possible &= Self.date
                return
            }
        }
        look(at: CellText.trimmed(cells.value(row: row, column: source)))
    }

    /// Adds what other rows of the column say.
    mutating func merge(_ other: Inference) {
        hasValue = hasValue || other.hasValue
        possible &= other.possible
    }

    /// True where a cell of a column that is of `kind` so far leaves it so.
    func allows(_ kind: Field.Kind, _ text: ArraySlice<UInt8>) -> Bool {
        var one = Inference(source: source, missing: missing)
        one.look(at: text)
        guard one.hasValue else { return true }
        return switch kind {
        case .boolean: one.possible & Self.boolean != 0
        case .integer: one.possible & Self.integer != 0
        case .number: one.possible & Self.number != 0
        case .date: one.possible & Self.date != 0
        case .string: true
        }
    }

    /// True where a plain number leaves a column of whole numbers one.
    static func isInteger(_ decimal: PlainDecimal) -> Bool {
        decimal.exponent == 0 && decimal.significand.magnitude <= 9_007_199_254_740_992
    }

    /// True where a plain number leaves a column of numbers one.
    static func isNumber(_ decimal: PlainDecimal) -> Bool {
        decimal.exponent != 0 || decimal.significand.magnitude <= 9_007_199_254_740_992
    }

    private func classOf(_ decimal: PlainDecimal) -> UInt8 {
        if decimal.exponent != 0 { return Self.number }
        if decimal.significand.magnitude > 9_007_199_254_740_992 { return 0 }
        // Four digits may be a year among dates.
        let isYear = decimal.significand >= 1000 && decimal.significand <= 9999
        return Self.integer | Self.number | (isYear ? Self.date : 0)
    }

    private mutating func look(at text: ArraySlice<UInt8>) {
        if CellText.missing(text, among: missing) != nil { return }
        hasValue = true
        var kinds: UInt8 = 0
        switch text.count {
        case 4
        where text.elementsEqual("true".utf8) || text.elementsEqual("True".utf8)
            || text.elementsEqual("TRUE".utf8):
            kinds |= Self.boolean
        case 5
        where text.elementsEqual("false".utf8) || text.elementsEqual("False".utf8)
            || text.elementsEqual("FALSE".utf8):
            kinds |= Self.boolean
        default: break
        }
        if possible & Self.number != 0, isNumber(text) {
            kinds |= Self.number
            if text.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") }) { kinds |= Self.integer }
        }
        if possible & Self.date != 0, CellText.date(text) != nil { kinds |= Self.date }
        possible &= kinds
    }

    /// Of a column that is text: the first cell that is nearly a number (`1,234`, `NA`), if all others are numbers or
    /// nearly so, and at least half are. Such a column was probably meant to be of numbers.
    func firstNearNumber(of cells: CSVCells) -> Int? {
        var first: Int?
        var numbers = 0
        var others = 0
        for row in 0..<cells.rowCount {
            let text = CellText.trimmed(cells.value(row: row, column: source))
            if CellText.missing(text, among: missing) != nil { continue }
            if CellText.isDigits(text) || CellText.quantity(text) != nil {
                numbers += 1
            } else if text.count <= 40, CellText.isMarker(text) || NumberText.hint(text) != nil {
                first = first ?? row
                others += 1
            } else {
                return nil
            }
        }
        return numbers >= others ? first : nil
    }

    private func isNumber(_ text: ArraySlice<UInt8>) -> Bool {
        guard let quantity = CellText.quantity(text) else { return false }
        let digits = text.drop { !(0x30...0x39).contains($0) }
        let hasLeadingZero =
            digits.first == 0x30 && digits.dropFirst().first.map { (0x30...0x39).contains($0) } == true
        if text.first == UInt8(ascii: "+") || text.first == UInt8(ascii: ".") || hasLeadingZero { return false }
        let isWhole = text.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") }
        return !isWhole || quantity.value.map { $0.magnitude <= Number(9_007_199_254_740_992) } == true
    }
}
