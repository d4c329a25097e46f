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

    @Test("what it and the other documents link to is there", arguments: ["README.md", "CONTRIBUTING.md"])
    func links(_ name: String) {
        let path = Fixture.project + "/" + name
        let text = String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
        let targets = text.matches(of: #/\]\(([^)=]+)\)/#).map { String($0.1) }.filter { $0.hasSuffix(".md") }
        #expect(!targets.isEmpty)
        for target in targets {
            #expect(FileManager.default.fileExists(atPath: Fixture.project + "/" + target), "\(target)")
        }
    }

    @Test("the notes beside each briefing calculate three of its indicators by hand, and are not published")
    func notes() throws {
        let folder = Fixture.project + "/content/briefings/"
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { !$0.contains(".") }
        #expect(names.count >= 5)
        for name in names {
            func text(_ file: String) -> String {
                let path = folder + name + "/" + file
                return String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
            }
            let indicators = Set(text("indicators.yaml").matches(of: #/(?m)^(\w+):/#).map { String($0.1) })
            let told = Set(text("README.md").matches(of: #/\*\*(\w+)\.?\*\*/#).map { String($0.1) })
            #expect(told.count >= 3, "\(name)")
            #expect(told.isSubset(of: indicators), "\(name): \(told.subtracting(indicators).sorted())")
        }
        let options = BuildOptions(root: Fixture.project, asOf: TemporarySite.day)
        let pages = try #require(SiteBuild.load(options).value).site.pages
        #expect(pages.allSatisfy { $0.path?.hasSuffix("README.md") != true })
    }
}
