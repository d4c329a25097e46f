import Diagnostics
import Files

/// A long file cut into parts that are scanned at once.
///
/// Where a part begins is guessed: after a line end outside quotes, taking all quotes before it to come in pairs. A
/// guess counts only if the part before ends just there; else what lies between is scanned again from where that one
/// ended. So the rows and findings are those of one scan from beginning to end, whatever the guesses were.
struct CSVParts {
    private let bytes: [UInt8]
    private let size: Int
    private let start: Int
    private let looks: [Look]

    /// What a first look at a part says.
    private struct Look: Sendable {
        /// The number of quotes is odd.
        var isOdd = false
        /// There is neither a quote nor a CR.
        var isBare = true
        /// Well-formed UTF-8 without NULs and bidirectional controls.
        var isPlain = true
    }

    init(_ bytes: [UInt8], from start: Int, size: Int) {
        self.bytes = bytes
        self.start = start
        self.size = max(1, size)
        let count = (bytes.count - start + self.size - 1) / self.size
        let size = self.size
        looks = Parallel.map(count: count, jobs: Parallel.all) { part in
            let range = start + part * size..<min(bytes.count, start + (part + 1) * size)
            var look = Self.look(bytes, range)
            look.isPlain = SourceText.isPlain(bytes, range)
            return look
        }
    }

    private static func look(_ bytes: [UInt8], _ range: Range<Int>) -> Look {
        let quotes = ByteWord.filled(with: UInt8(ascii: "\""))
        let returns = ByteWord.filled(with: 0x0D)
        var odd: UInt64 = 0
        var any: UInt64 = 0
        var rest = 0
        bytes.withUnsafeBufferPointer { buffer in
            guard let view = ByteView(buffer) else { return }
            var i = range.lowerBound
            while i + 8 <= range.upperBound {
                let word = view.word(at: i)
                let found = ByteWord.matches(word, quotes)
                odd ^= found
                any |= found | ByteWord.matches(word, returns)
                i += 8
            }
            while i < range.upperBound {
                if view[i] == UInt8(ascii: "\"") { rest += 1 }
                if view[i] == UInt8(ascii: "\"") || view[i] == 0x0D { any = 1 }
                i += 1
            }
        }
        return Look(isOdd: (ByteWord.count(odd) + rest) % 2 == 1, isBare: any == 0)
    }

    var isPlainText: Bool { looks.allSatisfy(\.isPlain) }
    /// There is neither a quote nor a CR.
    var isBare: Bool { looks.allSatisfy(\.isBare) }

    /// Scans all rows after the header.
    func scan(_ scanner: inout CSVScanner) {
        // Where rows are known by their number, or quotes mean something else, the file is one part.
        let isUsual = scanner.dialect.isUsual && scanner.commentRows.isEmpty
        let starts = isUsual ? guesses(after: scanner.position) : []
        guard !starts.isEmpty else { return scanner.scanRows(to: bytes.count) }
        let before = scanner
        let origin = scanner
        let parts = Parallel.map(count: starts.count, jobs: Parallel.all) { index -> CSVScanner in
            var part = origin.part(at: starts[index])
            part.scanRows(to: index + 1 < starts.count ? starts[index + 1] : part.bytes.count)
            return part
        }
        scanner.scanRows(to: starts[0])
        for (index, part) in parts.enumerated() {
            let limit = index + 1 < parts.count ? starts[index + 1] : bytes.count
            if scanner.position == starts[index] {
                scanner.append(part)
            } else if scanner.position < limit {
                var again = scanner.part(at: scanner.position)
                again.scanRows(to: limit)
                scanner.append(again)
            }
        }
        if scanner.isTooShort || scanner.rows.count * scanner.width > bytes.count + CSV.maximumPadding {
            // Where it stops depends on all rows before.
            scanner = before
            scanner.scanRows(to: bytes.count)
        }
    }

    /// Where parts may begin, rising: just after lines that are not blank.
    private func guesses(after position: Int) -> [Int] {
        var out: [Int] = []
        var isWithin = false
        bytes.withUnsafeBufferPointer { buffer in
            for part in looks.indices.dropFirst() {
                if looks[part - 1].isOdd { isWithin.toggle() }
                var i = start + part * size
                guard i > max(position, out.last ?? 0) else { continue }
                var isQuoted = isWithin
                var isBlank = true
                while i < buffer.count {
                    let byte = buffer[i]
                    i += 1
                    if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
                    if byte == 0x0A, !isQuoted {
                        if !isBlank { break }
                    } else if byte != 0x0D {
                        isBlank = false
                    }
                }
                if i < buffer.count { out.append(i) }
            }
        }
        return out
    }
}

extension CSVScanner {
    /// Appends the rows and findings of the part that begins at the position.
    mutating func append(_ part: CSVScanner) {
        let (rowBase, lineBase) = (rows.count, line)
        for jump in part.lineJumps {
            let shifted = CSVCells.LineJump(row: jump.row + rowBase, line: jump.line + lineBase)
            if let last = lineJumps.last, shifted.line - shifted.row == last.line - last.row { continue }
            lineJumps.append(shifted)
        }
        rows += part.rows
        findings.merge(part.findings, lines: lineBase)
        position = part.position
        line += part.line
        isTooShort = isTooShort || part.isTooShort
    }
}
