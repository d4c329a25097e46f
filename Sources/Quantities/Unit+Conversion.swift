// What converts into what: SI prefixes of one base unit, thousands and millions of one, and the two names of one
// currency. Nothing else does.

extension Unit {
    /// What a number in this unit is multiplied by to be in the other; nil where they differ in more than prefixes.
    ///
    /// `PFLOPS` to `EFLOPS` is 0.001, `kWh/day` to `MWh/day` too, `HK$` to `HKD` 1; `HKD` never becomes `USD`.
    package func factor(to other: Unit) -> Number? {
        if self == other { return .one }
        guard kind == .plain, other.kind == .plain, factors.count == other.factors.count else { return nil }
        var power = 0
        var left = other.factors
        for factor in factors {
            let match = left.firstIndex {
                $0.power == factor.power && UnitSymbol.power(from: factor.symbol, to: $0.symbol) != nil
            }
            guard let match, let step = UnitSymbol.power(from: factor.symbol, to: left[match].symbol) else {
                return nil
            }
            power += step * factor.power
            left.remove(at: match)
        }
        return Number(significand: 1, exponent: power)
    }

    /// The unit, put so that what it has in common with another cancels: times `MW/day` and per `kW`, the latter is
    /// 0.001 `MW`. With what a number in it is then multiplied by.
    package func reduced(against other: Unit, inverted: Bool) -> (unit: Unit, factor: Number) {
        guard !factors.isEmpty, !other.factors.isEmpty else { return (self, .one) }
        var power = 0
        var changed = false
        let out = factors.map { factor in
            let sign = inverted ? -factor.power : factor.power
            let match = other.factors.first {
                $0.symbol != factor.symbol && ($0.power < 0) != (sign < 0)
                    && UnitSymbol.power(from: factor.symbol, to: $0.symbol) != nil
            }
            guard let match, let step = UnitSymbol.power(from: factor.symbol, to: match.symbol) else { return factor }
            power += step * factor.power
            changed = true
            return Factor(match.symbol, power: factor.power)
        }
        return changed ? (Unit(factors: out), Number(significand: 1, exponent: power)) : (self, .one)
    }

    /// The currency that is a factor of it, as it is written there.
    package var currency: String? { factors.first { UnitSymbol.currency($0.symbol) != nil }?.symbol }

    /// True where both are money, of two currencies: a rate is what is missing.
    package func differsInCurrency(from other: Unit) -> Bool {
        guard let a = currency.flatMap(UnitSymbol.currency), let b = other.currency.flatMap(UnitSymbol.currency) else {
            return false
        }
        return a != b
    }
}

/// The symbols whose meaning is known.
package enum UnitSymbol {
    /// Units that take prefixes. A symbol that merely begins like one (`MOP`, `Pax`) is not among them.
    private static let bases: Set<String> = [
        "FLOPS", "FLOP", "OPS", "W", "Wh", "B", "bit", "bps", "Hz", "g", "m", "L", "l", "J", "t", "tCO2e", "V", "A",
        "Pa",
    ]

    /// The prefixes of the International System from n (10^-9) to Y (10^24), without those of tens and hundreds.
    private static let prefixes: [(symbol: String, power: Int)] = [
        ("n", -9), ("µ", -6), ("m", -3), ("k", 3), ("M", 6), ("G", 9), ("T", 12), ("P", 15), ("E", 18), ("Z", 21),
        ("Y", 24),
    ]

    /// `EV` are electric vehicles before they are exavolts: to these the great prefixes are not applied.
    private static let electric: Set<String> = ["V", "A"]

    private static func split(_ symbol: String) -> (base: String, power: Int)? {
        if bases.contains(symbol) { return (symbol, 0) }
        for prefix in prefixes where symbol.utf8.starts(with: prefix.symbol.utf8) {
            guard let base = String(symbol.utf8.dropFirst(prefix.symbol.utf8.count)), bases.contains(base) else {
                continue
            }
            return electric.contains(base) && prefix.power > 9 ? nil : (base, prefix.power)
        }
        return nil
    }

    /// True of a base unit that takes the prefixes of the International System, and of it with one.
    package static func takesPrefixes(_ symbol: String) -> Bool { split(symbol) != nil }

    /// Words by which statistics count in thousands and more, before a unit or, in English, after it too.
    private static let scales: [(word: String, power: Int)] = [
        ("thousand", 3), ("million", 6), ("billion", 9), ("trillion", 12), ("Thousand", 3), ("Million", 6),
        ("Billion", 9), ("Trillion", 12),
    ]
    private static let chineseScales: [(word: String, power: Int)] = [
        ("百萬", 6), ("百万", 6), ("千萬", 7), ("千万", 7), ("十億", 9), ("十亿", 9), ("千", 3), ("萬", 4), ("万", 4), ("億", 8),
        ("亿", 8),
    ]

    /// A symbol without the word for its scale: `million EUR` and `EUR million` are 10^6 `EUR`, 「千人」 10^3 「人」.
    package static func scaled(_ symbol: String) -> (base: String, power: Int) {
        let bytes = symbol.utf8
        guard bytes.contains(0x20) || (bytes.first ?? 0) >= 0x80 else { return (symbol, 0) }
        for scale in scales {
            let count = scale.word.utf8.count + 1
            if bytes.starts(with: (scale.word + " ").utf8) {
                return (String(decoding: bytes.dropFirst(count), as: UTF8.self), scale.power)
            }
            if bytes.suffix(count).elementsEqual((" " + scale.word).utf8) {
                return (String(decoding: bytes.dropLast(count), as: UTF8.self), scale.power)
            }
        }
        for scale in chineseScales where bytes.starts(with: scale.word.utf8) && bytes.count > scale.word.utf8.count {
            return (String(decoding: bytes.dropFirst(scale.word.utf8.count), as: UTF8.self), scale.power)
        }
        return (symbol, 0)
    }

    /// The power of ten between two symbols; nil where they are not of one base.
    package static func power(from symbol: String, to other: String) -> Int? {
        if symbol == other { return 0 }
        let (own, theirs) = (scaled(symbol), scaled(other))
        let power = own.power - theirs.power
        if own.base == theirs.base { return power }
        if let a = split(own.base), let b = split(theirs.base) {
            return a.base == b.base ? power + a.power - b.power : nil
        }
        guard let a = currency(own.base), let b = currency(theirs.base) else { return nil }
        return a == b ? power : nil
    }

    /// The code of a currency (ISO 4217), by code or by a sign that only one has, in whatever scale.
    static func currency(_ symbol: String) -> String? {
        let symbol = scaled(symbol).base
        if let code = signs[symbol] { return code }
        return symbol.utf8.count == 3 && codes.contains(symbol) ? symbol : nil
    }

    private static let signs: [String: String] = [
        "HK$": "HKD", "US$": "USD", "RMB": "CNY", "MOP$": "MOP", "NT$": "TWD", "€": "EUR", "£": "GBP", "JP¥": "JPY",
        "S$": "SGD", "A$": "AUD", "C$": "CAD", "₩": "KRW", "NZ$": "NZD", "₹": "INR",
    ]

    /// The codes of ISO 4217 that are money of a country or a union of them.
    private static let codes = Set(
        """
        AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP \
        CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF \
        IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD \
        MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB \
        RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD \
        UYU UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG
        """.split(separator: " ").map(String.init))
}
