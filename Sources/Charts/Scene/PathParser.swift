#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Reads SVG path data, as a custom symbol is written, into absolute moves, lines and cubic curves.
struct PathParser {
    private let bytes: [UInt8]
    private var at = 0
    private var out = PathData()
    private let scale: Double
    private let origin: (x: Double, y: Double)
    private let turn: (cos: Double, sin: Double)
    private var x = 0.0
    private var y = 0.0
    private var start = (x: 0.0, y: 0.0)
    private var control: (x: Double, y: Double)?
    private static let limit = 10_000

    /// The path scaled, turned by degrees and moved to a place; nil where the text is no path.
    static func parse(_ text: String, scale: Double, x: Double, y: Double, angle: Double) -> PathData? {
        guard text.utf8.count < limit else { return nil }
        var parser = PathParser(Array(text.utf8), scale, (x, y), angle)
        return parser.run()
    }

    private init(_ bytes: [UInt8], _ scale: Double, _ origin: (Double, Double), _ angle: Double) {
        self.bytes = bytes
        self.scale = scale
        self.origin = (origin.0, origin.1)
        turn = (cos(angle * .pi / 180), sin(angle * .pi / 180))
    }

    private func place(_ x: Double, _ y: Double) -> (Double, Double) {
        let (u, v) = (x * scale, y * scale)
        return (origin.x + u * turn.cos - v * turn.sin, origin.y + u * turn.sin + v * turn.cos)
    }

    private mutating func run() -> PathData? {
        var command: UInt8 = 0
        while true {
            skip()
            guard at < bytes.count else { return out.isEmpty ? nil : out }
            if (bytes[at] | 0x20) >= UInt8(ascii: "a"), (bytes[at] | 0x20) <= UInt8(ascii: "z") {
                command = bytes[at]
                at += 1
            } else if command == 0 || command | 0x20 == UInt8(ascii: "z") {
                return nil
            }
            guard step(command) else { return nil }
            // More pairs after a move are lines.
            if command == UInt8(ascii: "M") { command = UInt8(ascii: "L") }
            if command == UInt8(ascii: "m") { command = UInt8(ascii: "l") }
        }
    }

    private mutating func step(_ command: UInt8) -> Bool {
        let isRelative = command >= UInt8(ascii: "a")
        let (dx, dy) = isRelative ? (x, y) : (0, 0)
        var last: (x: Double, y: Double)?
        switch command | 0x20 {
        case UInt8(ascii: "m"):
            guard let n = numbers(2) else { return false }
            (x, y) = (n[0] + dx, n[1] + dy)
            start = (x, y)
            let p = place(x, y)
            out.move(p.0, p.1)
        case UInt8(ascii: "l"):
            guard let n = numbers(2) else { return false }
            line(n[0] + dx, n[1] + dy)
        case UInt8(ascii: "h"):
            guard let n = numbers(1) else { return false }
            line(n[0] + dx, y)
        case UInt8(ascii: "v"):
            guard let n = numbers(1) else { return false }
            line(x, n[0] + dy)
        case UInt8(ascii: "c"):
            guard let n = numbers(6) else { return false }
            last = (n[2] + dx, n[3] + dy)
            curve(n[0] + dx, n[1] + dy, n[2] + dx, n[3] + dy, n[4] + dx, n[5] + dy)
        case UInt8(ascii: "s"):
            guard let n = numbers(4) else { return false }
            let first = control.map { (2 * x - $0.x, 2 * y - $0.y) } ?? (x, y)
            last = (n[0] + dx, n[1] + dy)
            curve(first.0, first.1, n[0] + dx, n[1] + dy, n[2] + dx, n[3] + dy)
        case UInt8(ascii: "q"):
            guard let n = numbers(4) else { return false }
            let (cx, cy, ex, ey) = (n[0] + dx, n[1] + dy, n[2] + dx, n[3] + dy)
            curve(x + 2 * (cx - x) / 3, y + 2 * (cy - y) / 3, ex + 2 * (cx - ex) / 3, ey + 2 * (cy - ey) / 3, ex, ey)
        case UInt8(ascii: "a"):
            guard let n = numbers(7, isArc: true) else { return false }
            arc(n, n[5] + dx, n[6] + dy)
        case UInt8(ascii: "z"):
            out.close()
            (x, y) = start
        default: return false
        }
        control = last
        return true
    }

    private mutating func line(_ toX: Double, _ toY: Double) {
        (x, y) = (toX, toY)
        let p = place(x, y)
        out.line(p.0, p.1)
    }

    private mutating func curve(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ toX: Double, _ toY: Double) {
        let (a, b, c) = (place(x1, y1), place(x2, y2), place(toX, toY))
        out.curve(a.0, a.1, b.0, b.1, c.0, c.1)
        (x, y) = (toX, toY)
    }

    /// An elliptical arc as cubic curves (SVG 1.1, appendix F.6).
    private mutating func arc(_ n: [Double], _ toX: Double, _ toY: Double) {
        var (rx, ry) = (abs(n[0]), abs(n[1]))
        guard rx > 0, ry > 0, toX != x || toY != y else { return line(toX, toY) }
        let phi = n[2] * .pi / 180
        let (c, s) = (cos(phi), sin(phi))
        let (hx, hy) = ((x - toX) / 2, (y - toY) / 2)
        let (px, py) = (c * hx + s * hy, -s * hx + c * hy)
        let lambda = px * px / (rx * rx) + py * py / (ry * ry)
        if lambda > 1 { (rx, ry) = (rx * lambda.squareRoot(), ry * lambda.squareRoot()) }
        let numerator = rx * rx * ry * ry - rx * rx * py * py - ry * ry * px * px
        let factor =
            (max(0, numerator / (rx * rx * py * py + ry * ry * px * px))).squareRoot() * (n[3] == n[4] ? -1 : 1)
        let (qx, qy) = (factor * rx * py / ry, -factor * ry * px / rx)
        let (cx, cy) = (c * qx - s * qy + (x + toX) / 2, s * qx + c * qy + (y + toY) / 2)
        let from = atan2((py - qy) / ry, (px - qx) / rx)
        var sweep = atan2((-py - qy) / ry, (-px - qx) / rx) - from
        if n[4] == 0, sweep > 0 { sweep -= 2 * .pi }
        if n[4] != 0, sweep < 0 { sweep += 2 * .pi }
        let pieces = max(1, Int((abs(sweep) / (.pi / 2)).rounded(.up)))
        let step = sweep / Double(pieces)
        let k = 4.0 / 3 * tan(step / 4)
        func point(_ u: Double, _ v: Double) -> (Double, Double) {
            (cx + c * rx * u - s * ry * v, cy + s * rx * u + c * ry * v)
        }
        for i in 0..<pieces {
            let a = from + step * Double(i)
            let b = a + step
            let p1 = point(cos(a) - k * sin(a), sin(a) + k * cos(a))
            let p2 = point(cos(b) + k * sin(b), sin(b) - k * cos(b))
            let end = i == pieces - 1 ? (toX, toY) : point(cos(b), sin(b))
            curve(p1.0, p1.1, p2.0, p2.1, end.0, end.1)
        }
    }

    // MARK: - Numbers

    private mutating func skip() {
        while at < bytes.count, [0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ",")].contains(bytes[at]) { at += 1 }
    }

    private mutating func numbers(_ count: Int, isArc: Bool = false) -> [Double]? {
        var list: [Double] = []
        for i in 0..<count {
            skip()
            // The flags of an arc may stand without spaces.
            if isArc, i == 3 || i == 4 {
                guard at < bytes.count, bytes[at] == 0x30 || bytes[at] == 0x31 else { return nil }
                list.append(Double(bytes[at] - 0x30))
                at += 1
                continue
            }
            let from = at
            var seenPoint = false
            var seenExponent = false
            scan: while at < bytes.count {
                switch bytes[at] {
                case 0x30...0x39: break
                case UInt8(ascii: "-"), UInt8(ascii: "+"):
                    if at != from, bytes[at - 1] | 0x20 != UInt8(ascii: "e") { break scan }
                case UInt8(ascii: "."):
                    if seenPoint || seenExponent { break scan }
                    seenPoint = true
                case UInt8(ascii: "e"), UInt8(ascii: "E"):
                    if seenExponent || at == from { break scan }
                    seenExponent = true
                default: break scan
                }
                at += 1
            }
            guard at > from, let value = Double(String(decoding: bytes[from..<at], as: UTF8.self)), value.isFinite
            else { return nil }
            list.append(value)
        }
        return list
    }
}
