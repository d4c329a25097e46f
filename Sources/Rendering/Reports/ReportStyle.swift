import Files
import Markup

/// The style of a report: the theme's style sheets in one element, without a request to any file, and the policy under
/// which a browser makes none whatever the pages hold.
struct ReportStyle {
    let css: [UInt8]

    /// `headings` are what stands at the head of the pages of each part in print, by the number of the part.
    init(_ theme: ThemeSet, site: String, headings: [(number: Int, text: String)]) {
        let sheet = theme.assets.first { $0.path == ThemeSet.styleName }?.bytes ?? []
        var css = Self.inlined(sheet, theme) + [0x0A] + Self.inlined(theme.reportStyle, theme)
        css += Self.runningHeads(site, headings).utf8
        self.css = css
    }

    var html: HTML {
        var html = HTML("<style>")
        html.withBytes { $0 += css }
        html.append("</style>")
        return html
    }

    /// As `http-equiv`: the style by its digest, pictures and fonts that stand in the document, nothing else.
    var policy: String {
        "default-src 'none'; style-src 'sha256-\(SHA256.base64(css))'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
    }

    /// The title of each part at the head of its pages, and the number of the page at their foot.
    private static func runningHeads(_ site: String, _ headings: [(number: Int, text: String)]) -> String {
        let font =
            "font: 8.5pt/1.4 \"Helvetica Neue\", Arial, \"Liberation Sans\", \"Noto Sans CJK HK\", sans-serif; color: #555"
        var out = "\n@media print {\n"
        out += "  @page { @bottom-center { content: counter(page) \" / \" counter(pages); \(font) } "
        out += "@top-left { content: \(string(site)); \(font) } @top-right { content: none } }\n"
        for heading in headings {
            out += "  @page part-\(heading.number) { @top-right { content: \(string(heading.text)); \(font) } }\n"
            out += "  .report-part-\(heading.number) { page: part-\(heading.number) }\n"
        }
        return out + "}\n"
    }

    /// A string of CSS; markup would end at `</`, so that no `<` stands in it.
    private static func string(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\", "<", ">", "&", "\n", "\r", "\u{C}": out += "\\" + String(scalar.value, radix: 16) + " "
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }

    /// A style sheet with the files that it names put into it; what is not there, or elsewhere, is left out.
    private static func inlined(_ css: [UInt8], _ theme: ThemeSet) -> [UInt8] {
        let marker = Array("url(".utf8)
        var out: [UInt8] = []
        var i = 0
        while i < css.count {
            // CR would change the digest, and `</` end the element.
            if css[i] == 0x0D {
                i += 1
                continue
            }
            if css[i] == UInt8(ascii: "<"), i + 1 < css.count, css[i + 1] == UInt8(ascii: "/") {
                out += "<\\/".utf8
                i += 2
                continue
            }
            guard css[i...].starts(with: marker), let end = css[i...].firstIndex(of: UInt8(ascii: ")")) else {
                out.append(css[i])
                i += 1
                continue
            }
            let quotes: [UInt8] = [0x20, UInt8(ascii: "\""), UInt8(ascii: "'")]
            let address = String(decoding: css[(i + marker.count)..<end].filter { !quotes.contains($0) }, as: UTF8.self)
            if URLPolicy.scheme(of: address) == "data" || address.hasPrefix("#") {
                out += css[i...end]
            } else {
                let file = theme.assets.first { $0.path == address }
                let data = file.flatMap { DataAddress.of($0.bytes, named: address) } ?? "data:,"
                out += "url(\(data))".utf8
            }
            i = end + 1
        }
        return out
    }
}

/// A file in an address of its own (RFC 2397).
enum DataAddress {
    /// By the extension of its name; nil of what no page shows.
    private static let types = [
        "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp",
        "avif": "image/avif", "svg": "image/svg+xml", "woff2": "font/woff2", "woff": "font/woff", "ttf": "font/ttf",
        "otf": "font/otf",
    ]

    static func of(_ bytes: [UInt8], named name: String) -> String? {
        let ending = name.utf8.lastIndex(of: UInt8(ascii: ".")).map { name[name.index(after: $0)...].lowercased() }
        return ending.flatMap { types[$0] }.map { "data:\($0);base64,\(Base64.encoded(bytes))" }
    }
}
