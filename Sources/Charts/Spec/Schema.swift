/// What a property of a specification may hold.
indirect enum SchemaType: Sendable {
    case any
    case null
    case boolean
    case number
    case string
    /// A text or a list of lines.
    case text
    case colour
    case choice([String])
    case object(String)
    case list(SchemaType)
    case union([SchemaType])
    /// Of the grammar, but not drawn yet.
    case unsupported
}

/// The properties of one kind of object.
struct SchemaObject: Sendable {
    /// For messages: `an axis`.
    var noun: String
    var properties: [String: SchemaType]
    /// In the order written, for suggestions.
    var names: [String]
    /// What every property not named may hold (maps whose keys are the author's own); nil where there is none.
    var others: SchemaType?
}

/// The names of Vega-Lite's grammar (its JSON schema, version 6), as tables.
///
/// A table is lines of `property: type`; types are joined by `|`: `n` number, `b` boolean, `s` string, `t` text or
/// lines, `c` colour, `0` null, `*` anything, `!` known but not supported, `@name` an object, `[type]` a list,
/// `<a,b>` one of some words; `...: type` is what every other property holds.
enum Schema {
    static let objects: [String: SchemaObject] = {
        var out: [String: SchemaObject] = [:]
        for table in SchemaTables.all {
            let (name, object) = parse(table)
            out[name] = object
        }
        return out
    }()

    private static func parse(_ table: String) -> (String, SchemaObject) {
        var lines = table.split(separator: "\n").map { $0.drop { $0 == " " } }[...]
        let head = lines.popFirst() ?? ""
        let parts = head.split(separator: "=", maxSplits: 1)
        let name = parts.first.map(String.init) ?? ""
        var object = SchemaObject(noun: parts.count > 1 ? String(parts[1]) : name, properties: [:], names: [])
        for line in lines {
            for item in line.split(separator: " ") {
                let pair = item.split(separator: ":", maxSplits: 1)
                guard pair.count == 2 else { continue }
                let type = type(pair[1])
                for key in pair[0].split(separator: ",") {
                    if key == "..." {
                        object.others = type
                    } else {
                        if object.properties.updateValue(type, forKey: String(key)) == nil {
                            object.names.append(String(key))
                        }
                    }
                }
            }
        }
        return (name, object)
    }

    private static func type(_ text: Substring) -> SchemaType {
        var alternatives: [SchemaType] = []
        var depth = 0
        var current = ""
        for character in text + "|" {
            if character == "[" || character == "<" { depth += 1 }
            if character == "]" || character == ">" { depth -= 1 }
            if character == "|", depth == 0 {
                alternatives.append(single(current))
                current = ""
            } else {
                current.append(character)
            }
        }
        return alternatives.count == 1 ? alternatives[0] : .union(alternatives)
    }

    private static func single(_ text: String) -> SchemaType {
        switch text {
        case "n": return .number
        case "b": return .boolean
        case "s": return .string
        case "t": return .text
        case "c": return .colour
        case "0": return .null
        case "!": return .unsupported
        case "*": return .any
        default: break
        }
        if text.hasPrefix("@") { return .object(String(text.dropFirst())) }
        if text.hasPrefix("[") { return .list(type(text.dropFirst().dropLast())) }
        if text.hasPrefix("<") { return .choice(text.dropFirst().dropLast().split(separator: ",").map(String.init)) }
        return .any
    }
}
