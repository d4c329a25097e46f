/// The scalars of a stretch of prose, with the questions that a reader of numerals asks of them. Full-width digits are
/// digits.
struct ProseText {
    let scalars: [UInt32]

    init(_ text: [Unicode.Scalar]) {
        scalars = text.map { scalar in
            switch scalar.value {
            case 0xFF10...0xFF19: scalar.value - 0xFF10 + 0x30
            case 0xFF05: 0x25
            case 0x3000, 0xA0, 0x2009, 0x202F: 0x20
            case 0x2011: 0x2D
            default: scalar.value
            }
        }
    }

    var count: Int { scalars.count }

    /// 0 beyond either end.
    func at(_ index: Int) -> UInt32 { scalars.indices.contains(index) ? scalars[index] : 0 }

    func isDigit(_ index: Int) -> Bool { (0x30...0x39).contains(at(index)) }

    /// A Latin letter, with its accents.
    func isLetter(_ index: Int) -> Bool {
        let scalar = at(index)
        return (0x41...0x5A).contains(scalar & ~0x20) || ((0xC0...0x24F).contains(scalar) && scalar != 0xD7)
    }

    func isHan(_ index: Int) -> Bool { (0x3400...0x9FFF).contains(at(index)) }

    /// The first place from `index` on that is no space.
    func afterSpaces(_ index: Int) -> Int {
        var i = index
        while at(i) == 0x20 { i += 1 }
        return i
    }

    /// The last place before `index` that is no space.
    func beforeSpaces(_ index: Int) -> Int {
        var i = index - 1
        while at(i) == 0x20 { i -= 1 }
        return i
    }

    func holds(_ words: [UInt32], at index: Int) -> Bool {
        guard index >= 0, index + words.count <= count else { return false }
        return scalars[index..<index + words.count].elementsEqual(words)
    }

    func holds(_ words: String, at index: Int) -> Bool { holds(words.unicodeScalars.map(\.value), at: index) }

    /// The Latin word that begins at `index`; "" for none, and for one of more than 16 letters.
    func word(at index: Int) -> String {
        var end = index
        while isLetter(end) { end += 1 }
        return string(index..<end)
    }

    /// The Latin word that ends before `index`.
    func word(before index: Int) -> String {
        var start = index
        while isLetter(start - 1), index - start <= 16 { start -= 1 }
        return string(start..<index)
    }

    func string(_ range: Range<Int>) -> String {
        guard range.count <= 16 else { return "" }
        var view = String.UnicodeScalarView()
        for scalar in scalars[range] { if let scalar = Unicode.Scalar(scalar) { view.append(scalar) } }
        return String(view)
    }

    /// True where `://` or `www.` stands.
    private func isAddress(_ i: Int) -> Bool {
        switch at(i) {
        case 0x3A: at(i + 1) == 0x2F && at(i + 2) == 0x2F
        case 0x77: at(i + 1) == 0x77 && at(i + 2) == 0x77 && at(i + 3) == 0x2E
        default: false
        }
    }

    /// Stretches that are no prose after all, in order: addresses, and the titles of works in 《》 and 〈〉.
    func names() -> [Range<Int>] {
        var out: [Range<Int>] = []
        var i = 0
        while i < count {
            if at(i) == 0x300A || at(i) == 0x3008 {
                let close = at(i) + 1
                guard let end = scalars[i...].firstIndex(of: close) else { break }
                out.append(i..<end + 1)
                i = end + 1
            } else if isAddress(i) {
                var start = i
                while start > (out.last?.upperBound ?? 0), at(start - 1) > 0x20, at(start - 1) < 0x7F { start -= 1 }
                while at(i) > 0x20, at(i) < 0x7F { i += 1 }
                out.append(start..<i)
            } else {
                i += 1
            }
        }
        return out
    }
}
