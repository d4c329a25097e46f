import Building
import Foundation
import Languages
import TestSupport
import Testing

/// What readers are told of a figure, on the page and by `gazette eval`.
@Suite("Derivations")
struct DerivationTests {
    private let site: TemporarySite
    private let page: String

    init() throws {
        site = try TemporarySite(fixture: "derivation-told")
        let report = site.build()
        #expect(!report.hasFailed, "\(report.messages)")
        page = site.page("en/b/power/index.html")
    }

    /// The text of what stands between two marks of a page.
    private func text(_ html: String, from start: String, to end: String) -> String {
        let rest = html.components(separatedBy: start).dropFirst().joined(separator: start)
        var text = rest.components(separatedBy: end).first ?? ""
        text = text.replacingOccurrences(of: "<[^>]*>", with: "", options: .regularExpression)
        for (entity, sign) in [("&quot;", "\""), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")] {
            text = text.replacingOccurrences(of: entity, with: sign)
        }
        return text
    }

    private func derivation(_ id: String, in html: String) -> String {
        text(html, from: "id=\"how-\(id)\"", to: "</div>")
    }

    private func matches(_ pattern: String, in html: String) -> [[String]] {
        let regex = try? NSRegularExpression(pattern: pattern)
        let whole = NSRange(html.startIndex..., in: html)
        return (regex?.matches(in: html, range: whole) ?? []).map { match in
            (1..<match.numberOfRanges).compactMap { Range(match.range(at: $0), in: html).map { String(html[$0]) } }
        }
    }

    @Test("each button names the number of the note that it opens, and each figure has one note")
    func numbers() {
        var numbers: [String: String] = [:]
        for note in matches("<div class=\"derivation\" id=\"([^\"]+)\".* data-note=\"(\\d+)\">", in: page) {
            #expect(numbers.updateValue(note[1], forKey: note[0]) == nil)
        }
        #expect(numbers.values.compactMap { Int($0) }.sorted() == Array(1...8))
        let buttons = matches("<button[^>]* popovertarget=\"([^\"]+)\" data-note=\"(\\d+)\"", in: page)
        #expect(buttons.count == 9)
        for button in buttons { #expect(numbers[button[0]] == button[1]) }
    }

    @Test("a formula's cells and texts are in the page's language; a long one keeps its names and its result")
    func language() throws {
        let count = "count(t.stage == \"規劃\")"
        let many = Array(repeating: count, count: 12).joined(separator: " + ")
        let site = try TemporarySite([
            "content/site.yaml": """
            title: T
            base_url: https://example.org/
            languages: [zh-Hant-HK, en]
            """,
            "content/b/x/datapackage.yaml": """
            name: x
            resources:
              - name: t
                path: t.csv
                schema:
                  fields:
                    - {name: stage, type: string, lang: zh-Hant-HK}
                    - {name: stage_en, type: string, lang: en}
            """,
            "content/b/x/t.csv": "stage,stage_en\n規劃,plan\n政策,policy\n規劃,plan\n",
            "content/b/x/indicators.yaml": "one: {formula: '\(count)'}\nmany: {formula: '\(many)'}\n",
            "content/b/x/index.md": TemporarySite.page("甲", "[2](=one) [24](=many)"),
            "content/b/x/index.en.md": TemporarySite.page("X", "[2](=one) [24](=many)"),
        ])
        let report = site.build()
        #expect(!report.hasFailed, "\(report.messages)")
        let english = site.page("en/b/x/index.html")
        #expect(derivation("one", in: english).contains("= count (plan, policy, plan = “plan”) = 2"))
        #expect(!derivation("one", in: english).contains("規劃"))
        #expect(derivation("many", in: english).contains("\n= 24\n"))
        #expect(derivation("one", in: site.page("b/x/index.html")).contains("（規劃、政策、規劃 = 「規劃」） = 2"))
    }

    @Test("a figure leaves its paragraph, heading, list item, cell and caption in one piece")
    func placement() {
        for (start, end) in [
            ("<h1>", "</h1>"), ("<p>Text ", "</p>"), ("<h2 id=\"mean\">", "</h2>"), ("<li>Of", "</li>"),
        ] {
            let inner = page.components(separatedBy: start).dropFirst().first?.components(separatedBy: end).first ?? ""
            let tags = Set(matches("<([a-z0-9]+)", in: inner).flatMap { $0 })
            #expect(tags == ["span", "button"], "\(start): \(tags)")
        }
        #expect(page.contains("Table one: <span class=\"figure stale\" id=\"fig-age\"><button"))
    }

    @Test("titles and lists of contents have the words alone")
    func words() {
        #expect(page.contains("<title>Computing power about 60% · T</title>"))
        #expect(page.contains("<a href=\"#mean\">Mean more than 38.5 cars per charger</a>"))
    }

    @Test(
        "a derivation tells formula, values, bounds, cells, sources with dates, and how to cite",
        arguments: [
            (
                "share_of_all",
                [
                    "Cyberport's share", "about 60%", "approximate, bounds not known", "The first phase alone",
                    "Cyberport · computing power ÷ Hong Kong · computing power",
                    "= 3,000 PFLOPS ÷ about 5,000 PFLOPS = about 60%", "capacity.csv:3:25",
                    "Census Office, “Yearbook” (February 2026) · accessed 4 March 2026",
                    "Old Office (2001) · may be out of date",
                    "A, B (1 May 2026). “Cyberport's share: about 60%”. In: Computing power about 60%. T. "
                        + "https://t.example/x/en/b/power/#fig-share_of_all",
                ]
            ),
            (
                "twice",
                [
                    "more than 38.5542… cars per charger · lower bound not included, no upper bound",
                    "2 × cars per charger",
                    "= more than 1,600 cars ÷ 83 chargers = more than 19.2771… cars per charger",
                    "scheme.csv:2:29",
                ]
            ),
            ("rack_share", ["= (4 to 5) ÷ 8 = 0.5 to 0.625", "both bounds included"]),
            ("total", ["7 cells", "Science Park 100 PFLOPS", "and 2 more", "capacity.csv:2–8"]),
            ("age", ["= days from 9 December 2024 to 20 June 2026 = 558 days", "Computed on\n20 June 2026"]),
        ])
    func contents(_ id: String, _ parts: [String]) {
        let told = derivation(id, in: page)
        for part in parts { #expect(told.contains(part), "\(part)\n\(told)") }
    }

    @Test("in Chinese too")
    func chinese() {
        let told = derivation("twice", in: site.page("b/power/index.html"))
        for part in [
            "每個充電樁逾 38.5542… 輛 · 不包括下限，沒有上限", "2 × 每個充電樁的車", "統計處《年報》（2026 年 2 月） · 2026 年 3 月 4 日查閱",
            "甲、乙：「兩倍：每個充電樁逾 38.5 輛」，《算力約六成》，題，2026 年 5 月 1 日，https://t.example/x/b/power/#fig-twice",
        ] { #expect(told.contains(part), "\(part)\n\(told)") }
    }

    @Test("an indicator of another briefing has an id of its own, and its cells lead there")
    func borrowed() {
        let water = site.page("en/b/water/index.html")
        #expect(!water.contains("id=\"how-twice\""))
        #expect(matches("id=\"(how-twice-[0-9a-f]{8})\"", in: water).count == 1)
        #expect(water.contains("<a href=\"../../../b/power/scheme.csv\">scheme.csv:2:29</a>"))
        #expect(water.contains("<li id=\"source-1\">Census Office"))
    }

    @Test(
        "eval tells the same as the page, as a tree and as JSON",
        arguments: ["share_of_all", "twice", "rack_share", "total", "age"])
    func evaluation(_ name: String) throws {
        let told = derivation(name, in: page)
        let evaluation = Evaluation.evaluate(
            name, in: site.path("content/b/power"), asOf: TemporarySite.day, jobs: 1)
        let tree = evaluation.text(in: .english)
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(evaluation.json())) as? [String: Any])
        func english(_ key: String) -> String? { (json[key] as? [String: Any])?["en"] as? String }
        for key in ["label", "names", "numbers", "text"] {
            let text = try #require(english(key))
            #expect(told.contains(text) && tree.contains(text), "\(text)\n\(told)\n\(tree)")
        }
        if let bounds = english("bounds") { #expect(told.contains(bounds) && tree.contains(bounds)) }
        // Cells, to any depth, by file, line and column.
        var places: [String] = []
        func visit(_ inputs: Any?) {
            for input in inputs as? [[String: Any]] ?? [] {
                let label = (input["label"] as? [String: String])?["en"] ?? "?"
                #expect(told.contains(label) && tree.contains(label), "\(label)")
                if let file = input["file"] as? String, let line = input["line"], let column = input["column"],
                    input["briefing"] == nil
                {
                    places.append("\((file as NSString).lastPathComponent):\(line):\(column)")
                }
                visit(input["inputs"])
            }
        }
        visit(json["inputs"])
        #expect(name == "total" ? places.count == 1 : !places.isEmpty)
        for place in places { #expect(told.contains(place) && tree.contains(place), "\(place)") }
        let sources = try #require(json["sources"] as? [[String: Any]])
        #expect(sources.count == 2)
        for source in sources {
            let text = try #require((source["text"] as? [String: String])?["en"])
            #expect(told.contains(text) && tree.contains(text))
            #expect(source["stale"] as? Bool == text.hasPrefix("Old"))
        }
        #expect((json["as_of"] as? String) == (name == "age" ? "2026-06-20" : nil))
    }
}
