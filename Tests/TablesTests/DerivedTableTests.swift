import Diagnostics
import Expressions
import Files
import Quantities
import Testing

@testable import Tables

private let chargers = """
    site,operator,status,count,low
    a,hke,open,4,4..5
    b,clp,open,~10,2
    c,hke,closed,7,1
    d,hke,open,5,3..6

    """

private func derive(_ resources: String, csv: String = chargers) -> Diagnosed<DataPackage> {
    let yaml = """
        resources:
          - name: chargers
            path: chargers.csv
            schema:
              primaryKey: site
              fields: [{name: site}, {name: operator}, {name: status}, {name: count, type: number, unit: chargers}, {name: low, type: number}]

        """ + resources
    return DataPackage.read(
        [SourceFile(path: "b/chargers.csv", text: csv), SourceFile(path: "b/datapackage.yaml", text: yaml)],
        folder: "b", bundle: "b")
}

private let grouped = """
      - name: by_operator
        from: chargers
        where: status == 'open'
        group_by: operator
        aggregate: {chargers: sum(count), low: sum(low), sites: count()}
        select: [operator, chargers, low, {share: low / (low + chargers)}]
    """

@Suite("Derived tables") struct DerivedTableTests {
    private func table(_ name: String, _ resources: String = grouped) throws -> Table {
        let package = derive(resources)
        #expect(package.diagnostics.isEmpty, "\(package.diagnostics)")
        return try #require(package.value.table(named: name))
    }

    // MARK: The way back

    @Test func `A carried cell stands where its source stands`() throws {
        let table = try table("by_operator")
        #expect(table.location(row: 1, field: 0).description == "b/chargers.csv:3:3")
        let origin = try #require(table.origin(row: 1, field: 0))
        #expect((origin.table.name, origin.row, origin.field) == ("chargers", 1, 1))
        #expect(table.computation(row: 1, field: 0) == nil)
    }

    @Test func `A formula's cell stands at the formula, and tells the rows that it read`() throws {
        let table = try table("by_operator")
        let place = try #require(table.origin(row: 0, field: 1))
        #expect(place.table.location(row: 0, field: place.field).file == "b/datapackage.yaml")
        let computation = try #require(place.table.computation(row: place.row, field: place.field))
        #expect(computation.formula.text == "sum(count)")
        guard case .column(let input, let rows, let field) = try #require(computation.inputs.first) else {
            Issue.record("a column was expected")
            return
        }
        #expect(
            rows?.map { input.location(row: $0, field: field).description } == [
                "b/chargers.csv:2:12", "b/chargers.csv:5:12",
            ])
    }

    @Test func `A column tells the cells of files that it rests on`() throws {
        let found = try #require(try table("by_operator").sourceColumns(field: 3))
        #expect(found.map { $0.table.fields[$0.field].name } == ["count", "low"])
        #expect(found.map(\.rows) == [[0, 1, 3], [0, 1, 3]])
        let one = try #require(try table("by_operator").sourceColumns(field: 1, rows: [1]))
        #expect(one.map(\.rows) == [[1]])
    }

    @Test func `Replaying finds the value that is stored`() throws {
        let table = try table("by_operator")
        for row in 0..<table.rowCount {
            for field in table.fields.indices {
                guard let place = table.origin(row: row, field: field),
                    let computation = place.table.computation(row: place.row, field: place.field)
                else { continue }
                #expect(!computation.inputs.isEmpty)
                #expect(computation.reads.values.allSatisfy(computation.inputs.indices.contains))
            }
        }
    }

    // MARK: What is known in part

    @Test func `Bounds of one cell that stands in a formula twice, by way of a sum, are as tight as can be`() throws {
        let table = try table("by_operator")
        // low is 7..11 and chargers 9: the share lies between 7/16 and 11/20, not between 7/20 and 11/16.
        guard case .quantity(let share) = table.cell(row: 0, field: 3) else {
            Issue.record("a number was expected")
            return
        }
        #expect(share.interval.lower?.number == Number(parsing: "0.4375"))
        #expect(share.interval.upper?.number == Number(parsing: "0.55"))
    }

    @Test func `A copy of a cell is the same unknown as the cell`() throws {
        let table = try table("copy", "  - {name: copy, from: chargers, select: [site, low, {none: low - low}]}")
        guard case .quantity(let low) = table.value(row: 0, field: 1, in: "b"),
            case .quantity(let source) = try #require(table.origin(row: 0, field: 1)).table.placedValue(
                row: 0, field: 4, in: "b")
        else {
            Issue.record("numbers were expected")
            return
        }
        let difference = Quantity.combined(.subtract, low, source, plain: low.interval - source.interval)
        #expect(difference.interval.point == .zero)
        #expect(table.cell(row: 0, field: 2) == .quantity(Quantity(.zero)))
    }

    @Test func `About goes through sums and joins`() throws {
        let table = try table("by_operator")
        guard case .quantity(let chargers) = table.cell(row: 1, field: 1) else {
            Issue.record("a number was expected")
            return
        }
        #expect(chargers.isApproximate)
        #expect(chargers.unit == Unit(parsing: "chargers"))
        #expect(table.inexactCells(field: 1).keys.sorted() == [1])
    }

    // MARK: Downloads and keys

    @Test func `It is downloaded as it is written in its sources, computed numbers in full`() throws {
        let table = try table("by_operator")
        let csv = String(decoding: table.csv(), as: UTF8.self)
        #expect(csv.hasPrefix("operator,chargers,low,share\nhke,9,7..11,0.4375..0.55\nclp,~10,2,~0.1666666666666"))
        #expect(table.row(forKey: "clp") == 1)
        #expect(table.row(forKey: "smart") == nil)
        #expect(table.doubles(field: 1) == [9, 10])
    }

    @Test func `A text that a spreadsheet would run is defused in a copy too`() throws {
        let package = derive(
            "  - {name: copy, from: chargers}", csv: "site,operator,status,count,low\n=1+1,x,open,-3,1\n")
        let csv = package.value.table(named: "copy").map { String(decoding: $0.csv(), as: UTF8.self) }
        #expect(csv == "site,operator,status,count,low\n'=1+1,x,open,-3,1\n")
    }

    // MARK: Limits

    @Test func `A pivot of more fields than are made is refused`() {
        let csv = "site,operator,status,count,low\n" + (0...1000).map { "s\($0),o,open,1,1\n" }.joined()
        let package = derive(
            "  - {name: wide, from: chargers, pivot: {names: site, values: count, rows: operator}}", csv: csv)
        #expect(package.diagnostics.map(\.code) == [.tableLimit])
        #expect(package.value.unread == ["wide"])
    }

    @Test func `A formula that goes through a column for each row is refused on a long table`() {
        let csv = "site,operator,status,count,low\n" + (0...5000).map { "s\($0),o,open,\($0),1\n" }.joined()
        let ranks = "  - {name: ranks, from: chargers, select: [site, {place: \"rank(count, count)\"}]}"
        #expect(derive(ranks, csv: csv).diagnostics.map(\.code) == [.tableLimit])
    }

    @Test func `A long chain of tables is refused before it is too deep`() {
        var yaml = ""
        for index in 0..<300 {
            yaml += "  - {name: t\(index), from: \(index == 0 ? "chargers" : "t\(index - 1)"), limit: 1}\n"
        }
        let package = derive(yaml)
        #expect(package.diagnostics.map(\.code) == [.tableLimit])
        #expect(package.value.tables.count < 202)
    }

    @Test func `Many tables that each use the one before twice are gone back through in bounded time`() throws {
        var yaml = ""
        for index in 0..<40 {
            let before = index == 0 ? "chargers" : "t\(index - 1)"
            yaml +=
                "  - {name: t\(index), from: \(before), select: [site, {count: count + sum(\(before).count) / 4}]}\n"
        }
        let package = derive(yaml)
        #expect(package.diagnostics.isEmpty)
        #expect(package.value.table(named: "t39")?.sourceColumns(field: 1) == nil)
        #expect(package.value.table(named: "t3")?.sourceColumns(field: 1)?.count == 1)
    }

    // MARK: Scale

    @Test func `A table of many rows is filtered, grouped and sorted`() throws {
        var csv = "site,operator,status,count,low\n"
        for row in 0..<20_000 { csv += "s\(row),o\(row % 100),\(row % 3 == 0 ? "closed" : "open"),\(row % 10),1\n" }
        let package = derive(
            """
              - name: sums
                from: chargers
                where: status == 'open'
                group_by: operator
                aggregate: {n: sum(count), sites: count()}
                sort: [-n, operator]
                limit: 3
            """, csv: csv)
        let table = try #require(package.value.table(named: "sums"))
        var expected: [String: (n: Int, sites: Int)] = [:]
        for row in 0..<20_000 where row % 3 != 0 {
            expected["o\(row % 100)", default: (0, 0)].n += row % 10
            expected["o\(row % 100)", default: (0, 0)].sites += 1
        }
        let best = expected.sorted {
            $0.value.n != $1.value.n ? $0.value.n > $1.value.n : $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
        }.prefix(3)
        #expect((0..<3).map { table.text(row: $0, field: 0) } == best.map(\.key))
        #expect(table.doubles(field: 1) == best.map { Double($0.value.n) })
        #expect(table.doubles(field: 2) == best.map { Double($0.value.sites) })
    }
}
