import Diagnostics
import Files

extension SiteConfiguration {
    /// Reads `parameters: {year: 2026, region: kowloon}`: what `:year` stands for in queries to databases.
    static func parameters(_ node: Node, into findings: inout [Diagnostic]) -> [String: Query.Value] {
        var out: [String: Query.Value] = [:]
        guard let entries = node.mapping else {
            findings.append(
                .error(
                    .keyType, "“parameters” is \(node.kind), a map of names to values was expected",
                    at: node.location, hint: "write parameters: {year: 2026}"))
            return out
        }
        for entry in entries {
            guard isParameterName(entry.key) else {
                findings.append(
                    .error(
                        .siteConfig, "“\(entry.key)” is no name of a parameter", at: entry.keyLocation,
                        hint: "letters of ASCII, digits and _ make one, no digit first"))
                continue
            }
            guard let value = value(entry.value) else {
                findings.append(
                    .error(
                        .keyType,
                        "the parameter “\(entry.key)” is \(entry.value.kind), a number or a text was expected",
                        at: entry.value.location))
                continue
            }
            out[entry.key] = value
        }
        return out
    }

    private static func value(_ node: Node) -> Query.Value? {
        if let number = node.integer { return .integer(Int64(number)) }
        if let number = node.double { return .real(number) }
        if let flag = node.boolean { return .integer(flag ? 1 : 0) }
        return node.scalarText.map(Query.Value.text)
    }

    private static func isParameterName(_ text: String) -> Bool {
        let bytes = text.utf8
        guard let first = bytes.first, bytes.count <= 100, !(0x30...0x39).contains(first) else { return false }
        return bytes.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
                || $0 == UInt8(ascii: "_")
        }
    }
}
