import Building
import Diagnostics

/// A numeral in prose that is bound to nothing, as a script finds it on the page: by its text and what stands before it.
struct UnboundNumeral: Sendable, Hashable {
    var text: String
    /// A few characters of the same line of the source.
    var before: String

    /// Those of one page's file, in reading order.
    static func of(_ source: String, in findings: [Diagnostic], line: (String, Int) -> ArraySlice<UInt8>?) -> [Self] {
        findings.compactMap { finding in
            guard finding.code == .figureUnbound, let place = finding.location, place.file == source,
                let bytes = line(source, place.line)
            else { return nil }
            let scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
            let start = min(max(0, place.column - 1), scalars.count)
            let end = min(scalars.count, start + place.length)
            return UnboundNumeral(
                text: String(String.UnicodeScalarView(scalars[start..<end])),
                before: String(String.UnicodeScalarView(scalars[max(0, start - 6)..<start])))
        }
    }
}
