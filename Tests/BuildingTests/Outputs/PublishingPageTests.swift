import Building
import Foundation
import TestSupport
import Testing

/// The manual's page on publishing, in both languages: what it shows is what the build takes.
@Suite("The manual's page on publishing")
struct PublishingPageTests {
    private static let files = ["index.md", "index.en.md"]

    private func text(_ name: String) throws -> String { Fixture.text("../../content/manual/publishing/" + name) }

    /// The fenced blocks of a kind.
    private func blocks(_ kind: String, in text: String) -> [String] {
        text.components(separatedBy: "```\(kind)\n").dropFirst().compactMap {
            $0.components(separatedBy: "```").first
        }
    }

    @Test("each example of site.yaml and of a front matter builds without a finding", arguments: files)
    func examples(_ name: String) throws {
        let examples = blocks("yaml", in: try text(name))
        #expect(examples.count == 5)
        for example in examples {
            let isMatter = example.contains("slug:")
            let site = try TemporarySite([
                "content/site.yaml": "title: S\nlanguages: [zh-Hant-HK, en]\n" + (isMatter ? "" : example),
                "content/b/a/index.md": TemporarySite.page("A", "## 提出的建議\n\nx", isMatter ? example : ""),
            ])
            #expect(site.build().findings.isEmpty, "\(example)")
            if isMatter {
                #expect(site.exists("public/2025/computing/index.html") && site.exists("public/b/old-name/index.html"))
            }
        }
    }
}
