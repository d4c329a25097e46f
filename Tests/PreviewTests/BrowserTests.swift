import Foundation
import Testing

@testable import Preview

@Suite(
    "In a browser",
    .enabled(if: Browser.program != nil, "skipped: no Chromium is installed (apt-get install chromium)"), .serialized)
struct BrowserTests {
    /// The preview of a long page, in a browser.
    private func opened(_ path: String = "/briefings/cars/") throws -> (site: PreviewSite, browser: Browser) {
        var files = PreviewSite.files
        files[Self.page] = Self.text("First words.")
        let site = try PreviewSite(files, watches: true)
        let browser = try Browser(#require(Browser.program))
        try browser.open("http://127.0.0.1:\(site.server.port)\(path)")
        return (site, browser)
    }

    private static let page = "content/briefings/cars/index.md"

    private static func text(_ words: String, claim: Int = 600) -> String {
        let filler = (1...80).map { "Paragraph number \($0) of a long page.\n\n" }.joined()
        return "---\ntitle: Cars\ndate: 2026-01-02\n---\n\nThere are [\(claim) cars](=cars) in 2026. \(words)\n\n"
            + filler + "<!-- end -->\n"
    }

    private static func shows(_ words: String) -> String {
        "document.querySelector('main').textContent.includes('\(words)')"
    }

    @Test("a save is seen, and the place, the focus and an open derivation stay")
    func edit() throws {
        let (site, browser) = try opened()
        _ = try browser.value(
            "window.sameWindow = true; document.querySelector('.figure-words').focus(); document.querySelector('.figure-words').click(); scrollTo(0, 900)"
        )
        let place = try browser.text("String(scrollY)")
        #expect(place == "900")
        try site.write(Self.page, Self.text("Second words."))
        try browser.wait(Self.shows("Second words."))
        #expect(try browser.text("String(scrollY)") == place)
        #expect(try browser.isTrue("window.sameWindow === true"))
        #expect(try browser.isTrue("document.querySelector('.derivation:popover-open') !== null"))
        #expect(try browser.isTrue("document.activeElement !== document.body"))
    }

    @Test("what breaks is told over the last good page, with its line, and goes when it is mended")
    func overlay() throws {
        let (site, browser) = try opened()
        let sheet = "document.querySelector('gazette-preview').shadowRoot.querySelector('.sheet')"
        #expect(try browser.isTrue("\(sheet).hidden"))
        try site.write(Self.page, Self.text("Broken words.", claim: 700))
        try browser.wait("!\(sheet).hidden")
        #expect(try browser.text("\(sheet).textContent").contains("There are [700 cars](=cars)"))
        #expect(try browser.text("\(sheet).querySelector('.place').textContent") == Self.page + ":6:12")
        #expect(try browser.isTrue(Self.shows("First words.")))
        try site.write(Self.page, Self.text("Mended words."))
        try browser.wait("\(sheet).hidden")
        try browser.wait(Self.shows("Mended words."))
    }

    @Test("a style sheet is swapped without a reload")
    func style() throws {
        let (site, browser) = try opened()
        _ = try browser.value("window.sameWindow = true")
        try site.write("templates/style.css", "body { background: rgb(1, 2, 3) }\n")
        try browser.wait("getComputedStyle(document.body).backgroundColor === 'rgb(1, 2, 3)'")
        #expect(try browser.isTrue("window.sameWindow === true"))
    }

    @Test("a page that vanished leads to its section")
    func vanished() throws {
        let (site, browser) = try opened()
        try site.write("content/briefings/_index.md", "---\ntitle: Briefings\n---\n")
        try FileManager.default.removeItem(atPath: site.root + "/content/briefings/cars")
        try browser.wait("location.pathname === '/briefings/'")
    }

    @Test("numerals that are bound to nothing are underlined, until somebody says no")
    func numerals() throws {
        let (_, browser) = try opened()
        let count = "String(CSS.highlights.get('gazette-unbound')?.size ?? 0)"
        #expect(try browser.text(count) != "0")
        _ = try browser.value("document.querySelector('gazette-preview').shadowRoot.querySelector('.unbound').click()")
        #expect(try browser.text(count) == "0")
    }

    @Test("a figure shows where it comes from under the pointer")
    func source() throws {
        let (_, browser) = try opened()
        _ = try browser.value(
            "document.querySelector('.figure-words').dispatchEvent(new MouseEvent('mouseover', {bubbles: true}))")
        let tip = "document.querySelector('gazette-preview').shadowRoot.querySelector('.tip')"
        #expect(try browser.text("\(tip).textContent").hasPrefix(Self.page + ":6:"))
        if let folder = ProcessInfo.processInfo.environment["GAZETTE_PICTURES"] {
            try browser.picture().write(to: URL(fileURLWithPath: folder + "/source.png"))
        }
    }
}
