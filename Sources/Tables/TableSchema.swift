import Diagnostics
import Files
import Languages
import Quantities

/// The schema of a table as a data package writes it (Table Schema 1 and 2).
struct TableSchema: Sendable {
    struct Entry: Sendable {
        var field: Field
        /// Where the field is named.
        var location: SourceLocation
        var unitFieldLocation: SourceLocation?
        /// True where the type is left to the cells (`any`, or none given).
        var isInferred: Bool
    }

    struct Key: Sendable {
        var name: String
        var location: SourceLocation
    }

    var fields: [Entry] = []
    var primaryKey: [Key] = []
    var uniqueKeys: [[Key]] = []
    var foreignKeys: [Foreign] = []
    var match = Match.unstated
    var missing: [MissingValue] = []

    /// Cells that name a row of another table, or of this one.
    struct Foreign: Sendable {
        var fields: [Key]
        /// Nil for the table itself.
        var resource: Key?
        var references: [Key]
        var location: SourceLocation
    }

    /// How the fields of the schema and the columns of the data agree (`fieldsMatch`).
    enum Match: String, Sendable, CaseIterable {
        /// As `exact`, but that surplus columns only warn.
        case unstated = ""
        case exact
        case equal
        /// The data have all fields of the schema, and may have more.
        case subset
        /// The data have no fields but the schema's, and may lack some.
        case superset
        /// They share one field or more.
        case partial

        /// True where the data may lack fields of the schema.
        var allowsMissing: Bool { self == .superset || self == .partial }
        /// True where the data may have columns that the schema does not name.
        var allowsSurplus: Bool { self == .subset || self == .partial }
    }

    init() {}

    init(_ node: Node, defaultUnit: Unit?, packageMissing: [MissingValue], into findings: inout [Diagnostic]) {
        var reader = MappingReader(node, of: "the schema", into: &findings)
        let own = reader.node("missingValues")
        missing = own == nil ? packageMissing : Self.missingValues(own, into: &findings)
        var seen: Set<String> = []
        for item in reader.sequence("fields", into: &findings) ?? [] {
            guard let entry = Self.field(item, missing, defaultUnit, into: &findings) else { continue }
            if !seen.insert(entry.field.name).inserted {
                findings.append(
                    .error(
                        .tableField, "the schema names the field “\(entry.field.name)” twice", at: entry.location))
                continue
            }
            fields.append(entry)
        }
        primaryKey = (Self.key(reader.node("primaryKey"), "primaryKey", into: &findings) ?? []).filter {
            !$0.name.isEmpty
        }
        readKeys(&reader, into: &findings)
        readMatch(reader.node("fieldsMatch"), into: &findings)
        reader.finish(also: ["$schema", "name", "title", "description", "notes", "rowTitles"], into: &findings)
    }

    /// A list of texts, or of maps of `value` and `label` (Table Schema 2).
    static func missingValues(_ node: Node?, into findings: inout [Diagnostic]) -> [MissingValue] {
        guard let node else { return [] }
        var out: [MissingValue] = []
        for item in node.sequence ?? [node] {
            if let text = item.scalarText ?? item["value"]?.scalarText {
                // The empty cell is missing in any case.
                if !text.isEmpty {
                    out.append(MissingValue(text: Array(text.utf8), label: item["label"]?.scalarText))
                }
            } else {
                findings.append(
                    .error(
                        .keyType, "“missingValues” holds \(item.kind), a text was expected", at: item.location,
                        hint: "write missingValues: [\"\", \"NA\"]"))
            }
        }
        return out
    }
}
