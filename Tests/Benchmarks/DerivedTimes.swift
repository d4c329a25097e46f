import Building
import Foundation

/// What a language costs that is made from another: a site of so many pages built into an empty folder, in Traditional
/// Chinese alone and with Simplified Chinese derived, which is twice the files. Disks are slow just after a large deletion: set TMPDIR to a folder in memory.
enum DerivedTimes {
    static func report(pages: Int, rounds: Int = 3) {
        var best: [Double] = []
        for languages in ["[zh-Hant-HK]", "[zh-Hant-HK, {tag: zh-Hans, from: zh-Hant-HK}]"] {
            var least = Double.infinity
            for _ in 0..<rounds {
                guard let time = time(pages: pages, languages: languages) else {
                    print("the site cannot be built")
                    exit(1)
                }
                least = min(least, time)
            }
            best.append(least)
            print("\(pages) pages, \(languages)\t\(Int(least)) ms")
        }
        print("ratio\t\((best[1] / best[0] * 100).rounded() / 100)")
    }

    private static func time(pages: Int, languages: String) -> Double? {
        let files = FileManager.default
        let root = files.temporaryDirectory.resolvingSymlinksInPath().path + "/gazette-languages-" + UUID().uuidString
        defer { try? files.removeItem(atPath: root) }
        func write(_ path: String, _ text: String) {
            let whole = root + "/content/" + path
            try? files.createDirectory(
                atPath: (whole as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            try? Data(text.utf8).write(to: URL(fileURLWithPath: whole))
        }
        write("site.yaml", "title: 網站\nbase_url: https://site.example/\nlanguages: \(languages)\n")
        for page in 0..<pages { write("b/p\(page)/index.md", text(page)) }
        let clock = ContinuousClock()
        var hasFailed = false
        let time = clock.measure {
            hasFailed = SiteBuild.build(BuildOptions(root: root, asOf: 20_000, jobs: 2), home: nil).hasFailed
        }
        return hasFailed ? nil : Double(time.components.seconds) * 1000 + Double(time.components.attoseconds) / 1e15
    }

    /// Some 600 characters, no two pages alike.
    private static func text(_ page: Int) -> String {
        let sentences = [
            "發展局公布第 \(page) 項規劃，由後勤、交通至頭髮護理，涵蓋各區的設施與服務。",
            "據統計處的數字，名額增加一倍，充電樁的數目卻沒有跟着上升，餘裕因而收窄。",
            "評論認為，這個安排須由有關部門覆核，並在年內交代進度、預算與負責的人員。",
            "頭**髮**與`代碼`之間，[連結](../p0/index.md)一處，說明資料的來源和限制。",
        ]
        var out = "---\ntitle: 第 \(page) 篇：後續發展\ndate: 2026-01-01\nsummary: 簡報的摘要，說明問題與建議。\n---\n"
        for part in 0..<4 {
            out += "\n## 第 \(part + 1) 節的標題\n\n"
            for i in sentences.indices { out += sentences[(i + page + part) % sentences.count] }
            out += "\n"
        }
        return out
    }
}
