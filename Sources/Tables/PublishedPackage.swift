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
        members.append(("schema", PublishedSchema(table: table, tables: data.tables.map(\.name), texts: texts).json))
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
