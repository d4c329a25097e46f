import Diagnostics
import Expressions
import Files
import Languages
import Quantities
import Tables
import TestSupport
import Testing

@testable import Indicators

/// A site in miniature: each folder of a fixture is a bundle.
enum Site {
    static let bundles: [String: [String]] = [
        "capacity": ["compute"], "cars": ["cars"], "across": ["cars", "compute"], "cycles": ["a", "b"], "errors": ["a"],
    ]

    /// The book on 30 June 2026, with the findings of its making and of reading the indicators.
    static func book(_ site: String) -> Diagnosed<FigureBook> {
        var findings: [Diagnostic] = []
        var bundles: [FigureBundle] = []
        for key in Self.bundles[site] ?? [] {
            let folder = "indicators/\(site)/\(key)"
            let files = Fixture.names(in: folder).map {
                SourceFile(path: "\(key)/\($0)", bytes: Fixture.bytes("\(folder)/\($0)"))
            }
            let data = files.filter { !$0.name.hasPrefix("indicators") }
            let package = DataPackage.read(data, folder: key).collecting(into: &findings)
            var definitions: [IndicatorDefinition] = []
            for file in files where file.name == "indicators.yaml" {
                definitions = IndicatorDefinition.read(file).collecting(into: &findings)
            }
            bundles.append(FigureBundle(key: key, slug: key, package: package, indicators: definitions))
        }
        let made = FigureBook.make(bundles, asOf: CivilDay.number(year: 2026, month: 6, day: 30))
        return Diagnosed(made.value, findings + made.diagnostics)
    }

    static func shown(_ value: StrictValue) -> String {
        switch value {
        case .quantity(let q): q.shown + (q.interval.point == nil ? " in \(bounds(q))" : "")
        case .missing(let reason): "missing \(reason.symbol)"
        case .text(let text): "\"\(text)\""
        case .boolean(let flag): "\(flag)"
        case .date(let date): date.description
        case .column, .reference: value.kind
        }
    }

    private static func bounds(_ q: Quantity) -> String {
        let low = q.interval.lower.map { ($0.isOpen ? "(" : "[") + q.written($0.number).literal } ?? "(-∞"
        let high = q.interval.upper.map { q.written($0.number).literal + ($0.isOpen ? ")" : "]") } ?? "∞)"
        return low + ", " + high
    }

    static func shown(_ figure: Figure) -> String {
        var out = "\(figure.bundle) \(figure.id)\(figure.isGrowth ? " (growth)" : ""): \(shown(figure.value))\n"
        if let label = figure.label { out += "  label: \(label.text(in: .english))\n" }
        out += "  formula at \(figure.location.description): \(figure.derivation.formula)\n"
        for input in figure.derivation.inputs {
            switch input {
            case .cell(let cell):
                out += "  cell \(cell.table)[\(cell.row)].\(cell.field) at \(cell.location.description): \(cell.text)"
                out += cell.unit.symbol.isEmpty ? "\n" : " \(cell.unit.symbol)\n"
            case .column(let column):
                out += "  column \(column.table).\(column.field) in \(column.file), lines \(column.lines): "
                out += "\(column.count) rows, \(column.missing) missing\n"
            case .indicator(let indicator):
                out += "  indicator \(indicator.slug).\(indicator.name): \(shown(indicator.value))\n"
            }
        }
        for source in figure.derivation.sources { out += "  source: \(source.title?.text(in: .english) ?? "")\n" }
        if figure.derivation.usesBuildDate { out += "  at the build's date\n" }
        return out
    }

    static func shown(_ findings: [Diagnostic]) -> String {
        findings.inReportingOrder().map {
            "\($0.location?.description ?? "") \($0.severity.rawValue)[\($0.code.rawValue)]: \($0.message)"
                + ($0.hint.map { "\n    hint: \($0)" } ?? "") + "\n"
        }.joined()
    }
}

@Suite("Indicators of whole bundles")
struct IndicatorsTests {
    @Test(arguments: Site.bundles.keys.sorted())
    func `figures, derivations and findings are those of the snapshot`(site: String) {
        let made = Site.book(site)
        var text = ""
        for bundle in Site.bundles[site] ?? [] {
            for figure in made.value.figures(in: bundle) { text += Site.shown(figure) + "\n" }
        }
        text += Site.shown(made.diagnostics)
        #expect(Snapshot.difference(text, from: "indicators/\(site)/expected.txt") == nil)
    }

    @Test func `the headroom is open below at eight thirds, and nothing more is known`() {
        let figure = Site.book("cars").value.figure(named: "charger_headroom", in: "cars")
        let interval = figure?.quantity?.interval
        #expect(abs((interval?.lower?.number.double ?? 0) - 8.0 / 3) < 1e-12)
        #expect(interval?.lower?.isOpen == true)
        #expect(interval?.upper == nil)
        #expect(figure?.quantity?.unit == Unit.none)
    }

    @Test func `bounds are the tightest through other indicators, and a derivation says where they are not`() {
        let data = SourceFile(
            path: "b/datapackage.yaml",
            text: """
                name: b
                resources:
                  - name: parts
                    path: parts.csv
                    schema: {primaryKey: [part], fields: [{name: part, type: string}, {name: size, type: number}]}
                """)
        let csv = SourceFile(path: "b/parts.csv", text: "part,size\na,1..3\nb,2..5\n")
        let yaml = """
            a: parts["a"].size
            total: sum(parts.size)
            share: a / total
            rest_share: 1 - share
            wide: sqrt(a) / total
            """
        let bundle = FigureBundle(
            key: "b", slug: "b", package: DataPackage.read([data, csv], folder: "b").value,
            indicators: IndicatorDefinition.read(SourceFile(path: "b/indicators.yaml", text: yaml)).value)
        let made = FigureBook.make([bundle], asOf: 0)
        #expect(Site.shown(made.diagnostics) == "")
        func interval(_ name: String) -> [Double?] {
            let figure = made.value.figure(named: name, in: "b")
            return [figure?.quantity?.interval.lower?.number.double, figure?.quantity?.interval.upper?.number.double]
        }
        #expect(interval("share") == [1.0 / 6, 0.6])
        #expect(interval("rest_share") == [0.4, 5.0 / 6])
        #expect(made.value.figure(named: "rest_share", in: "b")?.derivation.isTight == true)
        #expect(made.value.figure(named: "wide", in: "b")?.derivation.isTight == false)
    }

    @Test func `digits are those that the file writes, and the value keeps them all`() {
        let data = SourceFile(
            path: "b/datapackage.yaml",
            text: """
                name: b
                resources:
                  - name: t
                    path: t.csv
                    schema: {primaryKey: [k], fields: [{name: k, type: string}, {name: x, type: number}]}
                """)
        let csv = SourceFile(path: "b/t.csv", text: "k,x\na,12.50\nb,3.7\nc,~5300\nd,700\n")
        let yaml = """
            product: t["a"].x * t["b"].x
            sum: sum(t.x)
            whole: t["a"].x * t["d"].x
            rough: t["c"].x / t["d"].x
            """
        let bundle = FigureBundle(
            key: "b", slug: "b", package: DataPackage.read([data, csv], folder: "b").value,
            indicators: IndicatorDefinition.read(SourceFile(path: "b/indicators.yaml", text: yaml)).value)
        let book = FigureBook.make([bundle], asOf: 0).value
        func quantity(_ name: String) -> Quantity? { book.figure(named: name, in: "b")?.quantity }
        #expect(quantity("product")?.significantDigits == 2)
        #expect(quantity("product")?.value?.literal == "46.25")
        #expect(quantity("sum")?.significantDigits == 2)
        #expect(quantity("whole")?.significantDigits == 4)
        #expect(quantity("rough")?.significantDigits == 2)
    }

    @Test func `a name in prose is the indicator, a formula is a figure of its own`() {
        let book = Site.book("cars").value
        let here = SourceLocation(file: "index.md", line: 4, column: 9)
        #expect(book.figure(" quota_growth ", at: here, in: "cars").value?.id == "fig-quota_growth")
        let formula = book.figure("cars_at_once / 2", at: here, in: "cars").value
        #expect(formula?.id == "fig-\(String(fnv("cars_at_once / 2"), radix: 16))")
        #expect(formula.map { Site.shown($0.value) } == "300 cars")
        #expect(formula?.location == here)
    }

    /// FNV-1a by its definition.
    private func fnv(_ text: String) -> UInt32 {
        text.utf8.reduce(2_166_136_261) { ($0 ^ UInt32($1)) &* 16_777_619 }
    }

    @Test(arguments: [
        (
            "cars_at_onse",
            "index.md:4:9 error[formula/name]: there is no indicator and no table “cars_at_onse”\n    hint: did you mean “cars_at_once”?\n"
        ),
        ("scheme[\"quota\"].value", "index.md:4:16 error[formula/row]: the table “scheme” has no row “quota”\n"),
        (
            "scheme.value",
            "index.md:4:9 error[formula/type]: this formula gives a column of 5 rows, one value was expected\n    hint: sum(), mean(), last() and the like make one value of a column\n"
        ),
        ("1 + ", "index.md:4:13 error[formula/syntax]: found the end, a value was expected\n"),
        ("", "index.md:4:9 error[formula/syntax]: found the end, a value was expected\n    hint: write a formula\n"),
    ])
    func `what is wrong with a formula in prose is said at its column`(formula: String, expected: String) {
        let book = Site.book("cars").value
        let outcome = book.figure(formula, at: SourceLocation(file: "index.md", line: 4, column: 9), in: "cars")
        #expect(outcome.value == nil)
        #expect(Site.shown(outcome.diagnostics) == expected)
    }

    @Test func `an indicator that failed is not reported again where it is used`() {
        let book = Site.book("errors").value
        let outcome = book.figure("syntax", at: SourceLocation(file: "index.md"), in: "a")
        #expect(outcome.value == nil && outcome.diagnostics.isEmpty)
    }

    @Test func `published values are in written units, and an approximate one has no bounds`() {
        let book = Site.book("capacity").value
        func published(_ name: String) -> PublishedValue? {
            book.figure(named: name, in: "compute").map { PublishedValue($0.value) }
        }
        #expect(published("share_of_rest")?.value == 56)
        #expect(published("share_of_rest")?.unit == "%")
        #expect(published("cyberport_share")?.lower == nil)
        #expect(published("cyberport_share")?.isApproximate == true)
        #expect(published("lead")?.lower == 35)
        #expect(published("lead")?.isLowerOpen == true)
        #expect(published("lead")?.unit == "pp")
        #expect(published("tai_po")?.value == nil)
        #expect(published("today")?.text == "2026-06-30")
    }

    @Test func `charts are handed the figures as a table`() {
        let table = Site.book("cars").value.figuresTable(in: "cars", language: .english)
        let row = table.row(forKey: "charger_headroom")
        #expect(row == 0)
        #expect(table.text(row: 0, field: 1) == "headroom of the chargers")
        #expect(table.text(row: 1, field: 2) == "600")
        #expect(table.cell(row: 0, field: 4) == .missing(.empty))
        #expect(table.cell(row: 0, field: 5) == .boolean(true))
        #expect(table.rowCount == 5)
    }

    @Test func `a long chain of indicators is evaluated without recursion`() {
        var yaml = "n0: 1\n"
        for i in 1...5000 { yaml += "n\(i): n\(i - 1) + 1\n" }
        // The last is asked for first.
        let definitions = IndicatorDefinition.read(SourceFile(path: "indicators.yaml", text: yaml)).value
        let bundle = FigureBundle(key: "b", slug: "b", package: DataPackage(), indicators: definitions.reversed())
        let made = FigureBook.make([bundle], asOf: 0)
        #expect(made.diagnostics.isEmpty)
        #expect(made.value.figure(named: "n5000", in: "b").map { Site.shown($0.value) } == "5001")
    }

    @Test func `two briefings of one slug are told apart by their paths`() {
        func bundle(_ key: String, _ formula: String) -> FigureBundle {
            let file = SourceFile(path: "\(key)/indicators.yaml", text: "x: \(formula)\n")
            return FigureBundle(
                key: key, slug: "same", package: DataPackage(), indicators: IndicatorDefinition.read(file).value)
        }
        let book = FigureBook.make([bundle("a/same", "1"), bundle("b/same", "briefing[\"a/same\"].x + 1")], asOf: 0)
        #expect(book.diagnostics.isEmpty)
        #expect(book.value.figure(named: "x", in: "b/same").map { Site.shown($0.value) } == "2")
        let here = SourceLocation(file: "f")
        let ambiguous = book.value.figure("briefing[\"same\"].x", at: here, in: "a/same")
        #expect(
            Site.shown(ambiguous.diagnostics)
                == "f:1:10 error[formula/name]: several briefings have the slug “same”\n    hint: write its whole path: "
                + "briefing[\"a/same\"] or briefing[\"b/same\"]\n")
    }
}
