import Building
import Diagnostics
import TestSupport
import Testing

/// What is checked of numerals and figures over whole pages and the whole site; the places of the findings stand in the
/// fixtures' `expected.txt`.
@Suite("Everything bound, everywhere the same")
struct WholeSiteChecksTests {
    @Test("numerals that are bound to nothing are information, and with --strict errors at the same places")
    func unbound() throws {
        let site = try TemporarySite(fixture: "numerals-unbound")
        let report = site.check()
        let strict = site.check { $0.isStrict = true }
        func unbound(_ report: BuildReport, _ severity: Severity) -> [Diagnostics.SourceLocation] {
            report.findings.filter { $0.code == .figureUnbound && $0.severity == severity }.compactMap(\.location)
        }
        #expect(unbound(report, .info).count > 30)
        #expect(unbound(report, .error) == [])
        #expect(unbound(strict, .error) == unbound(report, .info))
        #expect(!report.hasFailed)
        #expect(strict.hasFailed)
    }

    @Test("each page that has numerals is told with how many of them are bound")
    func coverage() throws {
        let site = try TemporarySite([
            "content/_index.md": TemporarySite.page("Home", "No numerals."),
            "content/cars/scheme.csv": "id,value\nquota,200\n",
            "content/cars/index.md": TemporarySite.page(
                "Cars", "[200](=sum(scheme.value)), 300 firms and [2026](=).", "summary: 5 firms\n"),
        ])
        let report = site.check()
        #expect(report.coverage.map(\.description) == ["content/cars/index.md: 1 of 3 numerals bound"])
        let place = report.findings.first { $0.message.contains("300") }?.location
        #expect(place == Diagnostics.SourceLocation(file: "content/cars/index.md", line: 6, column: 28, length: 3))
    }

    @Test("a figure that one language lacks is an error at the page that lacks it")
    func parity() throws {
        let site = try TemporarySite(fixture: "figure-language")
        let found = site.check().findings.filter { $0.code == .figureLanguage }
        #expect(found.allSatisfy { $0.severity == .error })
        #expect(
            found.map(\.message) == [
                "this page does not bind scheme[\"before\"].value, which content/cars/index.md:3:20 binds",
                "this page does not bind more, which content/cars/index.md:8:6 binds",
                "this page does not bind scheme[\"after\"].value, which content/cars/index.en.md:5:121 binds",
            ])
    }

    @Test("two values for one subject and period of one source name both places")
    func contradiction() throws {
        let site = try TemporarySite(fixture: "figure-contradiction")
        let found = site.check().findings.filter { $0.code == .figureContradiction }
        #expect(
            found.map(\.message) == [
                "“Firms in the sector” (2025) is 120 here and 100 at content/a/facts.csv:2:27",
                "“Offices” (2025) is 45 here and ~40 at content/a/facts.csv:4:17",
                "share, “Staff for each firm”, is 8.33 people/firms here and 10 people/firms at content/a/indicators.yaml:3:12",
            ])
    }

    @Test("figures on a stale source are marked, also through another indicator, and the source is told of once")
    func stale() throws {
        let site = try TemporarySite(fixture: "figure-stale")
        let report = site.build()
        #expect(!report.hasFailed)
        let page = site.page("cars/index.html")
        for id in ["fig-old_one", "fig-reviewed_one", "fig-through"] {
            #expect(page.contains("<span class=\"figure stale\" id=\"\(id)\">"))
        }
        for id in ["fig-fresh_one", "fig-due_one"] { #expect(page.contains("<span class=\"figure\" id=\"\(id)\">")) }
        #expect(page.contains("<div class=\"headline stale\" id=\"fig-old_one-2\">"))
        #expect(page.split(separator: "The source may be out of date").count == 4)
        #expect(site.check { $0.isStrict = true }.hasFailed)
        // 30 days after 20 May 2026 is 19 June, which is the day of the review too.
        #expect(site.check { $0.asOf = 20623 }.codes == [])
    }
}
