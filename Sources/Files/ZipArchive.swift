/// Writes a ZIP archive (PKWARE's APPNOTE, version 2.0) whose bytes depend on nothing but what is put into it: the files
/// in the order of their names, one date for all, no owner and no permissions. The files are stored as they are.
package enum ZipArchive {
    /// An archive of at most so many bytes and files can be written without the extensions of version 4.5.
    private static let sizeLimit = 0xFFFF_FFF0
    private static let countLimit = 0xFFFF

    /// The archive; nil where it would be too large, or a name too long. `date` is that of all files; ZIP
    /// knows none before 1980.
    package static func bytes(
        _ files: [(name: String, bytes: [UInt8])], date: (year: Int, month: Int, day: Int)
    ) -> [UInt8]? {
        let sorted = files.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        let size = sorted.reduce(22) { $0 + $1.bytes.count + 2 * $1.name.utf8.count + 76 }
        guard size <= sizeLimit, sorted.count <= countLimit, sorted.allSatisfy({ $0.name.utf8.count <= 0xFFFF }) else {
            return nil
        }
        var out: [UInt8] = []
        out.reserveCapacity(size)
        var directory: [UInt8] = []
        let stamp = dosDate(date)
        for file in sorted {
            var head: [UInt8] = []
            // Version 2.0; UTF-8 names; stored; midnight.
            for field in [20, 0x0800, 0, 0] { append(field, 2, to: &head) }
            append(stamp, 2, to: &head)
            for field in [Int(CRC32.of(file.bytes)), file.bytes.count, file.bytes.count] { append(field, 4, to: &head) }
            append(file.name.utf8.count, 2, to: &head)
            append(0, 2, to: &head)
            directory += [0x50, 0x4B, 0x01, 0x02, 20, 0]
            directory += head
            // No comment, the first disk, no attributes.
            for _ in 0..<3 { append(0, 2, to: &directory) }
            append(0, 4, to: &directory)
            append(out.count, 4, to: &directory)
            directory += file.name.utf8
            out += [0x50, 0x4B, 0x03, 0x04]
            out += head
            out += file.name.utf8
            out += file.bytes
        }
        let start = out.count
        out += directory
        out += [0x50, 0x4B, 0x05, 0x06, 0, 0, 0, 0]
        for _ in 0..<2 { append(sorted.count, 2, to: &out) }
        append(directory.count, 4, to: &out)
        append(start, 4, to: &out)
        append(0, 2, to: &out)
        return out
    }

    /// Little-endian.
    private static func append(_ value: Int, _ count: Int, to out: inout [UInt8]) {
        for i in 0..<count { out.append(UInt8(truncatingIfNeeded: value >> (8 * i))) }
    }

    /// A day as MS-DOS has it: from 1980-01-01 to 2107-12-31.
    private static func dosDate(_ date: (year: Int, month: Int, day: Int)) -> Int {
        if date.year < 1980 { return 1 << 5 | 1 }
        if date.year > 2107 { return 127 << 9 | 12 << 5 | 31 }
        return (date.year - 1980) << 9 | date.month << 5 | date.day
    }
}

/// The checksum of ZIP and PNG (ISO 3309).
enum CRC32 {
    static func of(_ bytes: [UInt8]) -> UInt32 {
        var sum: UInt32 = 0xFFFF_FFFF
        table.withUnsafeBufferPointer { table in
            for byte in bytes { sum = table[Int((sum ^ UInt32(byte)) & 0xFF)] ^ sum >> 8 }
        }
        return ~sum
    }

    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { sum, _ in sum & 1 == 1 ? 0xEDB8_8320 ^ sum >> 1 : sum >> 1 }
    }
}
