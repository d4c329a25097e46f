#if SQLite
    import CSQLite
    import Diagnostics

    /// A connection to a database file that can only read it: opened as immutable, so that it writes no lock and no
    /// journal; an authorizer refuses all but reading this one file; nothing tells it the time or a random number.
    final class Database {
        private let handle: OpaquePointer
        private let clock: DatabaseClock
        private let guardian: DatabaseGuardian

        /// `path` is the file's on the disk. What is wrong with the file may come to light only when it is asked.
        init(_ path: String, steps: Int) throws(QueryFailure) {
            guard sqlite3_threadsafe() != 0 else {
                throw QueryFailure("the system's SQLite is built for one thread alone, and is not used")
            }
            let clock = try DatabaseClock()
            var opened: OpaquePointer?
            let flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE
            let code = sqlite3_open_v2(Self.address(of: path), &opened, flags, clock.name)
            guard code == SQLITE_OK, let opened else {
                sqlite3_close(opened)
                throw QueryFailure("the database cannot be opened: \(String(cString: sqlite3_errstr(code)))")
            }
            handle = opened
            self.clock = clock
            guardian = DatabaseGuardian(steps: steps)
            bound()
        }

        deinit { sqlite3_close(handle) }

        private func bound() {
            for (limit, value) in [
                (SQLITE_LIMIT_LENGTH, 64 << 20), (SQLITE_LIMIT_SQL_LENGTH, 1 << 20), (SQLITE_LIMIT_EXPR_DEPTH, 200),
                (SQLITE_LIMIT_COMPOUND_SELECT, 100), (SQLITE_LIMIT_ATTACHED, 0), (SQLITE_LIMIT_WORKER_THREADS, 0),
                (SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 200), (SQLITE_LIMIT_VARIABLE_NUMBER, 1000),
            ] as [(Int32, Int32)] {
                sqlite3_limit(handle, limit, value)
            }
            // What the database's own views and virtual tables may call is what nobody can be harmed by.
            sqlite3_exec(handle, "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON", nil, nil, nil)
            // The guardian outlives the connection that points to it.
            let context = Unmanaged.passUnretained(guardian).toOpaque()
            sqlite3_set_authorizer(
                handle,
                { context, action, first, second, _, _ in
                    guard let context else { return SQLITE_DENY }
                    return Unmanaged<DatabaseGuardian>.fromOpaque(context).takeUnretainedValue()
                        .verdict(action, first, second)
                }, context)
            sqlite3_progress_handler(
                handle, DatabaseGuardian.pace,
                { context in
                    guard let context else { return 1 }
                    return Unmanaged<DatabaseGuardian>.fromOpaque(context).takeUnretainedValue().isSpent() ? 1 : 0
                }, context)
        }

        /// The path as an address in which SQLite reads `immutable`.
        private static func address(of path: String) -> String {
            var out = Array((path.hasPrefix("/") ? "file://" : "file:").utf8)
            for byte in path.utf8 {
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "-"),
                    UInt8(ascii: "_"):
                    out.append(byte)
                default:
                    let digits = String(byte, radix: 16, uppercase: true)
                    out += ("%" + (digits.utf8.count == 1 ? "0" : "") + digits).utf8
                }
            }
            return String(decoding: out, as: UTF8.self) + "?mode=ro&immutable=1"
        }

        // MARK: Asking

        func run(_ query: Query) throws(QueryFailure) -> QueryResult {
            let statement = try prepare(query)
            defer { sqlite3_finalize(statement) }
            try bind(query, to: statement)
            let count = sqlite3_column_count(statement)
            guard count <= query.limits.columns else {
                throw QueryFailure("the query gives \(count) columns, at most \(query.limits.columns) are read")
            }
            var result = QueryResult(
                columns: (0..<count).map { index in
                    QueryResult.Column(
                        name: sqlite3_column_name(statement, index).map { String(cString: $0) } ?? "",
                        declaredType: sqlite3_column_decltype(statement, index).map { String(cString: $0).uppercased() }
                    )
                })
            while true {
                let code = sqlite3_step(statement)
                if clock.wasAsked {
                    throw QueryFailure(
                        "the query asks for the current date or time, which a build does not have",
                        hint: "give it as a parameter: parameters in site.yaml, and :name in the query")
                }
                if code == SQLITE_DONE { return result }
                guard code == SQLITE_ROW else { throw failure(code, query) }
                guard result.rowCount < query.limits.rows else {
                    throw QueryFailure(
                        "the query gives more than \(query.limits.rows) rows",
                        hint: "aggregate in the query: GROUP BY, or LIMIT")
                }
                for column in 0..<count { append(statement, column, query.limits, to: &result) }
                guard result.byteCount <= query.limits.bytes else {
                    throw QueryFailure(
                        "the query gives more than \(query.limits.bytes) bytes",
                        hint: "aggregate in the query, or ask for fewer columns")
                }
            }
        }

        private func append(
            _ statement: OpaquePointer, _ column: Int32, _ limits: Query.Limits, to out: inout QueryResult
        ) {
            switch sqlite3_column_type(statement, column) {
            case SQLITE_NULL: out.append(.null, [])
            case SQLITE_INTEGER: out.append(.integer, String(sqlite3_column_int64(statement, column)).utf8)
            case SQLITE_FLOAT:
                let bits = sqlite3_column_double(statement, column).bitPattern
                out.append(.real, (0..<8).lazy.map { UInt8(truncatingIfNeeded: bits >> ($0 * 8)) })
            case SQLITE_TEXT:
                let start = sqlite3_column_text(statement, column)
                let text = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column)))
                if Self.isText(text, limits) { out.append(.text, text) } else { out.append(.broken, []) }
            default: out.append(.blob, [])
            }
        }

        private static func isText(_ bytes: UnsafeBufferPointer<UInt8>, _ limits: Query.Limits) -> Bool {
            guard bytes.count <= limits.cell else { return false }
            var isASCII = true
            for byte in bytes {
                if byte == 0 { return false }
                if byte >= 0x80 { isASCII = false }
            }
            return isASCII || SourceText.firstInvalid(in: Array(bytes)) == nil
        }

        /// The one statement of the query.
        private func prepare(_ query: Query) throws(QueryFailure) -> OpaquePointer {
            let text = Array(query.statement.utf8)
            guard text.count <= 1 << 20, !text.contains(0) else {
                throw QueryFailure("the query is no text of at most \(1 << 20) bytes")
            }
            var first: OpaquePointer?
            var (code, end) = prepare(text, from: 0, &first)
            guard code == SQLITE_OK else { throw failure(code, query, isPreparing: true) }
            guard let statement = first else { throw QueryFailure("the query is empty", hint: "write SELECT …") }
            // Behind it only comments and semicolons may stand.
            while code == SQLITE_OK, end < text.count {
                var next: OpaquePointer?
                let start = end
                (code, end) = prepare(text, from: start, &next)
                if next != nil || code != SQLITE_OK {
                    sqlite3_finalize(next)
                    sqlite3_finalize(statement)
                    throw QueryFailure("the query is more than one statement", hint: "keep one SELECT", offset: start)
                }
                if end <= start { break }
            }
            guard sqlite3_stmt_readonly(statement) != 0, sqlite3_stmt_isexplain(statement) == 0,
                sqlite3_column_count(statement) > 0
            else {
                sqlite3_finalize(statement)
                throw QueryFailure("the query gives no rows of a table", hint: "write SELECT …", offset: 0)
            }
            return statement
        }

        private func prepare(
            _ text: [UInt8], from start: Int, _ statement: inout OpaquePointer?
        ) -> (code: Int32, end: Int) {
            text.withUnsafeBytes { bytes in
                guard let base = bytes.baseAddress?.assumingMemoryBound(to: CChar.self) else { return (SQLITE_OK, 0) }
                var tail: UnsafePointer<CChar>?
                let code = sqlite3_prepare_v2(handle, base + start, Int32(text.count - start), &statement, &tail)
                return (code, tail.map { $0 - base } ?? text.count)
            }
        }

        private func bind(_ query: Query, to statement: OpaquePointer) throws(QueryFailure) {
            for index in 1...max(1, sqlite3_bind_parameter_count(statement)) {
                guard index <= sqlite3_bind_parameter_count(statement) else { return }
                guard let name = sqlite3_bind_parameter_name(statement, index).map({ String(cString: $0) }),
                    name.hasPrefix(":")
                else {
                    throw QueryFailure(
                        "the query has a parameter without a name", hint: "write it :name, and its value in site.yaml")
                }
                let key = String(name.dropFirst())
                // What a parameter is bound to is copied (SQLITE_TRANSIENT).
                let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
                switch query.parameters[key] {
                case .integer(let value): sqlite3_bind_int64(statement, index, value)
                case .real(let value): sqlite3_bind_double(statement, index, value)
                case .text(let value): sqlite3_bind_text(statement, index, value, Int32(value.utf8.count), copied)
                case nil: throw .unknownParameter(key, query)
                }
            }
        }

        private func failure(_ code: Int32, _ query: Query, isPreparing: Bool = false) -> QueryFailure {
            if let refused = guardian.refused {
                return QueryFailure("a query may only read: \(refused) is refused", hint: "write one SELECT")
            }
            if code == SQLITE_INTERRUPT {
                return QueryFailure(
                    "the query took more than \(query.limits.steps) steps",
                    hint: "ask for less, or add an index to the database")
            }
            let offset = Int(gazette_sqlite_error_offset(handle))
            let words = String(cString: sqlite3_errmsg(handle))
            if code & 0xFF == SQLITE_NOTADB {
                return QueryFailure("the file is no database of SQLite, or an encrypted one")
            }
            if code & 0xFF == SQLITE_CORRUPT { return QueryFailure("the database is damaged: \(words)") }
            return QueryFailure("SQLite: \(words)", offset: isPreparing ? max(0, offset) : nil)
        }
    }

    extension QueryFailure {
        fileprivate static func unknownParameter(_ key: String, _ query: Query) -> QueryFailure {
            let bytes = Array(query.statement.utf8)
            let wanted = Array((":" + key).utf8)
            let offset = bytes.indices.first { bytes[$0...].starts(with: wanted) }
            let known = query.parameters.keys.sorted { $0.precedesByBytes($1) }
            return QueryFailure(
                "the query has the parameter :\(key), which site.yaml gives no value",
                hint: NearestName.hint(for: key, among: known) ?? "write parameters: {\(key): …} in content/site.yaml",
                offset: offset)
        }
    }
#endif
