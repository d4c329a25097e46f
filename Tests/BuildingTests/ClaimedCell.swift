import Diagnostics
import Files
import Indicators
import Quantities
import Rendering
import Tables

/// A cell of a CSV file that a claim depends on.
struct ClaimedCell: Sendable {
    enum Role: CaseIterable, Hashable {
        /// Named by its key in a formula.
        case value
        /// One of a column that a formula reads whole.
        case ofColumn
        /// The unit or the key of such a cell.
        case unit, key
    }

    var role: Role
    var location: Diagnostics.SourceLocation
    /// As it is written, quotes taken off.
    var text: String
    /// A claim that depends on it: where its words stand.
    var claim: String
    /// The pages with such claims.
    var pages: [Int]

    /// All of a site, each once, in the order of the claims.
    static func all(in edition: Edition) -> [ClaimedCell] {
        var out: [ClaimedCell] = []
        var known: [Diagnostics.SourceLocation: Int] = [:]
        for page in edition.site.pages.indices {
            for occurrence in BoundPage.bind(page, in: edition).value.all where occurrence.isClaim {
                guard let figure = occurrence.figure else { continue }
                let claim = "\(occurrence.reference.wordsLocation) “\(occurrence.text)”"
                for cell in cells(of: figure.derivation, in: edition, claim)
                where cell.location.file.hasSuffix(".csv") {
                    let index = known[cell.location] ?? out.count
                    known[cell.location] = index
                    if index == out.count { out.append(cell) }
                    // What some formula names by itself is tried the harder.
                    if cell.role == .value { out[index].role = .value }
                    if out[index].pages.last != page { out[index].pages.append(page) }
                }
            }
        }
        return out
    }

    private static func cells(of derivation: Derivation, in edition: Edition, _ claim: String) -> [ClaimedCell] {
        derivation.inputs.flatMap { input -> [ClaimedCell] in
            switch input {
            case .cell(let cell):
                guard let table = edition.figures.table(cell.table, in: cell.bundle),
                    let row = (0..<table.rowCount).first(where: {
                        table.location(row: $0, field: 0).line == cell.location.line
                    })
                else { return [] }
                return cells(of: table, row: row, cell.field, .value, claim)
            case .column(let column):
                guard let table = edition.figures.table(column.table, in: column.bundle) else { return [] }
                return (0..<table.rowCount).flatMap { cells(of: table, row: $0, column.field, .ofColumn, claim) }
            case .indicator(let indicator):
                let figure = edition.figures.figure(named: indicator.name, in: indicator.bundle)
                return figure.map { cells(of: $0.derivation, in: edition, claim) } ?? []
            }
        }
    }

    /// The cell with those that it could not be read without.
    private static func cells(
        of table: Table, row: Int, _ field: String, _ role: Role, _ claim: String
    ) -> [ClaimedCell] {
        func cell(_ name: String, _ role: Role) -> ClaimedCell? {
            table.fieldIndex(name).map {
                ClaimedCell(
                    role: role, location: table.location(row: row, field: $0), text: table.text(row: row, field: $0),
                    claim: claim, pages: [])
            }
        }
        let unit = table.fields.first { $0.name == field }?.unitField
        let keys = role == .value ? table.primaryKey.map { cell($0, .key) } : []
        return ([cell(field, role), unit.flatMap { cell($0, .unit) }] + keys).compactMap(\.self)
    }

    /// The file with other text in this cell; nil where the cell is not there.
    func replaced(in file: SourceFile, by text: String) -> SourceFile? {
        var lines = String(decoding: file.bytes, as: UTF8.self).unicodeScalars.split(
            separator: "\n", omittingEmptySubsequences: false)
        guard lines.indices.contains(location.line - 1) else { return nil }
        let line = Array(lines[location.line - 1])
        guard location.column - 1 <= line.count else { return nil }
        let (before, rest) = (line.prefix(location.column - 1), line.dropFirst(location.column - 1))
        let isQuoted = rest.first == "\""
        let old = isQuoted ? rest.dropFirst().prefix { $0 != "\"" } : rest.prefix { $0 != "," && $0 != "\r" }
        guard old.elementsEqual(self.text.unicodeScalars) else { return nil }
        let after = rest.dropFirst(old.count + (isQuoted ? 2 : 0))
        lines[location.line - 1] = Substring.UnicodeScalarView(before + text.unicodeScalars + after)
        return SourceFile(path: file.path, text: lines.map { String($0) }.joined(separator: "\n"))
    }
}

/// What may go wrong in a cell.
struct SeededFault: Sendable {
    var kind: String
    var text: String

    /// The faults that must be found in a cell.
    ///
    /// Those that leave its claims true are not among them, and which these are the wording decides:
    /// - "about" becomes exact, and an end that belongs to its range becomes the number: 「約五千」 is true of 5000, and
    ///   「至少二十」 of 20;
    /// - a bound moves by a fifth to its own side: "more than 70" is true of more than 84, if no longer close;
    /// - what is "about" moves by less than the tenth that its wording admits, as when two of its digits change places;
    /// - one row of many moves, or is qualified, where a claim speaks of the column through a median, a maximum or a
    ///   count: what is seeded there is gross;
    /// - the words of a cell change that is merely counted.
    static func all(for cell: ClaimedCell) -> [SeededFault] {
        let text = cell.text
        switch cell.role {
        case .key: return [SeededFault(kind: "renamed", text: text + "x"), SeededFault(kind: "emptied", text: "")]
        case .unit: return [SeededFault(kind: "of another unit", text: text == "kW" ? "cars" : "kW")]
        case .value, .ofColumn: break
        }
        if text.isEmpty || MissingReason(symbol: text) != nil { return [SeededFault(kind: "filled in", text: "7")] }
        var out = [SeededFault(kind: "emptied", text: ""), SeededFault(kind: "marked as unknown", text: "[x]")]
        guard let quantity = Quantity(parsing: text) else {
            if cell.role == .value { out.append(SeededFault(kind: "of other words", text: altered(text))) }
            return out
        }
        out.append(SeededFault(kind: "doubled", text: scaled(text, 200)))
        guard cell.role == .value else { return out }
        out.append(SeededFault(kind: "halved", text: scaled(text, 50)))
        if quantity.interval.upper != nil { out.append(SeededFault(kind: "a fifth more", text: scaled(text, 120))) }
        if quantity.interval.lower != nil { out.append(SeededFault(kind: "a fifth less", text: scaled(text, 80))) }
        if quantity.isExact {
            out += ["~", ">", "<", ">=", "<="].map { SeededFault(kind: "qualified", text: $0 + text) }
            if let swapped = transposed(text) { out.append(SeededFault(kind: "transposed", text: swapped)) }
        } else if text.hasPrefix(">") || text.hasPrefix("<") {
            let isOpen = !text.hasPrefix(">=") && !text.hasPrefix("<=")
            let bare = text.drop { "<>=".contains($0) }
            if isOpen { out.append(SeededFault(kind: "its qualifier dropped", text: String(bare))) }
            out.append(SeededFault(kind: "turned round", text: (text.hasPrefix(">") ? "<" : ">") + bare))
        }
        return out
    }

    /// True for false, a date a year later, a text with a letter more.
    private static func altered(_ text: String) -> String {
        if text == "true" || text == "false" { return text == "true" ? "false" : "true" }
        guard EDTFDate(parsing: text) != nil, let year = Int(text.prefix(4)) else { return text + "x" }
        return "\(year + 1)" + text.dropFirst(4)
    }

    /// Each number in a text, of which so many hundredths.
    private static func scaled(_ text: String, _ hundredths: Int) -> String {
        var out = ""
        var digits = ""
        func flush() {
            if let number = Number(parsing: digits) {
                out += (number * Number(significand: Int128(hundredths), exponent: -2)).literal
            } else {
                out += digits
            }
            digits = ""
        }
        let characters = Array(text)
        for (index, character) in characters.enumerated() {
            let isPoint =
                character == "." && index > 0 && characters[index - 1] != "." && index + 1 < characters.count
                && characters[index + 1] != "."
            if character.isASCII, character.isNumber || isPoint {
                digits.append(character)
            } else {
                flush()
                out.append(character)
            }
        }
        flush()
        return out
    }

    /// The first two neighbouring digits that differ change places.
    private static func transposed(_ text: String) -> String? {
        var characters = Array(text)
        guard
            let index = characters.indices.dropLast().first(where: {
                characters[$0].isNumber && characters[$0 + 1].isNumber && characters[$0] != characters[$0 + 1]
            })
        else { return nil }
        characters.swapAt(index, index + 1)
        return String(characters)
    }
}
