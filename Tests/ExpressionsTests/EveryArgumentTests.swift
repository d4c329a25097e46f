import Diagnostics
import Quantities
import Testing

@testable import Expressions

/// Every kind of value under a name of its own.
private struct Kinds: StrictEnvironment {
    var asOf: Int { 20_000 }

    static let quantities: KeyValuePairs = [
        "one": "1", "five": "5", "zero": "0", "minus": "-3", "range": "4..5", "around": "-1..2", "above": ">70",
        "below": "<9", "about": "~5000", "vast": "1e300", "tiny": "1e-300",
    ]
    static let columns: KeyValuePairs<String, [StrictValue]> = [
        "numbers": [quantity("3"), quantity("1..2"), quantity("~8")], "empty": [],
        "gaps": [quantity("3"), .missing(.confidential), quantity("7")], "lost": [.missing(.empty)],
        "flags": [.boolean(true), .boolean(false), .missing(.empty)],
        "mixed": [.text("a"), quantity("2"), .date(EDTFDate(day: 9))],
    ]
    static let others: KeyValuePairs<String, StrictValue> = [
        "gone": .missing(.notAvailable), "text": .text("x"), "flag": .boolean(true),
        "day": .date(EDTFDate(day: 20_100)),
        "month": EDTFDate(parsing: "2026-06~").map { .date($0) } ?? .boolean(false),
        "cars": .quantity(Quantity(Number(12), unit: Unit(factors: [Unit.Factor("cars")]))),
        "percent": .quantity(Quantity(Number(significand: 44, exponent: -2), unit: .percent)),
    ]
    static let names = quantities.map(\.key) + columns.map(\.key) + others.map(\.key)

    static func quantity(_ text: String) -> StrictValue {
        Quantity(parsing: text).map { .quantity($0) } ?? .missing(.empty)
    }

    func value(of name: String) -> StrictLookup {
        let input = StrictInput.indicator(bundle: "", name: name)
        if let text = Self.quantities.first(where: { $0.key == name })?.value {
            return .found(Self.quantity(text), from: input)
        }
        if let rows = Self.columns.first(where: { $0.key == name })?.value { return .found(.column(rows), from: input) }
        return Self.others.first { $0.key == name }.map { .found($0.value, from: input) } ?? .unknown(among: Self.names)
    }
}

@Suite("Every function with every argument")
struct EveryArgumentTests {
    /// What is wrong with the outcome of a formula, nil where it is a value or an error that stands in it.
    private func problem(_ text: String, _ outcome: Diagnosed<StrictResult?>) -> String? {
        guard let value = outcome.value?.value else {
            guard let error = outcome.diagnostics.first(where: { $0.severity == .error }) else { return "no error" }
            guard let place = error.location, place.column >= 1, place.column <= text.unicodeScalars.count else {
                return "an error outside the formula"
            }
            return error.message.isEmpty || error.message.contains("a number is a number") ? error.message : nil
        }
        return outcome.diagnostics.hasErrors ? "a value with errors" : problem(value)
    }

    private func problem(_ value: StrictValue) -> String? {
        switch value {
        case .column(let rows): return rows.lazy.compactMap(problem).first
        case .quantity(let q):
            for end in [q.interval.lower, q.interval.upper] {
                if let end, !end.number.isFinite { return "an end that is no number" }
            }
            if let low = q.interval.lower?.number, let high = q.interval.upper?.number, high < low {
                return "an interval of no number"
            }
            return nil
        default: return nil
        }
    }

    @Test(arguments: StrictFunction.allCases)
    func `a function gives a value or says in its own place what is wrong`(function: StrictFunction) {
        let names = Kinds.names
        var lists = [[]] + names.map { [$0] }
        for a in names { for b in names { lists.append([a, b]) } }
        if function.arity.contains(3) {
            for a in names {
                for b in names { for c in ["five", "gaps"] { lists.append([a, b, c]) } }
            }
        }
        var values = 0
        for list in lists {
            let text = "\(function.rawValue)(\(list.joined(separator: ", ")))"
            let outcome = StrictEvaluator.evaluate(text)
            let found = problem(text, outcome)
            #expect(found == nil, "\(text): \(found ?? "")")
            if outcome.value != nil { values += 1 }
            if !function.arity.contains(list.count) {
                #expect(outcome.diagnostics.map(\.code) == [.formulaArity], "\(text)")
            }
        }
        #expect(values > 0)
    }

    @Test(arguments: StrictFunction.allCases)
    func `no value comes of one that is missing`(function: StrictFunction) {
        // What is not chosen is not computed; no other function passes over a missing value that is no row.
        for count in function.arity.clamped(to: 1...3) where function != .if && function.arity.contains(count) {
            for place in 0..<count {
                let list = (0..<count).map { $0 == place ? "gone" : "five" }
                let text = "\(function.rawValue)(\(list.joined(separator: ", ")))"
                #expect(StrictEvaluator.evaluate(text).value == nil, "\(text)")
            }
        }
    }

    @Test(arguments: ["+", "-", "*", "/", "%", "**", "<", "<=", "==", "!=", "&&", "||"])
    func `an operator gives a value or says in its own place what is wrong`(op: String) {
        for a in Kinds.names {
            for b in Kinds.names {
                let text = "\(a) \(op) \(b)"
                let found = problem(text, StrictEvaluator.evaluate(text))
                #expect(found == nil, "\(text): \(found ?? "")")
            }
        }
    }
}

extension StrictEvaluator {
    fileprivate static func evaluate(_ text: String) -> Diagnosed<StrictResult?> {
        let parsed = Expression.parse(text, at: .init(file: "f"))
        return parsed.value.map { evaluate($0, in: Kinds()) } ?? Diagnosed(nil, parsed.diagnostics)
    }
}
