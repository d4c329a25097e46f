/// A dictionary of texts that stand for others, asked for the longest that a text goes on with.
struct Lexicon: Sendable {
    private struct Entry: Sendable {
        /// What the character alone becomes.
        var single: [UInt8]?
        /// Longer texts that begin with it, the longest first.
        var phrases: [(key: [UInt8], value: [UInt8])] = []
    }

    private var entries: [Entry] = []
    /// For each code point of the basic plane, one more than the number of its entry; 0 of what begins nothing.
    private var basic: [UInt16] = []
    private var others: [UInt32: Int] = [:]

    var isEmpty: Bool { entries.isEmpty }

    init() {}

    /// Of two values of one key the first counts.
    init(_ pairs: some Sequence<(key: [UInt8], value: [UInt8])>) {
        basic = [UInt16](repeating: 0, count: 0x1_0000)
        for pair in pairs {
            guard let first = pair.key.first else { continue }
            let length = min(UTF8Length.of(first), pair.key.count)
            let scalar = pair.key.withUnsafeBufferPointer { UTF8Length.scalar(at: 0, length, in: $0) }
            let number = number(for: scalar)
            if pair.key.count == length {
                if entries[number].single == nil { entries[number].single = pair.value }
            } else if !entries[number].phrases.contains(where: { $0.key == pair.key }) {
                entries[number].phrases.append(pair)
            }
        }
        for i in entries.indices { entries[i].phrases.sort { $0.key.count > $1.key.count } }
    }

    private mutating func number(for scalar: UInt32) -> Int {
        if let known = find(scalar) { return known }
        entries.append(Entry())
        if scalar < 0x1_0000, entries.count < 0xFFFF {
            basic[Int(scalar)] = UInt16(entries.count)
        } else {
            others[scalar] = entries.count - 1
        }
        return entries.count - 1
    }

    @inline(__always)
    private func find(_ scalar: UInt32) -> Int? {
        if scalar < 0x1_0000 {
            let number = basic[Int(scalar)]
            if number > 0 { return Int(number) - 1 }
            if others.isEmpty { return nil }
        }
        return others[scalar]
    }

    /// The longest text at `start` that the dictionary knows, of the scalar that stands there in `length` bytes.
    @inline(__always)
    func match(
        _ text: UnsafeBufferPointer<UInt8>, at start: Int, _ scalar: UInt32, _ length: Int
    ) -> (length: Int, value: [UInt8])? {
        guard !entries.isEmpty, let number = find(scalar) else { return nil }
        let entry = entries[number]
        for phrase in entry.phrases where start + phrase.key.count <= text.count {
            var i = length
            while i < phrase.key.count, text[start + i] == phrase.key[i] { i += 1 }
            if i == phrase.key.count { return (i, phrase.value) }
        }
        return entry.single.map { (length, $0) }
    }
}

/// The scalars of UTF-8 that is known to be well-formed.
enum UTF8Length {
    @inline(__always)
    static func of(_ lead: UInt8) -> Int { lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4 }

    /// The scalar of `length` bytes at `i`, which stand in `text`.
    @inline(__always)
    static func scalar(at i: Int, _ length: Int, in text: UnsafeBufferPointer<UInt8>) -> UInt32 {
        switch length {
        case 1: return UInt32(text[i])
        case 2: return UInt32(text[i] & 0x1F) << 6 | UInt32(text[i + 1] & 0x3F)
        case 3:
            return UInt32(text[i] & 0x0F) << 12 | UInt32(text[i + 1] & 0x3F) << 6 | UInt32(text[i + 2] & 0x3F)
        default:
            return UInt32(text[i] & 0x07) << 18 | UInt32(text[i + 1] & 0x3F) << 12
                | UInt32(text[i + 2] & 0x3F) << 6 | UInt32(text[i + 3] & 0x3F)
        }
    }

    /// How many scalars stand in `range`.
    static func count(_ bytes: some Sequence<UInt8>) -> Int { bytes.count { $0 & 0xC0 != 0x80 } }
}
