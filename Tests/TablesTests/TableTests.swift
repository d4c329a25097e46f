import Diagnostics
import Files
import Formatting
import Languages
import Quantities
import TestSupport
import Testing

@testable import Tables

private let hongKong = LanguageTag.traditionalChineseHongKong

private func read(_ csv: String, fields: String? = nil, key: String = "") -> Diagnosed<Table?> {
    var files = [SourceFile(path: "b/t.csv", text: csv)]
    if let fields {
        let yaml = "resources: [{name: t, path: t.csv, schema: {\(key)fields: [\(fields)]}}]\n"
        files.append(SourceFile(path: "b/datapackage.yaml", text: yaml))
    }
    return DataPackage.read(files, folder: "b").map { $0.table(named: "t") }
}

@Suite struct LocalisedTables {
    let table = read(
        "id,label,label_en,value\na,甲,A,1\n",
        fields: """
            {name: id}, {name: label, lang: zh-Hant-HK, title: {zh-Hant-HK: 名稱, en: Name}}, \
            {name: label_en, lang: en}, {name: value, type: number}
            """
    ).value

    @Test func `A field in English stands in for its base on English pages, in its place`() {
        let fields = table?.fields(for: .english, first: hongKong)
        #expect(fields?.map(\.index) == [0, 2, 3])
        #expect(fields?.map(\.base) == [0, 1, 3])
        #expect(fields?.map(\.title) == ["id", "Name", "value"])
        #expect(table?.displayIndex(of: 1, for: .english) == 2)
    }

    @Test func `It vanishes from pages in other languages`() {
        let fields = table?.fields(for: hongKong)
        #expect(fields?.map(\.index) == [0, 1, 3])
        #expect(fields?.map(\.title) == ["id", "名稱", "value"])
        #expect(table?.displayIndex(of: 1, for: hongKong) == 1)
    }

    @Test func `A table without a title is called by its name`() {
        #expect(table?.displayTitle(in: .english) == "t")
    }
}

@Suite struct Downloads {
    private func download(_ csv: String, fields: String? = nil) -> String? {
        read(csv, fields: fields).value.map { String(decoding: $0.csv(), as: UTF8.self) }
    }

    @Test func `A text that a spreadsheet would run is defused`() {
        let csv = "s\n=1+1\n+A1\n-cmd|x\n@SUM(A1)\n\"\t=1\"\n\"\r=1\"\nplain=\n"
        #expect(download(csv) == "s\n'=1+1\n'+A1\n'-cmd|x\n'@SUM(A1)\n'\t=1\n\"'\r=1\"\nplain=\n")
    }

    @Test func `A number is neither defused nor rounded`() {
        let csv = "n\n-1.50\n+2\n~5000\n>=20\n2813571753.87253240\n"
        #expect(download(csv, fields: "{name: n, type: number}") == csv)
        #expect(download("s\n-5\nx\n") == "s\n-5\nx\n")
    }

    @Test func `A formula in a column of numbers is defused as text`() {
        #expect(download("n\n=1+1\n", fields: "{name: n, type: number}") == "n\n'=1+1\n")
    }

    @Test func `Quotes, delimiters and line ends are quoted, CRLF and BOM gone`() {
        let csv = "\u{FEFF}a,b\r\n\"1,5\",\"say \"\"yes\"\"\"\r\n\"x\ny\",\r\n"
        #expect(download(csv) == "a,b\n\"1,5\",\"say \"\"yes\"\"\"\n\"x\ny\",\n")
    }

    @Test func `A header is text too`() {
        #expect(download("=a,b\n1,2\n") == "'=a,b\n1,2\n")
    }
}

@Suite struct Summaries {
    @Test func `Sums are exact decimals, of quantities by their published value`() {
        let table = read("a,b\n0.1,~5000\n0.2,4..6\n,>70\n", fields: "{name: a, type: number}, {name: b, type: number}")
        let summary = table.value?.summary()
        #expect(summary?.fields.map(\.nonNull) == [2, 3])
        #expect(summary?.fields.map { $0.sum?.literal } == ["0.3", "5075"])
        #expect(summary?.fields.map { $0.minimum?.literal } == ["0.1", "5"])
        #expect(summary?.fields.map { $0.maximum?.literal } == ["0.2", "5000"])
    }

    @Test func `Percentages are summed as they are written`() {
        let table = read("a\n44\n1.5\n", fields: "{name: a, type: number, unit: \"%\"}")
        #expect(table.value?.summary().fields.first?.sum?.literal == "45.5")
        #expect(table.value?.doubles(field: 0) == [44, 1.5])
    }

    @Test func `A number that is no integer is an error, and is summed`() {
        let table = read("n\n1.5\n2\n", fields: "{name: n, type: integer}")
        #expect(table.diagnostics.map(\.code) == [.tableValue])
        #expect(table.value?.summary().fields.first?.sum?.literal == "3.5")
    }

    @Test func `A missing value has the label of the schema`() {
        let table = read("n\nNA\n", fields: "{name: n, missingValues: [{value: NA, label: not asked}]}").value
        #expect(table?.fields.first?.missingLabel(.declared("NA")) == "not asked")
        #expect(table?.fields.first?.missingLabel(.empty) == nil)
    }

    @Test func `Text has no sum`() {
        let json = read("s,n\nx,1\n").value.map {
            TableSummary.json([$0.summary()])
        }
        #expect(Snapshot.difference(json ?? "", from: "tables/summary.json") == nil)
    }

    @Test func `A cell with an error is not missing`() {
        let table = read("n\nabc\n1\nNA\n", fields: "{name: n, type: number}")
        #expect(table.value?.summary().fields.first?.nonNull == 3)
        #expect(table.value?.summary().fields.first?.sum?.literal == "1")
    }

    @Test func `A sum of great and small numbers is exact where 18 digits hold it`() {
        let table = read("n\n1e15\n0.001\n-1e15\n", fields: "{name: n, type: number}")
        #expect(table.value?.summary().fields.first?.sum?.literal == "0.001")
    }
}

@Suite struct Bounds {
    @Test(
        "A field's minimum and maximum bound what its quantities leave open",
        arguments: ["constraints: {minimum: 0, maximum: 100}", "minimum: 0, maximum: 100"])
    func bounded(bounds: String) {
        let table = read("x\n>70\n<=5\n~50\n", fields: "{name: x, type: number, unit: \"%\", \(bounds)}")
        #expect(table.diagnostics.isEmpty)
        let cells = (0..<3).map { row in Report.cell(table.value?.cell(row: row, field: 0) ?? .missing(.empty)) }
        #expect(cells == ["(0.7, 1] %", "[0, 0.05] %", "about 0.5 %"])
    }
}

@Suite struct RowsByKey {
    @Test func `A row is found by its key as it is written`() {
        let table = read("id,x\n\"a\"\"b\",1\n數碼港,2\n", fields: "{name: id}, {name: x}", key: "primaryKey: id, ").value
        #expect(table?.row(forKey: "a\"b") == 0)
        #expect(table?.row(forKey: "數碼港") == 1)
        #expect(table?.row(forKey: "nothing") == nil)
        #expect(table?.keys == ["a\"b", "數碼港"])
    }

    @Test func `Keys are compared by bytes: NFC is not NFD`() {
        let table = read("id,x\né,1\n", fields: "{name: id}, {name: x}", key: "primaryKey: id, ").value
        #expect(table?.row(forKey: "e\u{301}") == nil)
    }

    @Test func `A key may have several fields`() {
        let table = read("a,b\n1,2\n12,3\n", fields: "{name: a}, {name: b}", key: "primaryKey: [a, b], ").value
        #expect(table?.row(forKey: ["12", "3"]) == 1)
        #expect(table?.row(forKey: ["1", "23"]) == nil)
        #expect(table?.row(forKey: "1") == nil)
    }

    @Test func `Many keys are all found`() {
        let csv = "id\n" + (0..<3000).map { "k\($0)\n" }.joined()
        let table = read(csv, fields: "{name: id}", key: "primaryKey: id, ").value
        #expect(table?.rowCount == 3000)
        #expect((0..<3000).map { table?.row(forKey: "k\($0)") ?? -1 } == Array(0..<3000))
    }

    @Test func `A table without a primary key has no rows by key`() {
        #expect(read("id\na\n").value?.row(forKey: "a") == nil)
    }
}

@Suite struct MadeTables {
    let table: Table = {
        var table = Table(
            name: "figures", fields: [Field(name: "id"), Field(name: "value", kind: .number)],
            columns: [[.text("a"), .text("b")], [.quantity(Quantity(Number(3), unit: .none))]],
            at: SourceLocation(file: "index.md", line: 4, column: 2))
        table.primaryKey = ["id"]
        return table
    }()

    @Test func `Cells that are not given are missing`() {
        #expect(table.rowCount == 2)
        #expect(table.cell(row: 1, field: 1) == .missing(.empty))
        #expect(table.cell(row: 9, field: 9) == .missing(.empty))
        #expect(table.location(row: 1, field: 1).description == "index.md:4:2")
    }

    @Test func `Rows, downloads and sums are had as of a file`() {
        #expect(table.row(forKey: "b") == 1)
        #expect(String(decoding: table.csv(), as: UTF8.self) == "id,value\na,3\nb,\n")
        #expect(table.totals(1)?.sum == 3)
    }
}

@Suite struct Limits {
    @Test func `A cell beyond a megabyte is an error at its place`() {
        let found = read("a,b\n1,\(String(repeating: "x", count: 1 << 21))\n")
        #expect(found.diagnostics.map(\.code) == [.tableLimit])
        #expect(found.diagnostics.first?.location?.description == "b/t.csv:2:3")
    }

    @Test func `More columns than a table can have are an error`() {
        let found = read(String(repeating: "a,", count: 10_001) + "a\n")
        #expect(found.diagnostics.map(\.code) == [.tableLimit])
    }

    @Test func `Short rows under a wide header do not fill the memory`() {
        let header = (0..<5000).map { "c\($0)" }.joined(separator: ",")
        let found = read(header + "\n" + String(repeating: "x\n", count: 1000))
        #expect(found.diagnostics.contains { $0.code == .tableLimit })
        #expect((found.value?.rowCount ?? 0) < 300)
    }
}

@Suite struct PackageDetails {
    let package = DataPackage.read(
        [
            SourceFile(
                path: "datapackage.json",
                text: """
                    {"title": {"zh-Hant-HK": "數據", "en": "Data"}, "update_period_days": 30, "review_by": "2027-Q1",
                     "units": {"cars": {"zh-Hant-HK": "輛", "en": ["car", "cars"]}, "day": "日"},
                     "licenses": [{"name": "PDDL", "title": "Public Domain"}],
                     "sources": [{"title": "Gazette", "path": "https://example.org/"}],
                     "resources": [{"name": "t", "path": "t.csv", "profile": "commitments",
                       "origins": [{"producer": "運輸署", "date_published": "2026-06", "license": {"name": "CC-BY"}}]}]}
                    """), SourceFile(path: "t.csv", text: "a\n1\n"), SourceFile(path: "u.csv", text: "a\n1\n"),
        ], folder: "")

    @Test func `What a package says of all its tables is read`() {
        #expect(package.diagnostics.isEmpty)
        #expect(package.value.title?.text(in: .english) == "Data")
        #expect(package.value.renewal.updatePeriodDays == 30)
        #expect(package.value.renewal.reviewBy?.description == "2027-Q1")
        #expect(package.value.license == "Public Domain")
        #expect(package.value.units.forms(of: "cars", in: hongKong)?.other == "輛")
        #expect(package.value.units.forms(of: "cars", in: .english)?.other == "cars")
        #expect(package.value.units.forms(of: "day", in: .english)?.one == "日")
    }

    @Test func `A resource has its own origins, else the package's`() {
        let own = package.value.table(named: "t")?.origins.first
        #expect(own?.producer?.text(in: hongKong) == "運輸署")
        #expect(own?.license == "CC-BY")
        #expect(package.value.table(named: "t")?.profile == "commitments")
        let inherited = package.value.table(named: "u")?.origins.first
        #expect(inherited?.title?.text(in: hongKong) == "Gazette")
        #expect(inherited?.url == "https://example.org/")
        #expect(inherited?.license == "Public Domain")
    }

    @Test func `A package that is no YAML leaves the tables beside it`() {
        let read = DataPackage.read(
            [SourceFile(path: "datapackage.yaml", text: "a: [\n"), SourceFile(path: "t.csv", text: "a\n1\n")],
            folder: "")
        #expect(read.diagnostics.hasErrors)
        #expect(read.value.tables.map(\.name) == ["t"])
    }
}
