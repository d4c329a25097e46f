import Diagnostics
import Files

/// Holds a specification against the grammar: every unknown property, word and type is an error at its place, and so
/// is what the grammar has and this engine does not draw.
struct SchemaCheck {
    private(set) var findings: [Diagnostic] = []
    /// Beyond this the specification is refused; readers of files have limits of their own.
    private static let depthLimit = 60

    mutating func check(view node: Node) { check(node, .object("view"), "the chart", depth: 0) }

    mutating func check(config node: Node) { check(node, .object("config"), "config", depth: 0) }

    private mutating func check(_ node: Node, _ type: SchemaType, _ name: String, depth: Int) {
        guard depth < Self.depthLimit else {
            if !findings.contains(where: { $0.code == .chartLimit }) {
                findings.append(
                    .error(.chartLimit, "the specification nests deeper than \(Self.depthLimit)", at: node.location))
            }
            return
        }
        if Self.isExpression(node) { return }
        switch type {
        case .any: return
        case .unsupported:
            // `false` and null ask for nothing.
            if node.isNull || node.boolean == false { return }
            findings.append(
                .error(.chartUnsupported, "“\(name)” is not supported yet", at: node.location))
        case .union(let alternatives):
            if let match = alternatives.first(where: { Self.admits(node, $0) }) {
                check(node, match, name, depth: depth)
            } else {
                wrong(node, type, name)
            }
        case .list(let element):
            guard let list = node.sequence else { return wrong(node, type, name) }
            for item in list { check(item, element, name, depth: depth + 1) }
        case .object(let kind): checkObject(node, kind, name, depth: depth)
        case .choice(let words):
            guard let text = node.string else { return wrong(node, type, name) }
            if !words.contains(text) {
                findings.append(
                    .error(
                        .chartValue, "“\(text)” is no value of “\(name)”", at: node.location,
                        hint: NearestName.hint(for: text, among: words) ?? "one of \(words.joined(separator: ", "))"))
            }
        case .colour:
            guard let text = node.string else { return wrong(node, type, name) }
            if !text.isEmpty, Colour(text) == nil, text != "transparent", text != "none", text != "currentColor" {
                findings.append(
                    .error(
                        .chartValue, "“\(text)” is no colour", at: node.location,
                        hint: NearestName.hint(for: text, among: ColourName.table.keys.sorted())
                            ?? "a colour is #rrggbb, rgb(…), hsl(…) or a name of CSS"))
            }
        case .null, .boolean, .number, .string, .text:
            if !Self.admits(node, type) { wrong(node, type, name) }
        }
    }

    private mutating func checkObject(_ node: Node, _ kind: String, _ name: String, depth: Int) {
        guard let entries = node.mapping, let object = Schema.objects[kind] else {
            return wrong(node, .object(kind), name)
        }
        for entry in entries {
            // A channel that is null is one that the layer above has and this one not.
            if kind == "encoding", entry.value.isNull, object.properties[entry.key] != nil { continue }
            if let type = object.properties[entry.key] ?? object.others {
                check(entry.value, type, entry.key, depth: depth + 1)
            } else {
                let what =
                    kind == "encoding"
                    ? "there is no channel “\(entry.key)”" : "\(object.noun) has no property “\(entry.key)”"
                findings.append(
                    .error(
                        .chartProperty, what, at: entry.keyLocation,
                        hint: NearestName.hint(for: entry.key, among: object.names)))
            }
        }
    }

    /// True where the node has the right form, whatever is in it.
    private static func admits(_ node: Node, _ type: SchemaType) -> Bool {
        if isExpression(node) { return true }
        return switch type {
        case .any, .unsupported: true
        case .null: node.isNull
        case .boolean: node.boolean != nil
        case .number: node.double != nil
        case .string, .colour, .choice: node.string != nil
        case .text: node.string != nil || (node.sequence?.allSatisfy { $0.scalarText != nil } ?? false)
        case .object: node.mapping != nil
        case .list: node.sequence != nil
        case .union(let list): list.contains { admits(node, $0) }
        }
    }

    /// `{expr: …}` over a row, which ``ConstantExpressions`` left standing.
    private static func isExpression(_ node: Node) -> Bool {
        guard let entries = node.mapping, entries.count == 1 else { return false }
        return entries[0].key == "expr" && entries[0].value.string != nil
    }

    private mutating func wrong(_ node: Node, _ type: SchemaType, _ name: String) {
        findings.append(
            .error(.chartValue, "“\(name)” is \(node.kind), \(Self.describe(type)) was expected", at: node.location))
    }

    private static func describe(_ type: SchemaType) -> String {
        switch type {
        case .any, .unsupported: "anything"
        case .null: "null"
        case .boolean: "true or false"
        case .number: "a number"
        case .string: "a text"
        case .text: "a text or a list of lines"
        case .colour: "a colour"
        case .choice(let words): "one of \(words.joined(separator: ", "))"
        case .object(let kind): Schema.objects[kind]?.noun ?? "a map"
        case .list: "a list"
        case .union(let list): list.map(describe).joined(separator: " or ")
        }
    }
}
