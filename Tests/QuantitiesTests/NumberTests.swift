import Testing

@testable import Quantities

private func number(_ text: String) -> Number? { Number(parsing: text) }

@Suite("Number") struct NumberTests {
    @Test(
        "decimals stay exact through sums and products",
        arguments: [
            ("0.1", "0.2", "0.3", "0.02"), ("93.8", "0", "93.8", "0"), ("-1.05", "1.05", "0", "-1.1025"),
            ("9007199254740993", "1", "9007199254740994", "9007199254740993"),
        ])
    func exact(a: String, b: String, sum: String, product: String) throws {
        let (a, b) = (try #require(number(a)), try #require(number(b)))
        #expect((a + b).literal == sum)
        #expect((a * b).literal == product)
    }

    @Test("a quotient is exact where it is a decimal, and says where it is not") func quotient() throws {
        #expect((Number(1600) / 64)?.literal == "25")
        #expect((Number(200) / 16)?.isExact == true)
        #expect((Number(1600) / 600)?.isExact == false)
        #expect(Number(1) / 0 == nil)
    }

    @Test(
        "what is no decimal is refused",
        arguments: [
            "", "-", "1,234", "1.234,5", "٣", "nan", "inf", "0x10", "1.", "1e", "1e400", "--1", "1 000", "１２",
        ])
    func refused(text: String) { #expect(number(text) == nil) }

    @Test(
        "a centre is rounded a half away from zero, ends outward",
        arguments: [
            ("2.5", 0, "3", "2", "3"), ("-2.5", 0, "-3", "-3", "-2"), ("1.005", 2, "1.01", "1.00", "1.01"),
            ("0.25", 1, "0.3", "0.2", "0.3"), ("8400", -3, "8000", "8000", "9000"),
            ("0.5", 3, "0.500", "0.500", "0.500"),
        ])
    func rounding(text: String, places: Int, nearest: String, down: String, up: String) throws {
        let value = try #require(number(text))
        #expect(value.fixed(places, .nearest) == nearest)
        #expect(value.fixed(places, .down) == down)
        #expect(value.fixed(places, .up) == up)
    }

    @Test("a binary residue never decides a digit") func residue() {
        let third = Number(inexact: 0.1 + 0.2)
        #expect(third.fixed(1, .up) == "0.3")
        #expect(Number(inexact: 1600.0 / 600.0).fixed(2, .down) == "2.66")
        #expect(Number(inexact: 1600.0 / 600.0).fixed(2, .up) == "2.67")
    }

    @Test("equal numbers are equal however they are written") func equality() {
        #expect(number("1.50") == number("1.5"))
        #expect(number("1e3") == Number(1000))
        #expect(number("0.1").map { $0 < Number(inexact: 0.2) } == true)
    }

    @Test("what is too long for 18 digits is read as the nearest double") func long() {
        #expect(number("0.1234567890123456789012345678901234567890")?.double == 0.12345678901234568)
        #expect(number(String(repeating: "9", count: 300))?.double == 1e300)
    }
}
