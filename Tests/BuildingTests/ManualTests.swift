import Building
import Foundation
import TestSupport
import Testing
import Theme

/// What the manual says of the program is true: it is walked through, and held against what the program knows.
@Suite("The manual", .enabled(if: Gazette.isBuilt, "build the program first: swift build"))
struct ManualTests {
    @Test("its first briefing comes out as the page shows, step by step", arguments: ManualPage.languages)
    func firstBriefing(suffix: String) throws {
        let page = ManualPage("first-briefing", suffix)
        #expect(page.blocks.contains { $0.text.contains("error[claim/disagrees]") })
        let (site, folder) = try ManualWalk.follow(page)
        // What is opened from the disk at the end: the briefing with its chart, and no address that needs a server.
        let prefix = suffix == ".md" ? "" : "en/"
        let html = site.text("\(folder)/public/\(prefix)briefings/cars/index.html")
        #expect(html.contains("<svg"))
        #expect(!html.contains("href=\"/") && !html.contains("src=\"/"))
    }

    @Test(
        "what each chapter shows works as it is shown", arguments: ["commands", "indicators", "data"],
        ManualPage.languages)
    func shown(_ chapter: String, suffix: String) throws {
        let page = ManualPage(chapter, suffix)
        #expect(page.blocks.contains { $0.language == "sh" })
        _ = try ManualWalk.follow(page)
    }

    @Test(
        "both languages of a chapter show the same sorts of blocks",
        arguments: ["commands", "indicators", "data", "theme"])
    func parity(_ chapter: String) {
        let (chinese, english) = (ManualPage(chapter, ".md"), ManualPage(chapter, ".en.md"))
        #expect(chinese.blocks.map(\.language) == english.blocks.map(\.language))
    }

    // MARK: Commands

    @Test(
        "the chapter on commands has each command with all its flags, and none besides",
        arguments: ManualPage.languages)
    func commands(suffix: String) throws {
        let sections = Self.sections(ManualPage("commands", suffix).text, "## `gazette ")
        let commands = try Self.commands([])
        #expect(sections.keys.sorted() == commands.map { $0.joined(separator: " ") }.sorted())
        for command in commands {
            let help = try Gazette.run(["help"] + command).output
            let options = help.components(separatedBy: "OPTIONS:").last ?? ""
            let known = Self.flags(options).subtracting(["--help", "--version", "-h"])
            let told = Self.flags(sections[command.joined(separator: " ")] ?? "")
            #expect(told == known, "gazette \(command.joined(separator: " "))")
        }
    }

    /// The commands that do something, by their words.
    private static func commands(_ path: [String]) throws -> [[String]] {
        let help = try Gazette.run(path.isEmpty ? ["--help"] : ["help"] + path).output
        guard let list = help.components(separatedBy: "SUBCOMMANDS:\n").dropFirst().first else { return [path] }
        let names = list.split(separator: "\n").filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
            .compactMap { $0.split { $0 == " " || $0 == "," }.first.map(String.init) }.filter { $0 != "See" }
        return try names.flatMap { try commands(path + [$0]) }
    }

    /// Words that begin with a dash, as `--root` and `-o`.
    private static func flags(_ text: String) -> Set<String> {
        let words = text.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) && $0 != "-" }
        return Set(
            words.filter { word in
                let name = word.drop { $0 == "-" }
                let dashes = word.count - name.count
                return !name.isEmpty && (dashes == 2 || dashes == 1 && name.count == 1)
            }.map(String.init))
    }

    // MARK: Keys

    @Test("each key that the program reads stands in the chapters", arguments: ManualPage.languages)
    func keys(suffix: String) {
        let chapters = [
            (
                ["site", "publishing"],
                ["Content/Site/SiteConfiguration.swift", "Content/Site/FrontMatter.swift"]
            ),
            (
                ["data"],
                [
                    "Tables/DataPackageReader.swift", "Tables/DataPackage.swift", "Tables/TableSchema.swift",
                    "Tables/Constraints.swift", "Tables/Renewal.swift", "Tables/DataPackageReader+Files.swift",
                    "Tables/Schema/TableSchema+Field.swift", "Tables/Schema/TableSchema+Type.swift",
                    "Tables/Schema/TableSchema+Keys.swift", "Tables/Views/ViewReader.swift",
                    "Tables/Derived/DerivedRecipe+Reading.swift", "Tables/Formats/ResourceFormats.swift",
                ]
            ), (["indicators"], ["Indicators/IndicatorDefinition.swift"]),
        ]
        for (names, files) in chapters {
            let told = names.reduce(into: Set<String>()) { $0.formUnion(ManualPage($1, suffix).codeSpans) }
            for file in files {
                let source = String(
                    decoding: FileManager.default.contents(atPath: Fixture.project + "/Sources/" + file) ?? Data(),
                    as: UTF8.self)
                let keys = Self.keys(source)
                #expect(!keys.isEmpty, "\(file)")
                let missing = keys.subtracting(told).sorted()
                #expect(missing == [], "read by \(file), and not in content/manual/\(names[0])/index\(suffix)")
            }
        }
    }

    /// The keys that a reader of mappings asks for, as `reader.string("title"` and `date("lastmod"`.
    private static func keys(_ source: String) -> Set<String> {
        let methods = #/(?:reader|inner)\.(?:node|string|strings|sequence|boolean|integer|localizedText)\(\s*"(\w+)"/#
        let helpers = #/[^.\w](?:text|texts|date)\(\s*"(\w+)"/#
        return Set(source.matches(of: methods).map { String($0.1) } + source.matches(of: helpers).map { String($0.1) })
    }

    // MARK: Templates

    @Test(
        "the chapter on the theme has each file of the theme, and the names that each uses",
        arguments: ManualPage.languages)
    func templates(suffix: String) {
        let sections = Self.sections(ManualPage("theme", suffix).text, "### `")
        #expect(sections.keys.sorted() == Theme.files.map(\.name).sorted())
        let common = Self.spans(sections["base.html"] ?? "")
        for file in Theme.files where file.name.hasSuffix(".html") {
            let told = Self.spans(sections[file.name] ?? "").union(common)
            let missing = Self.names(String(decoding: file.bytes, as: UTF8.self)).subtracting(told).sorted()
            #expect(missing == [], "templates/\(file.name) uses names of which its part of the chapter does not tell")
        }
    }

    @Test("its examples of the theme build, and change the site", arguments: ManualPage.languages)
    func override(suffix: String) throws {
        let page = ManualPage("theme", suffix)
        let examples = page.blocks.filter { $0.path?.hasPrefix("templates/") == true }
        #expect(examples.count >= 3)
        for example in examples {
            let place = try TemporarySite()
            #expect(try Gazette.run(["new", "site", "x"], in: place.root).status == 0)
            let build = ["build", "--root", "x", "--as-of", "2026-06-20", "--base-url", "https://briefings.example/"]
            #expect(try Gazette.run(build, in: place.root).status == 0)
            let before = place.files(in: "x/public")
            try place.write("x/" + (example.path ?? ""), example.text)
            let run = try Gazette.run(build + ["--strict"], in: place.root)
            #expect(run.status == 0, "\(example.path ?? ""): \(run.errors)")
            #expect(place.files(in: "x/public") != before, "\(example.path ?? "")")
        }
    }

    /// The names that a template asks for, without the words of the interface, blocks and partials.
    private static func names(_ template: String) -> Set<String> {
        let tags = template.matches(of: #/\{\{\{?([#^&]?)\s*([a-z_.]+)\s*\}?\}\}/#).map { String($0.2) }
        return Set(tags.filter { !$0.hasPrefix("t.") && $0 != "t" && $0 != "." })
    }

    private static func spans(_ text: String) -> Set<String> {
        let parts = text.split(separator: "`", omittingEmptySubsequences: false)
        return Set(stride(from: 1, to: parts.count, by: 2).map { String(parts[$0]) })
    }

    /// Parts of a page by what stands in their headings behind `mark`, up to the closing backtick.
    private static func sections(_ text: String, _ mark: String) -> [String: String] {
        var out: [String: String] = [:]
        var name: String?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix(mark) {
                name = String(line.dropFirst(mark.count).prefix { $0 != "`" })
            } else if line.hasPrefix("## ") {
                name = nil
            }
            if let name { out[name, default: ""] += line + "\n" }
        }
        return out
    }
}
