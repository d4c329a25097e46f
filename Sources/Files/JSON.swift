import Diagnostics

/// Reads JSON (RFC 8259) into nodes, strictly: no comments, no trailing commas, no lone surrogates, no repeated key.
package enum JSON {
    /// The value of a file, or nil with findings.
    package static func parse(_ file: SourceFile, limits: NodeLimits = .standard) -> Diagnosed<Node?> {
        let checked = SourceText.checked(file)
        guard let bytes = checked.value else { return Diagnosed(nil, checked.diagnostics) }
        var findings = checked.diagnostics
        var tokens = JSONTokenizer(bytes: bytes, file: file.path, depth: limits.depth)
        do {
            let node = try node(&tokens, try tokens.next(), limits: limits, into: &findings)
            _ = try tokens.next()
            return Diagnosed(findings.hasErrors ? nil : node, findings)
        } catch {
            findings.append(error.finding(in: bytes, file: file.path))
            return Diagnosed(nil, findings)
        }
    }

    /// The value that begins with the token `first`, which was just read; nil where there is none. A repeated key is
    /// reported, and the first kept.
    package static func node(
        _ tokens: inout JSONTokenizer, _ first: JSONToken, limits: NodeLimits, into findings: inout [Diagnostic]
    ) throws(JSONFailure) -> Node? {
        var builder = NodeBuilder(limits: limits)
        var token = first
        while true {
            if let node = try builder.take(token, tokens, into: &findings) { return node }
            if case .end = token { return nil }
            token = try tokens.next()
        }
    }
}

/// Puts tokens together to one node.
private struct NodeBuilder {
    let limits: NodeLimits
    private var stack: [Frame] = []
    private var count = 0

    private struct Frame {
        var isMapping: Bool
        var location: SourceLocation
        var items: [Node] = []
        var entries: [Node.Entry] = []
        var keys: Set<[UInt8]> = []
        var key: (text: String, location: SourceLocation)?
    }

    init(limits: NodeLimits) { self.limits = limits }

    /// The whole node once its last token is taken.
    mutating func take(_ token: JSONToken, _ tokens: JSONTokenizer, into findings: inout [Diagnostic])
        throws(JSONFailure) -> Node?
    {
        switch token {
        case .end: return nil
        case .key:
            if let top = stack.indices.last { stack[top].key = (text(tokens), tokens.place) }
            return nil
        case .endObject, .endArray:
            guard let top = stack.popLast() else { return nil }
            return put(Node(top.isMapping ? .mapping(top.entries) : .sequence(top.items), at: top.location), &findings)
        default: break
        }
        count += 1
        if count > limits.nodes {
            throw JSONFailure(code: .jsonLimit, message: "more than \(limits.nodes) values", offset: tokens.start)
        }
        var place = tokens.place
        switch token {
        case .beginObject, .beginArray:
            place.length = 1
            var isMapping = false
            if case .beginObject = token { isMapping = true }
            stack.append(Frame(isMapping: isMapping, location: place))
            return nil
        case .string:
            var content = place.advanced(by: 1)
            content.length = max(1, place.length - 2)
            return put(Node(.string(text(tokens)), at: place, content: content), &findings)
        case .number: return put(Node(.number(text(tokens)), at: place), &findings)
        case .boolean: return put(Node(.boolean(tokens.content.count == 4), at: place), &findings)
        default: return put(Node(.null, at: place), &findings)
        }
    }

    private func text(_ tokens: JSONTokenizer) -> String { String(decoding: tokens.content, as: UTF8.self) }

    private mutating func put(_ node: Node, _ findings: inout [Diagnostic]) -> Node? {
        guard let top = stack.indices.last else { return node }
        guard let (text, location) = stack[top].key else {
            stack[top].items.append(node)
            return nil
        }
        stack[top].key = nil
        guard stack[top].keys.insert(Array(text.utf8)).inserted else {
            findings.append(
                .error(
                    .jsonDuplicateKey, "the key “\(text)” stands a second time in this object", at: location,
                    hint: "keep one of them"))
            return nil
        }
        stack[top].entries.append(Node.Entry(key: text, keyLocation: location, value: node))
        return nil
    }
}
