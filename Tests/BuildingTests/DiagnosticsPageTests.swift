import Diagnostics
import Foundation
import TestSupport
import Testing

/// The manual's page of diagnostics, which is made from `Tests/Fixtures/diagnostics`.
///
/// `UPDATE_SNAPSHOTS=1 swift test --filter DiagnosticsPageTests` writes the page anew in both languages, with the messages
/// that the program gives: read it before you commit it.
@Suite("The manual's page of diagnostics")
struct DiagnosticsPageTests {
    /// What no small file can give: a disk without room, a second build, a gigabyte, what no page could show.
    private static let withoutExample: Set<DiagnosticCode> = [
        .fileUnreadable, .fileTooLarge, .tableLimit, .markdownLimit, .outputLocked, .outputFailed,
    ]

    @Test("each code of the program has an entry", arguments: DiagnosticCode.allCases)
    func entry(_ code: DiagnosticCode) throws {
        let found = try #require(
            DiagnosticCase(code),
            """
            \(code.rawValue) has no entry in the manual: write \(DiagnosticCase.fileName(code)) \
            in Tests/Fixtures/diagnostics as its neighbours are, then \
            UPDATE_SNAPSHOTS=1 swift test --filter DiagnosticsPageTests
            """)
        for language in ["zh", "en"] {
            #expect(found.keys[language]?.isEmpty == false, "\(code.rawValue): \(language)")
        }
        #expect(found.hasExample != Self.withoutExample.contains(code))
    }

    @Test("no entry is of a code that there is no more") func stale() {
        let known = Set(DiagnosticCode.allCases.map(DiagnosticCase.fileName))
        for name in Fixture.names(in: "diagnostics", suffix: ".txt") { #expect(known.contains(name), "\(name)") }
    }

    @Test("each example gives its code, and nothing besides", arguments: DiagnosticCode.allCases)
    func example(_ code: DiagnosticCode) throws {
        guard let example = DiagnosticCase(code), example.hasExample else { return }
        let codes = try example.findings().map(\.code)
        #expect(codes.contains(code))
        // The checks of a chart's readability speak beside whatever else is wrong with it.
        func isOfChart(_ code: DiagnosticCode) -> Bool { code.rawValue.hasPrefix("chart/") }
        let others = codes.filter { $0 != code && !(isOfChart($0) && isOfChart(code)) }
        #expect(others == [])
    }

    @Test("the page holds each entry with the message that the program gives", arguments: ["zh", "en"])
    func page(_ language: String) throws {
        var text = ""
        var told: [DiagnosticCode] = []
        for line in Fixture.text("diagnostics/page.\(language).md").split(
            separator: "\n", omittingEmptySubsequences: false)
        {
            if line.hasPrefix("{{common}}") {
                for (path, bytes) in DiagnosticCase.common { text += Self.block(path, bytes, language) }
            } else if line.hasPrefix("{{"), line.hasSuffix("}}") {
                let areas = line.dropFirst(2).dropLast(2).split(separator: " ")
                let codes = DiagnosticCode.allCases.filter { code in
                    areas.contains { code.rawValue.hasPrefix($0 + "/") }
                }
                told += codes
                for code in codes { text += try Self.entry(code, language) }
            } else {
                text += line + "\n"
            }
        }
        while text.hasSuffix("\n\n") { text.removeLast() }
        let missing = Set(DiagnosticCode.allCases).subtracting(told).map(\.rawValue).sorted()
        #expect(missing == [], "name their areas in Tests/Fixtures/diagnostics/page.\(language).md")
        #expect(told.count == Set(told).count)
        let page = "../../content/manual/diagnostics/index\(language == "zh" ? "" : ".en").md"
        #expect(
            Snapshot.difference(text, from: page) == nil,
            "renew it: UPDATE_SNAPSHOTS=1 swift test --filter DiagnosticsPageTests")
    }

    private static func entry(_ code: DiagnosticCode, _ language: String) throws -> String {
        guard let entry = DiagnosticCase(code) else { return "" }
        var text = "### `\(code.rawValue)`\n\n\(entry.keys[language] ?? "")\n\n"
        guard entry.hasExample else { return text }
        let isChinese = language == "zh"
        let colon = isChinese ? "：" : ":"
        for part in entry.parts {
            let path = part.words[0]
            switch (path, part.words.dropFirst().first) {
            case ("without", let path?):
                text += isChinese ? "不用 `\(path)`。\n\n" : "Without `\(path)`.\n\n"
            case ("eval", let folder?):
                let formula = part.text.trimmingCharacters(in: .newlines)
                text += "```sh\ngazette eval '\(formula)' --in \(folder)\n```\n\n"
            case (_, "pipe"): text += isChinese ? "`\(path)` 是具名管道。\n\n" : "`\(path)` is a named pipe.\n\n"
            case (_, "link"):
                let target = part.words[2]
                text += isChinese ? "`\(path)` 是通往 `\(target)` 的連結。\n\n" : "`\(path)` is a link to `\(target)`.\n\n"
            case (_, "escaped"):
                let note = isChinese ? "（`\\x` 後為位元組）" : " (a byte after `\\x`)"
                text += block(path, part.text, language).replacingOccurrences(
                    of: "`\(path)`\(colon)", with: "`\(path)`\(note)\(colon)")
            default: text += block(path, part.text, language)
            }
        }
        let message = try entry.findings().first { $0.code == code }?.text ?? ""
        return text + "```text\n\(message)```\n\n"
    }

    private static func block(_ path: String, _ text: String, _ language: String) -> String {
        let kind = (path as NSString).pathExtension
        let name = kind == "md" ? "markdown" : kind
        return "`\(path)`\(language == "zh" ? "：" : ":")\n\n```\(name)\n\(text)```\n\n"
    }
}
