// How many digits a value supports: those of its sources, through the formula. Only what is printed heeds it.

extension Quantity {
    /// How many significant digits a source gives a number, nil where it counts as exact.
    ///
    /// A decimal has those that are written, zeros at its end too (`12.50` has 4); a whole number is a count, and
    /// exact, but one that is "about" is good to its last digit that is not 0 (`~5300` has 2). Of a range it is the
    /// fewest of its ends, of `12.5±0.3` that of the centre.
    package static func significantDigits(writtenAs text: String) -> Int? {
        let bytes = Array(text.utf8.prefix { $0 != 0xC2 })
        let isAbout = bytes.first == UInt8(ascii: "~")
        var fewest: Int?
        var start = 0
        func read(_ number: ArraySlice<UInt8>) {
            let mantissa = number.prefix { $0 != UInt8(ascii: "e") && $0 != UInt8(ascii: "E") }
            var digits = mantissa.filter { (0x30...0x39).contains($0) }.drop { $0 == 0x30 }
            if !mantissa.contains(UInt8(ascii: ".")) {
                guard isAbout else { return }
                while digits.last == 0x30 { digits.removeLast() }
            }
            guard !digits.isEmpty else { return }
            fewest = min(fewest ?? digits.count, digits.count)
        }
        for index in bytes.indices.dropFirst()
        where bytes[index] == UInt8(ascii: ".") && bytes[index - 1] == UInt8(ascii: ".") && index > start {
            read(bytes[start..<(index - 1)])
            start = index + 1
        }
        read(bytes[start...])
        return fewest
    }

    /// The same with the significant digits that the text of its source gives it.
    package func measured(writtenAs text: String) -> Quantity {
        var out = self
        out.significantDigits = Self.significantDigits(writtenAs: text)
        return out
    }

    /// True where the text of its source may give it fewer digits than all: of whole numbers it need not be asked.
    package var mayBeMeasured: Bool {
        isApproximate || [interval.lower, interval.upper].contains { $0.map { !$0.number.isInteger } ?? false }
            || unit.kind != .plain
    }

    /// The same without a limit to its digits, for what shows a value in full.
    package var atFullPrecision: Quantity {
        var out = self
        out.significantDigits = nil
        return out
    }

    /// The digits of a sum or difference: to the last place that both have.
    package static func digits(ofSum sum: @autoclosure () -> Number?, _ a: Quantity, _ b: Quantity) -> Int? {
        guard let place = [a.lastPlace, b.lastPlace].compactMap({ $0 }).max(), let sum = sum(), !sum.isZero else {
            return nil
        }
        return max(1, sum.magnitudeExponent - place + 1)
    }

    /// The digits of a product, a quotient, and whatever else is made of several: the fewest.
    package static func digits(ofAll quantities: some Sequence<Quantity>) -> Int? {
        quantities.lazy.compactMap(\.significantDigits).min()
    }

    /// The power of ten of its last significant digit; nil of exact values, and of 0.
    private var lastPlace: Int? {
        guard let digits = significantDigits, let value, !value.isZero else { return nil }
        return value.magnitudeExponent - digits + 1
    }
}
