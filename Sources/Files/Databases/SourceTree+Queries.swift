import Diagnostics

extension SourceTree {
    #if SQLite
        package static let answersQueries = true
    #else
        package static let answersQueries = false
    #endif

    /// Asks a database of the disk. It is read as it is: with a write-ahead log or a hot journal beside it, what it
    /// holds is not all that was written, and it is refused.
    static func ask(_ query: Query, root: String) -> Result<QueryResult, QueryFailure> {
        #if SQLite
            let full = root + "/" + query.path
            do throws(QueryFailure) {
                for _ in 0..<2 {
                    guard let before = Disk.status(full, following: true), before.kind == .file else {
                        throw QueryFailure("the database cannot be read")
                    }
                    try refuseUnfinished(full)
                    let result = try Database(full, steps: query.limits.steps).run(query)
                    if Disk.status(full, following: true) == before { return .success(result) }
                }
                throw QueryFailure("the database changed twice while it was read", hint: "build again")
            } catch {
                return .failure(error)
            }
        #else
            return .failure(
                QueryFailure(
                    "this gazette was built without databases",
                    hint: "build it with the trait SQLite (libsqlite3), as swift build does by default"))
        #endif
    }

    #if SQLite
        /// What a journal begins with that is to be rolled back (SQLite, "Database File Format", 3).
        private static let hotJournal: [UInt8] = [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7]

        private static func refuseUnfinished(_ path: String) throws(QueryFailure) {
            // A link's journals stand beside its target.
            let real = Disk.realPath(path) ?? path
            if let log = Disk.status(real + "-wal"), log.size > 0 {
                throw QueryFailure(
                    "the database has changes in its write-ahead log (-wal), which is not read",
                    hint: "close the program that has it open, or run: sqlite3 FILE 'PRAGMA wal_checkpoint(TRUNCATE)'")
            }
            guard Disk.status(real + "-journal").map({ $0.size > 0 }) == true else { return }
            let bytes = (try? Disk.read(real + "-journal", limit: 1 << 30)) ?? hotJournal
            if bytes.starts(with: hotJournal) {
                throw QueryFailure(
                    "the database has a journal (-journal) of a change that was not finished",
                    hint: "open it once with sqlite3, which finishes or undoes it")
            }
        }
    #endif
}
