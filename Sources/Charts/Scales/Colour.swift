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
        if let colour = Self.sixDigits(text.utf8) {
            self = colour
            return
        }
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

    /// `#rrggbb`, as most colours are written.
    private static func sixDigits(_ bytes: String.UTF8View) -> Colour? {
        guard bytes.count == 7, bytes.first == UInt8(ascii: "#") else { return nil }
        var code = 0
        for byte in bytes.dropFirst() {
            switch byte {
            case 0x30...0x39: code = code << 4 | Int(byte - 0x30)
            case 0x61...0x66, 0x41...0x46: code = code << 4 | Int((byte | 0x20) - 0x57)
            default: return nil
            }
        }
        return Colour(r: Double(code >> 16), g: Double(code >> 8 & 255), b: Double(code & 255))
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

    static func hsl(_ hue: Double, _ saturation: Double, _ lightness: Double, _ alpha: Double) -> Colour {
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
        let code = byte(r) << 16 | byte(g) << 8 | byte(b)
        return String(unsafeUninitializedCapacity: 7) { out in
            out[0] = UInt8(ascii: "#")
            for i in 1...6 {
                let digit = UInt8(truncatingIfNeeded: code >> (24 - 4 * i) & 15)
                out[i] = digit + (digit < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10)
            }
            return 7
        }
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
