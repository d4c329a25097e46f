/// A claim's text in a plain form: one scalar for each of the original, so that places stay.
///
/// Latin letters are lower, full-width digits and marks are ASCII, the common Simplified forms of number words are
/// Traditional, spaces of every width are spaces, and a hyphen within words is one too.
struct ClaimText: Sendable {
    private(set) var scalars: [UInt32]
    /// As written, for symbols in which case matters: MW is no mW.
    private(set) var original: [UInt32]

    static let limit = 200

    init(_ text: String) {
        original = text.unicodeScalars.map(\.value)
        scalars = original.map(Self.plain)
        for i in scalars.indices where scalars[i] == 0x2D && i > 0 && i + 1 < scalars.count {
            let before = scalars[i - 1]
            if Self.isLetter(scalars[i + 1]), Self.isLetter(before) || Self.isDigit(before) { scalars[i] = 0x20 }
        }
    }

    var count: Int { scalars.count }

    /// 0 past the end.
    func at(_ index: Int) -> UInt32 { scalars.indices.contains(index) ? scalars[index] : 0 }

    /// True where the phrase stands at `index`; one that begins or ends with a Latin letter, as whole words.
    func holds(_ phrase: [UInt32], at index: Int) -> Bool {
        guard index >= 0, let first = phrase.first, let last = phrase.last, index + phrase.count <= scalars.count else {
            return false
        }
        for (offset, scalar) in phrase.enumerated() where scalars[index + offset] != scalar { return false }
        if Self.isLetter(first), index > 0, Self.isLetter(scalars[index - 1]) { return false }
        return !(Self.isLetter(last) && Self.isLetter(at(index + phrase.count)))
    }

    /// The text as if nothing stood at these places.
    func without(_ places: Range<Int>) -> ClaimText {
        var out = self
        out.scalars.removeSubrange(places)
        out.original.removeSubrange(places)
        return out
    }

    func skippingSpaces(_ index: Int) -> Int {
        var i = index
        while at(i) == 0x20 { i += 1 }
        return i
    }

    static func isLetter(_ scalar: UInt32) -> Bool {
        (0x61...0x7A).contains(scalar) || (0xDF...0x24F).contains(scalar)
    }

    /// Latin letters in the lower case, as in a claim's text.
    static func lowercased(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { out.append(Unicode.Scalar(plain(scalar.value)) ?? scalar) }
        return String(out)
    }

    static func isDigit(_ scalar: UInt32) -> Bool { (0x30...0x39).contains(scalar) }

    private static func plain(_ scalar: UInt32) -> UInt32 {
        switch scalar {
        case 0x41...0x5A: return scalar + 0x20
        case 0xFF21...0xFF3A: return scalar - 0xFEE0 + 0x20
        case 0xFF01...0xFF5E: return scalar - 0xFEE0
        case 0x09, 0x0A, 0x0D, 0xA0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: return 0x20
        case 0x2010, 0x2011, 0x2212: return 0x2D
        case 0x2019: return 0x27
        default: return scalar < 0x4E00 ? scalar : simplified[scalar] ?? scalar
        }
    }

    private static let simplified: [UInt32: UInt32] = {
        let pairs =
            "万萬亿億两兩约約过過于於个個点點无無没沒达達减減时時几幾余餘与與负負倾傾长長涨漲币幣从從扩擴缩縮数數"
            + "双雙间間钟鐘欧歐镑鎊韩韓将將贴貼满滿众眾许許较較极極缺缺续續订訂预預纽紐节節签簽违違条條独獨圆圓辆輛"
            + "并並进進产產岛島导導龙龍门門臺台张張飙飆锐銳弹彈跃躍调調来來统統样樣带帶邻鄰视視码碼斩斬断斷线線碍礙"
            + "论論机機体體经經轻輕级級价價贯貫总總"
        let scalars = pairs.unicodeScalars.map(\.value)
        var out: [UInt32: UInt32] = [:]
        for i in stride(from: 0, to: scalars.count - 1, by: 2) { out[scalars[i]] = scalars[i + 1] }
        return out
    }()
}
