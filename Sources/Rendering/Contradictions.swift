import Diagnostics
import Formatting
import Indicators
import Languages
import Quantities
import Tables

/// Two values for one thing, anywhere on the site.
///
/// Cells say the same thing when they come from the same sources (producer and title), and have the same subject, period
/// and unit. The subject of a row is its `subject` and its `label` (else `title`), of which it may have one alone, with
/// the other fields of a primary key of several fields; its value is the field `value`; its period is `as_of` (else
/// `date`, `period`), and where a table has none of these, the date on which its sources were published. Tables without
/// these fields, or without sources, are not compared. So do the cells of one field, key, period and unit in two tables of one name from the same sources: copies
/// of a table that have come to differ. Indicators say the same thing when they have one name and one label in two
/// bundles, the same sources of the same date, and the same unit.
enum Contradictions {
    /// One finding at the later of two places, which names the earlier.
    static func findings(_ edition: Edition) -> [Diagnostic] {
        var search = Search(edition: edition)
        for folder in edition.bundles.keys.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            // What is derived says nothing of its own.
            for table in edition.bundles[folder]?.data.tables ?? [] where !table.isDerived { search.look(at: table) }
            for figure in edition.figures.figures(in: folder) { search.look(at: figure) }
        }
        search.compareCopies()
        return search.findings
    }

    private struct Search {
        struct Key: Hashable {
            var sources: Int
            var subject: [String]
            var period: String
            var unit: Unit
        }

        struct Copy: Hashable {
            var sources: Int
            var name: String
        }

        struct Statement {
            var quantity: Quantity
            var text: String
            var location: SourceLocation
        }

        let edition: Edition
        var findings: [Diagnostic] = []
        private var numbers: [String: Int] = [:]
        private var statements: [Key: Statement] = [:]
        private var found: Set<SourceLocation> = []
        /// The tables of one name and the same sources, in the order in which they were met.
        private var copies: [(key: Copy, tables: [Table])] = []
        private var places: [Copy: Int] = [:]

        init(edition: Edition) { self.edition = edition }

        mutating func look(at table: Table) {
            note(table)
            let labels = [["subject"], ["label", "title"]].compactMap { Self.field($0, of: table) }
            guard !labels.isEmpty, let value = table.fieldIndex("value"),
                [.number, .integer].contains(table.fields[value].kind),
                let sources = number(of: table.origins, dated: false)
            else { return }
            let period = Self.field(["as_of", "date", "period"], of: table)
            let published = table.origins.compactMap { $0.datePublished ?? $0.dateAccessed }.first
            guard period != nil || published != nil else { return }
            let own = labels + [value] + [period].compactMap { $0 }
            let others =
                table.primaryKey.count > 1
                ? table.primaryKey.compactMap(table.fieldIndex).filter { !own.contains($0) } : []
            for row in 0..<table.rowCount {
                guard case .quantity(let quantity) = table.cell(row: row, field: value) else { continue }
                let names = labels.map { table.text(row: row, field: $0) }.filter { !$0.isEmpty }
                let when = period.map { table.text(row: row, field: $0) } ?? published ?? ""
                guard !names.isEmpty, !when.isEmpty else { continue }
                let key = Key(
                    sources: sources, subject: ["cell"] + names + others.map { table.text(row: row, field: $0) },
                    period: when, unit: quantity.unit)
                let statement = Statement(
                    quantity: quantity, text: table.text(row: row, field: value),
                    location: table.location(row: row, field: value))
                compare(statement, key, "“\(names.joined(separator: ", "))” (\(when))")
            }
        }

        private mutating func note(_ table: Table) {
            guard !table.primaryKey.isEmpty, let sources = number(of: table.origins, dated: false) else { return }
            let copy = Copy(sources: sources, name: table.name)
            if let place = places[copy] {
                copies[place].tables.append(table)
            } else {
                places[copy] = copies.count
                copies.append((copy, [table]))
            }
        }

        /// The cells of tables that are copies of one another, by their keys.
        mutating func compareCopies() {
            for (copy, tables) in copies where tables.count > 1 {
                for table in tables { look(at: table, as: copy) }
            }
        }

        private mutating func look(at table: Table, as copy: Copy) {
            let keys = table.primaryKey.compactMap(table.fieldIndex)
            let periods = Self.periods.compactMap(table.fieldIndex).filter { !keys.contains($0) }
            let isDated = !periods.isEmpty || keys.contains { Self.periods.contains(table.fields[$0].name) }
            guard keys.count == table.primaryKey.count, let sources = number(of: table.origins, dated: !isDated) else {
                return
            }
            let fields = table.fields.indices.filter {
                [.number, .integer].contains(table.fields[$0].kind) && !keys.contains($0) && !periods.contains($0)
            }
            for row in 0..<table.rowCount {
                let key = keys.map { table.text(row: row, field: $0) }
                let when = periods.map { table.text(row: row, field: $0) }.joined(separator: " ")
                for field in fields {
                    guard case .quantity(let quantity) = table.cell(row: row, field: field) else { continue }
                    let name = table.fields[field].name
                    compare(
                        Statement(
                            quantity: quantity, text: table.text(row: row, field: field),
                            location: table.location(row: row, field: field)),
                        Key(
                            sources: sources, subject: ["copy", copy.name, name] + key, period: when,
                            unit: quantity.unit),
                        "\(copy.name)[\(key.map { "\"\($0)\"" }.joined(separator: ", "))].\(name)")
                }
            }
        }

        private static let periods = ["as_of", "date", "period", "year"]

        mutating func look(at figure: Figure) {
            guard let name = figure.name, let quantity = figure.quantity,
                let label = figure.label?.text(in: edition.firstLanguage, first: edition.firstLanguage),
                let sources = number(of: figure.derivation.sources, dated: true)
            else { return }
            let formatter = QuantityFormatter(language: .english, unitWords: edition.units)
            let key = Key(sources: sources, subject: ["figure", name, label], period: "", unit: quantity.unit)
            let text = FigureWords.text(figure.value, format: nil, formatter)
            compare(Statement(quantity: quantity, text: text, location: figure.location), key, "\(name), “\(label)”,")
        }

        private mutating func compare(_ statement: Statement, _ key: Key, _ what: String) {
            guard let earlier = statements[key] else {
                statements[key] = statement
                return
            }
            guard earlier.quantity.interval != statement.quantity.interval, found.insert(statement.location).inserted
            else { return }
            findings.append(
                .error(
                    .figureContradiction,
                    "\(what) is \(statement.text) here and \(earlier.text) at \(earlier.location.description)",
                    at: statement.location,
                    hint: "correct one of the two, or let their labels or dates say how they differ"))
        }

        /// One number for each set of sources; nil for none.
        private mutating func number(of origins: [Origin], dated: Bool) -> Int? {
            guard !origins.isEmpty else { return nil }
            let names = origins.map { origin in
                let words = [origin.producer, origin.title].map {
                    $0?.text(in: edition.firstLanguage, first: edition.firstLanguage) ?? ""
                }
                return (words + (dated ? [origin.datePublished ?? "", "dated"] : [])).joined(separator: "\u{1F}")
            }
            let key = names.sorted().joined(separator: "\u{1E}")
            if let known = numbers[key] { return known }
            numbers[key] = numbers.count
            return numbers.count - 1
        }

        private static func field(_ names: [String], of table: Table) -> Int? {
            names.lazy.compactMap(table.fieldIndex).first
        }
    }
}
