import Expressions

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A colour of sRGB, channels from 0 to 255, with opacity; and CSS's ways to write one.
struct Colour: Hashable, Sendable {
    var r: Double
    var g: Double
    var b: Double
    var alpha = 1.0

    init(r: Double, g: Double, b: Double, alpha: Double = 1) {
        (self.r, self.g, self.b, self.alpha) = (r, g, b, alpha)
    }

    /// `#rgb`, `#rrggbb` (with alpha too), `rgb()`, `rgba()`, `hsl()`, `hsla()` and CSS's names; nil for anything else.
    init?(_ text: String) {
        let lower = Array(text.lowercased().utf8.filter { $0 != 0x20 && $0 != 0x09 })
        guard let first = lower.first, lower.count <= 64 else { return nil }
        if first == UInt8(ascii: "#") {
            guard let found = Self.hexadecimal(Array(lower.dropFirst())) else { return nil }
            self = found
        } else if let open = lower.firstIndex(of: UInt8(ascii: "(")), lower.last == UInt8(ascii: ")") {
            let spaced = Array(text.lowercased().utf8)
            guard let from = spaced.firstIndex(of: UInt8(ascii: "(")),
                let to = spaced.lastIndex(of: UInt8(ascii: ")")),
                let found = Self.function(String(decoding: lower[..<open], as: UTF8.self), spaced[(from + 1)..<to])
            else { return nil }
            self = found
        } else if let code = ColourName.table[String(decoding: lower, as: UTF8.self)] {
            self.init(r: Double(code >> 16), g: Double(code >> 8 & 255), b: Double(code & 255))
        } else {
            return nil
        }
    }

    private static func hexadecimal(_ digits: [UInt8]) -> Colour? {
        let values = digits.compactMap { byte -> Int? in
            switch byte {
            case 0x30...0x39: Int(byte - 0x30)
            case UInt8(ascii: "a")...UInt8(ascii: "f"): Int(byte - UInt8(ascii: "a")) + 10
            default: nil
            }
        }
        guard values.count == digits.count else { return nil }
        switch values.count {
        case 3, 4:
            return Colour(
                r: Double(values[0] * 17), g: Double(values[1] * 17), b: Double(values[2] * 17),
                alpha: values.count == 4 ? Double(values[3] * 17) / 255 : 1)
        case 6, 8:
            return Colour(
                r: Double(values[0] * 16 + values[1]), g: Double(values[2] * 16 + values[3]),
                b: Double(values[4] * 16 + values[5]),
                alpha: values.count == 8 ? Double(values[6] * 16 + values[7]) / 255 : 1)
        default: return nil
        }
    }

    private static func function(_ name: String, _ arguments: ArraySlice<UInt8>) -> Colour? {
        let parts = arguments.split { [0x20, UInt8(ascii: ","), UInt8(ascii: "/")].contains($0) }
        guard parts.count == 3 || parts.count == 4 else { return nil }
        var values: [Double] = []
        for (i, part) in parts.enumerated() {
            let percent = part.last == UInt8(ascii: "%")
            var digits = percent ? part.dropLast() : part
            if digits.suffix(3).elementsEqual("deg".utf8) { digits = digits.dropLast(3) }
            guard let x = DataText.number(String(decoding: digits, as: UTF8.self)).finite else { return nil }
            values.append(!percent ? x : i == 3 || name.hasPrefix("hsl") ? x / 100 : x * 2.55)
        }
        let alpha = values.count == 4 ? min(max(values[3], 0), 1) : 1
        switch name {
        case "rgb", "rgba": return Colour(r: values[0], g: values[1], b: values[2], alpha: alpha)
        case "hsl", "hsla": return hsl(values[0], values[1], values[2], alpha)
        default: return nil
        }
    }

    private static func hsl(_ hue: Double, _ saturation: Double, _ lightness: Double, _ alpha: Double) -> Colour {
        let h = (hue.truncatingRemainder(dividingBy: 360) + 360).truncatingRemainder(dividingBy: 360)
        let m2 = lightness + (lightness < 0.5 ? lightness : 1 - lightness) * saturation
        let m1 = 2 * lightness - m2
        func channel(_ h: Double) -> Double {
            (h < 60 ? m1 + (m2 - m1) * h / 60 : h < 180 ? m2 : h < 240 ? m1 + (m2 - m1) * (240 - h) / 60 : m1) * 255
        }
        return Colour(
            r: channel(h >= 240 ? h - 240 : h + 120), g: channel(h), b: channel(h < 120 ? h + 240 : h - 120),
            alpha: alpha)
    }

    /// `#rrggbb`, or `rgba(…)` where it is not opaque.
    var text: String {
        func byte(_ x: Double) -> Int { Int(min(max(x.isFinite ? x : 0, 0), 255).rounded()) }
        if alpha < 1 {
            return "rgba(\(byte(r)), \(byte(g)), \(byte(b)), \(DataText.of((alpha * 1000).rounded() / 1000)))"
        }
        let digits = Array("0123456789abcdef".utf8)
        var out: [UInt8] = [UInt8(ascii: "#")]
        for value in [byte(r), byte(g), byte(b)] { out += [digits[value >> 4], digits[value & 15]] }
        return String(decoding: out, as: UTF8.self)
    }

    static func mix(_ a: Colour, _ b: Colour, _ t: Double) -> Colour {
        Colour(
            r: a.r + (b.r - a.r) * t, g: a.g + (b.g - a.g) * t, b: a.b + (b.b - a.b) * t,
            alpha: min(max(a.alpha + (b.alpha - a.alpha) * t, 0), 1))
    }

    /// A point of the piecewise interpolation of `colours`, `t` from 0 to 1.
    static func piecewise(_ colours: [Colour], _ t: Double, space: ColourSpace = .rgb) -> Colour {
        guard let first = colours.first else { return Colour(r: 0, g: 0, b: 0) }
        guard colours.count > 1 else { return first }
        let n = colours.count - 1
        let i = (t * Double(n)).rounded(.down).whole(0...max(0, n - 1))
        let u = t * Double(n) - Double(i)
        return space.interpolate(colours[i], colours[i + 1], u)
    }
}

/// In which space two colours are blended.
enum ColourSpace: String, Sendable {
    case rgb, lab, hcl, hsl

    func interpolate(_ a: Colour, _ b: Colour, _ t: Double) -> Colour {
        switch self {
        case .rgb, .hsl: return Colour.mix(a, b, t)
        case .lab:
            let (x, y) = (Lab(a), Lab(b))
            return Lab(l: x.l + (y.l - x.l) * t, a: x.a + (y.a - x.a) * t, b: x.b + (y.b - x.b) * t).colour
        case .hcl:
            let (x, y) = (Lab(a), Lab(b))
            var (h1, c1) = x.polar
            var (h2, c2) = y.polar
            if h1.isNaN { h1 = h2 }
            if h2.isNaN { h2 = h1 }
            if c1.isNaN { c1 = c2 }
            if c2.isNaN { c2 = c1 }
            if h1.isNaN { (h1, h2) = (0, 0) }
            if c1.isNaN { (c1, c2) = (0, 0) }
            var delta = h2 - h1
            if delta > 180 || delta < -180 { delta -= 360 * (delta / 360).rounded() }
            let h = (h1 + delta * t) * .pi / 180
            let c = c1 + (c2 - c1) * t
            return Lab(l: x.l + (y.l - x.l) * t, a: cos(h) * c, b: sin(h) * c).colour
        }
    }
}

/// CIELAB with the D50 white point, as CSS and d3-color have it.
private struct Lab {
    var l: Double
    var a: Double
    var b: Double

    private static let white = (x: 0.96422, y: 1.0, z: 0.82521)

    init(l: Double, a: Double, b: Double) { (self.l, self.a, self.b) = (l, a, b) }

    init(_ colour: Colour) {
        func linear(_ x: Double) -> Double {
            let v = x / 255
            return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4)
        }
        func f(_ t: Double) -> Double {
            let e = 6.0 / 29
            return t > e * e * e ? cbrt(t) : t / (3 * e * e) + 4.0 / 29
        }
        let (r, g, blue) = (linear(colour.r), linear(colour.g), linear(colour.b))
        let y = f((0.2225045 * r + 0.7168786 * g + 0.0606169 * blue) / Self.white.y)
        let x = f((0.4360747 * r + 0.3850649 * g + 0.1430804 * blue) / Self.white.x)
        let z = f((0.0139322 * r + 0.0971045 * g + 0.7141733 * blue) / Self.white.z)
        (l, a, b) = (116 * y - 16, 500 * (x - y), 200 * (y - z))
        if r == g, g == blue { (a, b) = (0, 0) }
    }

    /// Hue in degrees and chroma; NaN where a grey has none.
    var polar: (Double, Double) {
        if a == 0, b == 0 { return (.nan, l > 0 && l < 100 ? 0 : .nan) }
        let h = atan2(b, a) * 180 / .pi
        return (h < 0 ? h + 360 : h, (a * a + b * b).squareRoot())
    }

    var colour: Colour {
        func inverse(_ t: Double) -> Double {
            let e = 6.0 / 29
            return t > e ? t * t * t : 3 * e * e * (t - 4.0 / 29)
        }
        func gamma(_ x: Double) -> Double { 255 * (x <= 0.0031308 ? 12.92 * x : 1.055 * pow(x, 1 / 2.4) - 0.055) }
        let fy = (l + 16) / 116
        let y = Self.white.y * inverse(fy)
        let x = Self.white.x * inverse(fy + a / 500)
        let z = Self.white.z * inverse(fy - b / 200)
        return Colour(
            r: gamma(3.1338561 * x - 1.6168667 * y - 0.4906146 * z),
            g: gamma(-0.9787684 * x + 1.9161415 * y + 0.0334540 * z),
            b: gamma(0.0719453 * x - 0.2289914 * y + 1.4052427 * z))
    }
}
