#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// An upright rectangle that grows to hold what is put into it.
struct Bounds: Sendable, Equatable {
    var x1 = Double.infinity
    var y1 = Double.infinity
    var x2 = -Double.infinity
    var y2 = -Double.infinity

    init() {}
    init(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) {
        (self.x1, self.y1, self.x2, self.y2) = (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
    }

    var isEmpty: Bool { x1 > x2 }
    var width: Double { isEmpty ? 0 : x2 - x1 }
    var height: Double { isEmpty ? 0 : y2 - y1 }

    mutating func add(_ x: Double, _ y: Double) {
        guard x.isFinite, y.isFinite else { return }
        x1 = min(x1, x)
        y1 = min(y1, y)
        x2 = max(x2, x)
        y2 = max(y2, y)
    }

    mutating func add(_ other: Bounds) {
        guard !other.isEmpty else { return }
        add(other.x1, other.y1)
        add(other.x2, other.y2)
    }

    func moved(_ dx: Double, _ dy: Double) -> Bounds {
        isEmpty ? self : Bounds(x1 + dx, y1 + dy, x2 + dx, y2 + dy)
    }

    func grown(by d: Double) -> Bounds { isEmpty ? self : Bounds(x1 - d, y1 - d, x2 + d, y2 + d) }

    /// The rectangle around this one turned by `degrees` about a point.
    func turned(_ degrees: Double, about x: Double, _ y: Double) -> Bounds {
        guard degrees != 0, !isEmpty else { return self }
        let angle = degrees * .pi / 180
        let (c, s) = (cos(angle), sin(angle))
        var out = Bounds()
        for (px, py) in [(x1, y1), (x1, y2), (x2, y1), (x2, y2)] {
            out.add(x + (px - x) * c - (py - y) * s, y + (px - x) * s + (py - y) * c)
        }
        return out
    }

    /// True where the two come nearer than `separation`.
    func meets(_ other: Bounds, _ separation: Double) -> Bool {
        separation > max(other.x1 - x2, x1 - other.x2, other.y1 - y2, y1 - other.y2)
    }

    func contains(_ other: Bounds) -> Bool {
        other.x1 >= x1 && other.x2 <= x2 && other.y1 >= y1 && other.y2 <= y2
    }
}
