import Diagnostics
import Files

/// A column of CSVW metadata, said as a field of Table Schema.
struct CSVWColumn {
    let node: Node
    /// What the file's header calls it.
    let name: String
    /// What it inherits from, nearest first: the schema, the table, the group.
    let inherited: [Node]
    private(set) var findings: [Diagnostic] = []
    private var map = NodeMap()
    private var constraints = NodeMap()

    static let known = ["name", "titles", "datatype", "required", "null", "separator", "lang", "default", "virtual"]

    init(node: Node, name: String, inherited: [Node]) {
        self.node = node
        self.name = name
        self.inherited = inherited
    }

    private func property(_ key: String) -> Node? {
        node[key] ?? inherited.lazy.compactMap { $0[key] }.first
    }

    mutating func field() -> Node {
        map.set("name", Node(.string(name), at: (node["titles"] ?? node["name"] ?? node).location))
        let datatype = property("datatype")
        let base = datatype.flatMap { $0.scalarText ?? $0["base"]?.scalarText } ?? "string"
        let place = datatype?.location ?? node.location
        let type = self.type(base, at: place)
        if let separator = property("separator") {
            map.set("type", Node(.string("list"), at: place))
            map.set("delimiter", separator)
            let items = ["string", "integer", "number", "boolean", "date", "time", "datetime"]
            map.set("itemType", Node(.string(items.contains(type) ? type : "string"), at: place))
        } else {
            map.set("type", Node(.string(type), at: place))
            if let datatype, let format = datatype["format"] { readFormat(format, type) }
        }
        if let datatype, datatype.mapping != nil { readBounds(datatype) }
        constraints.set("required", node["required"])
        map.set("missingValues", node["null"])
        if let lang = property("lang"), type == "string" { map.set("lang", lang) }
        if let found = node["default"], found.scalarText?.isEmpty != true {
            findings.append(
                .error(
                    .tableField, "“default” of CSVW is not read: an empty cell is missing", at: found.location,
                    hint: "write the value into the cells"))
        }
        if !constraints.entries.isEmpty { map.set("constraints", constraints.node(at: place)) }
        return map.node(at: node.location)
    }

    /// The type of a field for a datatype of CSVW (XML Schema's and a few more).
    private mutating func type(_ base: String, at location: SourceLocation) -> String {
        func bound(_ key: String, _ value: String) { constraints.set(key, Node(.number(value), at: location)) }
        switch base {
        case "number", "decimal", "double", "float": return "number"
        case "integer", "long", "int", "short", "byte": return "integer"
        case "nonNegativeInteger", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte":
            bound("minimum", "0")
            return "integer"
        case "positiveInteger":
            bound("minimum", "1")
            return "integer"
        case "nonPositiveInteger":
            bound("maximum", "0")
            return "integer"
        case "negativeInteger":
            bound("maximum", "-1")
            return "integer"
        case "boolean", "date", "time", "duration": return base
        case "dateTime", "datetime", "dateTimeStamp": return "datetime"
        case "dayTimeDuration", "yearMonthDuration": return "duration"
        case "gYear": return "year"
        case "gYearMonth": return "yearmonth"
        case "anyURI":
            map.set("format", Node(.string("uri"), at: location))
            return "string"
        case "binary", "base64Binary":
            map.set("format", Node(.string("binary"), at: location))
            return "string"
        case "string", "normalizedString", "token", "language", "Name", "NMTOKEN", "xml", "html", "json", "any",
            "anyAtomicType", "QName", "hexBinary", "gDay", "gMonth", "gMonthDay":
            return "string"
        default:
            findings.append(.warning(.tableField, "the datatype “\(base)” is read as text", at: location))
            return "string"
        }
    }

    private mutating func readFormat(_ format: Node, _ type: String) {
        switch type {
        case "number", "integer":
            map.set("decimalChar", format["decimalChar"])
            map.set("groupChar", format["groupChar"])
            let pattern = format["pattern"] ?? (format.scalarText == nil ? nil : format)
            if let pattern {
                if format["groupChar"] == nil, pattern.scalarText?.utf8.contains(UInt8(ascii: ",")) == true {
                    map.set("groupChar", Node(.string(","), at: pattern.location))
                }
                findings.append(
                    .warning(.tableField, "the pattern of a number's digits is not checked", at: pattern.location))
            }
        case "boolean":
            let words = (format.scalarText ?? "").utf8.split(separator: UInt8(ascii: "|")).map { String(Substring($0)) }
            guard words.count == 2 else { return }
            map.set("trueValues", Node(.sequence([Node(.string(words[0]), at: format.location)]), at: format.location))
            map.set("falseValues", Node(.sequence([Node(.string(words[1]), at: format.location)]), at: format.location))
        case "date", "time", "datetime":
            let text = format.scalarText ?? ""
            guard let translated = TimePattern.translated(text) else {
                findings.append(.error(.tableField, "the format “\(text)” is not read", at: format.location))
                return
            }
            map.set("format", Node(.string(translated), at: format.location))
        case "string": constraints.set("pattern", format)
        default: findings.append(.warning(.tableField, "a format of \(type) is not checked", at: format.location))
        }
    }

    private mutating func readBounds(_ datatype: Node) {
        constraints.set("minimum", datatype["minimum"] ?? datatype["minInclusive"])
        constraints.set("maximum", datatype["maximum"] ?? datatype["maxInclusive"])
        constraints.set("exclusiveMinimum", datatype["minExclusive"])
        constraints.set("exclusiveMaximum", datatype["maxExclusive"])
        constraints.set("minLength", datatype["minLength"] ?? datatype["length"])
        constraints.set("maxLength", datatype["maxLength"] ?? datatype["length"])
        let known = [
            "base", "format", "minimum", "maximum", "minInclusive", "maxInclusive", "minExclusive", "maxExclusive",
            "minLength", "maxLength", "length",
        ]
        for entry in datatype.mapping ?? [] where !known.contains(entry.key) && !entry.key.hasPrefix("@") {
            if entry.key.utf8.contains(UInt8(ascii: ":")) { continue }
            findings.append(.warning(.keyUnknown, "“\(entry.key)” of a datatype is not read", at: entry.keyLocation))
        }
    }
}
