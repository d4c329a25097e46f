/// What a text that is not UTF-8 is most likely written in, by the shape of its bytes; for a hint, never for reading.
package enum EncodingGuess: String, Sendable {
    case utf16LittleEndian = "UTF-16LE"
    case utf16BigEndian = "UTF-16BE"
    case big5 = "Big5"
    case gb18030 = "GB18030"
    case latin1 = "Latin-1"
    case windows1252 = "Windows-1252"

    var isUTF16: Bool { self == .utf16LittleEndian || self == .utf16BigEndian }

    /// How a data package says it.
    var advice: String { "name it in a data package: encoding: \(rawValue.lowercased())" }

    /// Nil where there is no sign. Looks at the first megabyte.
    ///
    /// Chinese text in a double-byte encoding comes in runs of pairs; accented letters of Latin-1 stand alone between
    /// ASCII letters. Of the pairs, GB 2312 has both bytes above 0xA0 and leads up to 0xF7; Big5 has leads from 0xA4
    /// to 0xF9 and about four trails in ten below 0x7F.
    package static func of(_ file: [UInt8]) -> EncodingGuess? {
        let bytes = file.prefix(1 << 20)
        if bytes.starts(with: [0xFF, 0xFE]) { return .utf16LittleEndian }
        if bytes.starts(with: [0xFE, 0xFF]) { return .utf16BigEndian }
        // Of two bytes ASCII fills one: the first where the little end stands first.
        var nuls = [0, 0]
        for (index, byte) in bytes.enumerated() where byte == 0 { nuls[index % 2] += 1 }
        if max(nuls[0], nuls[1]) > bytes.count / 8 { return nuls[1] > nuls[0] ? .utf16LittleEndian : .utf16BigEndian }
        var pairs = 0
        var alone = 0
        var hasControl = false
        var isGB2312 = true
        var isGBK = true
        var isBig5 = true
        var previousEnd = -1
        var i = 0
        while i < bytes.count {
            let lead = bytes[i]
            if lead < 0x80 {
                i += 1
                continue
            }
            let trail = i + 1 < bytes.count ? bytes[i + 1] : 0
            let next = i + 2 < bytes.count ? bytes[i + 2] : 0
            if previousEnd != i, next < 0x80 { alone += 1 }
            pairs += 1
            // Latin-1 has no letters there, Windows-1252 its quotation marks, dashes and the euro.
            if lead < 0xA0 { hasControl = true }
            if !((0xA1...0xF7).contains(lead) && (0xA1...0xFE).contains(trail)) { isGB2312 = false }
            if !((0x81...0xFE).contains(lead) && (0x40...0xFE).contains(trail) && trail != 0x7F) { isGBK = false }
            if !((0xA1...0xF9).contains(lead) && ((0x40...0x7E).contains(trail) || (0xA1...0xFE).contains(trail))) {
                isBig5 = false
            }
            previousEnd = i + 2
            i += 2
        }
        if pairs == 0 { return nil }
        let western = hasControl ? windows1252 : latin1
        if alone * 2 > pairs { return western }
        if isGB2312 { return .gb18030 }
        if isBig5 { return .big5 }
        return isGBK ? .gb18030 : western
    }
}
