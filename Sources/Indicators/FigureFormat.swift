import Formatting

/// How a figure is printed: a number by d3-format, a date by d3-time-format.
package enum FigureFormat: Hashable, Sendable {
    case number(NumberFormat)
    case date(String)

    /// Nil where the text is neither. What has a directive of dates (`%Y`) is a format of dates.
    package init?(_ text: String) {
        if let format = NumberFormat.parse(text) {
            self = .number(format)
            return
        }
        var isDirective = false
        for byte in text.utf8 {
            if isDirective, (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) {
                guard TimeFormat.parse(text) != nil else { return nil }
                self = .date(text)
                return
            }
            isDirective = byte == UInt8(ascii: "%")
        }
        return nil
    }

    package var number: NumberFormat? { if case .number(let format) = self { format } else { nil } }
}
