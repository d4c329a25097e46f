import Building
import Diagnostics
import Foundation
import Testing

/// Bad data beside a page, and what is said of each, by number of fault: the build fails, says where, and publishes
/// nothing. The numbers are those of the list of faults that the project is held to.
@Suite("Hostile data") struct HostileDataTests {
    /// What a site finds whose page has these files beside it, each as `PATH:LINE:COLUMN severity code`.
    private func findings(_ files: [String: String], _ change: (TemporarySite) throws -> Void = { _ in }) throws
        -> [String]
    {
        var all = [
            "content/_index.md": TemporarySite.page("A site"), "content/a/index.md": TemporarySite.page("A page"),
        ]
        for (path, text) in files { all["content/a/" + path] = text }
        let site = try TemporarySite(all)
        try change(site)
        let report = site.build()
        if report.hasFailed { #expect(!site.exists("public")) }
        return report.findings.filter { $0.location?.file.hasPrefix("content/a/") ?? true }.map { finding in
            let place = finding.location.map { "\($0.description.dropFirst("content/a/".count)) " } ?? ""
            return place + "\(finding.severity.rawValue) \(finding.code.rawValue)"
        }.sorted()
    }

    private static let csv = "id,n\na,1\n"
    private static func package(_ fields: String, _ more: String = "") -> String {
        "name: t\n\(more)resources:\n  - name: t\n    path: t.csv\n    schema:\n      fields: [\(fields)]\n"
    }

    @Test("5: a table that is a link out of the site is not followed") func link() throws {
        let found = try findings([:]) { site in
            try site.write("outside.csv", Self.csv)
            try site.link("content/a/t.csv", to: site.path("outside.csv"))
        }
        #expect(found == ["t.csv:1:1 error file/symlink"])
    }

    @Test(
        "6: a path that climbs out of the folder, from the root or by escapes, names no table",
        arguments: ["../t.csv", "/etc/passwd.csv", "a/../../t.csv", "%2e%2e/t.csv", "..%2ft.csv"])
    func climbs(_ path: String) throws {
        let package = "resources: [{name: t, path: \"\(path)\"}]\n"
        #expect(try findings(["datapackage.yaml": package]) == ["datapackage.yaml:1:29 error table/missing"])
    }

    @Test("6: a schema that climbs out of the folder is not read") func schemaClimbs() throws {
        let package = "resources:\n  - {name: t, path: t.csv, schema: ../../site.yaml}\n"
        #expect(
            try findings(["datapackage.yaml": package, "t.csv": Self.csv]) == [
                "datapackage.yaml:2:36 error table/missing"
            ])
    }

    @Test("7: a pipe in the place of a table is an error, and nothing waits for it") func pipe() throws {
        let found = try findings([:]) { site in #expect(mkfifo(site.path("content/a/t.csv"), 0o600) == 0) }
        #expect(found == ["t.csv:1:1 error file/kind"])
    }

    @Test("8: a table that may not be read is an error", .enabled(if: getuid() != 0, "root reads everything"))
    func unreadable() throws {
        let found = try findings(["t.csv": Self.csv]) { site in
            try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: site.path("content/a/t.csv"))
        }
        #expect(found.contains("t.csv:1:1 error file/unreadable"))
    }

    @Test("9: a name with a line break names no table") func lineBreak() throws {
        let package = "resources: [{name: \"t\\nu\", path: t.csv}]\n"
        #expect(
            try findings(["datapackage.yaml": package, "t.csv": Self.csv]).contains(
                "datapackage.yaml:1:20 error table/name"))
    }

    @Test("11: a bomb of aliases in a data package is refused by its count of values") func bomb() throws {
        var package = "a: &a [x, x, x, x, x, x, x, x, x]\n"
        for (last, next) in zip("abcdefgh", "bcdefghi") {
            package += "\(next): &\(next) [\(Array(repeating: "*\(last)", count: 9).joined(separator: ", "))]\n"
        }
        let found = try findings(["datapackage.yaml": package])
        #expect(found.count == 1 && found.allSatisfy { $0.hasSuffix("error yaml/limit") }, "\(found)")
    }

    @Test("12: nesting beyond the limit is an error, in YAML, in JSON and in a cell", arguments: ["yaml", "json"])
    func deep(_ suffix: String) throws {
        let deep = String(repeating: "[", count: 200) + String(repeating: "]", count: 200)
        let found = try findings(["datapackage.\(suffix)": "{\"resources\": \(deep)}\n"])
        #expect(found.contains { $0.hasSuffix("error \(suffix)/limit") }, "\(found)")
        let cell = try findings([
            "datapackage.yaml": Self.package("{name: j, type: array}"), "t.csv": "j\n\(deep)\n",
        ])
        #expect(cell == ["t.csv:2:1 error table/value"])
    }

    @Test("13: scalars are JSON's: no, 017 and 12:30:45 stay texts, in rows and in lists of values") func scalars()
        throws
    {
        let package = """
            resources:
              - name: t
                data: [{a: no, b: 017, c: 12:30:45}]
                schema:
                  fields:
                    - {name: a, type: string, constraints: {enum: [no]}}
                    - {name: b, type: string, constraints: {enum: ["017"]}}
                    - {name: c, type: time, constraints: {enum: ["12:30:45"]}}

            """
        #expect(try findings(["datapackage.yaml": package]) == [])
    }

    @Test("14: a key that stands twice is an error at the second", arguments: ["yaml", "json"])
    func twice(_ suffix: String) throws {
        let found = try findings(["datapackage.\(suffix)": "{\"name\": \"a\",\n\"name\": \"b\", \"resources\": []}\n"])
        #expect(found == ["datapackage.\(suffix):2:1 error \(suffix)/duplicate-key"])
    }

    @Test("15: tabs, a second document and broken syntax are errors") func syntax() throws {
        #expect(
            try findings(["datapackage.yaml": "name: a\n\tresources: []\n"]).contains {
                $0.hasSuffix("error yaml/syntax")
            })
        #expect(
            try findings(["datapackage.yaml": "name: a\n---\nname: b\n"]).contains { $0.hasSuffix("error yaml/syntax") }
        )
        #expect(try findings(["datapackage.json": "{\"name\": \"a\",}"]).contains { $0.hasSuffix("error json/syntax") })
    }

    @Test("15: an unknown key warns, with the nearest that there is") func unknownKey() throws {
        let package = Self.package("{name: id, tpye: string}, {name: n}")
        #expect(
            try findings(["datapackage.yaml": package, "t.csv": Self.csv]) == [
                "datapackage.yaml:6:27 warning key/unknown"
            ])
    }

    @Test("16: a whole number beyond 2^53 is an error, in a file and in rows; as a text it is none") func large() throws
    {
        let csv = "n\n9007199254740993\n"
        #expect(
            try findings(["datapackage.yaml": Self.package("{name: n, type: integer}"), "t.csv": csv]) == [
                "t.csv:2:1 error table/value"
            ])
        let inline = """
            resources:
              - name: t
                data: [{n: 9007199254740993}]
                schema: {fields: [{name: n, type: integer}]}

            """
        #expect(try findings(["datapackage.yaml": inline]) == ["datapackage.yaml:3:16 error table/value"])
        #expect(try findings(["datapackage.yaml": Self.package("{name: n, type: string}"), "t.csv": csv]) == [])
    }

    @Test(
        "25: a header that is blank or stands twice is an error",
        arguments: [("a,,c", "t.csv:1:3"), ("a,b,a", "t.csv:1:5"), ("a,\" \",c", "t.csv:1:3")])
    func header(_ header: String, _ place: String) throws {
        #expect(try findings(["t.csv": header + "\n1,2,3\n"]) == ["\(place) error csv/header"])
    }

    @Test(
        "26: what is no number is an error, unless the schema says how it is one",
        arguments: [
            "1,234", "1.234,5", "٣", "nan", "NaN", "inf", "-INF", "1e400", "0x10", "12%", "$5", "1 234", "--1", "1/2",
        ])
    func numbers(_ text: String) throws {
        let found = try findings([
            "datapackage.yaml": Self.package("{name: n, type: number}"), "t.csv": "n\n\"\(text)\"\n",
        ])
        #expect(found == ["t.csv:2:1 error table/value"])
    }

    @Test(
        "26: the schema says how",
        arguments: [
            ("1,234", "groupChar: \",\"", "1234"), ("1.234,5", "groupChar: \".\", decimalChar: \",\"", "1234.5"),
            ("$5", "bareNumber: false", "5"), ("12%", "bareNumber: false", "12"), ("1 234", "groupChar: \" \"", "1234"),
        ])
    func numbersBySchema(_ text: String, _ notation: String, _ sum: String) throws {
        let site = try TemporarySite([
            "content/_index.md": TemporarySite.page("A site"), "content/a/index.md": TemporarySite.page("A page"),
            "content/a/datapackage.yaml": Self.package("{name: n, type: number, \(notation)}"),
            "content/a/t.csv": "n\n\"\(text)\"\n",
        ])
        let read = DataInspection.read(site.path("content/a"))
        #expect(read.findings == [])
        #expect(read.data.tables.first?.summary().fields.first?.sum?.literal == sum)
    }

    @Test("27: a missing cell is neither 0 nor an empty text") func missing() throws {
        let site = try TemporarySite([
            "content/_index.md": TemporarySite.page("A site"), "content/a/index.md": TemporarySite.page("A page"),
            "content/a/datapackage.yaml": Self.package("{name: n, type: number}, {name: s, type: string}"),
            "content/a/t.csv": "n,s\n5,x\n,\n[x],[c]\n",
        ])
        let summary = try #require(DataInspection.read(site.path("content/a")).data.tables.first?.summary())
        #expect(summary.rows == 3)
        #expect(summary.fields.map(\.nonNull) == [1, 1])
        #expect(summary.fields.first?.minimum?.literal == "5")
    }

    @Test("27: a formula that meets a missing cell is an error, not a sum with 0") func missingInFormula() throws {
        let found = try findings([
            "t.csv": "id,n\na,5\nb,\n",
            "datapackage.yaml": "resources:\n  - {name: t, path: t.csv, schema: {primaryKey: id, fields: [id, n]}}\n",
            "indicators.yaml": "x:\n  label: X\n  formula: t[\"a\"].n + t[\"b\"].n\n",
        ])
        #expect(found.contains { $0.hasSuffix("error formula/missing") }, "\(found)")
    }

    @Test("28: a key to a row or table that there is not is an error at its cell or name") func foreignKey() throws {
        let package = """
            resources:
              - name: t
                path: t.csv
                schema:
                  foreignKeys:
                    - {fields: id, reference: {resource: u, fields: id}}
                    - {fields: id, reference: {resource: v, fields: id}}
              - name: u
                data: [{id: b}]

            """
        #expect(
            try findings(["datapackage.yaml": package, "t.csv": Self.csv]) == [
                "datapackage.yaml:7:46 error table/key", "t.csv:2:1 error table/key",
            ])
    }
}
