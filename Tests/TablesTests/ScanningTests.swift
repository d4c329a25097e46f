import Diagnostics
import Files
import Quantities
import TestSupport
import Testing

@testable import Tables

/// What a scan finds, in words that can be compared.
private func scanned(_ text: [UInt8], dialect: CSVDialect = CSVDialect(), partSize: Int) -> String {
    var findings = FindingGroups()
    let file = SourceFile(path: "t.csv", bytes: text)
    guard let cells = CSV.scan(file, dialect: dialect, partSize: partSize, into: &findings) else {
        return "none \(findings.finished())"
    }
    var out = "\(cells.columnCount) columns, \(cells.rowCount) rows\n"
    for row in 0..<cells.rowCount {
        out += "\(cells.line(ofRow: row)):"
        for column in 0..<cells.columnCount {
            let place = cells.location(row: row, column: column)
            let text = cells.text(row: row, column: column).debugDescription
            out += " \(place.line):\(place.column)+\(place.length) \(text)"
        }
        out += "\n"
    }
    for finding in findings.finished() { out += "\(finding)\n" }
    return out
}

/// A text of pieces that trouble a scan, in an order that the seed gives.
private func troubled(_ random: inout SplitMix, pieces: Int) -> [UInt8] {
    let parts = [
        "a", "12", ",", ",", ",", "\n", "\n", "\r\n", "\r", "\"x\"", "\"a\"\"b\"", "\"a\nb\"", "\"a,\r\nb\"", "\"", "中",
        "\n\n", "1.5,", "x\"y", "\"q\"z", ",,,", "plain text,", "-7,",
    ]
    var text = "a,b,c\n"
    for _ in 0..<pieces { text += parts[Int(random.next() % UInt64(parts.count))] }
    return Array(text.utf8)
}

@Suite struct Scanning {
    static let files = TableFixtures.csvFiles

    @Test("A file in parts reads as one", arguments: files)
    func parts(name: String) {
        let bytes = Fixture.bytes("tables/csv/\(name)")
        let dialect = CSVDialect(detectedIn: SourceFile(path: name, bytes: bytes))
        let whole = scanned(bytes, dialect: dialect, partSize: .max / 2)
        for size in [1, 2, 7, 16, 33] {
            #expect(scanned(bytes, dialect: dialect, partSize: size) == whole, "in parts of \(size)")
        }
    }

    @Test func `Quotes, line ends and ragged rows anywhere do not depend on the parts`() {
        var random = SplitMix(state: 11)
        for round in 0..<150 {
            let text = troubled(&random, pieces: 20 + round)
            let whole = scanned(text, partSize: .max / 2)
            for size in [3, 8, 29, 64] {
                #expect(scanned(text, partSize: size) == whole, "round \(round), in parts of \(size)")
            }
        }
    }

    @Test func `Words and single bytes find the same cells`() {
        var random = SplitMix(state: 5)
        // A comment character that no text holds leaves the rows to be read byte by byte.
        var slow = CSVDialect()
        slow.comment = 1
        for round in 0..<150 {
            let text = troubled(&random, pieces: 30 + round)
            #expect(scanned(text, partSize: .max / 2) == scanned(text, dialect: slow, partSize: .max / 2))
        }
    }

    @Test func `The count of what is left out does not depend on the parts`() {
        var text = "a,b\n"
        for row in 0..<200 { text += row % 3 == 0 ? "1\n" : row % 7 == 0 ? "1,2,\n" : "1,2\n" }
        let whole = scanned(Array(text.utf8), partSize: .max / 2)
        #expect(whole.contains("47 more like this"))
        for size in [5, 50, 500] { #expect(scanned(Array(text.utf8), partSize: size) == whole) }
    }

    @Test func `The cells of a wide table are found from the nearest mark`() {
        let width = 50
        var text = (0..<width).map { "c\($0)" }.joined(separator: ",") + "\n"
        for row in 0..<3 { text += (0..<width).map { "\(row * 100 + $0)" }.joined(separator: ",") + "\n" }
        text += (0..<20).map { "\($0)" }.joined(separator: ",") + "\n"
        let table = Table.read(SourceFile(path: "t.csv", text: text)).value
        #expect(table.text(row: 2, field: 49) == "249")
        #expect(table.text(row: 1, field: 16) == "116")
        #expect(table.text(row: 3, field: 19) == "19")
        #expect(table.text(row: 3, field: 40) == "")
        #expect(table.location(row: 1, field: 17).column == 17 * 4 + 1)
    }
}

@Suite struct TypesOfLongColumns {
    /// A column whose cell in row 9000 is `odd`, all others being `usual`.
    private func table(_ usual: String, _ odd: String, from first: Int = 9000) -> Diagnosed<Table> {
        var text = "a,b\n"
        for row in 0..<10_000 { text += (row >= first ? odd : usual) + ",x\n" }
        return Table.read(SourceFile(path: "t.csv", text: text))
    }

    @Test(
        "A late cell decides as an early one does",
        arguments: [
            ("1", "1.5", Field.Kind.number), ("1", "x", .string), ("1", "~5", .number), ("2020", "2020-01", .date),
            ("", "7", .integer), ("true", "1", .string), ("1.5", "007", .string), ("1", "9007199254740993", .string),
            ("2026-01-01", "2026-Q1", .date), ("2026-01-01", "5", .string), ("-3", "\"4\"", .integer),
            ("1", "", .integer),
        ])
    func late(usual: String, odd: String, kind: Field.Kind) {
        let read = table(usual, odd).value
        #expect(read.fields[0].kind == kind)
        let short = Table.read(SourceFile(path: "t.csv", text: "a,b\n\(usual),x\n\(odd),x\n")).value
        #expect(short.fields[0].kind == kind)
        #expect(read.cell(row: 0, field: 0) == short.cell(row: 0, field: 0))
        #expect(read.cell(row: 9500, field: 0) == short.cell(row: 1, field: 0))
    }

    @Test func `Sums and extremes go over all batches, whatever their exponents`() {
        let totals = table("1.25", "300").value.totals(0)
        #expect(totals?.sum.literal == "311250")
        #expect(totals?.min.literal == "1.25")
        #expect(totals?.max.literal == "300")
        #expect(table("1", "").value.nonNull(0) == 9000)
    }
}

@Suite struct PlainNumbers {
    private func read(_ text: String, isJSON: Bool = false) -> Number? {
        let bytes = Array((text + ",........").utf8)
        return bytes.withUnsafeBufferPointer { buffer in
            guard let view = ByteView(buffer) else { return nil }
            return PlainDecimal.read(view, 0, text.utf8.count, isJSON: isJSON).map {
                Number(significand: Int128($0.significand), exponent: Int($0.exponent))
            }
        }
    }

    @Test func `Eight bytes at once read as digit by digit`() {
        var random = SplitMix(state: 3)
        let characters = Array("0123456789012345678.-x ")
        var numbers = 0
        for _ in 0..<20_000 {
            let length = Int(random.next() % 12) + 1
            let text = String((0..<length).map { _ in characters[Int(random.next() % UInt64(characters.count))] })
            let isPlain = text.first != "." && Number(parsing: text) != nil && !text.hasPrefix("-.")
            #expect(read(text) == (isPlain ? Number(parsing: text) : nil), "\(text)")
            if isPlain { numbers += 1 }
        }
        #expect(numbers > 3000)
    }

    @Test func `A zero before other digits is no number of JSON`() {
        #expect(read("007", isJSON: true) == nil)
        #expect(read("-07.5", isJSON: true) == nil)
        #expect(read("0", isJSON: true) == .zero)
        #expect(read("-0.5", isJSON: true) == Number(parsing: "-0.5"))
        #expect(read("007") == Number(7))
    }
}
