import Markup

/// Writes a scene as SVG, in Vega's vocabulary of classes; XML that is well-formed whatever the data hold.
struct SVGWriter {
    var out: HTML
    let colourNames: [String: String]
    let theme: ChartTheme
    let gradients: [SceneGradient]
    private let alone: Bool
    let idPrefix: String
    /// Widths and heights of the plots that cut off their marks, each with its own clip path.
    var clips: [(width: Double, height: Double)] = []
    /// The one of the plot being written.
    var clip = 0
    let font: String
    var clipCount = 0
    let manner: KeptWriting.Manner
    /// The look that was written last.
    var written: (style: Style, contrast: Double, bytes: [UInt8])?
    /// What the items of the mark being written are.
    var itemRole: String?
    /// Where the marks and guides were written; nil where they name ids.
    private var body: Range<Int>?
    var namesIDs = false

    /// The drawing. Ids begin with `idPrefix`, so that several charts share a page.
    /// A drawing that stands `alone`, as a file, has the rules for dark ground with it, which on a page are those of
    /// the page.
    ///
    /// - Parameter body: the marks and guides of the same scene as they were written before.
    static func write(
        _ scene: Scene, theme: ChartTheme, idPrefix: String, alone: Bool = false, body: ArraySlice<UInt8>? = nil
    ) -> (html: HTML, body: Range<Int>?) {
        var writer = SVGWriter(scene, theme, idPrefix, alone)
        writer.document(scene, body)
        return (writer.out, writer.body)
    }

    private init(_ scene: Scene, _ theme: ChartTheme, _ idPrefix: String, _ alone: Bool) {
        out = HTML(capacity: 16_384)
        colourNames = theme.colourNames
        self.theme = theme
        gradients = scene.gradients
        self.alone = alone
        self.idPrefix = idPrefix
        font = scene.font
        manner = KeptWriting.Manner(theme: theme.name, font: font, idPrefix: idPrefix)
        collectClips(scene.root)
    }

    mutating func number(_ value: Double) { out.withBytes { NumberText.append(value, to: &$0) } }

    mutating func attribute(_ name: StaticString, _ value: Double) {
        out.append(name)
        number(value)
        out.append("\"")
    }

    mutating func translate(_ x: Double, _ y: Double) {
        out.append(" transform=\"translate(")
        number(x)
        out.append(",")
        number(y)
        out.append(")\"")
    }

    // MARK: - The document

    mutating func document(_ scene: Scene, _ known: ArraySlice<UInt8>?) {
        out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart marks\"")
        attribute(" width=\"", scene.width * theme.scale)
        attribute(" height=\"", scene.height * theme.scale)
        out.append(" viewBox=\"0 0 ")
        number(scene.width)
        out.append(" ")
        number(scene.height)
        out.append("\" role=\"graphics-document document\"")
        out.append(attribute: "aria-roledescription", scene.kind)
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
        if alone, !theme.dark.isEmpty { darkRules() }
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
        let start = out.count
        if let known { out.withBytes { $0 += known } } else { group(scene.root) }
        body = namesIDs ? nil : start..<out.count
        out.append("</g></g></svg>")
    }

    /// A ground, since nobody knows where the file is shown, and what the page's style sheet says of a dark one.
    private mutating func darkRules() {
        let hasFades = gradients.contains { !$0.opacities.isEmpty }
        let rules = theme.shared.darkRules(fades: hasFades) { [theme] in
            var out = HTML()
            out.append("<style>")
            out.append(text: theme.fileStyle(hasFades: hasFades))
            out.append("</style>")
            return out.bytes
        }
        out.withBytes { $0 += rules }
    }

    mutating func defs(_ scene: Scene) {
        guard !scene.gradients.isEmpty || !clips.isEmpty else { return }
        out.append("<defs>")
        for (i, gradient) in scene.gradients.enumerated() {
            gradient.write(id: "\(idPrefix)gradient\(i)", names: colourNames, to: &out)
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

    func clipID(_ i: Int) -> String { idPrefix + (i == 0 ? "clip" : "clip-\(i + 1)") }

    mutating func collectClips(_ group: SceneGroup) {
        for node in group.children {
            switch node {
            case .mark(let mark):
                let (width, height) = (group.width ?? 0, group.height ?? 0)
                if mark.clips, !clips.contains(where: { $0 == (width, height) }) { clips.append((width, height)) }
            case .group(_, let items, _): for item in items { collectClips(item) }
            }
        }
    }
}
