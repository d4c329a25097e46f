import Foundation
import TestSupport
import Testing

/// The program as its users run it. It stands beside the tests, where `swift build` or `swift test` put it.
@Suite("The command line", .enabled(if: Gazette.isBuilt, "build the program first: swift build"))
struct CommandLineTests {
    @Test("a clean build is 0, with a summary on standard error and nothing on standard output") func clean() throws {
        let site = try TemporarySite(fixture: "minimal")
        let run = try Gazette.run(["build", "--root", site.root, "--as-of", "2026-06-20"])
        #expect(run.status == 0)
        #expect(run.output == "")
        #expect(run.errors.contains("1 page, 0 charts, 0 figures, 0 claims checked; files: 8 written, 0 unchanged;"))
        #expect(run.errors.contains("warning[site/config]: the site has no base_url"))
        #expect(site.exists("public/index.html"))
        #expect(try Gazette.run(["build", "--root", site.root, "--quiet"]).errors == "")
    }

    @Test("a build that fails is 1, says where, shows the line, and changes nothing") func failed() throws {
        let site = try TemporarySite(fixture: "link-broken")
        let run = try Gazette.run(["build", "--root", site.root])
        #expect(run.status == 1)
        #expect(run.output == "")
        #expect(
            run.errors.contains(
                """
                content/_index.md:5:10: error[link/broken]: there is no page or file at content/briefing/cars
                    5 | A [page](briefing/cars/) and [file](nothing.pdf), a [source](site.yaml).
                      |          ^^^^^^^^^^^^^^
                   hint: did you mean “briefings/cars”?
                """))
        #expect(run.errors.hasSuffix("5 errors; nothing was written\n"))
        #expect(!site.exists("public"))
    }

    @Test(
        "what the program does not understand is 64",
        arguments: [
            ["build", "--nonsense"], ["build", "--jobs", "0"], ["build", "--jobs", "x"], ["build", "--root", ""],
            ["check", "--output", ""], ["build", "--as-of", "June"],
            ["build", "--as-of", "2026-02-30"], ["build", "--base-url", "briefings.example"], ["nonsense"],
            ["check", "--format", "xml"], ["eval"], ["data"], ["new", "site"],
        ])
    func usage(_ arguments: [String]) throws {
        let run = try Gazette.run(arguments)
        #expect(run.status == 64)
        #expect(run.output == "")
        #expect(!run.errors.isEmpty)
    }

    @Test("a folder without a site is 1, with a way on") func noSite() throws {
        let site = try TemporarySite()
        let run = try Gazette.run(["build", "--root", site.root])
        #expect(run.status == 1)
        #expect(run.errors.contains("error[site/config]: there is no content/site.yaml in \(site.root)"))
    }

    @Test("check prints a JSON list always, and writes nothing", arguments: ["minimal", "link-broken", "config-empty"])
    func checkJSON(_ name: String) throws {
        let site = try TemporarySite(fixture: name)
        let run = try Gazette.run(["check", "--root", site.root, "--format", "json"])
        #expect(run.status == (name == "minimal" ? 0 : 1))
        let list = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [[String: Any]])
        #expect(list.count == site.check().findings.count)
        for finding in list {
            #expect(
                Set(finding.keys) == ["severity", "code", "message", "file", "line", "column", "hint"])
            #expect((finding["file"] as? String)?.hasPrefix("content/") == true)
        }
        #expect(run.errors == "")
        #expect(!site.exists("public"))
    }

    @Test("check tells how many numerals of each page are bound, and which are not; build says nothing of it")
    func coverage() throws {
        let site = try TemporarySite(fixture: "numerals-unbound")
        let check = try Gazette.run(["check", "--root", site.root])
        #expect(check.status == 0)
        #expect(check.errors.contains("content/cars/index.en.md: 3 of 18 numerals bound\n"))
        #expect(check.errors.contains("content/cars/index.md:2:11: info[figure/unbound]: “300” is bound to nothing\n"))
        #expect(try !Gazette.run(["build", "--root", site.root]).errors.contains("figure/unbound"))
        let list = try Gazette.run(["check", "--root", site.root, "--format", "json"])
        #expect(list.output.contains("\"severity\": \"info\", \"code\": \"figure/unbound\""))
        #expect(list.errors == "")
        #expect(try Gazette.run(["build", "--root", site.root, "--strict"]).status == 1)
    }

    @Test("check prints a list where there is no site at all") func checkNothing() throws {
        let site = try TemporarySite()
        let run = try Gazette.run(["check", "--root", site.root, "--format", "json"])
        #expect(run.status == 1)
        #expect((try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [Any])?.count == 1)
    }

    @Test("data prints tables as JSON, with problems on standard error") func data() throws {
        let site = try TemporarySite(fixture: "figure-agrees")
        let run = try Gazette.run(["data", site.path("content/briefings/cars"), "--json"])
        #expect(run.status == 0)
        let json = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
        let table = try #require((json?["tables"] as? [[String: Any]])?.first)
        #expect(table["name"] as? String == "scheme" && table["rows"] as? Int == 5)
        #expect(table["path"] as? String == "content/briefings/cars/scheme.csv")
        let field = try #require((table["fields"] as? [[String: Any]])?.first { $0["name"] as? String == "value" })
        #expect(Set(field.keys) == ["name", "type", "unit", "non_null", "sum", "min", "max"])
        #expect(field["non_null"] as? Int == 4 && field["sum"] as? Int == 303)
        // Problems do not keep the JSON from being printed.
        try site.write("content/briefings/cars/scheme.csv", "id,value,unit\na,1,cars\nb,2\n")
        let broken = try Gazette.run(["data", site.path("content/briefings/cars"), "--json"])
        #expect(broken.status == 1)
        #expect(broken.errors.contains("scheme.csv:3:"))
        #expect((try? JSONSerialization.jsonObject(with: Data(broken.output.utf8))) != nil)
        #expect(try Gazette.run(["data", site.path("nothing")]).status == 1)
    }

    @Test("eval prints the value as JSON, in the languages of the site") func eval() throws {
        let site = try TemporarySite(fixture: "figure-agrees")
        let folder = site.path("content/briefings/cars")
        let run = try Gazette.run(["eval", "cars_at_once", "--in", folder, "--json"])
        #expect(run.status == 0)
        let json = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        let keys = ["value", "lower", "upper", "lower_open", "upper_open", "approximate", "unit", "text"]
        #expect(Set(keys).isSubset(of: json.keys))
        #expect(json["value"] as? Int == 600 && json["unit"] as? String == "cars")
        #expect((json["text"] as? [String: String])?["en"]?.hasPrefix("600") == true)
        #expect((json["text"] as? [String: String])?["zh-Hant-HK"]?.hasPrefix("600") == true)
        let bad = try Gazette.run(["eval", "cars_at_onse * 2", "--in", folder, "--json"])
        #expect(bad.status == 1)
        #expect(bad.output == "")
        #expect(bad.errors.contains("formula:1:1: error[formula/name]") && bad.errors.contains("cars_at_once"))
        // Without a site there are numbers, still.
        let bare = try TemporarySite()
        try bare.makeFolder("empty")
        let sum = try Gazette.run(["eval", "1 + 1", "--json"], in: bare.path("empty"))
        let number = try JSONSerialization.jsonObject(with: Data(sum.output.utf8)) as? [String: Any]
        #expect(number?["value"] as? Int == 2)
    }

    @Test("no line of what a link leads to is shown") func linkedLine() throws {
        let site = try TemporarySite(fixture: "minimal")
        try site.write("outside.md", "secret\n")
        try site.link("content/a.md", to: "../outside.md")
        let run = try Gazette.run(["check", "--root", site.root])
        #expect(run.status == 1)
        #expect(run.errors.contains("content/a.md:1:1: error[file/symlink]"))
        #expect(!run.errors.contains("secret"))
    }

    @Test("a new site builds, and so does a new briefing in it") func new() throws {
        let place = try TemporarySite()
        let made = try Gazette.run(["new", "site", "mine"], in: place.root)
        #expect(made.status == 0)
        #expect(made.output.contains("mine/content/site.yaml\n"))
        let built = try Gazette.run(["build", "--root", "mine", "--strict"], in: place.root)
        #expect(built.status == 0, "\(built.errors)")
        let briefing = try Gazette.run(["new", "briefing", "content/briefings/second"], in: place.path("mine"))
        #expect(briefing.status == 0)
        let again = try Gazette.run(["build", "--strict"], in: place.path("mine"))
        #expect(again.status == 0, "\(again.errors)")
        #expect(place.exists("mine/public/en/briefings/second/index.html"))
        // Neither is written over what is there.
        #expect(try Gazette.run(["new", "site", "mine"], in: place.root).status == 1)
        #expect(try Gazette.run(["new", "briefing", "content/briefings/second"], in: place.path("mine")).status == 1)
        #expect(try Gazette.run(["new", "briefing", "elsewhere"], in: place.root).status == 1)
        #expect(!place.exists("elsewhere"))
        #expect(try Gazette.run(["new", "site", ""], in: place.path("mine/public")).status == 1)
    }

    @Test("time zone, language, working folder, umask-free bytes: one site") func repeatable() throws {
        let place = try TemporarySite()
        _ = try Gazette.run(["new", "site", "s"], in: place.root)
        let runs: [([String], [String: String], String)] = [
            (["--root", "s", "--output", "one", "--as-of", "2026-06-20"], ["TZ": "UTC", "LANG": "C"], "."),
            (
                ["--root", ".", "--output", "../two", "--as-of", "2026-06-20", "--jobs", "8"],
                ["TZ": "Asia/Hong_Kong", "LANG": "zh_HK.UTF-8", "LC_ALL": "zh_HK.UTF-8"], "s"
            ),
            (
                ["--root", place.path("s"), "--output", place.path("three")],
                ["TZ": "America/New_York", "LANG": "tr_TR.UTF-8", "SOURCE_DATE_EPOCH": "1781913600"], "s/content"
            ),
        ]
        for (arguments, environment, folder) in runs {
            let run = try Gazette.run(["build"] + arguments, in: place.path(folder), environment: environment)
            #expect(run.status == 0, "\(run.errors)")
        }
        #expect(place.files(in: "one").count > 8)
        #expect(place.files(in: "one") == place.files(in: "two"))
        #expect(place.files(in: "one") == place.files(in: "three"))
    }
}

/// Runs the program.
enum Gazette {
    struct Run {
        var status: Int32
        var output: String
        var errors: String
    }

    static let path = Fixture.project + "/.build/debug/gazette"
    static var isBuilt: Bool { FileManager.default.isExecutableFile(atPath: path) }

    /// `environment` is over a small one of its own, so that tests do not see the machine's.
    static func run(
        _ arguments: [String], in folder: String? = nil, environment: [String: String] = [:]
    ) throws -> Run {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder ?? NSTemporaryDirectory())
        process.environment = ["PATH": "/usr/bin:/bin", "HOME": "/nowhere"].merging(environment) { _, new in new }
        // Files, not pipes: a pipe that nobody reads stops the one who writes.
        let base = NSTemporaryDirectory() + "gazette-run-" + UUID().uuidString
        let names = (output: base + ".out", errors: base + ".err")
        defer {
            try? FileManager.default.removeItem(atPath: names.output)
            try? FileManager.default.removeItem(atPath: names.errors)
        }
        for name in [names.output, names.errors] { _ = FileManager.default.createFile(atPath: name, contents: nil) }
        process.standardOutput = FileHandle(forWritingAtPath: names.output)
        process.standardError = FileHandle(forWritingAtPath: names.errors)
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        func text(_ name: String) -> String {
            String(decoding: FileManager.default.contents(atPath: name) ?? Data(), as: UTF8.self)
        }
        return Run(status: process.terminationStatus, output: text(names.output), errors: text(names.errors))
    }
}
