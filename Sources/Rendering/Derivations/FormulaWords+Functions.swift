import Expressions
import Formatting

// Functions, as readers know them.

extension FormulaWords {
    func call(_ name: String, _ arguments: [Expression.Index], _ index: Expression.Index) -> Piece {
        // Of a derived table's group or rows.
        if name == "count", arguments.isEmpty { return (isChinese ? "行數" : "number of rows", .whole) }
        guard let function = StrictFunction(rawValue: name), function.arity.contains(arguments.count) else {
            return named(name, arguments)
        }
        switch function {
        case .growth: return growth(quotient(arguments[1], arguments[0]))
        case .cagr:
            let years = bracketed(joined("÷", ("1", .whole), piece(arguments[2]), .product), atLeast: .whole)
            let ratio = bracketed(quotient(arguments[1], arguments[0]), atLeast: .whole)
            return growth(("\(ratio)^\(years)", .power))
        case .share: return isOne(arguments[1]) ? piece(arguments[0]) : quotient(arguments[0], arguments[1])
        case .rest:
            return arguments.dropFirst().reduce(piece(arguments[0])) { joined("\u{2212}", $0, total($1), .sum) }
        case .pow: return (text(arguments[0], atLeast: .whole) + "^" + text(arguments[1], atLeast: .whole), .power)
        case .sqrt: return ("√" + text(arguments[0], atLeast: .whole), .power)
        case .abs: return ("|" + piece(arguments[0]).text + "|", .whole)
        case .between: return range(arguments)
        case .if: return choice(arguments[0], arguments[1], arguments[2])
        case .where:
            let parts = arguments.map { text($0, atLeast: .or) }
            return (isChinese ? "\(parts[0])（限於 \(parts[1])）" : "\(parts[0]) where \(parts[1])", .phrase)
        case .asof: return (buildDate ?? (isChinese ? "本頁製作日期" : "the day on which this page was made"), .whole)
        case .days: return span("日數", "days", arguments)
        case .years: return span("年數", "years", arguments)
        default: return named(Self.words[function].map { isChinese ? $0.0 : $0.1 } ?? name, arguments)
        }
    }

    private static let words: [StrictFunction: (String, String)] = [
        .sum: ("合計", "total"), .mean: ("平均", "mean"), .median: ("中位數", "median"), .min: ("最小", "least"),
        .max: ("最大", "greatest"), .count: ("數目", "count"), .first: ("首項", "first"), .last: ("末項", "last"),
        .round: ("四捨五入", "rounded"), .exp: ("e 的次方", "exp"), .log: ("自然對數", "natural logarithm"),
        .quantile: ("分位數", "quantile"), .stdev: ("標準差", "standard deviation"),
        .gini: ("堅尼系數", "Gini coefficient"), .hhi: ("赫芬達爾指數", "Herfindahl–Hirschman index"),
        .rank: ("排名", "rank"), .index: ("指數", "index"), .cumulative: ("累計", "running total"),
        .lag: ("前期", "earlier value"), .weightedMean: ("加權平均", "weighted mean"),
    ]

    /// 「合計（甲、乙）」, "total (a; b)": the parts may have commas of their own.
    private func named(_ name: String, _ arguments: [Expression.Index]) -> Piece {
        let parts = arguments.map { piece($0).text }
        return (
            isChinese ? "\(name)（\(parts.joined(separator: "；"))）" : "\(name) (\(parts.joined(separator: "; ")))",
            .whole
        )
    }

    private func isOne(_ index: Expression.Index) -> Bool {
        if case .number(let number) = expression[index].kind { number == .one } else { false }
    }

    /// A whole column stands for the total of its rows.
    private func total(_ index: Expression.Index) -> Piece {
        if operand(index)?.isColumn == true { return named(isChinese ? "合計" : "total", [index]) }
        if case .call("where", _) = expression[index].kind { return named(isChinese ? "合計" : "total", [index]) }
        return piece(index)
    }

    private func quotient(_ a: Expression.Index, _ b: Expression.Index) -> Piece {
        joined("÷", piece(a), piece(b), .product)
    }

    private func growth(_ ratio: Piece) -> Piece { joined("\u{2212}", ratio, ("1", .whole), .sum) }

    private func range(_ ends: [Expression.Index]) -> Piece {
        let parts = ends.map { text($0, atLeast: .sum) }
        return (parts.joined(separator: isChinese ? " 至 " : " to "), .phrase)
    }

    private func span(_ chinese: String, _ english: String, _ ends: [Expression.Index]) -> Piece {
        let parts = ends.map { text($0, atLeast: .or) }
        return (
            isChinese ? "由 \(parts[0]) 至 \(parts[1]) 的\(chinese)" : "\(english) from \(parts[0]) to \(parts[1])",
            .phrase
        )
    }
}
