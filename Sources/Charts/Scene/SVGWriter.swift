import Markup

/// Writes a scene as SVG, in Vega's vocabulary of classes; XML that is well-formed whatever the data hold.
struct SVGWriter {
    private var out: HTML
    private let colourNames: [String: String]
    private let idPrefix: String
    /// Widths and heights of the plots that cut off their marks, each with its own clip path.
    private var clips: [(width: Double, height: Double)] = []
    /// The one of the plot being written.
    private var clip = 0
    private let font: String
    private var clipCount = 0

    /// The drawing. Ids begin with `idPrefix`, so that several charts share a page.
    static func write(_ scene: Scene, theme: ChartTheme, idPrefix: String) -> HTML {
        var writer = SVGWriter(scene, theme, idPrefix)
        writer.document(scene)
        return writer.out
    }

    private init(_ scene: Scene, _ theme: ChartTheme, _ idPrefix: String) {
        out = HTML(capacity: 16_384)
        colourNames = theme.colourNames
        self.idPrefix = idPrefix
        font = scene.font
        collectClips(scene.root)
    }

    private mutating func number(_ value: Double) { out.withBytes { NumberText.append(value, to: &$0) } }

    private mutating func attribute(_ name: StaticString, _ value: Double) {
        out.append(name)
        number(value)
        out.append("\"")
    }

    private mutating func translate(_ x: Double, _ y: Double) {
        out.append(" transform=\"translate(")
        number(x)
        out.append(",")
        number(y)
        out.append(")\"")
    }

    // MARK: - The document

    private mutating func document(_ scene: Scene) {
        out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart marks\"")
        attribute(" width=\"", scene.width)
        attribute(" height=\"", scene.height)
        out.append(" viewBox=\"0 0 ")
        number(scene.width)
        out.append(" ")
        number(scene.height)
        out.append("\" role=\"graphics-document document\" aria-roledescription=\"chart\"")
        if let title = scene.title, !title.isEmpty {
            out.append(attribute: "aria-label", title)
        } else {
            out.append(attribute: "aria-label", scene.description)
        }
        out.append(attribute: "aria-describedby", idPrefix + "desc")
        out.append("><desc")
        out.append(attribute: "id", idPrefix + "desc")
        out.append(">")
        out.append(text: scene.description)
        out.append("</desc>")
        defs(scene)
        if let background = scene.background {
            out.append("<rect")
            attribute(" width=\"", scene.width)
            attribute(" height=\"", scene.height)
            paint("fill", .colour(background))
            out.append("/>")
        }
        out.append("<g fill=\"none\" stroke-miterlimit=\"10\"")
        out.append(attribute: "font-family", font)
        translate(scene.originX, scene.originY)
        out.append("><g class=\"mark-group role-frame root\">")
        group(scene.root)
        out.append("</g></g></svg>")
    }

    private mutating func defs(_ scene: Scene) {
        guard !scene.gradients.isEmpty || !clips.isEmpty else { return }
        out.append("<defs>")
        for (i, gradient) in scene.gradients.enumerated() {
            out.append("<linearGradient")
            out.append(attribute: "id", "\(idPrefix)gradient\(i)")
            attribute(" x1=\"", gradient.start.x)
            attribute(" x2=\"", gradient.end.x)
            attribute(" y1=\"", gradient.start.y)
            attribute(" y2=\"", gradient.end.y)
            out.append(">")
            for stop in gradient.stops {
                out.append("<stop")
                attribute(" offset=\"", stop.offset)
                out.append(attribute: "stop-color", stop.colour)
                out.append("/>")
            }
            out.append("</linearGradient>")
        }
        for (i, size) in clips.enumerated() {
            out.append("<clipPath")
            out.append(attribute: "id", clipID(i))
            out.append("><rect x=\"0\" y=\"0\"")
            attribute(" width=\"", size.width)
            attribute(" height=\"", size.height)
            out.append("/></clipPath>")
        }
        out.append("</defs>")
    }

    private func clipID(_ i: Int) -> String { idPrefix + (i == 0 ? "clip" : "clip-\(i + 1)") }

    private mutating func collectClips(_ group: SceneGroup) {
        for node in group.children {
            switch node {
            case .mark(let mark):
                let (width, height) = (group.width ?? 0, group.height ?? 0)
                if mark.clips, !clips.contains(where: { $0 == (width, height) }) { clips.append((width, height)) }
            case .group(_, let items, _): for item in items { collectClips(item) }
            }
        }
    }

    // MARK: - Groups and marks

    private mutating func group(_ group: SceneGroup) {
        out.append("<g")
        translate(group.x, group.y)
        if let label = group.label {
            out.append(" role=\"graphics-object\"")
            out.append(attribute: "aria-label", label)
        }
        out.append(">")
        if !clips.isEmpty, let width = group.width, let height = group.height {
            clip = clips.firstIndex { $0 == (width, height) } ?? clip
        }
        if let width = group.width, let height = group.height {
            out.append("<path class=\"background\" aria-hidden=\"true\" d=\"")
            if let corners = group.clipCorners {
                let path = PathData.rounded(0, 0, width, height, corners)
                out.withBytes { $0 += path.bytes }
            } else if let radius = group.cornerRadius, radius > 0 {
                let path = PathData.rounded(0, 0, width, height, [radius, radius, radius, radius])
                out.withBytes { $0 += path.bytes }
            } else {
                // A stroked frame lies on the pixels' middle.
                out.append(group.background.stroke == nil ? "M0,0h" : "M0.5,0.5h")
                number(width)
                out.append("v")
                number(height)
                out.append("h")
                number(-width)
                out.append("Z")
            }
            out.append("\"")
            style(group.background)
            out.append("/>")
        }
        if let corners = group.clipCorners, let width = group.width, let height = group.height {
            clipCount += 1
            let id = "\(idPrefix)clip\(clipCount)"
            out.append("<clipPath")
            out.append(attribute: "id", id)
            out.append("><path d=\"")
            let path = PathData.rounded(0, 0, width, height, corners)
            out.withBytes { $0 += path.bytes }
            out.append("\"/></clipPath><g")
            out.append(attribute: "clip-path", "url(#\(id))")
            out.append(">")
            for child in group.children { node(child) }
            out.append("</g>")
        } else {
            for child in group.children { node(child) }
        }
        out.append("</g>")
    }

    private mutating func node(_ node: SceneNode) {
        switch node {
        case .mark(let mark): self.mark(mark)
        case .group(let role, let items, let label):
            out.append("<g class=\"mark-group role-")
            out.append(text: role)
            out.append("\"")
            if let label {
                out.append(" role=\"graphics-symbol\"")
                out.append(attribute: "aria-label", label)
            } else if role == "axis" || role == "legend" {
                out.append(" aria-hidden=\"true\"")
            }
            out.append(">")
            for item in items { group(item) }
            out.append("</g>")
        }
    }

    private mutating func mark(_ mark: SceneMark) {
        out.append("<g class=\"mark-")
        out.append(text: mark.kind)
        out.append(" role-")
        out.append(text: mark.role)
        out.append("\"")
        if mark.clips {
            out.append(attribute: "clip-path", "url(#\(clipID(clip)))")
        }
        if let label = mark.label {
            out.append(" role=\"graphics-object\"")
            out.append(attribute: "aria-label", label)
        } else if mark.isHidden {
            out.append(" aria-hidden=\"true\"")
        }
        out.append(">")
        for item in mark.items { self.item(item) }
        out.append("</g>")
    }

    // MARK: - Items

    private mutating func item(_ item: SceneItem) {
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

    private mutating func path(_ data: PathData, _ item: SceneItem) {
        out.append("<path d=\"")
        out.withBytes { $0 += data.bytes }
        out.append("\"")
        finish(item, "path")
    }

    /// The rest of an item's tag: how it looks, and what it says.
    private mutating func finish(_ item: SceneItem, _ tag: StaticString) {
        style(item.style)
        said(item)
        guard let tooltip = item.tooltip else { return out.append("/>") }
        out.append("><title>")
        out.append(text: tooltip)
        out.append("</title></")
        out.append(tag)
        out.append(">")
    }

    private mutating func said(_ item: SceneItem) {
        if let label = item.label {
            out.append(" role=\"graphics-symbol\"")
            out.append(attribute: "aria-label", label)
        }
    }

    private mutating func text(_ run: TextRun, _ item: SceneItem) {
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
        style(item.style)
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

    // MARK: - Style

    private mutating func style(_ style: Style) {
        var names: [(String, String)] = []
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
        if !names.isEmpty {
            out.append(attribute: "class", names.map { "\($0.0)-\($0.1)" }.joined(separator: " "))
        }
    }

    private mutating func paint(_ name: StaticString, _ paint: Paint) {
        var names: [(String, String)] = []
        self.paint(name, paint, &names)
        if !names.isEmpty {
            out.append(attribute: "class", names.map { "\($0.0)-\($0.1)" }.joined(separator: " "))
        }
    }

    /// An attribute, which any style sheet overrides; a colour that the theme names also gets a class.
    private mutating func paint(_ name: StaticString, _ paint: Paint, _ names: inout [(String, String)]) {
        switch paint {
        case .colour(let text):
            out.append(" ")
            out.append(name)
            out.append("=\"")
            out.append(text: text)
            out.append("\"")
            if !colourNames.isEmpty, let known = colourNames[text] { names.append(("\(name)", known)) }
        case .gradient(let i):
            out.append(" ")
            out.append(name)
            out.append("=\"url(#")
            out.append(text: "\(idPrefix)gradient\(i)")
            out.append(")\"")
        }
    }
}
