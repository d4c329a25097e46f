import Building
import Files
import Foundation
import TestSupport
import Testing

/// What a build does to the folder that it writes into.
@Suite("Publishing")
struct PublishingTests {
    private func site() throws -> TemporarySite { try TemporarySite(fixture: "assets-beside-pages") }
    private static let broken = TemporarySite.page("Home", "[nowhere](nowhere/)")

    @Test("a second build rewrites nothing") func secondBuild() throws {
        let site = try site()
        let first = site.build()
        let before = site.stamps()
        let second = site.build()
        #expect(first.changes.written == site.published().count)
        #expect(second.changes.written == 0 && second.changes.unchanged == first.changes.written)
        // The lock is opened, not written.
        #expect(site.stamps() == before)
    }

    @Test("what changed is written, and nothing else") func changedPage() throws {
        let site = try site()
        site.build()
        let before = site.stamps()
        try site.write("content/_index.md", TemporarySite.page("Home", "Other words."))
        #expect(site.build().changes.written == 1)
        let after = site.stamps()
        #expect(after.filter { before[$0.key] != $0.value }.keys.sorted() == ["index.html"])
        #expect(site.page("index.html").contains("Other words."))
    }

    @Test("one thread and eight write the same bytes") func threads() throws {
        let site = try TemporarySite(fixture: "hostile-strings")
        site.build { $0.output = $0.root + "/one" }
        site.build {
            $0.output = $0.root + "/eight"
            $0.jobs = 8
        }
        #expect(!site.files(in: "one").isEmpty)
        #expect(site.files(in: "one") == site.files(in: "eight"))
    }

    @Test("a page that is gone takes its files and its empty folders along, and nothing else") func removedPage() throws
    {
        let site = try site()
        site.build()
        try site.write("public/briefings/southbound/users.txt", "mine")
        try site.write("public/CNAME", "briefings.example\n")
        try site.remove("content/briefings/cars")
        let report = site.build()
        #expect(report.findings.isEmpty)
        #expect(report.changes.removed == 6)
        #expect(
            site.published()
                == (TemporarySite.bare + ["CNAME", "briefings/southbound/users.txt"]).sorted {
                    $0.utf8.lexicographicallyPrecedes($1.utf8)
                })
        #expect(!site.exists("public/briefings/southbound/papers"))
        #expect(site.text("public/CNAME") == "briefings.example\n")
    }

    @Test(
        "a page that was renamed in case or Unicode form alone leaves one file",
        arguments: [("Cars", "cars"), ("e\u{301}tude", "\u{E9}tude"), ("\u{E9}tude", "e\u{301}tude")])
    func renamedPage(_ old: String, _ new: String) throws {
        let site = try TemporarySite(["content/a/x/index.md": TemporarySite.page("X", "", "slug: \(old)\n")])
        #expect(site.build().findings.isEmpty)
        try site.write("content/a/x/index.md", TemporarySite.page("X", "", "slug: \(new)\n"))
        #expect(site.build().findings.isEmpty)
        let found = try Disk.names(in: site.path("public/a"))
        #expect(found.count == 2 && site.exists("public/a/\(new)/index.html"))
        #expect(found.contains { $0.utf8.elementsEqual(new.utf8) } || found.contains { $0.lowercased() == new })
        #expect(site.build().changes.written == 0)
    }

    @Test("a file of a user's is never overwritten, of equal bytes either") func usersFile() throws {
        let site = try site()
        site.build()
        let before = site.files()
        try site.write("content/mine.txt", "a")
        try site.write("public/mine.txt", "a")
        #expect(site.build().codes == ["output/refused"])
        try site.write("public/mine.txt", "b")
        let report = site.build()
        #expect(report.codes == ["output/refused"])
        #expect(report.messages.first?.contains("mine.txt") == true)
        #expect(site.text("public/mine.txt") == "b")
        try site.remove("public/mine.txt")
        #expect(site.files() == before)
    }

    @Test("an output that does not exist is made, with the folders above it") func newOutput() throws {
        let site = try site()
        let report = site.build { $0.output = $0.root + "/a/b/c/" }
        #expect(report.findings.isEmpty)
        #expect(site.exists("a/b/c/index.html"))
    }

    @Test("an output with dot-files alone is taken, and they stay") func dotFiles() throws {
        let site = try site()
        try site.write("public/.gitignore", "*\n")
        #expect(site.build().findings.isEmpty)
        #expect(site.text("public/.gitignore") == "*\n")
    }

    @Test(
        "a folder that is no place for a site is refused, and nothing is written",
        arguments: ["/", ".", "..", "content", "content/new", "templates", "full", "a-file", "HOME", "link-to-root"])
    func refused(_ output: String) throws {
        let site = try site()
        try site.write("full/somebodys.txt", "mine")
        try site.write("a-file", "mine")
        try site.makeFolder("home")
        try site.makeFolder("templates")
        try site.link("link-to-root", to: site.root)
        let before = site.files(in: ".")
        var options = site.options()
        options.output =
            output == "/" ? "/" : output == "HOME" ? site.path("home") : site.root + "/" + output
        let report = SiteBuild.build(options, home: site.path("home"))
        #expect(report.codes == ["output/refused"])
        #expect(report.hasFailed)
        #expect(site.files(in: ".") == before)
    }

    @Test("an output behind a link to a folder is written where the link leads") func linkedOutput() throws {
        let site = try site()
        try site.makeFolder("elsewhere")
        try site.link("public", to: site.path("elsewhere"))
        #expect(site.build().findings.isEmpty)
        #expect(site.exists("elsewhere/index.html"))
        let stamps = site.stamps(in: "elsewhere")
        #expect(site.build().changes.written == 0)
        #expect(site.stamps(in: "elsewhere") == stamps)
    }

    // MARK: Failures

    @Test("input that is wrong leaves every published file as it was") func badInput() throws {
        let site = try site()
        site.build()
        let before = (site.files(), site.stamps())
        try site.write("content/_index.md", Self.broken)
        try site.write("content/new/index.md", TemporarySite.page("New"))
        #expect(site.build().hasFailed)
        #expect(site.files() == before.0)
        #expect(site.stamps() == before.1)
    }

    @Test("one cell that makes a claim false stops the build at the claim, and the site stays") func falseClaim() throws
    {
        let site = try TemporarySite(fixture: "figure-agrees")
        #expect(site.build().findings.isEmpty)
        let before = (site.files(), site.stamps())
        let table = site.text("content/briefings/cars/scheme.csv")
        try site.write(
            "content/briefings/cars/scheme.csv", table.replacingOccurrences(of: "2026,200", with: "2026,250"))
        #expect(
            site.build().lines == [
                "content/briefings/cars/index.md:5:10 error claim/disagrees",
                "content/briefings/cars/index.md:5:37 error claim/disagrees",
            ])
        #expect(site.files() == before.0)
        #expect(site.stamps() == before.1)
    }

    @Test("a warning fails the build where it is strict") func strict() throws {
        let site = try TemporarySite(fixture: "config-unknown-key")
        #expect(!site.check().hasFailed)
        #expect(site.build { $0.isStrict = true }.hasFailed)
        #expect(!site.exists("public"))
    }

    @Test("a folder where a file must stand leaves everything as it was") func folderInTheWay() throws {
        let site = try site()
        site.build()
        let before = (site.files(), site.stamps())
        try site.write("content/_index.md", TemporarySite.page("Home", "Other words."))
        try site.write("content/zeta", "a file")
        try site.makeFolder("public/zeta")
        let report = site.build()
        #expect(report.codes == ["output/failed"])
        #expect(report.messages.first?.contains("zeta") == true)
        #expect(site.files() == before.0)
        #expect(site.stamps() == before.1)
        #expect(!site.exists("public/.gazette-staging"))
    }

    @Test("a file where a folder must stand leaves everything as it was") func fileInTheWay() throws {
        let site = try site()
        site.build()
        try site.write("public/zeta", "mine")
        let before = (site.files(), site.stamps())
        try site.write("content/_index.md", TemporarySite.page("Home", "Other words."))
        try site.write("content/zeta/index.md", TemporarySite.page("Zeta"))
        #expect(site.build().codes == ["output/failed"])
        #expect(site.files() == before.0)
        #expect(site.stamps() == before.1)
    }

    @Test("an output below a file cannot be made, and says so") func belowFile() throws {
        let site = try site()
        try site.write("a-file", "mine")
        let before = site.files(in: ".")
        let report = site.build { $0.output = $0.root + "/a-file/public" }
        #expect(report.codes == ["output/failed"])
        #expect(site.files(in: ".") == before)
    }

    @Test("a rename that fails midway is taken back, those before it too") func renameFails() throws {
        let site = try site()
        site.build()
        let before = (site.files(), site.stamps())
        try site.write("content/_index.md", TemporarySite.page("Home", "Other words."))
        // A name that can be staged, but that no file of the disk can have.
        let long = String(repeating: "z", count: 300)
        let opened = Publisher.open(folder: site.path("public"), root: site.root, home: nil)
        let publisher = try #require(opened.value)
        publisher.stage(.init(path: "index.html", bytes: Array("new".utf8)))
        publisher.stage(.init(path: "a/new/page.html", bytes: Array("new".utf8)))
        publisher.stage(.init(path: long, bytes: Array("new".utf8)))
        let result = publisher.commit()
        #expect(result.diagnostics.map(\.code) == [.outputFailed])
        #expect(site.files() == before.0)
        #expect(site.stamps() == before.1)
        #expect(!site.exists("public/a"))
        #expect(!site.exists("public/.gazette-staging"))
    }

    @Test(
        "a path that leaves the output is refused whoever made it",
        arguments: ["../x.txt", "a/../../x.txt", "/x.txt", "a//x.txt", ""])
    func pathOutside(_ path: String) throws {
        let site = try site()
        let publisher = try #require(Publisher.open(folder: site.path("public"), root: site.root, home: nil).value)
        publisher.stage(.init(path: path, bytes: [1]))
        #expect(publisher.commit().diagnostics.map(\.code) == [.outputRefused])
        #expect(!site.exists("public") && !site.exists("x.txt"))
    }

    @Test("a build while another one holds the lock fails at once and changes nothing") func locked() throws {
        let site = try site()
        site.build()
        try site.write("content/_index.md", TemporarySite.page("Home", "Other words."))
        let before = site.files()
        try withExtendedLifetime(DiskLock(site.path("public/.gazette-lock"))) { lock in
            #expect(lock != nil)
            #expect(site.build().codes == ["output/locked"])
            #expect(site.files() == before)
        }
        #expect(site.build().changes.written == 1)
    }

    // MARK: Killed builds, tampered manifests

    @Test("what a killed build staged is cleared by the next") func staleStaging() throws {
        let site = try site()
        site.build()
        let before = site.files()
        try site.write("public/.gazette-staging/.1", "half a pa")
        try site.write("public/.gazette-staging/.old-1", "old")
        #expect(site.build().findings.isEmpty)
        #expect(site.files() == before)
    }

    @Test("a first build that was killed between its renames is completed by the next") func killedFirstBuild() throws {
        let site = try site()
        site.build()
        let whole = site.files()
        // The manifest names all files, some of them were renamed, others wait in the staging folder.
        try site.remove("public/briefings")
        try site.remove("public/index.html")
        try site.write("public/style.css", "an older style")
        try site.write("public/.gazette-staging/.3", "half")
        #expect(site.build().findings.isEmpty)
        #expect(site.files() == whole)
    }

    @Test("a manifest that somebody changed never reaches outside the output") func tamperedManifest() throws {
        let site = try site()
        site.build()
        try site.write("precious.txt", "mine")
        try site.makeFolder("outside")
        try site.write("outside/precious.txt", "mine")
        try site.link("public/way-out", to: site.path("outside"))
        let manifest = site.text("public/.gazette-manifest")
        try site.write(
            "public/.gazette-manifest",
            manifest + "../precious.txt\n/\(site.path("precious.txt"))\nbriefings/../../precious.txt\n"
                + "./index.html\nway-out/precious.txt\n\(site.path("precious.txt"))\n")
        #expect(site.build().findings.isEmpty)
        #expect(site.text("precious.txt") == "mine")
        #expect(site.text("outside/precious.txt") == "mine")
        #expect(site.exists("public/index.html"))
    }

    @Test("a manifest that is none stops the build before anything is written") func noManifest() throws {
        let site = try site()
        site.build()
        try site.write("public/.gazette-manifest", "index.html\n")
        let before = site.files()
        #expect(site.build().codes == ["output/refused"])
        #expect(site.files() == before)
    }

    @Test("a folder below the output that became a link is not followed") func linkedFolder() throws {
        let site = try site()
        site.build()
        try site.write("outside/southbound/index.html", "mine")
        try site.remove("public/briefings")
        try site.link("public/briefings", to: site.path("outside"))
        #expect(site.build().codes == ["output/failed"])
        #expect(site.text("outside/southbound/index.html") == "mine")
    }
}
