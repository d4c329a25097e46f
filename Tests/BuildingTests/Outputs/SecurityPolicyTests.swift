import Building
import Foundation
import TestSupport
import Testing

@Suite("What hosts are asked to send along")
struct SecurityPolicyTests {
    /// The policy that stands under `/*`, by directive.
    private func policy(_ site: TemporarySite) -> [String: String] {
        let lines = site.page("_headers").components(separatedBy: "\n")
        #expect(lines.first == "/*")
        let line = lines.first { $0.hasPrefix("  Content-Security-Policy: ") } ?? ""
        var out: [String: String] = [:]
        for part in line.dropFirst("  Content-Security-Policy: ".count).components(separatedBy: "; ") {
            let words = part.split(separator: " ", maxSplits: 1).map(String.init)
            out[words[0]] = words.count > 1 ? words[1] : ""
        }
        return out
    }

    @Test("nothing is allowed but the site's own files, and nothing is unsafe") func strict() throws {
        let site = try TemporarySite(["content/b/a/index.md": TemporarySite.page("A")])
        #expect(!site.build().hasFailed)
        let policy = policy(site)
        #expect(policy["default-src"] == "'none'" && policy["img-src"] == "'self' data:")
        #expect(policy["style-src"]?.hasPrefix("'self' 'sha256-") == true)
        #expect(policy["script-src"] == nil && policy["base-uri"] == "'none'" && policy["form-action"] == "'none'")
        #expect(!site.page("_headers").contains("unsafe"))
    }

    @Test("no page has a style or a script in a line that the policy does not name")
    func kept() throws {
        for fixture in ["two-languages", "chart", "embed-table", "figures-list", "derivation-told"] {
            let site = try TemporarySite(fixture: fixture)
            #expect(!site.build().hasFailed)
            let styles = policy(site)["style-src"] ?? ""
            for path in site.published() where path.hasSuffix(".html") || path.hasSuffix(".svg") {
                let text = site.page(path)
                #expect(!text.contains(" style=\""), "\(fixture): \(path)")
                let scripts = text.components(separatedBy: "<script").dropFirst()
                #expect(scripts.allSatisfy { $0.hasPrefix(" type=\"application/ld+json\">") }, "\(fixture): \(path)")
                for style in text.components(separatedBy: "<style>").dropFirst() {
                    let content = style.components(separatedBy: "</style>")[0]
                    #expect(styles.contains("'sha256-\(Self.digest(content))'"), "\(fixture): \(path)")
                }
            }
        }
    }

    /// By the system's own program, so that ours is held against another.
    private static func digest(_ text: String) -> String {
        let process = Process()
        let (input, output) = (Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", "sha256sum | cut -c1-64"]
        (process.standardInput, process.standardOutput) = (input, output)
        guard (try? process.run()) != nil else { return "" }
        input.fileHandleForWriting.write(Data(text.utf8))
        try? input.fileHandleForWriting.close()
        let hex = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let digits = Array(hex.utf8.prefix(64))
        let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
            UInt8(String(decoding: digits[$0...($0 + 1)], as: UTF8.self), radix: 16)
        }
        return Data(bytes).base64EncodedString()
    }

    @Test("what a template holds in a line is named by its digest; what it fills in cannot be")
    func templates() throws {
        let site = try TemporarySite([
            "content/_index.md": TemporarySite.page("Home"),
            "templates/home.html":
                "<!doctype html>\n<title>{{title}}</title>\n<style>\nbody { color: red }\n</style><style>{{kind}} {}</style>"
                + "<script>start()</script><script type=\"application/json\">{}</script>\n",
        ])
        #expect(!site.build().hasFailed)
        let policy = policy(site)
        #expect(policy["style-src"]?.contains(Self.digest("\nbody { color: red }\n")) == true)
        #expect(policy["style-src"]?.contains(Self.digest("home {}")) == false)
        #expect(policy["script-src"] == "'self' 'sha256-\(Self.digest("start()"))'")
    }

    @Test("pictures from elsewhere are allowed from the hosts that pages name, and from no other") func images() throws
    {
        let body =
            "![a](https://img.example/a.png) ![b](https://img.example:8443/b.png?x#y) ![c](https://img.example/c)"
        let site = try TemporarySite(["content/b/a/index.md": TemporarySite.page("A", body)])
        #expect(!site.build().hasFailed)
        #expect(policy(site)["img-src"] == "'self' data: https://img.example https://img.example:8443")
    }

    @Test("a file of the author's own goes before ours") func own() throws {
        let own = [
            "content/_headers": "/*\n  X-Mine: 1\n", "content/_redirects": "/a /b\n", "content/llms.txt": "# Me\n",
        ]
        let site = try TemporarySite(
            own.merging(["content/b/a/index.md": TemporarySite.page("A", "", "aliases: [/old/]\n")]) { $1 })
        #expect(site.build().findings.filter { $0.severity == .error }.isEmpty)
        for (path, text) in own { #expect(site.page(String(path.dropFirst("content/".count))) == text) }
    }

    @Test("_redirects has a line for each alias, from the path of the site's address on") func redirects() throws {
        let config = "title: A site\nlanguages: [en]\nbase_url: https://x.example/sub/\n"
        let site = try TemporarySite([
            "content/site.yaml": config,
            "content/b/a/index.md": TemporarySite.page("A", "", "aliases: [/old/車/, /gone.html]\n"),
        ])
        #expect(site.build().findings.isEmpty)
        #expect(
            site.page("_redirects") == "/sub/old/%E8%BB%8A/ /sub/b/a/ 301\n/sub/gone.html /sub/b/a/ 301\n")
        #expect(site.exists("public/old/車/index.html"))
    }

    @Test("the skip link is the first thing that takes focus, and the icon is the site's own") func heads() throws {
        let site = try TemporarySite(fixture: "two-languages")
        #expect(!site.build().hasFailed)
        for path in site.published() where path.hasSuffix(".html") {
            let body = site.page(path).components(separatedBy: "<body").last ?? ""
            let first = body.components(separatedBy: "<a ").dropFirst().first ?? ""
            #expect(first.hasPrefix("class=\"skip-link\" href=\"#main\""), "\(path)")
            #expect(!body.components(separatedBy: "<a ")[0].contains("tabindex"))
        }
        #expect(site.page("en/briefings/cars/index.html").contains("<link rel=\"icon\" href=\"../../../icon.svg\""))
        #expect(isXML(site.page("icon.svg")))
    }
}
