import Expressions
import Files

/// The colours of texts that lie upon marks: dark or light, whichever can be read better, on light ground and on dark.
struct TextContrast {
    /// What is drawn under texts: a place with its colour on light ground and on dark.
    private struct Ground {
        var bounds: Bounds
        var light: Colour
        var dark: Colour
    }

    private var grounds: [Ground] = []
    private let theme: ChartTheme
    /// More marks than this hold no texts.
    private static let limit = 2000

    init(_ theme: ChartTheme) { self.theme = theme }

    /// Takes in the marks of a unit, which later texts lie upon.
    mutating func add(_ node: SceneNode) {
        guard case .mark(let mark) = node, mark.kind == "rect" || mark.kind == "symbol",
            grounds.count + mark.items.count <= Self.limit
        else { return }
        for item in mark.items {
            guard let fill = item.style.fill, let (light, dark) = colours(fill, item.style) else { continue }
            grounds.append(Ground(bounds: item.shape.bounds, light: light, dark: dark))
        }
    }

    /// The texts with colours for what they lie upon; those beside all marks stay as they are.
    func coloured(_ node: SceneNode) -> SceneNode {
        guard case .mark(var mark) = node, mark.kind == "text", !grounds.isEmpty else { return node }
        for i in mark.items.indices {
            let box = mark.items[i].bounds
            let (x, y) = ((box.x1 + box.x2) / 2, (box.y1 + box.y2) / 2)
            let ground = grounds.last { ground in
                let b = ground.bounds
                return b.x1 <= x && x <= b.x2 && b.y1 <= y && y <= b.y2 && b.width > box.width * 0.75
            }
            if let ground, let paint = paint(on: ground.light, ground.dark) { mark.items[i].style.fill = paint }
        }
        return .mark(mark)
    }

    /// The better paint for text on a fill, in both schemes.
    func paint(on fill: Paint, _ style: Style) -> Paint? {
        colours(fill, style).flatMap { paint(on: $0.light, $0.dark) }
    }

    // MARK: - Choosing

    private func paint(on light: Colour, _ dark: Colour) -> Paint? {
        guard let ink = theme.colour(named: "over-ink"), let paper = theme.colour(named: "over-paper"),
            let night = theme.colour(named: "night"), let day = theme.colour(named: "day"),
            let darkInk = theme.dark["over-ink"], let darkPaper = theme.dark["over-paper"]
        else { return nil }
        // On dark ground the theme's ink is light and its paper dark; night and day stay what they are.
        let isInk = ink.contrast(with: light) >= paper.contrast(with: light)
        let isDarkInk = darkInk.contrast(with: dark) >= darkPaper.contrast(with: dark)
        let chosen = isInk ? (isDarkInk ? ink : night) : (isDarkInk ? day : paper)
        return .colour(chosen.text)
    }

    /// A fill as it is seen: through its opacity, on both grounds.
    private func colours(_ fill: Paint, _ style: Style) -> (light: Colour, dark: Colour)? {
        guard case .colour(let text) = fill, let light = Colour(text) else { return nil }
        let dark = theme.onDark(light, isOfRamp: style.isOfRamp)
        let opacity = min(max((style.opacity ?? 1) * (style.fillOpacity ?? 1) * light.alpha, 0), 1)
        return (
            Colour.mix(theme.grounds.light, light.opaque, opacity), Colour.mix(theme.darkGround, dark.opaque, opacity)
        )
    }
}

extension ChartTheme {
    /// A colour by its name.
    func colour(named name: String) -> Colour? {
        colourNames.first { $0.value == name }.flatMap { Colour($0.key) }
    }

    /// What becomes of a drawn colour on dark ground: its named counterpart, its inverse of the same hue, or itself.
    func onDark(_ colour: Colour, isOfRamp: Bool, least: Double = 3) -> Colour {
        if let name = colourNames[colour.text] { return dark[name] ?? colour }
        return isOfRamp || colour.contrast(with: darkGround) < least ? colour.inverted : colour
    }
}

extension Colour {
    /// Light made dark and dark light, the hue kept: CSS's `invert(1) hue-rotate(180deg)`.
    var inverted: Colour {
        let (x, y, z) = (255 - r, 255 - g, 255 - b)
        return Colour(
            r: -0.574 * x + 1.43 * y + 0.144 * z, g: 0.426 * x + 0.43 * y + 0.144 * z,
            b: 0.426 * x + 1.43 * y - 0.856 * z, alpha: alpha
        ).clamped
    }

    private var clamped: Colour {
        func within(_ x: Double) -> Double { min(max(x, 0), 255) }
        return Colour(r: within(r), g: within(g), b: within(b), alpha: alpha)
    }
}
