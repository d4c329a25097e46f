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
        if isPlain(bytes, bytes.indices) { return Diagnosed(bytes) }
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

    /// True where there is nothing to be found in a part of a text: well-formed UTF-8 without NULs and bidirectional
    /// controls. A character that begins in the part is looked at whole, as is one that the part begins within.
    package static func isPlain(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var i = range.lowerBound
            // Back to where the character begins; a part in the middle of one is rare.
            while i > 0, i > range.lowerBound - 3, i < buffer.count, buffer[i] & 0xC0 == 0x80 { i -= 1 }
            while i < range.upperBound {
                if i + 8 <= range.upperBound {
                    // Within the part, and so within the bytes.
                    let word = buffer.loadUnaligned(fromByteOffset: i, as: UInt64.self)
                    if word & 0x8080_8080_8080_8080 == 0,
                        (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080 == 0
                    {
                        i += 8
                        continue
                    }
                }
                let length = length(ofCharacterAt: i, buffer)
                guard length > 0, buffer[i] != 0, !(length == 3 && isBidirectionalControl(at: i, buffer)) else {
                    return false
                }
                i += length
            }
            return true
        }
    }

    /// U+202A…U+202E and U+2066…U+2069.
    @inline(__always)
    private static func isBidirectionalControl(at i: Int, _ bytes: UnsafeRawBufferPointer) -> Bool {
        guard bytes[i] == 0xE2 else { return false }
        return bytes[i + 1] == 0x80 && (0xAA...0xAE).contains(bytes[i + 2])
            || bytes[i + 1] == 0x81 && (0xA6...0xA9).contains(bytes[i + 2])
    }

    /// How many bytes the character has; 0 where it is not well-formed UTF-8 (Unicode 16, table 3-7).
    @inline(__always)
    private static func length(ofCharacterAt i: Int, _ bytes: UnsafeRawBufferPointer) -> Int {
        let lead = bytes[i]
        if lead < 0x80 { return 1 }
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
        default: return 0
        }
        guard i + length <= bytes.count, bytes[i + 1] >= low, bytes[i + 1] <= high else { return 0 }
        if length > 2, bytes[i + 2] & 0xC0 != 0x80 { return 0 }
        if length > 3, bytes[i + 3] & 0xC0 != 0x80 { return 0 }
        return length
    }

    /// The offset of the first byte that is not well-formed UTF-8 (Unicode 16, table 3-7), nil where all is.
    package static func firstInvalid(in bytes: [UInt8]) -> Int? {
        bytes.withUnsafeBytes { buffer in
            var i = 0
            while i < buffer.count {
                let length = length(ofCharacterAt: i, buffer)
                if length == 0 { return i }
                i += length
            }
            return nil
        }
    }

    private static func firstBidirectionalControl(in bytes: [UInt8]) -> Int? {
        bytes.withUnsafeBytes { buffer in
            (0..<max(0, buffer.count - 2)).first { isBidirectionalControl(at: $0, buffer) }
        }
    }
}
