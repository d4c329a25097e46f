import Diagnostics

/// Reads JSON (RFC 8259) into nodes, strictly: no comments, no trailing commas, no lone surrogates, no repeated key.
package enum JSON {
    /// The value of a file, or nil with findings.
    package static func parse(_ file: SourceFile, limits: NodeLimits = .standard) -> Diagnosed<Node?> {
        let checked = SourceText.checked(file)
        guard let bytes = checked.value else { return Diagnosed(nil, checked.diagnostics) }
        var reader = JSONReader(bytes: bytes, file: file.path, limits: limits)
        let node = reader.read()
        return Diagnosed(node, checked.diagnostics + reader.findings)
    }
}

/// An iterative reader: containers stand on a stack of their own, so that no input can exhaust the machine's.
private struct JSONReader {
    let bytes: [UInt8]
    let file: String
    let limits: NodeLimits
    var findings: [Diagnostic] = []
    private var at = 0
    private var line = 1
    /// How many scalars of the line stand before the byte at `countedTo`: a file may be one line of megabytes.
    private var counted = 0
    private var countedTo = 0
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

    private struct Failure: Error {
        var code: DiagnosticCode
        var message: String
        var offset: Int
        var hint: String?
    }

    init(bytes: [UInt8], file: String, limits: NodeLimits) {
        self.bytes = bytes
        self.file = file
        self.limits = limits
    }

    mutating func read() -> Node? {
        do {
            let node = try document()
            return findings.hasErrors ? nil : node
        } catch {
            let place = LineIndex(bytes).location(error.offset..<error.offset + 1, in: file)
            findings.append(.error(error.code, error.message, at: place, hint: error.hint))
            return nil
        }
    }

    private mutating func document() throws(Failure) -> Node {
        while true {
            skipSpace()
            var finished: Node? = try value()
            // A finished value closes as many containers as end after it.
            while let node = finished {
                guard let top = stack.indices.last else {
                    skipSpace()
                    guard at == bytes.count else { throw unexpected("the end of the file") }
                    return node
                }
                put(node, in: top)
                skipSpace()
                guard at < bytes.count else { throw unexpected(stack[top].isMapping ? "“,” or “}”" : "“,” or “]”") }
                switch bytes[at] {
                case UInt8(ascii: ","):
                    at += 1
                    skipSpace()
                    if stack[top].isMapping { try key(in: top) }
                    finished = nil
                case UInt8(ascii: "}") where stack[top].isMapping, UInt8(ascii: "]") where !stack[top].isMapping:
                    at += 1
                    finished = closeTop()
                default: throw unexpected(stack[top].isMapping ? "“,” or “}”" : "“,” or “]”")
                }
            }
        }
    }

    /// Reads a scalar or an empty container, or opens a container and returns nil.
    private mutating func value() throws(Failure) -> Node? {
        guard at < bytes.count else { throw unexpected("a value") }
        count += 1
        if count > limits.nodes {
            throw Failure(code: .jsonLimit, message: "more than \(limits.nodes) values", offset: at)
        }
        let location = here()
        switch bytes[at] {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            let isMapping = bytes[at] == UInt8(ascii: "{")
            guard stack.count < limits.depth else {
                throw Failure(code: .jsonLimit, message: "values nest deeper than \(limits.depth) here", offset: at)
            }
            at += 1
            stack.append(Frame(isMapping: isMapping, location: location))
            skipSpace()
            if at < bytes.count, bytes[at] == (isMapping ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
                at += 1
                return closeTop()
            }
            if isMapping { try key(in: stack.count - 1) }
            return nil
        case UInt8(ascii: "\""):
            let start = at
            let text = try string()
            var whole = location
            whole.length = scalars(from: start, to: at)
            var content = location.advanced(by: 1)
            content.length = max(1, whole.length - 2)
            return Node(.string(text), at: whole, content: content)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            let start = at
            while at < bytes.count, isNumberByte(bytes[at]) { at += 1 }
            guard ScalarTyping.isNumber(bytes[start..<at]) else {
                at = start
                throw Failure(
                    code: .jsonSyntax, message: "this is no number as JSON writes it", offset: start,
                    hint: "write digits without a leading zero, with a point for decimals")
            }
            var whole = location
            whole.length = at - start
            return Node(.number(String(decoding: bytes[start..<at], as: UTF8.self)), at: whole)
        case UInt8(ascii: "t"): return try word("true", .boolean(true), location)
        case UInt8(ascii: "f"): return try word("false", .boolean(false), location)
        case UInt8(ascii: "n"): return try word("null", .null, location)
        default: throw unexpected("a value")
        }
    }

    private func isNumberByte(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
            || byte == UInt8(ascii: ".") || byte | 0x20 == UInt8(ascii: "e")
    }

    private mutating func word(_ text: StaticString, _ value: Node.Value, _ location: SourceLocation) throws(Failure)
        -> Node
    {
        let expected = text.withUTF8Buffer { Array($0) }
        guard bytes[at...].starts(with: expected) else { throw unexpected("a value") }
        at += expected.count
        var whole = location
        whole.length = expected.count
        return Node(value, at: whole)
    }

    private mutating func key(in top: Int) throws(Failure) {
        guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else { throw unexpected("a key between quotes") }
        let location = here()
        let start = at
        let text = try string()
        var whole = location
        whole.length = scalars(from: start, to: at)
        skipSpace()
        guard at < bytes.count, bytes[at] == UInt8(ascii: ":") else { throw unexpected("“:”") }
        at += 1
        stack[top].key = (text, whole)
    }

    private mutating func put(_ node: Node, in top: Int) {
        guard let (text, location) = stack[top].key else {
            stack[top].items.append(node)
            return
        }
        stack[top].key = nil
        guard stack[top].keys.insert(Array(text.utf8)).inserted else {
            findings.append(
                .error(
                    .jsonDuplicateKey, "the key “\(text)” stands a second time in this object", at: location,
                    hint: "keep one of them"))
            return
        }
        stack[top].entries.append(Node.Entry(key: text, keyLocation: location, value: node))
    }

    private mutating func closeTop() -> Node? {
        stack.popLast().map { Node($0.isMapping ? .mapping($0.entries) : .sequence($0.items), at: $0.location) }
    }

    private mutating func string() throws(Failure) -> String {
        at += 1
        var out: [UInt8] = []
        var start = at
        while at < bytes.count {
            let byte = bytes[at]
            if byte == UInt8(ascii: "\"") {
                out += bytes[start..<at]
                at += 1
                return String(decoding: out, as: UTF8.self)
            }
            if byte < 0x20 {
                throw Failure(
                    code: .jsonSyntax, message: "a control character stands in a text", offset: at,
                    hint: "write it as \\n, \\t or \\u00xx")
            }
            if byte == UInt8(ascii: "\\") {
                out += bytes[start..<at]
                try escape(into: &out)
                start = at
            } else {
                at += 1
            }
        }
        throw unexpected("the closing quote")
    }

    private mutating func escape(into out: inout [UInt8]) throws(Failure) {
        let start = at
        at += 1
        guard at < bytes.count else { throw unexpected("the closing quote") }
        let byte = bytes[at]
        at += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): out.append(byte)
        case UInt8(ascii: "b"): out.append(0x08)
        case UInt8(ascii: "f"): out.append(0x0C)
        case UInt8(ascii: "n"): out.append(0x0A)
        case UInt8(ascii: "r"): out.append(0x0D)
        case UInt8(ascii: "t"): out.append(0x09)
        case UInt8(ascii: "u"):
            var code = try fourHex()
            if (0xD800...0xDBFF).contains(code), at + 1 < bytes.count, bytes[at] == UInt8(ascii: "\\"),
                bytes[at + 1] == UInt8(ascii: "u")
            {
                at += 2
                let low = try fourHex()
                if (0xDC00...0xDFFF).contains(low) { code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00) }
            }
            guard let scalar = Unicode.Scalar(code) else {
                throw Failure(code: .jsonSyntax, message: "half of a surrogate pair", offset: start)
            }
            out += Array(String(Character(scalar)).utf8)
        default:
            throw Failure(
                code: .jsonSyntax, message: "JSON knows no such escape", offset: start,
                hint: "write a backslash as \\\\")
        }
    }

    private mutating func fourHex() throws(Failure) -> UInt32 {
        guard at + 4 <= bytes.count else { throw unexpected("four hexadecimal digits") }
        var code: UInt32 = 0
        for _ in 0..<4 {
            let digit: UInt8
            switch bytes[at] {
            case 0x30...0x39: digit = bytes[at] - 0x30
            case 0x41...0x46, 0x61...0x66: digit = (bytes[at] | 0x20) - 0x61 + 10
            default: throw unexpected("four hexadecimal digits")
            }
            code = code * 16 + UInt32(digit)
            at += 1
        }
        return code
    }

    // MARK: Places

    private mutating func skipSpace() {
        while at < bytes.count {
            switch bytes[at] {
            case 0x20, 0x09, 0x0D: at += 1
            case 0x0A:
                at += 1
                line += 1
                counted = 0
                countedTo = at
            default: return
            }
        }
    }

    private mutating func here() -> SourceLocation {
        counted += scalars(from: countedTo, to: at)
        countedTo = at
        return SourceLocation(file: file, line: line, column: counted + 1)
    }

    private func scalars(from start: Int, to end: Int) -> Int {
        var count = 0
        for i in start..<max(start, end) where bytes[i] & 0xC0 != 0x80 { count += 1 }
        return count
    }

    private func unexpected(_ expected: String) -> Failure {
        guard at < bytes.count else {
            return Failure(code: .jsonSyntax, message: "the file ends, \(expected) was expected", offset: bytes.count)
        }
        let scalar = String(decoding: bytes[at..<min(at + 4, bytes.count)], as: UTF8.self).unicodeScalars.first
        let found = scalar.map { "“\(Character($0))”" } ?? "a byte"
        return Failure(code: .jsonSyntax, message: "\(found) was found, \(expected) was expected", offset: at)
    }
}
