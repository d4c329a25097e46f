import Files
import Languages
import Quantities

/// The `datapackage.json` beside a page: its tables as they are published (Data Package 2). Each is one resource, the
/// CSV file, with its size, its digest and its schema; texts stand in the site's first language, and in each other as
/// `title@en`.
package struct PublishedPackage {
    package var data: DataPackage
    /// What it is called where the data package does not say: letters, digits, `.`, `_` and `-`.
    package var name: String
    package var title: LocalizedText
    package var homepage: String?
    /// The languages of the site, the first of which texts without a tag are in.
    package var languages: [LanguageTag]

    package init(
        data: DataPackage, name: String, title: LocalizedText, homepage: String?, languages: [LanguageTag]
    ) {
        self.data = data
        self.name = name
        self.title = title
        self.homepage = homepage
        self.languages = languages
    }

    /// `files` are the tables' CSV files, in the order of the tables.
    package func json(_ files: [[UInt8]]) -> [UInt8] {
        var members: [(String, JSONValue)] = [
            ("$schema", .string("https://datapackage.org/profiles/2.0/datapackage.json")),
            ("name", .string(Self.identifier(data.name ?? name))),
        ]
        members += texts("title", data.title ?? title) + texts("description", data.description)
        if let homepage { members.append(("homepage", .string(homepage))) }
        members += licenses(data.license) + sources(data.origins)
        members.append(("resources", .array(zip(data.tables, files).map { resource($0, $1) })))
        return JSONValue.object(members).bytes()
    }

    private func resource(_ table: Table, _ csv: [UInt8]) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("name", .string(table.name)), ("type", .string("table")), ("path", .string(table.name + ".csv")),
        ]
        members += texts("title", table.title) + texts("description", table.description)
        members += [
            ("format", .string("csv")), ("mediatype", .string("text/csv")), ("encoding", .string("utf-8")),
            ("bytes", .integer(csv.count)), ("hash", .string("sha256:" + SHA256.hexadecimal(csv))),
        ]
        if table.origins != data.origins { members += sources(table.origins) }
        members.append(("schema", PublishedSchema(table: table, texts: texts).json))
        return .object(members)
    }

    // MARK: Texts

    /// `title` and `title@en`: the text in the first language, and in each other that has one of its own.
    private func texts(_ key: String, _ text: LocalizedText?) -> [(String, JSONValue)] {
        guard let text, !text.isEmpty, let first = languages.first else { return [] }
        let plain = text.text(in: first)
        var out: [(String, JSONValue)] = [(key, .string(plain))]
        for language in languages.dropFirst() {
            guard let other = text.lookup(language), other != plain else { continue }
            out.append(("\(key)@\(language.description)", .string(other)))
        }
        return out
    }

    /// A name as the standard allows it: small letters, digits and `.`, `_`, `-`, all else a dash.
    static func identifier(_ name: String) -> String {
        var out: [UInt8] = []
        for byte in name.utf8 {
            switch byte {
            case 0x61...0x7A, 0x30...0x39, UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"): out.append(byte)
            case 0x41...0x5A: out.append(byte | 0x20)
            default: if out.last != UInt8(ascii: "-") { out.append(UInt8(ascii: "-")) }
            }
        }
        while out.last == UInt8(ascii: "-") { out.removeLast() }
        return out.isEmpty ? "data" : String(decoding: out, as: UTF8.self)
    }

    // MARK: Where it comes from

    /// A licence that is no identifier, such as `CC-BY-4.0` is one, is called by its title.
    private func licenses(_ license: String?) -> [(String, JSONValue)] {
        guard let license, !license.isEmpty else { return [] }
        let isIdentifier = license.utf8.allSatisfy { byte in
            let isLetter = (0x61...0x7A).contains(byte | 0x20)
            return isLetter || (0x30...0x39).contains(byte)
                || [UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_")].contains(byte)
        }
        let entry: [(String, JSONValue)] =
            isIdentifier
            ? [("name", .string(license))] : [("name", .string("other")), ("title", .string(license))]
        return [("licenses", .array([.object(entry)]))]
    }

    private func sources(_ origins: [Origin]) -> [(String, JSONValue)] {
        let list = origins.compactMap { origin -> JSONValue? in
            let named = languages.first.map { first in
                [origin.producer, origin.title].compactMap { $0?.text(in: first) }.filter { !$0.isEmpty }
                    .joined(separator: " · ")
            }
            let cited = languages.first.flatMap { origin.citation?.text(in: $0) }
            let title = named.flatMap { $0.isEmpty ? nil : $0 } ?? cited ?? origin.url
            guard let title else { return nil }
            var members: [(String, JSONValue)] = [("title", .string(title))]
            if let url = origin.url { members.append(("path", .string(url))) }
            if let date = origin.datePublished { members.append(("version", .string(date))) }
            return .object(members)
        }
        return list.isEmpty ? [] : [("sources", .array(list))]
    }
}

/// The schema of a table as it is published (Table Schema 2).
private struct PublishedSchema {
    let table: Table
    let texts: (String, LocalizedText?) -> [(String, JSONValue)]

    var json: JSONValue {
        let common = common()
        var members: [(String, JSONValue)] = [
            ("fields", .array(table.fields.indices.map { field($0, common) })),
            ("missingValues", .array(common.map(JSONValue.string))),
        ]
        if !table.primaryKey.isEmpty {
            members.append(("primaryKey", .array(table.primaryKey.map(JSONValue.string))))
        }
        return .object(members)
    }

    private static let symbols = ["", "[x]", "[c]", "[z]", "[e]"]

    /// What stands for a missing value in every field.
    private func common() -> [String] {
        let declared = table.fields.map { $0.notation.missing.map { String(decoding: $0.text, as: UTF8.self) } }
        let shared = (declared.first ?? []).filter { text in declared.allSatisfy { $0.contains(text) } }
        return Self.unique(Self.symbols + shared)
    }

    private static func unique(_ texts: [String]) -> [String] {
        var seen: Set<[UInt8]> = []
        return texts.filter { seen.insert(Array($0.utf8)).inserted }
    }

    private func field(_ index: Int, _ common: [String]) -> JSONValue {
        let field = table.fields[index]
        let type = type(index)
        var members: [(String, JSONValue)] = [("name", .string(field.name)), ("type", .string(type))]
        members += texts("title", field.title) + texts("description", field.description)
        if let language = field.language { members.append(("lang", .string(language))) }
        if let name = field.unitField {
            members.append(("unit_field", .string(name)))
        } else if field.unit != .none {
            members.append(("unit", .string(field.unit.symbol)))
        }
        members += texts("short_unit", field.shortUnit)
        if type == "number" || type == "integer" { members += notation(field) }
        if type == "boolean" { members += booleans(field) }
        if let places = field.decimalPlaces {
            members.append(("display", .object([("numDecimalPlaces", .integer(places))])))
        }
        let missing = Self.unique(common + field.notation.missing.map { String(decoding: $0.text, as: UTF8.self) })
        if missing.count > common.count { members.append(("missingValues", .array(missing.map(JSONValue.string)))) }
        let constraints = constraints(field, type)
        if !constraints.isEmpty { members.append(("constraints", .object(constraints))) }
        return .object(members)
    }

    // MARK: Types

    /// The standard's type that all cells of the field have; `any` where some are written as the standard knows no
    /// way to (`>70`, `2026-06~`), which Gazette itself reads as what they are.
    private func type(_ index: Int) -> String {
        let field = table.fields[index]
        switch field.kind {
        case .number, .integer:
            let isPlain = written(index).allSatisfy { cell in
                !cell.utf8.contains { $0 == 0x7E || $0 == 0x3C || $0 == 0x3E || $0 == 0xC2 } && !cell.contains("..")
            }
            return isPlain ? field.kind.rawValue : "any"
        case .date:
            let lengths = Set(written(index).map(\.utf8.count))
            let isPlain = written(index).allSatisfy { $0.utf8.allSatisfy { $0 == 0x2D || (0x30...0x39).contains($0) } }
            if isPlain, lengths.isSubset(of: [10]) { return "date" }
            if isPlain, lengths == [7] { return "yearmonth" }
            return "any"
        default: return field.kind.rawValue
        }
    }

    /// The cells that hold a value, as they are written.
    private func written(_ index: Int) -> [String] {
        (0..<table.rowCount).compactMap { row in
            if case .missing = table.cell(row: row, field: index) { return nil }
            return table.text(row: row, field: index)
        }
    }

    private func notation(_ field: Field) -> [(String, JSONValue)] {
        var out: [(String, JSONValue)] = []
        func add(_ key: String, _ mark: [UInt8]?) {
            if let mark { out.append((key, .string(String(decoding: mark, as: UTF8.self)))) }
        }
        add("groupChar", field.notation.groupMark)
        add("decimalChar", field.notation.decimalMark)
        if !field.notation.isBare { out.append(("bareNumber", .boolean(false))) }
        return out
    }

    private func booleans(_ field: Field) -> [(String, JSONValue)] {
        let usual = FieldNotation()
        var out: [(String, JSONValue)] = []
        if field.notation.trueValues != usual.trueValues {
            out.append(("trueValues", .array(field.notation.trueValues.map(JSONValue.string))))
        }
        if field.notation.falseValues != usual.falseValues {
            out.append(("falseValues", .array(field.notation.falseValues.map(JSONValue.string))))
        }
        return out
    }

    /// Those that the standard allows with the type.
    private func constraints(_ field: Field, _ type: String) -> [(String, JSONValue)] {
        var out: [(String, JSONValue)] = []
        if field.isRequired { out.append(("required", .boolean(true))) }
        if field.constraints.isUnique { out.append(("unique", .boolean(true))) }
        if !field.constraints.enumeration.isEmpty {
            out.append(("enum", .array(field.constraints.enumeration.map(JSONValue.string))))
        }
        func add(_ key: String, _ value: JSONValue?) { if let value { out.append((key, value)) } }
        if type == "number" || type == "integer" {
            add("minimum", field.minimum.map { .number($0.literal) })
            add("maximum", field.maximum.map { .number($0.literal) })
        }
        if type == "date" {
            let isDay = { (date: EDTFDate?) in date.flatMap { $0.precision == .day ? $0 : nil } }
            add("minimum", isDay(field.constraints.minimumDate).map { .string($0.description) })
            add("maximum", isDay(field.constraints.maximumDate).map { .string($0.description) })
        }
        if type == "string" {
            add("minLength", field.constraints.minimumLength.map(JSONValue.integer))
            add("maxLength", field.constraints.maximumLength.map(JSONValue.integer))
        }
        return out
    }
}
