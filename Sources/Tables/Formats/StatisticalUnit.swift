import Quantities

/// Units as statistical offices give them.
enum StatisticalUnit {
    /// The unit of a name and the power of ten that stands before it: `persons` and 3 are `thousand persons`. The
    /// numbers stay as they are published; nothing is multiplied. Nil where there is no such unit.
    static func unit(_ name: String, powerOfTen: Int = 0) -> Unit? {
        var text = name
        switch name.lowercased() {
        case "percent", "per cent", "percentage", "pct", "pc", "pt", "%": text = "%"
        case "percentage points", "percentage point", "pp": text = "pp"
        case "pure_numb", "pure number", "number", "numbers", "_z", "_x", "none", "units", "unit", "-": text = ""
        default: break
        }
        guard powerOfTen != 0 else { return Unit(parsing: text) }
        guard let word = words[powerOfTen] else { return nil }
        return Unit(parsing: text.isEmpty ? word : word + " " + text)
    }

    private static let words = [
        -3: "thousandth", -2: "hundredth", -1: "tenth", 1: "ten", 2: "hundred", 3: "thousand", 4: "ten thousand",
        5: "hundred thousand", 6: "million", 7: "ten million", 8: "hundred million", 9: "billion",
        10: "ten billion", 11: "hundred billion", 12: "trillion", 15: "quadrillion",
    ]
}

/// What the marks that go with an observation say of it.
enum ObservationStatus {
    /// Why a value is missing, by its mark: SDMX's code list `CL_OBS_STATUS` and the signs that Eurostat, the OECD and
    /// others print. Not available, where the mark says no more.
    static func missing(_ mark: String) -> MissingReason {
        switch mark.uppercased() {
        case "": .empty
        case "C", "Q": .confidential
        case "M", "Z", ".": .notApplicable
        case "E": .estimated
        default: .notAvailable
        }
    }

    /// True of a number that its source calls an estimate (`e`, and `s`, an estimate by Eurostat) or imputed (`i`): it is
    /// read as "about". Provisional numbers (`p`) and all others are what they are.
    static func isEstimate(_ mark: String) -> Bool {
        switch mark.uppercased() {
        case "E", "I", "S": true
        // Marks in a row, as Eurostat writes them: `ep`, `be`.
        default: mark.utf8.count <= 3 && mark.lowercased() == mark && mark.utf8.contains(UInt8(ascii: "e"))
        }
    }
}
