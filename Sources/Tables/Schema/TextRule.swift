import Diagnostics
import Files
import Quantities

/// What a cell must be that is held as a text: a format of strings, or a type that formulas do not compute with.
enum TextRule: Sendable {
    case email
    case uri
    case uuid
    case binary
    case time
    case dateTime
    case duration
    /// `default`, `array` or `object`.
    case geopoint(String)
    case geojson(isTopology: Bool)
    case object
    case array
    case list(delimiter: [UInt8], item: ListItem)

    /// What the items of a list are.
    enum ListItem: String, Sendable, CaseIterable {
        case string
        case integer
        case number
        case boolean
        case date
        case time
        case datetime
    }

    /// Nil where the text is what it should be.
    func problem(_ text: ArraySlice<UInt8>, _ field: Field) -> (message: String, hint: String?)? {
        guard !holds(text, field) else { return nil }
        return ("“\(CellText.excerpt(text))” in “\(field.name)”, \(expected) was expected", hint(field))
    }

    /// How many items a list, array or object has; nil where it is none of them.
    func itemCount(_ text: ArraySlice<UInt8>) -> Int? {
        switch self {
        case .list(let delimiter, _): return Self.split(text, delimiter).count
        case .array, .object:
            let node = Self.json(text)
            return node?.sequence?.count ?? node?.mapping?.count
        default: return nil
        }
    }

    private func holds(_ text: ArraySlice<UInt8>, _ field: Field) -> Bool {
        switch self {
        case .email: return Self.isEmail(text)
        case .uri: return Self.isURI(text)
        case .uuid: return Self.isUUID(text)
        case .binary: return Self.isBase64(text)
        case .time: return field.notation.time.time(text) != nil
        case .dateTime: return field.notation.time.dateTime(text) != nil
        case .duration: return Self.isDuration(text)
        case .geopoint(let format): return Self.isPoint(text, format)
        case .geojson(let isTopology): return Self.isGeography(text, isTopology)
        case .object: return Self.json(text)?.mapping != nil
        case .array: return Self.json(text)?.sequence != nil
        case .list(let delimiter, let item): return Self.split(text, delimiter).allSatisfy { Self.isItem($0, item) }
        }
    }

    private var expected: String {
        switch self {
        case .email: "an e-mail address"
        case .uri: "a URI"
        case .uuid: "a UUID"
        case .binary: "Base64"
        case .time: "a time"
        case .dateTime: "a date with a time"
        case .duration: "a duration"
        case .geopoint: "a place by longitude and latitude"
        case .geojson(let isTopology): isTopology ? "TopoJSON" : "GeoJSON"
        case .object: "a JSON object"
        case .array: "a JSON array"
        case .list(_, .string): "a list"
        case .list(_, let item): "a list of items of type \(item.rawValue)"
        }
    }

    private func hint(_ field: Field) -> String? {
        if case .pattern(let pattern) = field.notation.time { return "its format is \(pattern.source)" }
        switch self {
        case .time: return "times are written 12:30:00, or in a format such as %I:%M %p"
        case .dateTime: return "they are written 2026-06-08T12:30:00Z, or in a format such as %d/%m/%Y %H:%M"
        case .duration: return "durations are written P1Y2M3DT4H5M6S"
        case .geopoint("array"): return "places are written [114.17, 22.3], longitude first"
        case .geopoint("object"): return "places are written {\"lon\": 114.17, \"lat\": 22.3}"
        case .geopoint: return "places are written 114.17, 22.3, longitude first"
        default: return nil
        }
    }
}

// MARK: - Formats of strings

extension TextRule {
    /// One `@`, a name before it, and behind it a host of two labels or more.
    static func isEmail(_ text: ArraySlice<UInt8>) -> Bool {
        let parts = text.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2, (1...64).contains(parts[0].count), parts[1].count <= 255 else { return false }
        let isName = parts[0].allSatisfy { $0 > 0x20 && $0 != 0x7F && !"()<>[]:;,\\\"".utf8.contains($0) }
        let labels = parts[1].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let isHost = labels.allSatisfy { label in
            !label.isEmpty && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
                && label.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") || $0 >= 0x80 }
        }
        return isName && isHost && labels.count >= 2
    }

    /// A scheme, a colon, and something behind it in which nothing stands that no URI may hold (RFC 3986).
    static func isURI(_ text: ArraySlice<UInt8>) -> Bool {
        guard let colon = text.firstIndex(of: UInt8(ascii: ":")), colon > text.startIndex, colon + 1 < text.endIndex
        else { return false }
        let scheme = text[..<colon]
        guard let first = scheme.first, isLetter(first),
            scheme.allSatisfy({ isAlphanumeric($0) || "+-.".utf8.contains($0) })
        else { return false }
        return text[(colon + 1)...].allSatisfy { $0 > 0x20 && $0 != 0x7F && !"<>\"{}|\\^`".utf8.contains($0) }
    }

    static func isUUID(_ text: ArraySlice<UInt8>) -> Bool {
        let parts = text.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        return parts.map(\.count) == [8, 4, 4, 4, 12]
            && parts.allSatisfy { $0.allSatisfy { isDigit($0) || (0x61...0x66).contains($0 | 0x20) } }
    }

    static func isBase64(_ text: ArraySlice<UInt8>) -> Bool {
        var body = text
        while body.last == UInt8(ascii: "="), text.count - body.count < 2 { body = body.dropLast() }
        return text.count % 4 == 0
            && body.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "/") }
    }

    static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
    static func isAlphanumeric(_ byte: UInt8) -> Bool { isDigit(byte) || isLetter(byte) }
}

// MARK: - Types

extension TextRule {
    /// `P1Y2M3DT4H5M6.7S` (ISO 8601, XML Schema), at least one part of it; `P4W` too.
    static func isDuration(_ text: ArraySlice<UInt8>) -> Bool {
        var rest = text
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        guard rest.popFirst() == UInt8(ascii: "P"), !rest.isEmpty else { return false }
        var letters = Array("YMWD".utf8)[...]
        var isTime = false
        while !rest.isEmpty {
            if rest.first == UInt8(ascii: "T") {
                guard !isTime, rest.count > 1 else { return false }
                isTime = true
                rest = rest.dropFirst()
                letters = Array("HMS".utf8)[...]
            }
            let digits = rest.prefix { isDigit($0) }
            guard !digits.isEmpty else { return false }
            rest = rest.dropFirst(digits.count)
            var hasFraction = false
            if rest.first == UInt8(ascii: ".") {
                let decimals = rest.dropFirst().prefix { isDigit($0) }
                guard !decimals.isEmpty else { return false }
                rest = rest.dropFirst(1 + decimals.count)
                hasFraction = true
            }
            guard let letter = rest.popFirst(), let index = letters.firstIndex(of: letter),
                !hasFraction || letter == UInt8(ascii: "S")
            else { return false }
            letters = letters[(index + 1)...]
        }
        return true
    }

    static func isPoint(_ text: ArraySlice<UInt8>, _ format: String) -> Bool {
        func isIn(_ number: Double?, _ most: Double) -> Bool { number.map { $0.magnitude <= most } ?? false }
        switch format {
        case "array":
            let pair = json(text)?.sequence ?? []
            return pair.count == 2 && isIn(pair[0].double, 180) && isIn(pair[1].double, 90)
        case "object":
            guard let node = json(text), node.mapping?.count == 2 else { return false }
            return isIn(node["lon"]?.double, 180) && isIn(node["lat"]?.double, 90)
        default:
            let parts = text.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
                .map { Number(parsing: CellText.trimmed($0))?.double }
            return parts.count == 2 && isIn(parts[0], 180) && isIn(parts[1], 90)
        }
    }

    static func isGeography(_ text: ArraySlice<UInt8>, _ isTopology: Bool) -> Bool {
        guard let node = json(text), let type = node["type"]?.string else { return false }
        if isTopology { return type == "Topology" }
        let types = [
            "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection",
            "Feature", "FeatureCollection",
        ]
        return types.contains(type)
    }

    static func json(_ text: ArraySlice<UInt8>) -> Node? {
        JSON.parse(SourceFile(path: "", bytes: Array(text))).value
    }

    static func split(_ text: ArraySlice<UInt8>, _ delimiter: [UInt8]) -> [ArraySlice<UInt8>] {
        guard let first = delimiter.first else { return [text] }
        if delimiter.count == 1 {
            return text.split(separator: first, omittingEmptySubsequences: false).map(CellText.trimmed)
        }
        var out: [ArraySlice<UInt8>] = []
        var start = text.startIndex
        var at = text.startIndex
        while at < text.endIndex {
            if text[at...].starts(with: delimiter) {
                out.append(CellText.trimmed(text[start..<at]))
                at += delimiter.count
                start = at
            } else {
                at += 1
            }
        }
        out.append(CellText.trimmed(text[start...]))
        return out
    }

    static func isItem(_ text: ArraySlice<UInt8>, _ item: ListItem) -> Bool {
        switch item {
        case .string: return true
        case .integer: return Number(parsing: text)?.isInteger == true
        case .number: return Number(parsing: text) != nil
        case .boolean:
            let known = FieldNotation().trueValues + FieldNotation().falseValues
            return known.contains { $0.utf8.elementsEqual(text) }
        case .date: return CellText.date(text) != nil
        case .time: return Moment.time(text) != nil
        case .datetime: return Moment.dateTime(text, allowsSpace: true) != nil
        }
    }
}
