import Building
import Diagnostics
import Foundation
import Rendering
import Testing

@Suite("A preview says what a clean build says")
struct RandomEditTests {
    /// `GAZETTE_RANDOM_EDITS=1000 swift test` goes all the way.
    private static var steps: Int {
        ProcessInfo.processInfo.environment["GAZETTE_RANDOM_EDITS"].flatMap { Int($0) } ?? 60
    }

    @Test(
        "after each of many random edits its files and its findings are those of a clean build",
        arguments: [1, 2] as [UInt64])
    func edits(seed: UInt64) throws {
        let site = try EditedSite(seed: seed)
        let options = BuildOptions(root: site.root, asOf: 20624, jobs: 2)
        var live = LiveBuild(options)
        var history = ["start"]
        var edition = live.update(.all)
        for _ in 0...Self.steps / 2 {
            let clean = SiteBuild.files(options)
            // Half of the time somebody looks before all is checked, half of the time after.
            let looksFirst = history.count % 2 == 0
            if looksFirst { compare(edition, clean.files, history) }
            let report = try #require(edition.settle(withInformation: true))
            if report.findings != clean.report.findings {
                let (mine, theirs) = (Set(report.findings), Set(clean.report.findings))
                Issue.record(
                    """
                    \(history.suffix(6)): not in a clean build \(mine.subtracting(theirs).map(\.message)), \
                    only there \(theirs.subtracting(mine).map(\.message))
                    """)
                return
            }
            #expect(report.coverage == clean.report.coverage && report.tally == clean.report.tally)
            if !looksFirst { compare(edition, clean.files, history) }
            let edit = try site.edit()
            history.append(edit.name)
            edition = live.update(edit.changes)
        }
    }

    private func compare(_ edition: LiveEdition, _ files: [String: OutputFile], _ history: [String]) {
        for (path, file) in files {
            let found = edition.file(at: path)
            if found?.file.bytes != file.bytes {
                Issue.record("\(history.suffix(6)): \(path) differs, \(found == nil ? "missing" : "bytes")")
            }
        }
        for path in ["nowhere/index.html", "content/site.yaml", "news/nowhere/index.html"] {
            #expect(edition.file(at: path) == nil)
        }
    }
}
