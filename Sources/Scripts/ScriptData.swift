/// Converts the texts of JSON-LD: values of members, but for addresses, ids and formulas.
struct ScriptData {
    private let source: [UInt8]
    private let converter: ScriptConverter
    private var out: [UInt8] = []
    /// For each object or array that is open, the member whose value is being read.
    private var members: [[UInt8]] = []

    init(_ source: [UInt8], _ converter: ScriptConverter) {
        self.source = source
        self.converter = converter
    }

    private static let kept: Set<[UInt8]> = Set(
        [
            "@id", "@type", "@context", "url", "contentUrl", "identifier", "propertyID", "measurementTechnique",
            "isBasedOn", "encodingFormat", "inLanguage", "license", "unitText",
        ].map { Array($0.utf8) })

    mutating func converted() -> [UInt8] {
        out.reserveCapacity(source.count)
        var i = 0
        while i < source.count {
            let byte = source[i]
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                // An array's values are those of the member that holds it.
                members.append(byte == UInt8(ascii: "[") ? members.last ?? [] : [])
            case UInt8(ascii: "}"), UInt8(ascii: "]"): _ = members.popLast()
            case UInt8(ascii: "\""):
                i = string(at: i)
                continue
            default: break
            }
            out.append(byte)
            i += 1
        }
        return out
    }

    private mutating func string(at start: Int) -> Int {
        var end = start + 1
        while end < source.count, source[end] != UInt8(ascii: "\"") {
            end += source[end] == UInt8(ascii: "\\") ? 2 : 1
        }
        end = min(end, source.count)
        let inner = Array(source[(start + 1)..<max(end, start + 1)])
        var next = min(end + 1, source.count)
        while next < source.count, source[next] <= 0x20 { next += 1 }
        let isName = next < source.count && source[next] == UInt8(ascii: ":")
        var value = inner
        if isName {
            if !members.isEmpty { members[members.count - 1] = inner }
        } else if !Self.kept.contains(members.last ?? []), converter.isAffected(inner) {
            var unknown: Set<UInt32> = []
            value = converter.convert(inner, cuts: [], unknown: &unknown).bytes
        }
        out.append(UInt8(ascii: "\""))
        out.append(contentsOf: value)
        if end < source.count { out.append(UInt8(ascii: "\"")) }
        return min(end + 1, source.count)
    }
}
