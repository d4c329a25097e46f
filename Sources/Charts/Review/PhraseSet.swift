/// Phrases that are looked for in a text all at once, by their bytes: a text is gone through once, whatever their number.
struct PhraseSet: Sendable {
    /// The phrases of each first byte.
    private let byFirst: [[[UInt8]]]

    init(_ phrases: [String]) {
        var byFirst = [[[UInt8]]](repeating: [], count: 256)
        for phrase in phrases {
            let bytes = Array(phrase.utf8)
            if let first = bytes.first { byFirst[Int(first)].append(bytes) }
        }
        self.byFirst = byFirst
    }

    /// True where one of the phrases stands in the text.
    func occurs(in text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            byFirst.withUnsafeBufferPointer { byFirst in
                for i in bytes.indices {
                    for phrase in byFirst[Int(bytes[i])] where bytes.count - i >= phrase.count {
                        if phrase.indices.allSatisfy({ phrase[$0] == bytes[i + $0] }) { return true }
                    }
                }
                return false
            }
        }
    }
}
