import Building
import Foundation
import TestSupport

/// A site that is edited at random, as authors edit: well, badly, and back.
final class EditedSite {
    let root: String
    private var random: SplitMix
    private var briefings: [String: Briefing] = [:]
    private var written: [String: String] = [:]
    private var site = "title: A site\n" + languages
    private var tags = ""
    private var glossary = ""
    private var templates: [String: String] = [:]
    private var made = 0

    private static let languages =
        "languages: [en, zh-Hant-HK, {tag: zh-Hans, from: zh-Hant-HK}]\nbase_url: https://briefings.example/\n"

    struct Briefing {
        var title = "A briefing"
        var summary = ""
        var matter = "date: 2026-01-02\ntags: [one]\n"
        var body = "Text.\n"
        var heading = "A heading"
        var claims = true
        var cells = [500, 600]
        var formula = "last(data.n)"
        var chart = "mark: bar\nencoding:\n  x: {field: year, type: ordinal}\n  y: {field: n, type: quantitative}\n"
        var isTranslated = false
        var isWrittenInSimplified = false
        var chinese = "電郵在**裏**面。\n"
        var package = "resources:\n  - {name: data, path: data.csv, title: Data, sources: [{title: A source}]}\n"
    }

    init(seed: UInt64) throws {
        random = SplitMix(state: seed)
        root =
            FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path + "/gazette-edits-"
            + UUID().uuidString
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        for name in ["alpha", "beta", "gamma", "delta"] { briefings["news/" + name] = Briefing() }
        briefings["about"] = Briefing()
        _ = try save()
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    // MARK: Files

    private var files: [String: String] {
        var out = ["content/site.yaml": site]
        if !tags.isEmpty { out["content/tags.yaml"] = tags }
        if !glossary.isEmpty { out["content/glossary.yaml"] = glossary }
        for (name, text) in templates { out["templates/" + name] = text }
        for (folder, briefing) in briefings {
            let base = "content/\(folder)/"
            out[base + "index.md"] = Self.page(briefing, briefing.title)
            let chinese = Self.page(briefing, "簡報", briefing.chinese)
            if briefing.isTranslated { out[base + "index.zh.md"] = chinese }
            if briefing.isWrittenInSimplified { out[base + "index.zh-Hans.md"] = chinese }
            out[base + "data.csv"] = "year,n\n" + briefing.cells.enumerated().map { "\(2025 + $0),\($1)\n" }.joined()
            out[base + "datapackage.yaml"] = briefing.package
            out[base + "indicators.yaml"] = "cars:\n  label: cars\n  formula: \(briefing.formula)\n"
            out[base + "chart.vl.yaml"] = "title: A chart\ndata: {url: data.csv}\n" + briefing.chart
        }
        return out
    }

    private static func page(_ briefing: Briefing, _ title: String, _ body: String? = nil) -> String {
        let claim = briefing.claims ? "There are [](=cars) of [600](=cars) cars.\n\n![](=cars)\n" : ""
        return
            "---\ntitle: \(title)\n\(briefing.summary)\(briefing.matter)---\n\n\(body ?? briefing.body)\n## \(briefing.heading)\n\n"
            + claim + "\n![Drawn](chart.vl.yaml)\n\n![Printed](data.csv)\n"
    }

    /// Writes what differs, and says what it was.
    private func save() throws -> SourceChanges {
        let next = files
        var changed: Set<String> = []
        var isListed = false
        for path in written.keys where next[path] == nil {
            try FileManager.default.removeItem(atPath: root + "/" + path)
            changed.insert(path)
            isListed = true
        }
        for (path, text) in next where written[path] != text {
            isListed = isListed || written[path] == nil
            changed.insert(path)
            let target = root + "/" + path
            try FileManager.default.createDirectory(
                atPath: (target as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: URL(fileURLWithPath: target))
        }
        written = next
        return isListed ? .files(changed) : .contents(changed)
    }

    // MARK: Edits

    private func pick<T>(_ items: [T]) -> T { random.one(of: items) }

    /// One edit, written to the disk.
    func edit() throws -> (name: String, changes: SourceChanges) {
        let folder = pick(briefings.keys.sorted())
        let other = SourceName.last(pick(briefings.keys.sorted()))
        var briefing = briefings[folder] ?? Briefing()
        let names = [
            "text", "text", "cell", "cell", "formula", "spec", "template", "title", "tag", "slug", "add", "remove",
            "rename", "break", "mend", "mend", "mend", "link", "heading", "summary", "date", "draft", "site", "tags",
            "translate", "alias", "weight", "package", "borrow", "several", "chinese", "chinese", "simplified",
            "glossary",
        ]
        let name = pick(names)
        made += 1
        switch name {
        case "text":
            briefing.body = pick([
                "Text.\n", "More, \(made) times.\n", "Some *words*.[^1]\n\n[^1]: A note.\n", "One\n\ntwo\n",
            ])
        case "cell": briefing.cells[1] = pick([600, 600, 600, 601, 700])
        case "formula":
            briefing.formula = pick([
                "last(data.n)", "last(data.n)", "sum(data.n) - first(data.n)", "nothing", "cars", "1 +",
            ])
        case "spec":
            let mark = pick(["bar", "line", "point", "blob"])
            let field = pick(["n", "n", "n", "m"])
            briefing.chart =
                "mark: \(mark)\nencoding:\n  x: {field: year, type: ordinal}\n  y: {field: \(field), type: quantitative}\n"
        case "template":
            templates = pick([
                [:], ["page.html": "{{<base}}{{$main}}<h1>{{title}}</h1>{{body}}{{/main}}{{/base}}\n"],
                ["style.css": "body { color: #00\(made % 10) }\n"], ["page.html": "{{#title}}"],
                ["entry.html": "<p>{{title}} {{nothing}}</p>\n"],
            ])
        case "title": briefing.title = pick(["A briefing", "Another \(made)", "[600](=cars) cars", "\"\""])
        case "tag": briefing.matter = "date: 2026-01-02\ntags: [\(pick(["one", "two", "one, two", "Three"]))]\n"
        case "slug": briefing.matter = "date: 2026-01-02\nslug: \(pick(["a-slug", "alpha", "own-\(made)", "../x"]))\n"
        case "add":
            if briefings.count < 9 { briefings["news/" + pick(["new-\(made)", "alpha/below-\(made)"])] = briefing }
        case "remove": if briefings.count > 3 { briefings[folder] = nil }
        case "rename":
            briefings[folder] = nil
            briefings["news/renamed-\(made)"] = briefing
        case "break": briefing.matter = pick(["date: [", "\tdate: x\n", "datte: 2026-01-01\n", "date: never\n"])
        case "mend": briefing = Briefing()
        case "link":
            briefing.body =
                "[There](../\(other)/#\(pick(["a-heading", "another-heading", "fig-cars"])) \"x\") and [here](index.md).\n"
        case "heading": briefing.heading = pick(["A heading", "Another heading", "[600](=cars) cars"])
        case "summary":
            briefing.summary = pick(["", "summary: Short.\n", "summary: \"[600](=cars) cars in \(made)\"\n"])
        case "date": briefing.matter = "date: 202\(pick(["4", "5", "6"]))-01-02\nlastmod: 2026-02-0\(1 + made % 9)\n"
        case "draft": briefing.matter = "draft: \(pick(["true", "false"]))\n"
        case "site":
            site =
                pick(["title: A site\n", "title: Another\n", "title: A site\nunits: {cars: {en: [car, cars]}}\n"])
                + Self.languages
        case "tags": tags = pick(["", "- {name: one, description: First}\n", "one: {en: One}\n", "nonsense"])
        case "translate": briefing.isTranslated.toggle()
        case "simplified": briefing.isWrittenInSimplified.toggle()
        case "chinese":
            briefing.isTranslated = true
            briefing.chinese = pick(["電郵第\(made)封。\n", "-{zh-Hans:甲; zh-Hant:乙}-\n", "㗎，裏面。\n"])
        case "glossary": glossary = pick(["", "電郵: 电邮\n", "電郵: 邮件\n裏面: 里头\n", "- nonsense\n"])
        case "alias": briefing.matter = "date: 2026-01-02\naliases: [/old/\(SourceName.last(folder))/]\n"
        case "weight": briefing.matter = "weight: \(made % 5)\n"
        case "package":
            briefing.package =
                "resources:\n  - {name: data, path: data.csv, title: \(pick(["Data", "Cars \(made)"]))}\n"
        case "borrow": briefing.formula = "briefing[\"\(other)\"].cars"
        default:
            for key in briefings.keys { briefings[key]?.body = "All at once, \(made).\n" }
            return (name, try save())
        }
        if !["add", "remove", "rename"].contains(name) { briefings[folder] = briefing }
        return ("\(name) \(folder)", try save())
    }
}

private enum SourceName {
    static func last(_ folder: String) -> String { folder.split(separator: "/").last.map(String.init) ?? folder }
}
