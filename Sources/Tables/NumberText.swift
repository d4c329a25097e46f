import Quantities

/// Numbers as cells write them: quantities in their notation, the options of Table Schema, and what to say of the rest.
enum NumberText {
    /// The quantity in written units; nil where the text is none.
    static func quantity(_ text: ArraySlice<UInt8>, _ notation: FieldNotation) -> Quantity? {
        notation.isPlainNumber ? CellText.quantity(text) : CellText.quantity(plain(text, notation))
    }

    /// The text with `bareNumber`, `groupChar` and `decimalChar` undone (Table Schema, "number").
    static func plain(_ text: ArraySlice<UInt8>, _ notation: FieldNotation) -> ArraySlice<UInt8> {
        var rest = text
        if !notation.isBare {
            let isNumeric = { (byte: UInt8) in (0x30...0x39).contains(byte) }
            let first = rest.firstIndex { isNumeric($0) || "-+~<>".utf8.contains($0) } ?? rest.startIndex
            let last = rest.lastIndex(where: isNumeric) ?? rest.index(before: rest.endIndex)
            if first <= last { rest = rest[first...last] }
        }
        var out: [UInt8] = []
        var isAfterDigit = false
        while !rest.isEmpty {
            if let mark = notation.groupMark, isAfterDigit, rest.starts(with: mark),
                let next = rest.dropFirst(mark.count).first, (0x30...0x39).contains(next)
            {
                rest = rest.dropFirst(mark.count)
                continue
            }
            if let mark = notation.decimalMark, rest.starts(with: mark) {
                out.append(UInt8(ascii: "."))
                rest = rest.dropFirst(mark.count)
                isAfterDigit = false
                continue
            }
            let byte = rest.removeFirst()
            // A point that is not the decimal mark is no number.
            out.append(notation.decimalMark != nil && byte == UInt8(ascii: ".") ? UInt8(ascii: "?") : byte)
            isAfterDigit = (0x30...0x39).contains(byte)
        }
        return out[...]
    }

    /// Why a quantity is no integer, or a whole number that cannot be held exactly; nil where neither.
    static func wholeProblem(
        _ quantity: Quantity, _ text: ArraySlice<UInt8>, mustBeWhole: Bool
    ) -> (message: String, hint: String?)? {
        if !mustBeWhole, quantity.interval.point?.isExact != false || text.contains(UInt8(ascii: ".")) { return nil }
        for bound in [quantity.interval.lower, quantity.interval.upper].compactMap(\.self) {
            if !bound.number.isInteger {
                return ("“\(CellText.excerpt(text))” is no whole number", "declare the field as type: number")
            }
            if bound.number.magnitude > Number(9_007_199_254_740_992) {
                return (
                    "\(CellText.excerpt(text)) is beyond 2^53, where whole numbers are no longer exact",
                    "declare it as type: string if it names something, or give it in a larger unit"
                )
            }
        }
        return nil
    }

    /// What is wrong with a cell that is no number, and how to write it.
    static func problem(_ text: ArraySlice<UInt8>, _ field: Field) -> (message: String, hint: String?) {
        let shown = CellText.excerpt(text)
        let message = "“\(shown)” in “\(field.name)”, \(ColumnReader.expected(field)) was expected"
        return (message, hint(text) ?? usual)
    }

    private static let usual =
        "numbers are written 3000, ~5000, >70, <=9, 4..5 or 12±3; a missing one is empty or [x]"

    /// How to write what is nearly a number; nil where the text is nothing of the kind.
    static func hint(_ text: ArraySlice<UInt8>) -> String? {
        let shown = CellText.excerpt(text)
        let lowered = shown.lowercased()
        if ["nan", "inf", "-inf", "+inf", "infinity", "-infinity"].contains(lowered) {
            return "leave the cell empty, or write [x], where there is no number"
        }
        if lowered.hasPrefix("0x"), let value = Int(lowered.dropFirst(2), radix: 16) {
            return "write it in decimal digits: \(value)"
        }
        if let ascii = asciiDigits(shown) { return "write it in the digits 0 to 9: \(ascii)" }
        if let ungrouped = ungrouped(text) { return ungrouped }
        if isBeyondRange(text) { return "no number that large can be computed with: give it in a larger unit" }
        if text.last == UInt8(ascii: "%") {
            return "write the number alone, and the field's unit as unit: \"%\""
        }
        if reversedRange(text) { return "the lower end of a range stands first" }
        return nil
    }

    /// The text with other scripts' decimal digits in ASCII, if it has such and is a number then.
    private static func asciiDigits(_ text: String) -> String? {
        var out = ""
        var changed = false
        for scalar in text.unicodeScalars {
            if scalar.value > 0x7F, scalar.properties.numericType == .decimal,
                let value = scalar.properties.numericValue
            {
                out += String(Int(value))
                changed = true
            } else {
                out.unicodeScalars.append(scalar)
            }
        }
        return changed && Quantity(parsing: out) != nil ? out : nil
    }

    /// A hint for `1,234`, `1.234,5`, `1 234`, `1'234`.
    private static func ungrouped(_ text: ArraySlice<UInt8>) -> String? {
        let comma = text.lastIndex(of: UInt8(ascii: ","))
        let point = text.lastIndex(of: UInt8(ascii: "."))
        if let comma, let point, point < comma {
            var notation = FieldNotation()
            notation.groupMark = [UInt8(ascii: ".")]
            notation.decimalMark = [UInt8(ascii: ",")]
            guard let plain = number(plain(text, notation)) else { return nil }
            return "write \(plain), or declare decimalChar: \",\" and groupChar: \".\" for the field"
        }
        for mark in [",", " ", "'", "\u{A0}", "\u{202F}", "_"] {
            var notation = FieldNotation()
            notation.groupMark = Array(mark.utf8)
            guard isGrouped(text, by: mark), let plain = number(plain(text, notation)) else { continue }
            return "write \(plain), or declare groupChar: \"\(mark)\" for the field"
        }
        if comma != nil, point == nil {
            var notation = FieldNotation()
            notation.decimalMark = [UInt8(ascii: ",")]
            guard let plain = number(plain(text, notation)) else { return nil }
            return "write \(plain), or declare decimalChar: \",\" for the field"
        }
        return nil
    }

    /// True where three digits follow each mark: `3,14` is no group.
    private static func isGrouped(_ text: ArraySlice<UInt8>, by mark: String) -> Bool {
        let parts = String(decoding: text, as: UTF8.self).split(separator: mark, omittingEmptySubsequences: false)
        return parts.count > 1
            && parts.dropFirst().allSatisfy { part in
                let digits = part.utf8.prefix { (0x30...0x39).contains($0) }
                return digits.count == 3
            }
    }

    private static func number(_ text: ArraySlice<UInt8>) -> String? {
        CellText.quantity(text) == nil ? nil : String(decoding: text, as: UTF8.self)
    }

    private static func isBeyondRange(_ text: ArraySlice<UInt8>) -> Bool {
        text.first.map { (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") } == true
            && text.allSatisfy { (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }
            && text.contains { (0x30...0x39).contains($0) } && (text.contains { $0 | 0x20 == 0x65 } || text.count > 100)
    }

    private static func reversedRange(_ text: ArraySlice<UInt8>) -> Bool {
        let parts = String(decoding: text, as: UTF8.self).utf8.split(separator: UInt8(ascii: "."))
        guard parts.count == 2, let a = Number(parsing: parts[0]), let b = Number(parsing: parts[1]) else {
            return false
        }
        return b < a
    }
}
