import Quantities
import Testing

@testable import Workbooks

@Suite("What a number format says")
struct NumberFormatTests {
    private func format(_ code: String) -> NumberFormat { NumberFormat(code: code.utf8) }

    @Test(
        "its kind",
        arguments: [
            ("General", .number), ("0.00", .number), ("0.0%", .percent), ("#,##0.00_);[Red]\\(#,##0.00\\)", .number),
            ("yyyy-mm-dd", .date(.day)), ("m/d/yy", .date(.day)), ("[$-409]mmm d, yyyy;@", .date(.day)),
            ("mmm yyyy", .date(.month)), ("yyyy\"年\"m\"月\"", .date(.month)), ("yyyy", .date(.year)),
            ("yyyy-mm-dd hh:mm", .dateTime), ("h:mm AM/PM", .time), ("mm:ss", .time), ("[h]:mm", .elapsed),
            ("[Red]0", .number), ("\"day\" 0", .number), ("0\\d", .number), ("0.00E+00", .number), ("# ?/?", .number),
            ("[$HK$-C04]#,##0", .number), ("@", .number), ("", .number), ("[", .number), ("\"", .number),
            ("[DBNum1][$-404]yyyy\"年\"m\"月\"d\"日\"", .date(.day)),
        ] as [(String, NumberFormat.Kind)])
    func kind(_ code: String, _ kind: NumberFormat.Kind) { #expect(format(code).kind == kind) }

    @Test(
        "its decimals",
        arguments: [
            ("General", nil), ("0", 0), ("0.00", 2), ("#,##0.0", 1), ("0.0%", 1), ("0.00E+00", nil), ("# ?/?", nil),
            ("#,##0,", nil), ("0.0,,\"M\"", nil), ("[>=1000]0.0;0", nil), ("0.###", 3),
        ] as [(String, Int?)])
    func decimals(_ code: String, _ decimals: Int?) { #expect(format(code).decimals == decimals) }

    @Test(
        "its unit",
        arguments: [
            ("\"HK$\"#,##0", "HKD"), ("[$HK$-C04]#,##0", "HKD"), ("[$$-409]0", "USD"), ("[$¥-804]0", "CNY"),
            ("[$¥-411]0", "JPY"), ("#,##0\" km\"", "km"), ("0 \"港元\"", "HKD"), ("[$USD] 0", "USD"), ("€0", "EUR"),
            ("$0", nil), ("¥0", nil), ("0\" cars\"", nil), ("0.0,\"km\"", nil), ("0.0%", nil), ("0.00", nil),
        ] as [(String, String?)])
    func unit(_ code: String, _ unit: String?) { #expect(format(code).unit?.symbol == unit) }

    @Test("built-in formats")
    func builtIn() {
        #expect(NumberFormat.builtIn(9) == format("0%"))
        #expect(NumberFormat.builtIn(10) == format("0.00%"))
        #expect(NumberFormat.builtIn(14).kind == .date(.day))
        #expect(NumberFormat.builtIn(17).kind == .date(.month))
        #expect(NumberFormat.builtIn(22).kind == .dateTime)
        #expect(NumberFormat.builtIn(46).kind == .elapsed)
        #expect(NumberFormat.builtIn(0) == .general)
        #expect(NumberFormat.builtIn(9999) == .general)
    }
}

@Suite("Stored numbers")
struct StoredNumberTests {
    private func plain(_ text: String, shift: Int = 0) -> String? {
        StoredNumber.plain(Array(text.utf8)[...], shift: shift).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test(
        "are read to fifteen digits",
        arguments: [
            ("3000", "3000"), ("0.1", "0.1"), ("1.1000000000000001", "1.1"), ("0.30000000000000004", "0.3"),
            ("1.5000000000000001E-3", "0.0015"), ("1.2E+10", "12000000000"), ("-7.250", "-7.25"), ("-0", "0"),
            ("0.33333333333333331", "0.333333333333333"), ("12345678901234567", "12345678901234600"),
            ("999999999999999.9", "1000000000000000"), ("nan", nil), ("inf", nil), ("1e999", nil), ("0x10", nil),
            ("", nil), (".", nil), ("1 2", nil), ("1e", nil),
        ] as [(String, String?)])
    func read(_ text: String, _ expected: String?) { #expect(plain(text) == expected) }

    @Test(
        "are moved to hundredths exactly",
        arguments: [
            ("0.07", "7"), ("0.123", "12.3"), ("1.0049999999999999", "100.5"), ("0", "0"), ("2", "200"),
            ("0.0005", "0.05"), ("-0.29", "-29"),
        ])
    func hundredths(_ text: String, _ expected: String) { #expect(plain(text, shift: 2) == expected) }

    @Test("of a double are its shortest decimal")
    func doubles() {
        for (value, text) in [
            (0.1 + 0.2, "0.3"), (5.0, "5"), (-2.5, "-2.5"), (1e21, "1000000000000000000000"), (1e-7, "0.0000001"),
        ] {
            #expect(StoredNumber.plain(value).map { String(decoding: $0, as: UTF8.self) } == text)
        }
        #expect(StoredNumber.plain(.infinity) == nil)
    }
}

@Suite("Ranges of cells")
struct CellRangeTests {
    @Test(
        "are read as people write them",
        arguments: [
            ("B3:F40", "B3:F40"), ("$B$3:$F$40", "B3:F40"), ("b3:f40", "B3:F40"), ("B:F", "B1:F1048576"),
            ("B3:F", "B3:F1048576"), ("C7", "C7"), ("A1:XFD1048576", "A1:XFD1048576"), ("F40:B3", nil), ("3:5", nil),
            ("B3-F40", nil), ("XFE1", nil), ("A0:B2", nil), ("A1:B2:C3", nil), ("", nil), ("B", nil),
            ("A99999999:B2", nil),
        ] as [(String, String?)])
    func parsing(_ text: String, _ expected: String?) {
        #expect(CellRange(parsing: text)?.description == expected)
    }

    @Test("sheets are quoted where their names are no words")
    func names() {
        #expect(SheetCells.prefix("Sheet1") == "Sheet1!")
        #expect(SheetCells.prefix("工作表1") == "工作表1!")
        #expect(SheetCells.prefix("My sheet") == "'My sheet'!")
        #expect(SheetCells.prefix("It's") == "'It''s'!")
        #expect(SheetCells.prefix("2026") == "'2026'!")
        #expect(CellReference.letters(of: 703) == "AAA")
    }
}
