import Diagnostics
import Files
import Formatting
import Foundation
import Languages
import Quantities
import TestSupport
import Testing

@testable import Tables

private func package(_ csv: String, _ fields: String, _ rest: String = "") -> Diagnosed<DataPackage> {
    let yaml = "resources: [{name: t, path: t.csv, schema: {primaryKey: id, fields: [\(fields)]}\(rest)}]\n"
    return DataPackage.read(
        [SourceFile(path: "b/t.csv", text: csv), SourceFile(path: "b/datapackage.yaml", text: yaml)], folder: "b")
}

private func table(_ csv: String, _ fields: String, _ rest: String = "") throws -> Table {
    let read = package(csv, fields, rest)
    #expect(read.diagnostics.filter { $0.severity == .error } == [])
    return try #require(read.value.table(named: "t"))
}

@Suite("CSV for readers") struct CSVForReaders {
    @Test(
        "a text cell that begins with a character of a formula is defused, and reads as before behind the mark",
        arguments: ["=", "+", "-", "@", "\t", "\r"])
    func defused(mark: String) throws {
        let table = try table("id,s\na,\"\(mark)x(1)\"\n", "{name: id}, {name: s, type: string}")
        let csv = String(decoding: table.csv(), as: UTF8.self)
        #expect(csv.utf8.elementsEqual("id,s\na,\(mark == "\r" ? "\"'\rx(1)\"" : "'\(mark)x(1)")\n".utf8))
    }

    @Test("no other first character is touched", arguments: ["'", "\"", "|", "%", "1", "~", " =", "中", "!"])
    func untouched(mark: String) throws {
        let written = mark == "\"" ? "\"\"\"x\"" : mark + "x"
        let table = try table("id,s\na,\(written)\n", "{name: id}, {name: s, type: string}")
        #expect(String(decoding: table.csv(), as: UTF8.self) == "id,s\na,\(written)\n")
    }
}

@Suite("JSON for programs") struct RecordTests {
    private func records(_ csv: String, _ fields: String) throws -> String {
        String(decoding: try table(csv, fields).json(), as: UTF8.self)
    }

    @Test("numbers stand as they are written")
    func numbers() throws {
        let json = try records(
            "id,n\na,1.70\nb,-0.50\nc,2813571753.87253240\nd,1e3\n", "{name: id}, {name: n, type: number}")
        #expect(
            json == """
                [
                  {"id": "a", "n": 1.70},
                  {"id": "b", "n": -0.50},
                  {"id": "c", "n": 2813571753.87253240},
                  {"id": "d", "n": 1e3}
                ]

                """)
    }

    @Test("what JSON cannot write so is written in its own digits")
    func notation() throws {
        let json = try records(
            "id,n\na,\"1,200\"\nb,+5\nc,\n", "{name: id}, {name: n, type: number, groupChar: \",\"}")
        #expect(json.contains("\"n\": 1200}") && json.contains("\"n\": 5}") && json.contains("\"n\": null}"))
    }

    @Test("a column with a bound publishes bounds for every row, in written units")
    func bounds() throws {
        let json = try records(
            "id,n\na,>70\nb,~50\nc,4..5\nd,3\ne,[c]\n", "{name: id}, {name: n, type: number, unit: \"%\"}")
        let rows = [
            #""n": 70, "n_lower": 70, "n_upper": null, "n_approximate": false, "n_written": ">70""#,
            #""n": 50, "n_lower": null, "n_upper": null, "n_approximate": true, "n_written": "~50""#,
            #""n": 4.5, "n_lower": 4, "n_upper": 5, "n_approximate": false, "n_written": "4..5""#,
            #""n": 3, "n_lower": 3, "n_upper": 3, "n_approximate": false, "n_written": "3""#,
            #""n": null, "n_lower": null, "n_upper": null, "n_approximate": null, "n_written": null"#,
        ]
        for row in rows { #expect(json.contains(row), "\(row)") }
    }

    @Test("the names of bounds leave a table's own alone")
    func names() throws {
        let json = try records(
            "id,n,n_lower\na,~1,x\n", "{name: id}, {name: n, type: number}, {name: n_lower, type: string}")
        #expect(json.contains("\"n_lower_2\": null") && json.contains("\"n_lower\": \"x\""))
    }

    @Test("texts are not defused, dates are texts, true is true, no rows are none")
    func others() throws {
        let fields = "{name: id}, {name: d, type: date, format: edtf}, {name: f, type: boolean}"
        #expect(try records("id,d,f\n=1,2026-06,true\n", fields).contains(#"{"id": "=1", "d": "2026-06", "f": true}"#))
        #expect(try records("id,d,f\n", fields) == "[]\n")
    }

    @Test("it is JSON whatever the texts hold")
    func hostile() throws {
        let csv = "id,s\na,\"\"\"\\</script>\u{2028}\u{1F}\"\n"
        let bytes = try table(csv.replacing("\u{1F}", with: ""), "{name: id}, {name: s, type: string}").json()
        let list = try JSONSerialization.jsonObject(with: Data(bytes)) as? [[String: String]]
        #expect(list?.first?["s"] == "\"\\</script>\u{2028}")
        #expect(!String(decoding: bytes, as: UTF8.self).contains("</script"))
    }

    @Test(
        "JSON's numbers are told from others",
        arguments: [
            ("0", true), ("-0.5", true), ("1e5", true), ("1E+5", true), ("10", true), ("", false), ("-", false),
            ("01", false), (".5", false), ("5.", false), ("+5", false), ("1e", false), ("1 ", false), ("0x1", false),
        ])
    func grammar(text: String, isNumber: Bool) {
        #expect(JSONNumber.isOne(text.utf8) == isNumber)
    }
}

@Suite("The data package for readers") struct PublishedPackageTests {
    private func published(_ csv: String, _ fields: String) throws -> [String: Any] {
        let data = package(csv, fields).value
        let languages = [LanguageTag.traditionalChineseHongKong, .english]
        let package = PublishedPackage(
            data: data, name: "Some Town", title: LocalizedText("T"), homepage: nil, languages: languages)
        let bytes = package.json(data.tables.map { $0.csv() })
        return try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    }

    private func fields(_ csv: String, _ fields: String) throws -> [[String: Any]] {
        let resources = try #require(try published(csv, fields)["resources"] as? [[String: Any]])
        let schema = try #require(resources.first?["schema"] as? [String: Any])
        return try #require(schema["fields"] as? [[String: Any]])
    }

    @Test("a type is the standard's where all cells are written as it wants, else any")
    func types() throws {
        let list = try fields(
            "id,n,q,d,m,e,g\na,1,~2,2026-06-08,2026-06,2026,\"1,000\"\nb,2,3,[x],2026-07,2026-01,\n",
            """
            {name: id, type: string}, {name: n, type: integer}, {name: q, type: number, minimum: 0}, \
            {name: d, type: date}, {name: m, type: yearmonth}, {name: e, type: date, format: edtf}, \
            {name: g, type: number, groupChar: ",", maximum: 5000}
            """)
        let types = list.compactMap { $0["type"] as? String }
        #expect(types == ["string", "integer", "any", "date", "yearmonth", "any", "number"])
        #expect(list[6]["groupChar"] as? String == ",")
        #expect(list[2]["constraints"] == nil, "the standard knows no bounds of any")
        #expect((list[6]["constraints"] as? [String: Int])?["maximum"] == 5000)
    }

    @Test("titles stand in the first language, and in each other under its tag")
    func titles() throws {
        let list = try fields("id\na\n", "{name: id, title: {zh-Hant-HK: 名, en: Name}}")
        #expect(list.first?["title"] as? String == "名")
        #expect(list.first?["title@en"] as? String == "Name")
    }

    @Test(
        "names are what the standard allows",
        arguments: [("Some Town", "some-town"), ("路燈", "data"), ("a.b_c", "a.b_c")])
    func names(written: String, name: String) { #expect(PublishedPackage.identifier(written) == name) }

    @Test("what it says is read back as it was")
    func roundTrip() throws {
        let csv = "id,q,e\na,~2,2026-06\nb,>3,2027-Q1\nc,[c],\n"
        let data = package(
            csv, "{name: id, type: string}, {name: q, type: number, unit: lamps}, {name: e, type: date, format: edtf}"
        )
        .value
        let bytes = PublishedPackage(
            data: data, name: "t", title: LocalizedText("T"), homepage: nil, languages: [.english]
        ).json(data.tables.map { $0.csv() })
        let again = DataPackage.read(
            [SourceFile(path: "b/datapackage.json", bytes: bytes), SourceFile(path: "b/t.csv", text: csv)], folder: "b")
        let (first, second) = (try #require(data.table(named: "t")), try #require(again.value.table(named: "t")))
        for field in first.fields.indices {
            for row in 0..<first.rowCount {
                #expect(second.cell(row: row, field: field) == first.cell(row: row, field: field))
            }
        }
        #expect(again.diagnostics.filter { $0.severity == .error } == [])
    }
}

@Suite("Views of a table") struct ViewTests {
    private let csv = "id,n,s\na,3,x\nb,,y\nc,1,x\nd,~2,z\ne,5,\n"
    private let fields = "{name: id}, {name: n, type: number}, {name: s, type: string}"

    private func rows(_ view: String, asOf: Int = 0) throws -> ViewedRows {
        let table = try table(csv, fields, ", views: {v: {\(view)}}")
        let viewed = table.rows(of: table.views["v"], for: .english, asOf: asOf)
        #expect(viewed.diagnostics == [])
        return viewed.value
    }

    @Test("without keys all rows are shown, in the file's order")
    func all() throws { #expect(try rows("note: x").rows == [0, 1, 2, 3, 4]) }

    @Test("rows keeps those where it holds; where a cell is missing nobody knows")
    func filter() throws {
        #expect(try rows("rows: n > 2").rows == [0, 4])
        #expect(try rows("rows: n < 2 || s == 'x'").rows == [0, 2])
        #expect(try rows("rows: 'row[\"s\"] == \"z\"'").rows == [3])
    }

    @Test("sort goes by value, what is missing last in either direction, equals as they were")
    func sort() throws {
        #expect(try rows("sort: n").rows == [2, 3, 0, 4, 1])
        #expect(try rows("sort: -n").rows == [4, 0, 3, 2, 1])
        #expect(try rows("sort: [s, -n]").rows == [0, 2, 1, 3, 4])
    }

    @Test("limit comes after sort, highlight among what is left")
    func limit() throws {
        let viewed = try rows("sort: -n, limit: 2, highlight: n > 1")
        #expect(viewed.rows == [4, 0])
        #expect(viewed.highlighted == [4, 0])
        #expect(try rows("highlight: [c, e], rows: n < 5").highlighted == [2])
    }

    @Test("a total is that of the rows shown, and keeps what is not exact")
    func total() throws {
        let viewed = try rows("rows: n > 0, total: n")
        #expect(viewed.totals[1]?.interval.point == Number(11))
        #expect(viewed.totals[1]?.isApproximate == true)
    }

    @Test("a missing cell has no sum, and the finding names the key and the cell")
    func missing() throws {
        let table = try table(csv, fields, ", views: {v: {total: n}}")
        let found = table.rows(of: table.views["v"], for: .english, asOf: 0).diagnostics
        #expect(found.map(\.code) == [.tableView])
        #expect(found.first?.location?.file == "b/datapackage.yaml")
        #expect(found.first?.message.contains("“n” has no total") == true)
    }

    @Test("a formula that gives no truth is told once")
    func type() throws {
        let table = try table(csv, fields, ", views: {v: {rows: n + 1}}")
        let found = table.rows(of: table.views["v"], for: .english, asOf: 0).diagnostics
        #expect(found.map(\.code) == [.formulaType])
    }

    @Test("texts are sorted as readers of a language see them")
    func translated() throws {
        let table = try table(
            "id,l,l_en\na,乙,B\nb,甲,C\nc,丙,A\n",
            "{name: id}, {name: l, lang: zh-Hant-HK}, {name: l_en, lang: en}", ", view: {sort: l}")
        #expect(table.rows(of: table.views[nil], for: .english, asOf: 0).value.rows == [2, 0, 1])
    }
}
