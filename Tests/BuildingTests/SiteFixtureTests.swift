import Building
import TestSupport
import Testing

/// Every small site under `Tests/Fixtures/sites`: what is found in it, and what is published of it where nothing is
/// wrong. `expected.txt` beside its content holds both.
@Suite("Sites")
struct SiteFixtureTests {
    @Test("what is found and what is published", arguments: Fixture.names(in: "sites"))
    func site(_ name: String) throws {
        let site = try TemporarySite(fixture: name)
        let report = site.build()
        var text = report.lines.map { $0 + "\n" }.joined()
        if !report.hasFailed { text += "---\n" + site.published().map { $0 + "\n" }.joined() }
        #expect(Snapshot.difference(text, from: "sites/\(name)/expected.txt") == nil)
        #expect(site.exists("public") == !report.hasFailed, "a failed first build leaves no folder behind")
        // Checking finds the same, and threads change nothing.
        #expect(site.check { $0.jobs = 8 }.findings == report.findings)
        // Nobody's folder is told to readers.
        for (path, bytes) in site.files() {
            #expect(!String(decoding: bytes, as: UTF8.self).contains(site.root), "\(path) names the build's folder")
        }
    }
}
