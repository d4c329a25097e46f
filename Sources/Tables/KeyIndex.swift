/// Rows by the bytes of some of their cells: an open-addressing hash table of row numbers, 16 bytes a row.
struct KeyIndex: Sendable {
    /// Row number + 1 in the low half, 0 for a free slot, and of the key's hash the high half, which mostly tells keys
    /// apart without a look at the file; a power of two of them, at most half full.
    private var slots: [UInt64]
    /// The columns of the file that make the key.
    let columns: [Int]

    init(columns: [Int], rowCount: Int) {
        self.columns = columns
        var size = 8
        while size < rowCount * 2 { size *= 2 }
        slots = Array(repeating: 0, count: size)
    }

    /// Enters a row; the row that has the same key already, if there is one.
    mutating func insert(_ row: Int, of cells: CSVCells) -> Int? {
        var hash = Self.seed
        for column in columns { Self.mix(cells.value(row: row, column: column), into: &hash) }
        let (slot, found) = find(hash) { other in
            columns.allSatisfy { column in
                cells.value(row: row, column: column) == cells.value(row: other, column: column)
            }
        }
        if found == nil { slots[slot] = hash & Self.tag | UInt64(truncatingIfNeeded: row + 1) & ~Self.tag }
        return found
    }

    /// The row with this key, one text for each of the columns.
    func row(for key: [String], in cells: CSVCells) -> Int? {
        guard key.count == columns.count else { return nil }
        var hash = Self.seed
        for part in key { Self.mix(Array(part.utf8)[...], into: &hash) }
        return find(hash) { row in
            zip(columns, key).allSatisfy { column, part in
                cells.value(row: row, column: column).elementsEqual(part.utf8)
            }
        }.row
    }

    /// The row with this hash that `isSame`, or the slot where it would be.
    @inline(__always)
    private func find(_ hash: UInt64, _ isSame: (Int) -> Bool) -> (slot: Int, row: Int?) {
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] != 0 {
            let row = Int(slots[slot] & ~Self.tag) - 1
            if slots[slot] & Self.tag == hash & Self.tag, isSame(row) { return (slot, row) }
            slot = (slot + 1) & (slots.count - 1)
        }
        return (slot, nil)
    }

    private static let tag: UInt64 = 0xFFFF_FFFF_0000_0000
    private static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

    /// Eight bytes at a time, by a multiplication of 128 bits whose halves are folded (as in wyhash and Swift's own
    /// integer hashes), the length last, so that parts do not run into each other.
    private static func mix(_ bytes: ArraySlice<UInt8>, into hash: inout UInt64) {
        var word: UInt64 = 0
        var filled = 0
        for byte in bytes {
            word = word &<< 8 | UInt64(byte)
            filled += 1
            if filled == 8 {
                hash = fold(hash, word)
                (word, filled) = (0, 0)
            }
        }
        hash = fold(hash, word)
        hash = fold(hash, UInt64(bytes.count))
    }

    @inline(__always)
    private static func fold(_ hash: UInt64, _ word: UInt64) -> UInt64 {
        let product = (hash ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return product.high ^ product.low
    }
}

extension Table {
    /// The row whose primary key is `key`, as its cell is written; nil where there is none, or no primary key.
    package func row(forKey key: String) -> Int? { row(forKey: [key]) }

    /// The row of a primary key of several fields, in their order.
    package func row(forKey key: [String]) -> Int? {
        switch storage {
        case .file(let file): return keyIndex?.row(for: key, in: file.cells)
        case .derived(let cells): return cells.keys[KeyText(key)].map(Int.init)
        case .made:
            let columns = primaryKey.compactMap(fieldIndex)
            guard !columns.isEmpty, columns.count == primaryKey.count, columns.count == key.count else { return nil }
            return (0..<rowCount).first { row in
                zip(columns, key).allSatisfy { text(row: row, field: $0).utf8.elementsEqual($1.utf8) }
            }
        }
    }

    /// All values of a primary key of one field, in row order: for "did you mean".
    package var keys: [String] {
        guard primaryKey.count == 1, let field = primaryKey.first.flatMap(fieldIndex) else { return [] }
        return (0..<rowCount).map { text(row: $0, field: field) }
    }
}
