import Foundation
import TestSupport
import Testing

/// A fixture of two columns: a formula and what comes of it, divided by ` => `; `#` begins a comment.
struct FormulaTable {
    struct Row: CustomTestStringConvertible {
        var formula: String
        var expected: String
        var testDescription: String { formula }
    }

    static func rows(_ name: String) -> [Row] {
        Fixture.text("expressions/" + name).split(separator: "\n").compactMap { line in
            guard !line.hasPrefix("#"), let arrow = line.range(of: " => ", options: .backwards) else { return nil }
            return Row(formula: String(line[..<arrow.lowerBound]), expected: String(line[arrow.upperBound...]))
        }
    }
}
