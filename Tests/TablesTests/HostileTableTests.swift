import Diagnostics
import Files
import Quantities
import Testing

@testable import Tables

/// Bad input as tables get it, numbered as in the list of faults that every release is tried with.
@Suite struct HostileTables {
    private func read(_ bytes: [UInt8]) -> Diagnosed<Table> { Table.read(SourceFile(path: "t.csv", bytes: bytes)) }
    private func read(_ text: String) -> Diagnosed<Table> { read(Array(text.utf8)) }

    /// `line:column code` of each finding.
    private func places(_ read: Diagnosed<Table>) -> [String] {
        read.diagnostics.inReportingOrder().map {
            "\($0.location?.line ?? 0):\($0.location?.column ?? 0) \($0.code.rawValue)"
        }
    }

    @Test func `1: bytes that are no UTF-8 are an error at their place, with the likely encoding`() {
        let latin = read(Array("name,n\nMus".utf8) + [0xE9] + Array("e,3\n".utf8))
        #expect(places(latin) == ["2:4 file/encoding"])
        #expect(latin.diagnostics.first?.hint?.contains("Latin-1") == true)
        let wide = read(Array("name,n\na,3\n".utf8).flatMap { [$0, 0] })
        #expect(wide.diagnostics.first?.hint?.contains("UTF-16LE") == true)
        #expect(read([0xEF, 0xBB, 0xBF] + Array("a\n1\n".utf8)).value.fields.first?.name == "a")
    }

    @Test func `1: a byte that is no UTF-8 is found wherever a part of the file ends`() {
        for length in 0..<40 {
            let bytes = Array("a\n".utf8) + Array(repeating: UInt8(ascii: "x"), count: length) + [0xBC, 0x0A]
            for size in [1, 4, 8, 16] {
                var findings = FindingGroups()
                let file = SourceFile(path: "t.csv", bytes: bytes)
                #expect(CSV.scan(file, dialect: CSVDialect(), partSize: size, into: &findings) == nil)
            }
            let text = Array("a\n".utf8) + Array(repeating: UInt8(ascii: "x"), count: length) + Array("中🀄é\n".utf8)
            for size in [1, 2, 3, 5, 8] { #expect(CSVParts(text, from: 0, size: size).isPlainText) }
        }
    }

    @Test func `2: NUL is an error at its place`() {
        #expect(places(read("a,b\n1,\u{0}\n")) == ["2:3 file/nul"])
    }

    @Test func `3: a bidirectional control warns`() {
        let table = read("a,b\nx\u{202E}y,1\n")
        #expect(places(table) == ["2:2 file/bidi"])
        #expect(table.value.rowCount == 1)
    }

    @Test func `4: columns whose names differ by Unicode form alone are an error`() {
        #expect(places(read("é,e\u{301}\n1,2\n")) == ["1:3 csv/header"])
    }

    @Test func `24: line ends may be mixed; an open quote and ragged rows are errors at their place`() {
        #expect(read("a,b\r\n1,2\r3,4\n5,6").value.rowCount == 3)
        #expect(places(read("a,b\n1,\"2\n3,4\n")) == ["2:3 csv/syntax"])
        #expect(places(read("a,b\n1\n1,2,3\n")) == ["2:2 csv/ragged", "3:5 csv/ragged"])
    }

    @Test func `25: blank and repeated headers are errors`() {
        #expect(places(read("a,,a\n1,2,3\n")) == ["1:3 csv/header", "1:4 csv/header"])
    }

    @Test(
        "26: what is nearly a number makes a column text, with a warning",
        arguments: ["1,234", "1.234,5", "٣", "nan", "inf", "1e400", "0x10"])
    func nearNumbers(text: String) {
        let table = read("n\n1\n2\n\"\(text)\"\n")
        #expect(table.value.fields[0].kind == .string)
        #expect(places(table) == ["4:1 table/value"])
    }

    @Test func `27: a missing cell is neither 0 nor an empty text`() {
        let table = read("n,s\n,\n1,x\n").value
        #expect(table.cell(row: 0, field: 0) == .missing(.empty))
        #expect(table.cell(row: 0, field: 1) == .missing(.empty))
        #expect(table.nonNull(0) == 1 && table.nonNull(1) == 1)
        #expect(table.totals(0)?.min == .one)
    }

    @Test func `29: a formula among texts is defused in the download, a number never`() {
        #expect(String(decoding: read("s,n\n=1+1,-1\n").value.csv(), as: UTF8.self) == "s,n\n'=1+1,-1\n")
    }

    @Test func `30: a cell beyond its limit is an error at its place, and the rest is read`() {
        let cell = String(repeating: "x", count: CSV.maximumCellSize + 1)
        let table = read("a,b\n1,2\n\"\(cell)\",3\n4,\(cell)\n5,6\n")
        #expect(places(table) == ["3:1 table/limit", "4:3 table/limit"])
        #expect(table.value.rowCount == 4)
    }

    @Test func `30: many ragged rows are counted, not listed`() {
        let table = read("a,b\n" + String(repeating: "1\n", count: 20_000))
        #expect(table.diagnostics.count == FindingGroups.limit + 1)
        #expect(table.diagnostics.last?.message == "19980 more like this, from here on")
        #expect(table.value.rowCount == 20_000)
    }
}
