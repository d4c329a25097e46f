import Building
import Diagnostics
import Files

/// The findings of a build as a browser is told of them: errors and warnings, each with its line.
enum FindingsMessage {
    /// More than these are a count.
    private static let most = 100

    static func value(_ findings: [Diagnostic], root: String) -> JSONValue {
        let told = findings.filter { $0.severity > .info }
        // Errors first: a hundred warnings are no reason to hide the one thing that stops the build.
        let sorted = told.filter { $0.severity == .error } + told.filter { $0.severity != .error }
        let lines = SourceLines(root: root)
        return .object([
            ("errors", .integer(told.count { $0.severity == .error })),
            ("warnings", .integer(told.count { $0.severity == .warning })),
            ("findings", .array(sorted.prefix(most).map { value($0, lines) })),
        ])
    }

    private static func value(_ finding: Diagnostic, _ lines: SourceLines) -> JSONValue {
        let place = finding.location
        let line = place.flatMap { lines.line($0.file, $0.line) }
        let excerpt = line.flatMap { line in place.map { Excerpt(line, at: $0) } }
        return .object([
            ("severity", .string(finding.severity.rawValue)), ("code", .string(finding.code.rawValue)),
            ("message", .string(finding.message)), ("place", JSONValue(place?.description)),
            ("line", place.map { .integer($0.line) } ?? .null),
            ("before", JSONValue(excerpt?.before)), ("marked", JSONValue(excerpt?.marked)),
            ("after", JSONValue(excerpt?.after)), ("hint", JSONValue(finding.hint)),
        ])
    }

    /// A line of a source around what is meant, cut where it is long.
    private struct Excerpt {
        var before: String
        var marked: String
        var after: String

        init(_ line: ArraySlice<UInt8>, at place: SourceLocation) {
            let scalars = Array(String(decoding: line, as: UTF8.self).unicodeScalars)
            let start = min(max(0, place.column - 1), scalars.count)
            let end = min(scalars.count, start + min(max(1, place.length), 120))
            func text(_ range: Range<Int>) -> String { String(String.UnicodeScalarView(scalars[range])) }
            before = (start > 60 ? "…" : "") + text(max(0, start - 60)..<start)
            marked = text(start..<end)
            after = text(end..<min(scalars.count, end + 60)) + (end + 60 < scalars.count ? "…" : "")
        }
    }
}
