import Foundation
import TestSupport
import Testing

@testable import Building

/// What the README shows is true.
@Suite("The README")
struct ReadmeTests {
    /// The code blocks of a language, in order.
    private static func blocks(_ language: String) -> [String] {
        let path = Fixture.project + "/README.md"
        let text = String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
        return text.components(separatedBy: "\n```\(language)\n").dropFirst().map {
            $0.components(separatedBy: "\n```")[0] + "\n"
        }
    }

    @Test("its briefing builds, and with the change that it names stops with the error that it shows")
    func example() throws {
        let yaml = Self.blocks("yaml")
        let folder = "content/briefings/cars/"
        let files = [
            "content/site.yaml": "title: T\nlanguages: [zh-Hant-HK, en]\n",
            folder + "index.md": try #require(Self.blocks("markdown").first),
            folder + "scheme.csv": try #require(Self.blocks("csv").first),
            folder + "datapackage.yaml": try #require(yaml.first { $0.hasPrefix("# datapackage.yaml") }),
            folder + "indicators.yaml": try #require(yaml.first { $0.hasPrefix("# indicators.yaml") }),
        ]
        let site = try TemporarySite(files)
        #expect(site.build().findings == [])

        let before = try #require(files[folder + "scheme.csv"])
        try site.write(folder + "scheme.csv", before.replacingOccurrences(of: ",100,", with: ",150,"))
        let report = site.build()
        let finding = try #require(report.findings.first)
        #expect(report.findings.count == 1)
        let shown = try #require(Self.blocks("text").first { $0.hasPrefix(folder) })
        let place = try #require(finding.location)
        #expect(
            shown.hasPrefix(
                "\(place.file):\(place.line):\(place.column): error[\(finding.code.rawValue)]: \(finding.message)\n"))
        #expect(shown.hasSuffix("   hint: \(finding.hint ?? "")\n"))
    }
}
