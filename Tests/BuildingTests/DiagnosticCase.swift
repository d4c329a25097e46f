import Building
import Diagnostics
import Foundation
import TestSupport

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// One file of `Tests/Fixtures/diagnostics`: a code of a finding, what it means, and a small input that gives it.
///
/// The file begins with lines of a key and a text: `zh` and `en` say what the code means and how to mend it; `strict: yes`
/// builds as `--strict` does, `build: yes` builds where else would be checked, and `example: none` says that no file can
/// give it. Then come the files of the input, each behind a line `=== PATH`. After the path may stand `escaped` (`\xNN` is
/// a byte), `pipe`, or `link TARGET`. `=== without PATH` takes a file of the common ones away, and `=== eval FOLDER`
/// evaluates its text in a folder in place of checking the site.
struct DiagnosticCase {
    struct Part {
        var words: [String]
        var text: String
    }

    /// What every example has, unless it brings a file of that path itself.
    static let common: [(path: String, text: String)] = {
        let folder = "diagnostics/common/"
        return ["content/site.yaml", "content/a/index.md", "content/a/desks.csv", "content/a/datapackage.yaml"].map {
            ($0, Fixture.text(folder + $0.split(separator: "/").joined(separator: "-")))
        }
    }()

    let code: DiagnosticCode
    let keys: [String: String]
    let parts: [Part]

    /// Nil where there is no file for the code.
    init?(_ code: DiagnosticCode) {
        let text = Fixture.text("diagnostics/" + Self.fileName(code))
        if text.isEmpty { return nil }
        self.code = code
        let pieces = ("\n" + text).components(separatedBy: "\n=== ")
        var keys: [String: String] = [:]
        for line in pieces[0].split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 1)
            if parts.count == 2 { keys[String(parts[0])] = parts[1].trimmingCharacters(in: .whitespaces) }
        }
        self.keys = keys
        parts = pieces.dropFirst().map { piece in
            let lines = piece.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
            var text = lines.count > 1 ? String(lines[1]) : ""
            if !text.isEmpty, !text.hasSuffix("\n") { text += "\n" }
            return Part(words: lines[0].split(separator: " ").map(String.init), text: text)
        }
    }

    static func fileName(_ code: DiagnosticCode) -> String {
        code.rawValue.split(separator: "/").joined(separator: "-") + ".txt"
    }

    var hasExample: Bool { keys["example"] != "none" }

    /// The findings of the example, each as the program prints it, its paths below the site's folder.
    func findings() throws -> [(code: DiagnosticCode, text: String)] {
        let site = try TemporarySite()
        var files = Dictionary(uniqueKeysWithValues: Self.common.map { ($0.path, Array($0.text.utf8)) })
        var formula: Part?
        for part in parts {
            let path = part.words[0]
            switch (path, part.words.dropFirst().first) {
            case ("without", let path?): files[path] = nil
            case ("eval", _): formula = part
            case (_, "pipe"):
                try site.makeFolder((path as NSString).deletingLastPathComponent)
                _ = mkfifo(site.path(path), 0o600)
            case (_, "link"):
                try site.makeFolder((path as NSString).deletingLastPathComponent)
                try site.link(path, to: part.words[2])
            case (_, "escaped"): files[path] = Self.bytes(part.text)
            default: files[path] = Array(part.text.utf8)
            }
        }
        for (path, bytes) in files { try site.write(path, bytes) }
        func printed(
            _ findings: [Diagnostic], _ line: (String, Int) -> ArraySlice<UInt8>?
        ) -> [(code: DiagnosticCode, text: String)] {
            findings.map { finding in
                let text = DiagnosticPrinter.text(finding, colour: false, line: line)
                return (finding.code, text.replacingOccurrences(of: site.root + "/", with: ""))
            }
        }
        if let formula {
            let answer = Evaluation.evaluate(
                formula.text.trimmingCharacters(in: .newlines), in: site.path(formula.words[1]),
                asOf: TemporarySite.day, jobs: 1)
            return printed(answer.findings, answer.line)
        }
        let change: (inout BuildOptions) -> Void = { $0.isStrict = keys["strict"] != nil }
        let report = keys["build"] == nil ? site.check(change) : site.build(change)
        return printed(report.findings, report.line)
    }

    /// The text with each `\xNN` as the byte that it stands for.
    private static func bytes(_ text: String) -> [UInt8] {
        var out: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            let escape = rest.prefix(3)
            if byte == UInt8(ascii: "\\"), escape.first == UInt8(ascii: "x"), escape.count == 3,
                let value = UInt8(String(decoding: escape.dropFirst(), as: UTF8.self), radix: 16)
            {
                out.append(value)
                rest = rest.dropFirst(3)
            } else {
                out.append(byte)
            }
        }
        return out
    }
}
