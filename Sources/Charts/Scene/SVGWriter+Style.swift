extension SVGWriter {
    /// - Parameter contrast: what it must at least have on dark ground: texts more than marks.
    mutating func style(_ style: Style, contrast: Double = 3) {
        // Items of a mark often look alike.
        if let written, written.contrast == contrast, written.style == style {
            return out.withBytes { $0 += written.bytes }
        }
        let start = out.count
        write(style, contrast)
        written = (style, contrast, Array(out.bytes[start...]))
    }

    private mutating func write(_ style: Style, _ contrast: Double) {
        var names: [(String, String)] = []
        let flips = self.flips(style, contrast)
        if let fill = style.fill { paint("fill", fill, &names) }
        if let stroke = style.stroke {
            paint("stroke", stroke, &names)
            if let width = style.strokeWidth { attribute(" stroke-width=\"", width) }
            if let dash = style.dash, !dash.isEmpty, dash.contains(where: { $0 > 0 }) {
                out.append(" stroke-dasharray=\"")
                for (i, length) in dash.enumerated() {
                    if i > 0 { out.append(",") }
                    number(max(0, length))
                }
                out.append("\"")
            }
            if let offset = style.dashOffset { attribute(" stroke-dashoffset=\"", offset) }
            if let cap = style.cap { out.append(attribute: "stroke-linecap", cap) }
            if let join = style.join { out.append(attribute: "stroke-linejoin", join) }
        }
        if let opacity = style.opacity, opacity != 1 { attribute(" opacity=\"", opacity) }
        if let opacity = style.fillOpacity, opacity != 1 { attribute(" fill-opacity=\"", opacity) }
        if let opacity = style.strokeOpacity, opacity != 1 { attribute(" stroke-opacity=\"", opacity) }
        if flips {
            out.append(" class=\"flip\"")
        } else if !names.isEmpty {
            out.append(attribute: "class", names.map { "\($0.0)-\($0.1)" }.joined(separator: " "))
        }
    }

    /// True of items whose colours no name of the theme changes on dark ground, and which must change there: those of
    /// a ramp, where dark is much and light is little, and what would be too dark to see. A style sheet inverts them,
    /// hue kept; so they get none of the names that would change a colour before that.
    private func flips(_ style: Style, _ contrast: Double) -> Bool {
        guard !colourNames.isEmpty else { return false }
        let paints = [style.fill, style.stroke].compactMap { $0 }.map(fadingColour)
        func isNamed(_ paint: Paint) -> Bool {
            if case .colour(let text) = paint { return colourNames[text] != nil }
            return false
        }
        let own = paints.filter { !isNamed($0) }
        if own.isEmpty { return false }
        if style.isOfRamp { return true }
        return own.contains { paint in
            guard case .colour(let text) = paint, let colour = Colour(text) else { return false }
            return colour.contrast(with: theme.darkGround) < contrast
        }
    }

    /// What fades is one colour, whatever its gradient; the others stay what they are.
    private func fadingColour(_ paint: Paint) -> Paint {
        guard case .gradient(let i) = paint, gradients.indices.contains(i), !gradients[i].opacities.isEmpty,
            let colour = gradients[i].stops.first?.colour
        else { return paint }
        return .colour(colour)
    }

    mutating func paint(_ name: StaticString, _ paint: Paint) {
        var names: [(String, String)] = []
        self.paint(name, paint, &names)
        if !names.isEmpty {
            out.append(attribute: "class", names.map { "\($0.0)-\($0.1)" }.joined(separator: " "))
        }
    }

    /// An attribute, which any style sheet overrides; a colour that the theme names also gets a class.
    mutating func paint(_ name: StaticString, _ paint: Paint, _ names: inout [(String, String)]) {
        switch paint {
        case .colour(let text):
            out.append(" ")
            out.append(name)
            out.append("=\"")
            out.append(text: text)
            out.append("\"")
            if !colourNames.isEmpty, let known = colourNames[text] { names.append(("\(name)", known)) }
        case .gradient(let i):
            namesIDs = true
            out.append(" ")
            out.append(name)
            out.append("=\"url(#")
            out.append(text: "\(idPrefix)gradient\(i)")
            out.append(")\"")
        }
    }
}
