/// Writes findings for people (with the line and a caret under it) and for programs (JSON).
package enum DiagnosticPrinter {
    /// The lines that a person reads. `line` hands the bytes of a line of a source file.
    package static func text(
        _ diagnostic: Diagnostic, colour: Bool = false, line: (_ file: String, _ number: Int) -> ArraySlice<UInt8>?
    ) -> String {
        let paint = Paint(enabled: colour)
        let head = "\(diagnostic.severity.rawValue)[\(diagnostic.code.rawValue)]"
        var out = ""
        if let location = diagnostic.location { out += paint.bold(location.description) + ": " }
        out += paint.severity(head, diagnostic.severity) + ": " + diagnostic.message + "\n"
        if let location = diagnostic.location, let bytes = line(location.file, location.line) {
            out += excerpt(bytes, location, paint)
        }
        if let hint = diagnostic.hint { out += "   " + paint.dim("hint:") + " " + hint + "\n" }
        return out
    }

    /// The source line, and carets under what is meant. Long lines are cut to a window around it.
    private static func excerpt(_ bytes: ArraySlice<UInt8>, _ location: SourceLocation, _ paint: Paint) -> String {
        let scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
        let start = min(max(0, location.column - 1), scalars.count)
        let end = min(scalars.count, start + min(max(1, location.length), 80))
        let from = start > 100 ? start - 60 : 0
        let to = min(scalars.count, max(end, from + 140))
        let shown = scalars[from..<to].map { isControl($0) ? "\u{FFFD}" : $0 }
        let number = String(location.line)
        let gutter = String(repeating: " ", count: max(0, 5 - number.utf8.count)) + number + " | "
        let cutLeft = from > 0 ? "…" : ""
        let cutRight = to < scalars.count ? "…" : ""
        var text = String.UnicodeScalarView()
        text.append(contentsOf: shown)
        let indent = (from > 0 ? 1 : 0) + scalars[from..<start].reduce(0) { $0 + DisplayWidth.of($1) }
        let width = max(1, scalars[start..<end].reduce(0) { $0 + DisplayWidth.of($1) })
        let margin = String(repeating: " ", count: max(5, number.utf8.count)) + " | "
        return paint.dim(gutter) + cutLeft + String(text) + cutRight + "\n" + paint.dim(margin)
            + String(repeating: " ", count: indent) + paint.caret(String(repeating: "^", count: width)) + "\n"
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
            || [0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069].contains(scalar.value)
    }

    /// A JSON list of `{"severity","code","message","file","line","column","hint"}`; unknown places are null.
    package static func json<Findings: Sequence>(_ diagnostics: Findings) -> String
    where Findings.Element == Diagnostic {
        var out = "["
        var first = true
        for d in diagnostics {
            out += first ? "\n" : ",\n"
            first = false
            out += "  {\"severity\": \(quoted(d.severity.rawValue)), \"code\": \(quoted(d.code.rawValue)), "
            out += "\"message\": \(quoted(d.message)), \"file\": \(d.location.map { quoted($0.file) } ?? "null"), "
            out += "\"line\": \(d.location.map { String($0.line) } ?? "null"), "
            out += "\"column\": \(d.location.map { String($0.column) } ?? "null"), "
            out += "\"hint\": \(d.hint.map(quoted) ?? "null")}"
        }
        return out + (first ? "]\n" : "\n]\n")
    }

    /// A JSON string (RFC 8259), U+2028 and U+2029 escaped as well.
    private static func quoted(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x22: out += "\\\""
            case 0x5C: out += "\\\\"
            case 0x0A: out += "\\n"
            case 0x0D: out += "\\r"
            case 0x09: out += "\\t"
            case 0..<0x20, 0x2028, 0x2029:
                let hex = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - hex.utf8.count) + hex
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }
}

/// Terminal colours, or none.
private struct Paint {
    var enabled: Bool

    func bold(_ text: String) -> String { wrap(text, "1") }
    func dim(_ text: String) -> String { wrap(text, "2") }
    func caret(_ text: String) -> String { wrap(text, "1;31") }

    func severity(_ text: String, _ severity: Severity) -> String {
        switch severity {
        case .error: wrap(text, "1;31")
        case .warning: wrap(text, "1;33")
        case .info: wrap(text, "1;36")
        }
    }

    private func wrap(_ text: String, _ code: String) -> String {
        enabled ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}

/// How many cells of a terminal a scalar takes (UAX #11: wide and full-width take two, combining marks none).
package enum DisplayWidth {
    package static func of(_ scalar: Unicode.Scalar) -> Int {
        let v = scalar.value
        if v < 0x300 { return 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        switch v {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
            0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F,
            0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }
}
