import Building
import Foundation
import TestSupport
import Testing

/// `gazette data` prints what it infers as a data package that reads back.
@Suite("Data packages to keep") struct DataPackageWritingTests {
    private static let tables = [
        "content/_index.md": TemporarySite.page("A site"), "content/a/index.md": TemporarySite.page("A page"),
        "content/a/plain.csv":
            "id,label,label_en,count,rate,share,day,when,flag,no,empty\n"
            + "007,甲,A,1,0.5,~3,2026-06-08,2026-Q1,true,x,\nb: c,乙,B,2,1.25,4..5,2026-06-09,2026-06~,false,\"#y\",\n",
        "content/a/semicolon.csv": "k;v\na;1\n", "content/a/tab.tsv": "k\tv\na\t1\n",
    ]

    private func types(_ read: DataInspection.Result) -> [[String]] {
        read.data.tables.map { table in
            [table.name] + table.fields.map { "\($0.name): \($0.typeName) \($0.unit.symbol) \($0.language ?? "")" }
        }
    }

    @Test func `What is inferred reads back without findings, to the same types and cells`() throws {
        let site = try TemporarySite(Self.tables)
        let first = DataInspection.read(site.path("content/a"))
        #expect(first.findings == [])
        let made = first.writePackage()
        #expect(made.value == "content/a/datapackage.yaml" && made.diagnostics == [])
        let second = DataInspection.read(site.path("content/a"))
        #expect(second.findings == [], "\(first.package)")
        #expect(types(second) == types(first))
        for (a, b) in zip(first.data.tables, second.data.tables) {
            for row in 0..<a.rowCount {
                for field in a.fields.indices {
                    #expect(a.cell(row: row, field: field) == b.cell(row: row, field: field))
                }
            }
        }
        #expect(second.package == first.package, "what was kept is printed as it is")
        #expect(Snapshot.difference(first.package, from: "tables/inferred.yaml") == nil)
        #expect(!site.build().hasFailed)
    }

    @Test(
        "a data package is never overwritten", arguments: ["datapackage.yaml", "datapackage.yml", "datapackage.json"])
    func exists(_ name: String) throws {
        let site = try TemporarySite(Self.tables)
        try site.write("content/a/" + name, "{}\n")
        let made = DataInspection.read(site.path("content/a")).writePackage()
        #expect(made.value == nil)
        #expect(made.diagnostics.map(\.code) == [.outputRefused])
        #expect(try String(contentsOfFile: site.path("content/a/" + name), encoding: .utf8) == "{}\n")
    }

    @Test func `What a package says is kept, and what it leaves open is filled`() throws {
        let site = try TemporarySite(Self.tables)
        try site.write(
            "content/a/datapackage.json",
            """
            {"title": {"en": "No"}, "units": {"cars": ["car", "cars"]}, "resources": [
              {"path": "semicolon.csv", "schema": {"missingValues": ["-"], "fields": ["k", {"name": "v", "unit": "cars"}]}},
              {"name": "rows", "data": [["a", "b"], ["x: y", 1]]}
            ]}
            """)
        let first = DataInspection.read(site.path("content/a"))
        #expect(first.findings.map(\.code) == [.keyMissing])
        try site.remove("content/a/datapackage.json")
        try site.write("content/a/datapackage.yaml", first.package)
        let second = DataInspection.read(site.path("content/a"))
        #expect(second.findings == [], "\(first.package)")
        #expect(types(second) == types(first))
        #expect(Snapshot.difference(first.package, from: "tables/amended.yaml") == nil)
    }

    @Test func `A table alone is described alone`() throws {
        let site = try TemporarySite(Self.tables)
        let read = DataInspection.read(site.path("content/a/tab.tsv"))
        #expect(read.data.tables.map(\.name) == ["tab"])
        #expect(read.package.contains("path: tab.tsv") && !read.package.contains("plain"))
    }

    @Test(
        "the program prints a package with its counts as comments, and writes it on demand",
        .enabled(if: Gazette.isBuilt, "build the program first: swift build"))
    func program() throws {
        let site = try TemporarySite(Self.tables)
        let printed = try Gazette.run(["data", site.path("content/a")])
        #expect(printed.status == 0 && printed.errors == "")
        #expect(printed.output.hasPrefix("# plain (content/a/plain.csv): 2 rows\n#   field"))
        let written = try Gazette.run(["data", site.path("content/a"), "--init"])
        #expect(written.status == 0 && written.output == "content/a/datapackage.yaml\n")
        let kept = try String(contentsOfFile: site.path("content/a/datapackage.yaml"), encoding: .utf8)
        #expect(printed.output.hasSuffix(kept))
        let again = try Gazette.run(["data", site.path("content/a"), "--init"])
        #expect(again.status == 1 && again.errors.contains("is not overwritten"))
        #expect(try Gazette.run(["data", site.path("content/a"), "--json", "--init"]).status == 64)
        #expect(try Gazette.run(["data", site.path("content/a"), "--summary"]).output.hasPrefix("plain (content/a/"))
    }
}
