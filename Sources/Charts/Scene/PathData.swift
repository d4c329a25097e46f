#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The `d` of a path, written as it is built.
struct PathData: Sendable {
    private(set) var bytes: [UInt8] = []
    private(set) var bounds = Bounds()

    var isEmpty: Bool { bytes.isEmpty }

    private mutating func put(_ command: UInt8, _ x: Double, _ y: Double) {
        bytes.append(command)
        NumberText.append(x, to: &bytes)
        bytes.append(UInt8(ascii: ","))
        NumberText.append(y, to: &bytes)
    }

    mutating func move(_ x: Double, _ y: Double) {
        put(UInt8(ascii: "M"), x, y)
        bounds.add(x, y)
    }

    mutating func line(_ x: Double, _ y: Double) {
        put(UInt8(ascii: "L"), x, y)
        bounds.add(x, y)
    }

    mutating func curve(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ x: Double, _ y: Double) {
        put(UInt8(ascii: "C"), x1, y1)
        put(UInt8(ascii: ","), x2, y2)
        put(UInt8(ascii: ","), x, y)
        bounds.add(x, y)
    }

    /// Makes room for so many points.
    mutating func reserve(_ points: Int) { bytes.reserveCapacity(bytes.count + 12 * points) }

    /// An arc of a circle, from where the path is; angles in radians clockwise from three o'clock.
    mutating func turn(around centre: (x: Double, y: Double), radius: Double, from: Double, to: Double) {
        let span = to - from
        guard radius > 0, span.isFinite, span != 0 else { return }
        // SVG draws nothing from a point to itself.
        let pieces = abs(span) > 1.9 * .pi ? 2 : 1
        for piece in 1...pieces {
            let end = from + span * Double(piece) / Double(pieces)
            let (x, y) = (centre.x + radius * cos(end), centre.y + radius * sin(end))
            bytes.append(UInt8(ascii: "A"))
            NumberText.append(radius, to: &bytes)
            bytes.append(UInt8(ascii: ","))
            NumberText.append(radius, to: &bytes)
            bytes += Array(",0,".utf8)
            bytes.append(abs(span) / Double(pieces) > .pi ? UInt8(ascii: "1") : UInt8(ascii: "0"))
            bytes.append(UInt8(ascii: ","))
            bytes.append(span > 0 ? UInt8(ascii: "1") : UInt8(ascii: "0"))
            bytes.append(UInt8(ascii: ","))
            NumberText.append(x, to: &bytes)
            bytes.append(UInt8(ascii: ","))
            NumberText.append(y, to: &bytes)
            bounds.add(x, y)
        }
        // The circle's own extremes between the ends.
        let first = (min(from, to) / (.pi / 2)).rounded(.up)
        for i in 0..<4 where (first + Double(i)) * .pi / 2 <= max(from, to) {
            let quarter = (first + Double(i)) * .pi / 2
            bounds.add(centre.x + radius * cos(quarter), centre.y + radius * sin(quarter))
        }
    }

    mutating func close() { bytes.append(UInt8(ascii: "Z")) }

    /// A rectangle with rounded corners: top left, top right, bottom right, bottom left.
    static func rounded(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ corners: [Double]) -> PathData {
        let most = min(width, height) / 2
        let r = corners.map { max(0, min($0, most)) }
        // Four cubic curves draw a circle to 0.03%.
        let k = 0.448084975506
        var out = PathData()
        let (x2, y2) = (x + width, y + height)
        out.move(x + r[0], y)
        out.line(x2 - r[1], y)
        if r[1] > 0 { out.curve(x2 - k * r[1], y, x2, y + k * r[1], x2, y + r[1]) }
        out.line(x2, y2 - r[2])
        if r[2] > 0 { out.curve(x2, y2 - k * r[2], x2 - k * r[2], y2, x2 - r[2], y2) }
        out.line(x + r[3], y2)
        if r[3] > 0 { out.curve(x + k * r[3], y2, x, y2 - k * r[3], x, y2 - r[3]) }
        out.line(x, y + r[0])
        if r[0] > 0 { out.curve(x, y + k * r[0], x + k * r[0], y, x + r[0], y) }
        out.close()
        return out
    }
}
