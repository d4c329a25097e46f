import Markup
import Quantities

/// The bars in the cells of one column: inline SVG, as long as the numbers are great, from a zero that all rows share.
///
/// What is known of a number is shown as charts show it: beyond "more than" the bar goes on and fades, "less than" fades
/// towards a thin line, a range is pale between its bounds, "about" ends in stripes. The number stands beside the bar
/// as text, so the drawing is hidden from those who do not see it.
struct CellBars {
    /// What explains a bar that is no plain one: names of the interface.
    private(set) var signs: [String] = []

    /// Numbers become hundredths of the width.
    private let low: Double
    private let scale: Double
    /// What the ids of its two fades begin with; they are written into the first bar that fades.
    private let id: String
    private var isDefined = false

    private static let width = 100.0
    /// How far a fade goes, and how wide a stripe is.
    private static let fade = 11.0
    private static let stripe = 2.0

    private enum Kind { case exact, about, more, less, range }

    /// `quantities` are those of the rows that are shown, of one unit.
    init(_ quantities: [Quantity], id: String) {
        self.id = id
        var (low, high) = (0.0, 0.0)
        var (opensBelow, opensAbove) = (false, false)
        for quantity in quantities {
            for end in Self.ends(quantity) {
                low = min(low, end)
                high = max(high, end)
            }
            let kind = Self.kind(quantity)
            opensAbove = opensAbove || kind == .more
            opensBelow = opensBelow || kind == .less && (Self.ends(quantity).first ?? 0) <= 0
        }
        let room = Self.width - (opensAbove ? Self.fade : 0) - (opensBelow && low < 0 ? Self.fade : 0)
        scale = high > low ? room / (high - low) : 0
        self.low = low - (opensBelow && low < 0 && scale > 0 ? Self.fade / scale : 0)
    }

    private static func ends(_ quantity: Quantity) -> [Double] {
        [quantity.interval.lower, quantity.interval.upper].compactMap { bound in
            bound.map { quantity.written($0.number).double }.flatMap { $0.isFinite ? $0 : nil }
        }
    }

    private static func kind(_ quantity: Quantity) -> Kind {
        switch (quantity.interval.lower, quantity.interval.upper) {
        case (let a?, let b?): a.number < b.number ? .range : quantity.isApproximate ? .about : .exact
        case (_?, nil): .more
        case (nil, _?): .less
        case (nil, nil): .exact
        }
    }

    private func x(_ value: Double) -> Double { (value - low) * scale }

    /// The bar of a number; nil where there is none to draw.
    mutating func bar(_ quantity: Quantity) -> HTML? {
        let ends = Self.ends(quantity)
        guard let first = ends.first, let last = ends.last, scale > 0 else { return nil }
        var svg = HTML(
            "<svg class=\"cell-bar\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">")
        let zero = x(0)
        let end = x(abs(first) > abs(last) ? first : last)
        let outward: Double = end < zero ? -1 : 1
        switch Self.kind(quantity) {
        case .exact: path([(zero, end)], to: &svg)
        case .about:
            let stripe = min(Self.stripe, abs(end - zero) / 6) * outward
            path([(zero, end - 4 * stripe), (end - 3 * stripe, end - 2 * stripe), (end - stripe, end)], to: &svg)
            use("stripes")
        case .range:
            let (a, b) = (x(first), x(last))
            if (a - zero) * (b - zero) > 0 { path([(zero, outward > 0 ? a : b)], to: &svg) }
            path([(a, b)], opacity: true, to: &svg)
            use("band")
        case .more, .less:
            if (Self.kind(quantity) == .more) == (outward > 0) {
                path([(zero, end)], to: &svg)
                fade(from: end, to: end + outward * Self.fade, to: &svg)
                use("fading_end")
            } else {
                let length = min(Self.fade, abs(end - zero) * 0.8) * outward
                path([(zero, end - length), (end - 0.8 * outward, end)], to: &svg)
                fade(from: end - length, to: end, to: &svg)
                use("faded_end")
            }
        }
        if low < 0 {
            svg.append("<path class=\"cell-zero\" d=\"M")
            number(zero, to: &svg)
            svg.append(" 0V10\"/>")
        }
        svg.append("</svg>")
        return svg
    }

    private mutating func use(_ sign: String) { if !signs.contains(sign) { signs.append(sign) } }

    // MARK: Shapes

    private func path(_ runs: [(Double, Double)], opacity isPale: Bool = false, to svg: inout HTML) {
        svg.append(isPale ? "<path class=\"pale\" d=\"" : "<path d=\"")
        for (from, to) in runs {
            svg.append("M")
            number(from, to: &svg)
            svg.append(" 0H")
            number(to, to: &svg)
            svg.append("V10H")
            number(from, to: &svg)
            svg.append("Z")
        }
        svg.append("\"/>")
    }

    /// A rectangle that is densest at `from`.
    private mutating func fade(from: Double, to: Double, to svg: inout HTML) {
        if !isDefined {
            isDefined = true
            for (suffix, x1, x2) in [("r", "0", "1"), ("l", "1", "0")] {
                svg.append("<linearGradient")
                svg.append(attribute: "id", "\(id)-\(suffix)")
                svg.append(attribute: "x1", x1)
                svg.append(attribute: "x2", x2)
                svg.append("><stop stop-opacity=\".6\"/><stop offset=\"1\" stop-opacity=\".03\"/></linearGradient>")
            }
        }
        svg.append("<rect")
        svg.append(attribute: "fill", "url(#\(id)-\(to > from ? "r" : "l"))")
        svg.append(" x=\"")
        number(min(from, to), to: &svg)
        svg.append("\" width=\"")
        number(abs(to - from), to: &svg)
        svg.append("\" height=\"10\"/>")
    }

    /// With one decimal: a tenth of a hundredth of the width is less than a pixel.
    private func number(_ value: Double, to svg: inout HTML) {
        let tenths = Int((min(max(value, -1000), 1000) * 10).rounded())
        if tenths < 0 { svg.append("-") }
        svg.append(integer: abs(tenths) / 10)
        if tenths % 10 != 0 {
            svg.append(".")
            svg.append(integer: abs(tenths) % 10)
        }
    }
}
