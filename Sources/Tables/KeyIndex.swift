/// Rows by the bytes of some of their cells: an open-addressing hash table of row numbers, 8 bytes a row.
struct KeyIndex: Sendable {
    /// Row number + 1, 0 for a free slot; a power of two of them, at most half full.
    private var slots: [UInt32]
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
        var slot = slot(for: hash(of: row, cells))
        while slots[slot] != 0 {
            let other = Int(slots[slot]) - 1
            let isSame = columns.allSatisfy { column in
                cells.value(row: row, column: column) == cells.value(row: other, column: column)
            }
            if isSame { return other }
            slot = (slot + 1) & (slots.count - 1)
        }
        slots[slot] = UInt32(truncatingIfNeeded: row + 1)
        return nil
    }

    /// The row with this key, one text for each of the columns.
    func row(for key: [String], in cells: CSVCells) -> Int? {
        guard key.count == columns.count else { return nil }
        var hash = Self.seed
        for part in key { Self.mix(part.utf8, into: &hash) }
        var slot = slot(for: hash)
        while slots[slot] != 0 {
            let row = Int(slots[slot]) - 1
            let isSame = zip(columns, key).allSatisfy { column, part in
                cells.value(row: row, column: column).elementsEqual(part.utf8)
            }
            if isSame { return row }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    private func slot(for hash: UInt64) -> Int { Int(truncatingIfNeeded: (hash ^ hash >> 32)) & (slots.count - 1) }

    private func hash(of row: Int, _ cells: CSVCells) -> UInt64 {
        var hash = Self.seed
        for column in columns { Self.mix(cells.value(row: row, column: column), into: &hash) }
        return hash
    }

    private static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

    /// FNV-1a (Fowler, Noll and Vo), with a separator after each part.
    private static func mix(_ bytes: some Sequence<UInt8>, into hash: inout UInt64) {
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        hash = (hash ^ 0x100) &* 0x100_0000_01B3
    }
}

extension Table {
    /// The row whose primary key is `key`, as its cell is written; nil where there is none, or no primary key.
    package func row(forKey key: String) -> Int? { row(forKey: [key]) }

    /// The row of a primary key of several fields, in their order.
    package func row(forKey key: [String]) -> Int? {
        switch storage {
        case .file(let cells, _): return keyIndex?.row(for: key, in: cells)
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
