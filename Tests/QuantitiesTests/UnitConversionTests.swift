import Testing

@testable import Quantities

@Suite("Conversion of units")
struct UnitConversionTests {
    @Test(arguments: [
        ("million EUR", "EUR", "1000000"), ("EUR million", "€", "1000000"), ("persons", "thousand persons", "0.001"),
        ("thousand HKD", "HK$ million", "0.001"), ("千人", "人", "1000"), ("百萬HKD", "HK$", "1000000"),
        ("PFLOPS", "EFLOPS", "0.001"), ("EFLOPS", "PFLOPS", "1000"), ("kW", "MW", "0.001"), ("mm", "km", "0.000001"),
        ("m^2", "km^2", "0.000001"), ("kWh/day", "MWh/day", "0.001"), ("g/kWh", "kg/kWh", "0.001"),
        ("g/kWh", "kg/MWh", "1"), ("HK$", "HKD", "1"), ("HKD/kWh", "HK$/MWh", "1000"), ("µg", "g", "0.000001"),
        ("ktCO2e", "MtCO2e", "0.001"), ("cars", "cars", "1"),
    ])
    func `a unit converts into another of its base`(from: String, to: String, factor: String) throws {
        let (a, b) = (try #require(Unit(parsing: from)), try #require(Unit(parsing: to)))
        #expect(a.factor(to: b)?.literal == factor)
    }

    @Test(arguments: [
        ("PFLOPS", "kW"), ("HKD", "USD"), ("HK$", "US$"), ("cars", "kcars"), ("W", "Wh"), ("kW", "kW/day"),
        ("EV", "kV"),
        ("MOP", "OP"), ("PA", "kA"), ("", "%"), ("%", "pp"), ("day", "week"), ("b", "B"), ("m", "m^2"), ("ms", "s"),
    ])
    func `what merely looks alike does not convert`(from: String, to: String) throws {
        let (a, b) = (try #require(Unit(parsing: from)), try #require(Unit(parsing: to)))
        #expect(a.factor(to: b) == nil)
        #expect(b.factor(to: a) == nil)
    }

    @Test(arguments: [("HKD", "USD", true), ("HK$", "USD", true), ("HK$", "HKD", false), ("HKD", "cars", false)])
    func `two currencies are told apart`(a: String, b: String, differ: Bool) throws {
        let (a, b) = (try #require(Unit(parsing: a)), try #require(Unit(parsing: b)))
        #expect(a.differsInCurrency(from: b) == differ)
    }
}
