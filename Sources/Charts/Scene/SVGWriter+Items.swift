import Markup

extension SVGWriter {
    mutating func item(_ item: SceneItem) {
        let linked = item.href.map { URLPolicy.isAllowed($0) } ?? false
        if linked, let href = item.href {
            out.append("<a")
            out.append(attribute: "href", URLPolicy.percentEncoded(href))
            out.append(">")
        }
        switch item.shape {
        case .rectangle(let x, let y, let width, let height, let corners):
            if let corners {
                path(PathData.rounded(x, y, width, height, corners), item)
            } else {
                out.append("<rect")
                attribute(" x=\"", x)
                attribute(" y=\"", y)
                attribute(" width=\"", width)
                attribute(" height=\"", height)
                finish(item, "rect")
            }
        case .line(let x1, let y1, let x2, let y2):
            out.append("<line")
            attribute(" x1=\"", x1)
            attribute(" y1=\"", y1)
            attribute(" x2=\"", x2)
            attribute(" y2=\"", y2)
            finish(item, "line")
        case .path(let data): path(data, item)
        case .symbol(let name, let size, let x, let y, let angle):
            if let data = Symbols.path(name, size: size, x: x, y: y, angle: angle) {
                path(data, item)
            } else {
                out.append("<circle")
                attribute(" cx=\"", x)
                attribute(" cy=\"", y)
                attribute(" r=\"", size.squareRoot() / 2)
                finish(item, "circle")
            }
        case .text(let run): text(run, item)
        case .image(let address, let x, let y, let width, let height, let fits):
            guard URLPolicy.isAllowed(address, for: .image) else { break }
            out.append("<image")
            out.append(attribute: "href", address)
            attribute(" x=\"", x)
            attribute(" y=\"", y)
            attribute(" width=\"", width)
            attribute(" height=\"", height)
            out.append(fits ? " preserveAspectRatio=\"xMidYMid\"" : " preserveAspectRatio=\"none\"")
            finish(item, "image")
        }
        if linked { out.append("</a>") }
    }

    mutating func path(_ data: PathData, _ item: SceneItem) {
        out.append("<path d=\"")
        out.withBytes { $0 += data.bytes }
        out.append("\"")
        finish(item, "path")
    }

    /// The rest of an item's tag: how it looks, and what it says.
    mutating func finish(_ item: SceneItem, _ tag: StaticString) {
        style(item.style)
        said(item)
        guard let tooltip = item.tooltip else { return out.append("/>") }
        out.append("><title>")
        out.append(text: tooltip)
        out.append("</title></")
        out.append(tag)
        out.append(">")
    }

    mutating func said(_ item: SceneItem) {
        if let label = item.label {
            out.append(" role=\"graphics-symbol\"")
            if let itemRole { out.append(attribute: "aria-roledescription", itemRole) }
            out.append(attribute: "aria-label", label)
        }
    }

    mutating func text(_ run: TextRun, _ item: SceneItem) {
        out.append("<text text-anchor=\"")
        out.append(text: run.align.anchor)
        out.append("\" transform=\"translate(")
        let y = run.baselineOffset + run.dy
        if run.angle != 0 {
            number(run.x)
            out.append(",")
            number(run.y)
            out.append(") rotate(")
            number(run.angle)
            if run.dx != 0 || y != 0 {
                out.append(") translate(")
                number(run.dx)
                out.append(",")
                number(y)
            }
        } else {
            number(run.x + run.dx)
            out.append(",")
            number(run.y + y)
        }
        out.append(")\"")
        if run.font != font { out.append(attribute: "font-family", run.font) }
        attribute(" font-size=\"", run.size)
        if let weight = run.weight { out.append(attribute: "font-weight", weight) }
        if let fontStyle = run.fontStyle { out.append(attribute: "font-style", fontStyle) }
        style(item.style, contrast: 4.5)
        said(item)
        out.append(">")
        let lines = run.shown
        if lines.count == 1 {
            out.append(text: lines[0])
        } else {
            for (i, line) in lines.enumerated() {
                out.append("<tspan x=\"0\"")
                if i > 0 { attribute(" dy=\"", run.leading) }
                out.append(">")
                out.append(text: line)
                out.append("</tspan>")
            }
        }
        out.append("</text>")
    }
}
