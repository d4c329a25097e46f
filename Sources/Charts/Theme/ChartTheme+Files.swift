extension ChartTheme {
    /// The style that a drawing brings along which stands in a file of its own: a ground, and its colours on dark ground.
    /// It is the same for all drawings, so that a host's Content-Security-Policy can name it by its digest. It holds no
    /// character that markup would escape.
    func fileStyle(hasFades: Bool) -> String {
        var out = "svg{background:#fff}@media (prefers-color-scheme:dark){svg{background:"
        out += (dark["paper"] ?? darkGround).text + "}"
        for (name, colour) in dark.sorted(by: { $0.key < $1.key }) {
            out += ".fill-\(name){fill:\(colour.text)}.stroke-\(name){stroke:\(colour.text)}"
            if hasFades { out += ".stop-\(name){stop-color:\(colour.text)}" }
        }
        return out + ".flip{filter:invert(1) hue-rotate(180deg)}}"
    }

    /// The styles that files of drawings may hold; none where the theme names no colours for dark ground.
    package var fileStyles: [String] { dark.isEmpty ? [] : [fileStyle(hasFades: false), fileStyle(hasFades: true)] }
}
