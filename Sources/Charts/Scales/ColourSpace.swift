#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// In which space two colours are blended, and how (d3-interpolate).
struct ColourSpace: Hashable, Sendable {
    enum Model: String, Sendable { case rgb, lab, hcl, hsl, cubehelix }

    var model = Model.rgb
    /// Hues go the longer way round.
    var isLong = false
    /// Of `rgb` and `cubehelix`.
    var gamma = 1.0

    static let rgb = ColourSpace()
    static let hcl = ColourSpace(model: .hcl)

    init(model: Model = .rgb, isLong: Bool = false, gamma: Double = 1) {
        (self.model, self.isLong, self.gamma) = (model, isLong, gamma)
    }

    /// A name such as `hcl-long`; nil for one that is none.
    init?(_ name: String, gamma: Double? = nil) {
        let parts = name.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
        guard let model = parts.first.flatMap(Model.init), parts.count == 1 || parts == [model.rawValue, "long"] else {
            return nil
        }
        self.init(model: model, isLong: parts.count > 1, gamma: gamma ?? 1)
    }

    func interpolate(_ a: Colour, _ b: Colour, _ t: Double) -> Colour {
        switch model {
        case .rgb: return gamma == 1 ? Colour.mix(a, b, t) : gammaMix(a, b, t)
        case .lab:
            let (x, y) = (Lab(a), Lab(b))
            return Lab(l: x.l + (y.l - x.l) * t, a: x.a + (y.a - x.a) * t, b: x.b + (y.b - x.b) * t).colour
        case .hcl:
            let (x, y) = (Lab(a), Lab(b))
            let ((h1, c1), (h2, c2)) = (x.polar, y.polar)
            let hue = hue(h1, h2, t) * .pi / 180
            let c = Self.number(c1, c2, t)
            return Lab(l: x.l + (y.l - x.l) * t, a: cos(hue) * c, b: sin(hue) * c).colour
        case .hsl:
            let (x, y) = (a.hueSaturationLightness, b.hueSaturationLightness)
            return .hsl(hue(x.h, y.h, t), Self.number(x.s, y.s, t), Self.number(x.l, y.l, t), 1)
        case .cubehelix:
            let (x, y) = (Cubehelix(a), Cubehelix(b))
            return Cubehelix(
                h: hue(x.h, y.h, t), s: Self.number(x.s, y.s, t), l: Self.number(x.l, y.l, pow(t, gamma))
            ).colour
        }
    }

    private func gammaMix(_ a: Colour, _ b: Colour, _ t: Double) -> Colour {
        func channel(_ x: Double, _ y: Double) -> Double {
            let (low, high) = (pow(x, gamma), pow(y, gamma))
            return pow(max(0, low + (high - low) * t), 1 / gamma)
        }
        return Colour(r: channel(a.r, b.r), g: channel(a.g, b.g), b: channel(a.b, b.b))
    }

    /// Between two numbers, of which one may be missing.
    private static func number(_ a: Double, _ b: Double, _ t: Double) -> Double {
        if a.isNaN { return b.isNaN ? 0 : b }
        return b.isNaN ? a : a + (b - a) * t
    }

    private func hue(_ a: Double, _ b: Double, _ t: Double) -> Double {
        guard !isLong, !a.isNaN, !b.isNaN else { return Self.number(a, b, t) }
        var delta = b - a
        if delta > 180 || delta < -180 { delta -= 360 * (delta / 360).rounded() }
        return a + delta * t
    }
}

/// Green's cubehelix (2011): hue and saturation around a line of even lightness.
private struct Cubehelix {
    var h: Double
    var s: Double
    var l: Double

    private static let (a, b, c, d, e) = (-0.14861, 1.78277, -0.29227, -0.90649, 1.97294)

    init(h: Double, s: Double, l: Double) { (self.h, self.s, self.l) = (h, s, l) }

    init(_ colour: Colour) {
        let (r, g, blue) = (colour.r / 255, colour.g / 255, colour.b / 255)
        let bcda = Self.b * Self.c - Self.d * Self.a
        let (ed, eb) = (Self.e * Self.d, Self.e * Self.b)
        l = (bcda * blue + ed * r - eb * g) / (bcda + ed - eb)
        let bl = blue - l
        let k = (Self.e * (g - l) - Self.c * bl) / Self.d
        s = (k * k + bl * bl).squareRoot() / (Self.e * l * (1 - l))
        h = s.isNaN || s == 0 ? .nan : atan2(k, bl) * 180 / .pi - 120
        if h < 0 { h += 360 }
    }

    var colour: Colour {
        let angle = h.isNaN ? 0 : (h + 120) * .pi / 180
        let amplitude = s.isNaN ? 0 : s * l * (1 - l)
        let (cosh, sinh) = (cos(angle), sin(angle))
        return Colour(
            r: 255 * (l + amplitude * (Self.a * cosh + Self.b * sinh)),
            g: 255 * (l + amplitude * (Self.c * cosh + Self.d * sinh)), b: 255 * (l + amplitude * (Self.e * cosh)))
    }
}

extension Colour {
    /// Hue in degrees, saturation and lightness from 0 to 1; NaN where a grey has none.
    fileprivate var hueSaturationLightness: (h: Double, s: Double, l: Double) {
        let (r, g, blue) = (self.r / 255, self.g / 255, b / 255)
        let (low, high) = (min(r, g, blue), max(r, g, blue))
        let l = (high + low) / 2
        let range = high - low
        guard range > 0 else { return (.nan, l > 0 && l < 1 ? 0 : .nan, l) }
        let h: Double =
            r == high
            ? (g - blue) / range + (g < blue ? 6 : 0) : g == high ? (blue - r) / range + 2 : (r - g) / range + 4
        return (h * 60, range / (l < 0.5 ? high + low : 2 - high - low), l)
    }
}

/// CIELAB with the D50 white point, as CSS and d3-color have it.
struct Lab {
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
