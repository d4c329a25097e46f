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
        out.append(isVertical ? " x1=\"0\" x2=\"0\" y1=\"1\" y2=\"0\">" : " x1=\"0\" x2=\"1\" y1=\"0\" y2=\"0\">")
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
