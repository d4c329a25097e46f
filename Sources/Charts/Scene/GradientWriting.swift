import Markup

extension SceneGradient {
    /// Writes the gradient as a definition. The colours of one that fades get classes for the style sheet, as paints
    /// do: `.stop-c1 { stop-color: … }`.
    func write(id: String, names: [String: String], to out: inout HTML) {
        func attribute(_ name: StaticString, _ value: Double) {
            out.append(name)
            out.withBytes { NumberText.append(value, to: &$0) }
            out.append("\"")
        }
        out.append("<linearGradient")
        out.append(attribute: "id", id)
        attribute(" x1=\"", start.x)
        attribute(" x2=\"", end.x)
        attribute(" y1=\"", start.y)
        attribute(" y2=\"", end.y)
        out.append(">")
        for (i, stop) in stops.enumerated() {
            out.append("<stop")
            attribute(" offset=\"", stop.offset)
            out.append(attribute: "stop-color", stop.colour)
            if opacities.indices.contains(i) {
                attribute(" stop-opacity=\"", opacities[i])
                if let name = names[stop.colour] { out.append(attribute: "class", "stop-" + name) }
            }
            out.append("/>")
        }
        out.append("</linearGradient>")
    }
}
