import Diagnostics

/// The checks that every text of a site passes before anybody reads it.
package enum SourceText {
    /// The bytes without a byte-order mark, or nil with a finding: not UTF-8, or holding a NUL.
    /// Bidirectional overrides, which can make a source read as what it is not (CVE-2021-42574), warn.
    package static func checked(_ file: SourceFile) -> Diagnosed<[UInt8]?> {
        var bytes = file.bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            return Diagnosed(
                nil,
                [
                    .error(
                        .fileEncoding, "the file is UTF-16, UTF-8 was expected", at: SourceLocation(file: file.path),
                        hint: "save it as UTF-8")
                ])
        }
        var findings: [Diagnostic] = []
        if let bad = firstInvalid(in: bytes) {
            let place = LineIndex(bytes).location(bad..<bad + 1, in: file.path)
            findings.append(
                .error(
                    .fileEncoding,
                    "byte \(bad + 1) (0x\(String(bytes[bad], radix: 16, uppercase: true))) is not UTF-8", at: place,
                    hint: "save the file as UTF-8"))
        }
        if let nul = bytes.firstIndex(of: 0) {
            let place = LineIndex(bytes).location(nul..<nul + 1, in: file.path)
            findings.append(.error(.fileNul, "byte \(nul + 1) is NUL, which no text holds", at: place))
        }
        if findings.hasErrors { return Diagnosed(nil, findings) }
        if let mark = firstBidirectionalControl(in: bytes) {
            let place = LineIndex(bytes).location(mark..<mark + 3, in: file.path)
            findings.append(
                .warning(
                    .fileBidi, "a bidirectional control character makes the text read in another order than it is",
                    at: place, hint: "remove it"))
        }
        return Diagnosed(bytes, findings)
    }

    /// The offset of the first byte that is not well-formed UTF-8 (Unicode 16, table 3-7), nil where all is.
    package static func firstInvalid(in bytes: [UInt8]) -> Int? {
        var i = 0
        let count = bytes.count
        while i < count {
            let lead = bytes[i]
            if lead < 0x80 {
                i += 1
                continue
            }
            let length: Int
            var low: UInt8 = 0x80
            var high: UInt8 = 0xBF
            switch lead {
            case 0xC2...0xDF: length = 2
            case 0xE0...0xEF:
                length = 3
                if lead == 0xE0 { low = 0xA0 }
                if lead == 0xED { high = 0x9F }
            case 0xF0...0xF4:
                length = 4
                if lead == 0xF0 { low = 0x90 }
                if lead == 0xF4 { high = 0x8F }
            default: return i
            }
            guard i + length <= count, (low...high).contains(bytes[i + 1]) else { return i }
            for k in 2..<max(2, length) where bytes[i + k] & 0xC0 != 0x80 { return i }
            i += length
        }
        return nil
    }

    /// U+202A…U+202E and U+2066…U+2069.
    private static func firstBidirectionalControl(in bytes: [UInt8]) -> Int? {
        var i = 0
        while i + 2 < bytes.count {
            if bytes[i] == 0xE2 {
                if bytes[i + 1] == 0x80, (0xAA...0xAE).contains(bytes[i + 2]) { return i }
                if bytes[i + 1] == 0x81, (0xA6...0xA9).contains(bytes[i + 2]) { return i }
            }
            i += 1
        }
        return nil
    }
}
