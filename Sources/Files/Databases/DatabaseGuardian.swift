#if SQLite
    import CSQLite

    /// What a query may do, asked by SQLite for each thing, and how long.
    final class DatabaseGuardian {
        /// Steps between two questions whether to go on.
        static let pace: Int32 = 1000

        /// What was refused first.
        private(set) var refused: String?
        private var left: Int

        init(steps: Int) { left = steps / Int(Self.pace) }

        func isSpent() -> Bool {
            left -= 1
            return left < 0
        }

        /// Functions that reach out of the database, or answer differently from day to day or from run to run.
        private static let refusedFunctions: Set<String> = [
            "load_extension", "random", "randomblob", "readfile", "writefile", "edit", "fts3_tokenizer", "changes",
            "total_changes", "last_insert_rowid", "sqlite_version", "sqlite_source_id", "sqlite_compileoption_get",
            "sqlite_compileoption_used", "sqlite_offset",
        ]

        func verdict(_ action: Int32, _ first: UnsafePointer<CChar>?, _ second: UnsafePointer<CChar>?) -> Int32 {
            switch action {
            case SQLITE_SELECT, SQLITE_RECURSIVE: return SQLITE_OK
            case SQLITE_READ:
                let table = first.map { String(cString: $0).lowercased() } ?? ""
                return table.hasPrefix("pragma_") ? refuse("PRAGMA") : SQLITE_OK
            case SQLITE_FUNCTION:
                let name = second.map { String(cString: $0).lowercased() } ?? ""
                return Self.refusedFunctions.contains(name) ? refuse("the function \(name)()") : SQLITE_OK
            case SQLITE_ATTACH: return refuse("ATTACH")
            case SQLITE_DETACH: return refuse("DETACH")
            case SQLITE_PRAGMA: return refuse("PRAGMA")
            case SQLITE_INSERT, SQLITE_UPDATE:
                let table = first.map { String(cString: $0).lowercased() } ?? ""
                // SQLite makes a table of what a pragma gives by writing into its own.
                if table == "sqlite_master" { return refuse("a change of the schema, or a table of a pragma,") }
                return refuse(action == SQLITE_INSERT ? "INSERT" : "UPDATE")
            case SQLITE_DELETE: return refuse("DELETE")
            case SQLITE_TRANSACTION, SQLITE_SAVEPOINT: return refuse("a transaction")
            default: return refuse("a change of the database")
            }
        }

        private func refuse(_ what: String) -> Int32 {
            if refused == nil { refused = what }
            return SQLITE_DENY
        }
    }

    /// A virtual file system of SQLite that is the usual one but for the time, which it does not know: `date('now')` and
    /// `CURRENT_DATE` would make builds of one day differ from those of the next.
    final class DatabaseClock {
        let name: String
        private let memory: UnsafeMutableRawPointer
        private let title: UnsafeMutablePointer<CChar>

        /// Whether the time was asked for stands behind the file system itself, where its functions find it.
        private static let flag = MemoryLayout<sqlite3_vfs>.stride

        init() throws(QueryFailure) {
            guard let usual = sqlite3_vfs_find(nil) else {
                throw QueryFailure("the system's SQLite has no way to read files")
            }
            memory = UnsafeMutableRawPointer.allocate(
                byteCount: Self.flag + 8, alignment: MemoryLayout<sqlite3_vfs>.alignment)
            memory.storeBytes(of: 0, toByteOffset: Self.flag, as: UInt8.self)
            let vfs = memory.initializeMemory(as: sqlite3_vfs.self, to: usual.pointee)
            // An address is nobody else's name as long as the memory is ours.
            name = "gazette-" + String(UInt(bitPattern: memory), radix: 16)
            let bytes = Array(name.utf8CString)
            title = .allocate(capacity: bytes.count)
            title.initialize(from: bytes, count: bytes.count)
            vfs.pointee.zName = UnsafePointer(title)
            vfs.pointee.pNext = nil
            vfs.pointee.xCurrentTime = { vfs, time in
                DatabaseClock.note(vfs)
                time?.pointee = 0
                return SQLITE_ERROR
            }
            vfs.pointee.xCurrentTimeInt64 = { vfs, time in
                DatabaseClock.note(vfs)
                time?.pointee = 0
                return SQLITE_ERROR
            }
            sqlite3_vfs_register(vfs, 0)
        }

        deinit {
            sqlite3_vfs_unregister(memory.assumingMemoryBound(to: sqlite3_vfs.self))
            title.deallocate()
            memory.deallocate()
        }

        private static func note(_ vfs: UnsafeMutablePointer<sqlite3_vfs>?) {
            guard let vfs else { return }
            UnsafeMutableRawPointer(vfs).storeBytes(of: 1, toByteOffset: flag, as: UInt8.self)
        }

        var wasAsked: Bool { memory.load(fromByteOffset: Self.flag, as: UInt8.self) != 0 }
    }
#endif
