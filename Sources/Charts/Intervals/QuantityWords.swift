import Expressions
import Formatting
import Languages
import Quantities

/// The values of a column in words that say what is known of them: 逾 70, "about 5,000", "4 to 5".
struct QuantityWords {
    private let formatter: QuantityFormatter

    init(_ language: LanguageTag) { formatter = QuantityFormatter(language: language) }

    func text(_ known: KnownValue, format: NumberFormat?) -> String {
        formatter.text(known.quantity, format: format)
    }

    /// An exact number as prose prints it.
    func text(_ value: Double) -> String { formatter.text(Quantity(Number(shortest: value))) }

    /// On a mark: a range without the word that opens it, 4 至 5.
    func label(_ known: KnownValue, format: NumberFormat?) -> String {
        let text = text(known, format: format)
        return text.hasPrefix("介乎 ") ? String(text.dropFirst(3)) : text
    }
}

extension UnitDrawing {
    /// What is known of the numbers of a definition's column; nil where all are exact.
    func known(_ definition: ChannelDefinition) -> [KnownValue?]? {
        guard definition.isField, !definition.isBinning, definition.timeUnit == nil, definition.type != .temporal else {
            return nil
        }
        return frame.known[definition.column]
    }

    /// The rows of a definition as text, where some are not exact, in the house look; nil where numbers say it all. A
    /// format decides how the numbers are written, never that a bound is a value.
    func quantityTexts(_ definition: ChannelDefinition) -> [String]? {
        guard config.isHouse, let known = known(definition), let column = frame.column(definition.column) else {
            return nil
        }
        let specifier = definition.format ?? config.top("numberFormat")?.string
        let format = specifier.flatMap { NumberFormat.parse($0) }
        guard specifier == nil || format != nil else { return nil }
        let words = QuantityWords(locale.language)
        return (0..<count).map { row in
            if let known = known[row] { return words.label(known, format: format) }
            guard let value = column.double(row).finite else { return "" }
            return format?.format(value, locale: locale.numbers) ?? words.text(value)
        }
    }

    /// Labels at a value that shows its bounds keep clear of the sign.
    func keepingClear(_ places: [Double], _ channel: Channel) -> [Double] {
        guard let mark = unit.labelledIntervals[channel], unit.stack?.channel != channel,
            let definition = unit.encoding[channel], let known = frame.known[definition.column],
            let axis = IntervalAxis(channel, self), let side = labelSide(channel)
        else { return places }
        return places.indices.map { row in
            guard let known = known[row] else { return places[row] }
            switch axis.kind(known) {
            case .range:
                let ends = [axis.place(known.lower)?.at, axis.place(known.upper)?.at].compactMap { $0 }
                let outer = (side > 0 ? ends.max() : ends.min()) ?? places[row]
                return side > 0 ? max(places[row], outer) : min(places[row], outer)
            case .more, .less:
                let towards = axis.kind(known) == .more ? axis.rise : -axis.rise
                let length = mark == .bar ? IntervalSize.fade : IntervalSize.tail
                return towards == side ? places[row] + side * length * 0.8 : places[row]
            case .about:
                // Past the stripes, within the bar.
                let base = scaledEnd(channel, .zeroOrLow) ?? places[row]
                let isInside = mark == .bar && (base - places[row]) * side > 0
                return isInside ? places[row] + side * 3 * IntervalSize.stripe : places[row]
            }
        }
    }

    /// To which side of its place a label stands: 1 to the right or below, -1 to the left or above, nil for neither.
    private func labelSide(_ channel: Channel) -> Double? {
        if channel == .x {
            switch property("align")?.string {
            case "left": return 1
            case "right": return -1
            default: return nil
            }
        }
        switch property("baseline")?.string {
        case "top", "line-top": return 1
        case "bottom", "alphabetic", "line-bottom": return -1
        default: return (number("dy") ?? 0) < -4 ? -1 : (number("dy") ?? 0) > 4 ? 1 : nil
        }
    }
}
