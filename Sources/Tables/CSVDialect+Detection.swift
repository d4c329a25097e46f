import Files

extension CSVDialect {
    /// The dialect of a file that nobody describes: a tab for `.tsv` and `.tab`; else a comma, unless the first line has
    /// none but a semicolon, a tab or a vertical bar.
    init(detectedIn file: SourceFile) {
        self.init()
        delimiter = Self.delimiter(of: file)
    }

    /// The same for a dialect that leaves the delimiter open.
    static func delimiter(of file: SourceFile) -> UInt8 {
        if TableFormat(path: file.path) == .tsv { return 0x09 }
        let comma = UInt8(ascii: ",")
        var other: UInt8?
        var isQuoted = false
        for byte in file.bytes.prefix(1 << 16) {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if isQuoted { continue }
            switch byte {
            case comma: return comma
            case UInt8(ascii: ";"), UInt8(ascii: "|"), 0x09: other = other ?? byte
            case 0x0A, 0x0D: return other ?? comma
            default: break
            }
        }
        return other ?? comma
    }
}
