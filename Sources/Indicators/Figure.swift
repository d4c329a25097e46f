import Diagnostics
import Expressions
import Languages
import Quantities

/// A derived value with all that a reader may ask of it.
package struct Figure: Sendable {
    /// `fig-NAME`; of a formula without a name `fig-` and 8 hexadecimal digits of its text.
    package var id: String
    /// The indicator's name, nil of a formula in place.
    package var name: String?
    /// The content path of the bundle that it belongs to.
    package var bundle: String
    package var label: LocalizedText?
    package var note: LocalizedText?
    package var description: LocalizedText?
    /// A quantity, a date, a text, true or false, or a missing value with its reason.
    package var value: StrictValue
    package var format: FigureFormat?
    /// True of `growth()`, `cagr()` and `x / y - 1`, and of a name that stands for one: what words of change speak of.
    package var isGrowth: Bool
    package var derivation: Derivation
    /// Where its formula begins.
    package var location: SourceLocation

    package var quantity: Quantity? { if case .quantity(let quantity) = value { quantity } else { nil } }

    /// The id of a formula without a name: FNV-1a of its bytes (Fowler, Noll and Vo), 32 bits.
    package static func id(ofFormula text: String) -> String {
        var hash: UInt32 = 0x811C_9DC5
        for byte in trimmed(text).utf8 { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
        let digits = String(hash, radix: 16)
        return "fig-" + String(repeating: "0", count: 8 - digits.utf8.count) + digits
    }

    package static func id(ofIndicator name: String) -> String { "fig-" + name }
}

/// A value as `figures.json`, `eval --json` and the table `figures` publish it, in written units (44% is 44).
package struct PublishedValue: Sendable {
    /// The number; of `~x` x, of a one-sided bound that bound, of a range its middle; nil where missing, unbounded on
    /// both sides, or no number.
    package var value: Number?
    package var lower: Number?
    package var upper: Number?
    package var isLowerOpen = false
    package var isUpperOpen = false
    package var isApproximate = false
    /// As data write it, "" for none.
    package var unit = ""
    /// Of a date (EDTF), a text, or true or false.
    package var text: String?

    package init(_ value: StrictValue) {
        switch value {
        case .quantity(let quantity):
            let bounds = quantity.publishedInterval
            self.value = quantity.value.map(quantity.written)
            lower = bounds.lower.map { quantity.written($0.number) }
            upper = bounds.upper.map { quantity.written($0.number) }
            isLowerOpen = bounds.lower?.isOpen ?? false
            isUpperOpen = bounds.upper?.isOpen ?? false
            isApproximate = quantity.isApproximate
            unit = quantity.unit.symbol
        case .date(let date): text = date.description
        case .text(let words): text = words
        case .boolean(let flag): text = flag ? "true" : "false"
        case .missing, .column, .reference: break
        }
    }
}
