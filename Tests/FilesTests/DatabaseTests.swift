import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Files

@Suite("Databases")
struct DatabaseTests {
    private let tree = SourceTree.disk(root: Fixture.folder, folders: ["databases"]).value

    private func ask(
        _ statement: String, _ parameters: [String: Query.Value] = [:],
        _ change: (inout Query.Limits) -> Void = { _ in }
    ) -> Result<QueryResult, QueryFailure> {
        var query = Query(path: "databases/cars.db", statement: statement, parameters: parameters)
        change(&query.limits)
        return tree.ask(query)
    }

    private func rows(_ result: Result<QueryResult, QueryFailure>) throws -> [[String]] {
        let found = try result.get()
        return (0..<found.rowCount).map { row in
            found.columns.indices.map { column in
                switch found.kind(row: row, column: column) {
                case .real: "\(found.real(row: row, column: column))"
                case .null: "NULL"
                case let kind: "\(kind) " + String(decoding: found.text(row: row, column: column), as: UTF8.self)
                }
            }
        }
    }

    private func message(_ result: Result<QueryResult, QueryFailure>) -> String {
        switch result {
        case .success: "no failure"
        case .failure(let failure): failure.message
        }
    }

    @Test("give rows with their types, parameters bound")
    func reading() throws {
        let result = ask(
            "SELECT region, cars, share FROM permits WHERE year = :year ORDER BY cars -- the order\n;",
            ["year": .integer(2026), "unused": .text("x")])
        #expect(try rows(result) == [["text island", "integer 90", "2.25"], ["text kowloon", "integer 200", "NULL"]])
        #expect(try result.get().columns.map(\.declaredType) == ["TEXT", "INTEGER", "REAL"])
        #expect(try rows(ask("SELECT :a, :b", ["a": .text("漢"), "b": .real(0.5)])) == [["text 漢", "0.5"]])
    }

    @Test(
        "are only read",
        arguments: [
            ("ATTACH 'x.db' AS x", "ATTACH"), ("PRAGMA user_version", "PRAGMA"), ("DELETE FROM permits", "DELETE"),
            ("INSERT INTO permits (year) VALUES (1)", "INSERT"), ("UPDATE permits SET year = 1", "UPDATE"),
            ("CREATE TABLE x (y)", "refused"), ("DROP TABLE permits", "refused"), ("BEGIN", "transaction"),
            ("SELECT load_extension('x')", "load_extension"), ("SELECT random()", "random"),
            ("SELECT * FROM pragma_table_info('permits')", "pragma"), ("VACUUM INTO 'x.db'", "no rows"),
            ("SELECT 1; DROP TABLE permits", "more than one statement"), ("EXPLAIN SELECT 1", "no rows of a table"),
            ("", "is empty"), ("/* nothing */ ;", "is empty"), ("SELECT date('now')", "current date"),
            ("SELECT CURRENT_TIMESTAMP", "current date"), ("SELECT strftime('%Y')", "current date"),
        ])
    func refused(_ statement: String, _ word: String) {
        let before = Fixture.bytes("databases/cars.db")
        let said = message(ask(statement))
        #expect(said != "no failure")
        #expect(said.contains(word), "\(said)")
        #expect(Fixture.bytes("databases/cars.db") == before)
        #expect(Fixture.names(in: "databases").filter { $0.hasPrefix("cars.db") } == ["cars.db"])
    }

    @Test("answer a date that is not today's")
    func dates() throws {
        #expect(try rows(ask("SELECT date('2026-06-08', '+1 day')")) == [["text 2026-06-09"]])
    }

    @Test("stop at the limits of steps, rows, bytes and columns")
    func limits() {
        let endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT "
        #expect(message(ask(endless + "sum(x) FROM c") { $0.steps = 1_000_000 }).contains("1000000 steps"))
        #expect(message(ask(endless + "x FROM c") { $0.rows = 1000 }).contains("1000 rows"))
        #expect(message(ask(endless + "'0123456789' FROM c") { $0.bytes = 5000 }).contains("5000 bytes"))
        #expect(message(ask("SELECT 1, 2, 3") { $0.columns = 2 }).contains("3 columns"))
    }

    @Test("say where a query is wrong")
    func offsets() {
        guard case .failure(let failure) = ask("SELECT year\nFROM nowhere") else {
            Issue.record("the table does not exist")
            return
        }
        #expect(failure.message == "SQLite: no such table: nowhere")
        guard case .failure(let unknown) = ask("SELECT :yaer", ["year": .integer(1)]) else {
            Issue.record("the parameter does not exist")
            return
        }
        #expect(unknown.offset == 7)
        #expect(unknown.hint == "did you mean “year”?")
    }

    @Test("keep nothing of what is no text or number")
    func values() throws {
        let query = Query(path: "databases/values.db", statement: "SELECT bytes, words, big, real FROM t ORDER BY id")
        let found = try tree.ask(query).get()
        #expect(found.kind(row: 0, column: 0) == .blob)
        #expect(found.kind(row: 0, column: 1) == .broken)
        #expect(found.kind(row: 1, column: 1) == .broken)
        #expect(String(decoding: found.text(row: 2, column: 1), as: UTF8.self) == "漢字, \"x\"")
        #expect(found.real(row: 1, column: 3) == .infinity)
    }

    @Test("with a query open at once in many threads give the same")
    func threads() async throws {
        let expected = try rows(ask("SELECT * FROM permits ORDER BY 1, 2"))
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<32 {
                group.addTask { (try? rows(ask("SELECT * FROM permits ORDER BY 1, 2"))) == expected }
            }
            for await same in group { #expect(same) }
        }
    }

    @Test("whose names an address must escape are opened")
    func names() throws {
        let folder = NSTemporaryDirectory() + "gazette-db-" + UUID().uuidString + "/data"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: (folder as NSString).deletingLastPathComponent) }
        let name = "100% of?cars#漢.db"
        try Data(Fixture.bytes("databases/cars.db")).write(to: URL(fileURLWithPath: folder + "/" + name))
        let tree = SourceTree.disk(root: (folder as NSString).deletingLastPathComponent, folders: ["data"]).value
        let result = tree.ask(Query(path: "data/" + name, statement: "SELECT count(*) FROM permits"))
        #expect(try rows(result) == [["integer 4"]])
    }
}
