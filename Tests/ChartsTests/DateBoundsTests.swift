import Languages
import Quantities
import Tables
import Testing

@testable import Charts

@Suite("Dates of tables in charts")
struct DateBoundsTests {
    private static func table(_ dates: [String?], fields: [String] = ["due"]) -> Table {
        let cells = dates.map { text -> Cell in
            text.flatMap { EDTFDate(parsing: $0) }.map(Cell.date) ?? .missing(.empty)
        }
        return Table(
            name: "plan", fields: fields.map { Field(name: $0, kind: .date) }, columns: fields.map { _ in cells },
            at: .init(file: "plan.csv"))
    }

    private static func texts(_ dates: [String?], _ field: String, _ language: LanguageTag = .english) -> [String] {
        let frame = FrameLoading.frame(table(dates), language)
        return (0..<frame.rowCount).map { frame.value(field, $0).asText }
    }

    @Test(
        "a date lies between its first instant and the last millisecond of its last day",
        arguments: [
            ("2026-06-08", "2026-06-08", "2026-06-08"), ("2026-02", "2026-02-01", "2026-02-28"),
            ("2027-Q1", "2027-01-01", "2027-03-31"), ("2027-33", "2027-01-01", "2027-03-31"),
            ("2032~", "2032-01-01", "2032-12-31"),
        ])
    func bounds(date: String, first: String, last: String) throws {
        let frame = FrameLoading.frame(Self.table([date]), .english)
        let lower = try #require(EDTFDate(parsing: first)).firstDay
        let upper = try #require(EDTFDate(parsing: last)).firstDay + 1
        #expect(frame.doubles("due_lower") == [Double(lower) * Duration.day])
        #expect(frame.doubles("due_upper") == [Double(upper) * Duration.day - 1])
    }

    @Test("a missing date has no bounds and no words")
    func missing() {
        let frame = FrameLoading.frame(Self.table([nil]), .english)
        for field in ["due", "due_lower", "due_upper", "due_approximate", "due_words"] {
            #expect(frame.value(field, 0) == .null, "\(field)")
        }
    }

    @Test("`~`, `?` and `%` make it approximate")
    func approximate() {
        #expect(
            Self.texts(["2026", "2026~", "2026?", "2026-06%"], "due_approximate") == ["false", "true", "true", "true"])
    }

    @Test("its words are in the page's language")
    func words() {
        #expect(Self.texts(["2027-Q1", "2032~"], "due_words") == ["the first quarter of 2027", "about 2032"])
        #expect(
            Self.texts(["2027-Q1", "2032~"], "due_words", .traditionalChineseHongKong) == ["2027 年第 1 季", "2032 年左右"])
    }

    @Test("a column that the table has itself stays as it is")
    func own() {
        let frame = FrameLoading.frame(Self.table(["2027-Q1"], fields: ["due", "due_lower"]), .english)
        #expect(frame.value("due_lower", 0) == .string("2027-Q1"))
    }

    @Test("the table of a chart prints the last day and no hour of it, and its name in the page's language")
    func printed() throws {
        let spec = """
            data: {name: plan}
            mark: bar
            encoding:
              x: {field: due_lower, type: temporal}
              x2: {field: due_upper}
            """
        let tables = [Self.table(["2027-Q1"])]
        let table = try #require(Drawing.draw(spec, tables: tables).value?.table)
        #expect(table.columns.map(\.title) == ["due, earliest", "due, latest"])
        #expect(table.columns.map(\.texts) == [["1 Jan 2027"], ["31 Mar 2027"]])
        #expect(table.columns.map(\.machineTexts) == [["2027-01-01"], ["2027-03-31"]])
        let chinese = Drawing.draw(spec, language: .traditionalChineseHongKong, tables: tables).value?.table
        #expect(chinese?.columns.map(\.title) == ["due（最早）", "due（最遲）"])
    }
}
