import CYAML
import Diagnostics

/// Reads YAML into nodes by libyaml's events. Typing, duplicate keys, anchors and limits are decided here:
/// scalars are typed as JSON's, a repeated key is an error, an alias is its anchor's value, a second document and a
/// tag other than `!!str` are errors.
package enum YAML {
    /// The document of a file; nil where it is empty or, with findings, where it is not to be read.
    package static func parse(_ file: SourceFile, limits: NodeLimits = .standard) -> Diagnosed<Node?> {
        let checked = SourceText.checked(file)
        guard let bytes = checked.value else { return Diagnosed(nil, checked.diagnostics) }
        var result = parse(bytes[...], file: file.path, firstLine: 1, limits: limits)
        result.diagnostics = checked.diagnostics + result.diagnostics
        return result
    }

    /// The document in some bytes of a file that begin its line `firstLine`: front matter, for one.
    /// The bytes are UTF-8.
    package static func parse(
        _ bytes: ArraySlice<UInt8>, file: String, firstLine: Int, limits: NodeLimits = .standard
    ) -> Diagnosed<Node?> {
        var reader = YAMLReader(bytes: bytes, file: file, firstLine: firstLine, limits: limits)
        let node = reader.read()
        return Diagnosed(node, reader.findings)
    }
}

/// One pass over libyaml's events, with an explicit stack.
private struct YAMLReader {
    let bytes: ArraySlice<UInt8>
    let file: String
    let firstLine: Int
    let limits: NodeLimits
    var findings: [Diagnostic] = []

    private var stack: [Frame] = []
    private var root: Node?
    private var anchors: [String: Anchored] = [:]
    private var count = 0
    private var failed = false

    private struct Anchored {
        var node: Node
        /// How many values it holds, itself included.
        var size: Int
    }

    private struct Frame {
        var isMapping: Bool
        var location: SourceLocation
        var anchor: String?
        var items: [Node] = []
        var entries: [Node.Entry] = []
        /// The keys so far, once there are too many to look through.
        var keys: Set<[UInt8]> = []
        var key: Node?
        /// How many values were counted before it.
        var before: Int

        /// Notes a key; true where it stood before. Few keys are looked through, many are hashed.
        mutating func isRepeated(_ name: String) -> Bool {
            if entries.count < 16 { return entries.contains { $0.key.utf8.elementsEqual(name.utf8) } }
            if keys.isEmpty { keys = Set(entries.map { Array($0.key.utf8) }) }
            return !keys.insert(Array(name.utf8)).inserted
        }
    }

    init(bytes: ArraySlice<UInt8>, file: String, firstLine: Int, limits: NodeLimits) {
        self.bytes = bytes
        self.file = file
        self.firstLine = firstLine
        self.limits = limits
    }

    mutating func read() -> Node? {
        var parser = yaml_parser_t()
        guard yaml_parser_initialize(&parser) == 1 else {
            findings.append(.error(.yamlLimit, "no memory to read YAML", at: SourceLocation(file: file)))
            return nil
        }
        defer { yaml_parser_delete(&parser) }
        bytes.withUnsafeBufferPointer { buffer in
            yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
            // libyaml copies what it needs; the buffer outlives the loop.
            if let base = buffer.baseAddress {
                yaml_parser_set_input_string(&parser, base, buffer.count)
            } else {
                yaml_parser_set_input_string(&parser, "", 0)
            }
            events(&parser)
        }
        return failed ? nil : root
    }

    private mutating func events(_ parser: inout yaml_parser_t) {
        var documents = 0
        while !failed {
            var event = yaml_event_t()
            guard yaml_parser_parse(&parser, &event) == 1 else {
                reportSyntax(parser)
                return
            }
            defer { yaml_event_delete(&event) }
            switch event.type {
            case YAML_STREAM_END_EVENT: return
            case YAML_DOCUMENT_START_EVENT:
                documents += 1
                if documents > 1 {
                    fail(.yamlSyntax, "a second document begins here, one was expected", at: place(event.start_mark))
                }
            case YAML_SCALAR_EVENT: scalar(event)
            case YAML_SEQUENCE_START_EVENT:
                open(mapping: false, event, text(event.data.sequence_start.anchor), tag: event.data.sequence_start.tag)
            case YAML_MAPPING_START_EVENT:
                open(mapping: true, event, text(event.data.mapping_start.anchor), tag: event.data.mapping_start.tag)
            case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: close()
            case YAML_ALIAS_EVENT: alias(event)
            default: break
            }
        }
    }

    // MARK: Events

    private mutating func scalar(_ event: yaml_event_t) {
        let data = event.data.scalar
        let text = String(decoding: UnsafeBufferPointer(start: data.value, count: data.length), as: UTF8.self)
        let start = place(event.start_mark)
        let value: Node.Value
        let quoted = data.style != YAML_PLAIN_SCALAR_STYLE
        if let tag = self.text(data.tag) {
            guard tag == "tag:yaml.org,2002:str" || tag == "!" else { return refuseTag(tag, at: start) }
            value = .string(text)
        } else {
            value = quoted ? .string(text) : ScalarTyping.value(of: text)
        }
        var location = start
        location.length = length(from: event.start_mark, to: event.end_mark)
        var content = location
        switch data.style {
        case YAML_SINGLE_QUOTED_SCALAR_STYLE, YAML_DOUBLE_QUOTED_SCALAR_STYLE:
            content.column += 1
            content.length = max(1, location.length - 2)
        case YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE:
            content = firstContent(afterLine: Int(event.start_mark.line))
        default: break
        }
        add(Node(value, at: location, content: content), anchor: self.text(data.anchor), size: 1)
    }

    private mutating func open(
        mapping: Bool, _ event: yaml_event_t, _ anchor: String?, tag: UnsafeMutablePointer<yaml_char_t>?
    ) {
        let location = place(event.start_mark)
        if let tag = text(tag) { return refuseTag(tag, at: location) }
        guard stack.count < limits.depth else {
            return fail(.yamlLimit, "lists and maps nest deeper than \(limits.depth) here", at: location)
        }
        stack.append(Frame(isMapping: mapping, location: location, anchor: anchor, before: count))
    }

    private mutating func close() {
        guard let frame = stack.popLast() else { return }
        let value: Node.Value = frame.isMapping ? .mapping(frame.entries) : .sequence(frame.items)
        add(Node(value, at: frame.location), anchor: frame.anchor, size: count - frame.before + 1)
    }

    private mutating func alias(_ event: yaml_event_t) {
        let name = text(event.data.alias.anchor) ?? ""
        let location = place(event.start_mark)
        guard let found = anchors[name] else {
            return fail(
                .yamlSyntax, "the alias “*\(name)” has no anchor “&\(name)” before it", at: location,
                hint: NearestName.hint(for: name, among: anchors.keys.sorted()))
        }
        count += found.size - 1
        add(found.node, anchor: nil, size: found.size)
    }

    /// Puts a finished value where it belongs: as a map's key or value, in a list, or as the document.
    private mutating func add(_ node: Node, anchor: String?, size: Int) {
        count += 1
        if count > limits.nodes {
            return fail(.yamlLimit, "more than \(limits.nodes) values, aliases counted", at: node.location)
        }
        if let anchor { anchors[anchor] = Anchored(node: node, size: size) }
        guard let top = stack.indices.last else {
            root = node
            return
        }
        guard stack[top].isMapping else {
            stack[top].items.append(node)
            return
        }
        guard let key = stack[top].key else {
            guard node.scalarText != nil || node.isNull else {
                return fail(.yamlSyntax, "a key is \(node.kind), a text was expected", at: node.location)
            }
            stack[top].key = node
            return
        }
        stack[top].key = nil
        let name = key.scalarText ?? "null"
        if stack[top].isRepeated(name),
            let first = stack[top].entries.first(where: { $0.key.utf8.elementsEqual(name.utf8) })
        {
            findings.append(
                .error(
                    .yamlDuplicateKey, "the key “\(name)” stands a second time in this map", at: key.location,
                    hint: "the first is on line \(first.keyLocation.line); keep one of them"))
            return
        }
        stack[top].entries.append(Node.Entry(key: name, keyLocation: key.location, value: node))
    }

    // MARK: Findings

    private mutating func fail(_ code: DiagnosticCode, _ message: String, at place: SourceLocation, hint: String? = nil)
    {
        failed = true
        findings.append(.error(code, message, at: place, hint: hint))
    }

    private mutating func refuseTag(_ tag: String, at place: SourceLocation) {
        fail(.yamlSyntax, "the tag “\(tag)” is not supported", at: place, hint: "write the value without a tag")
    }

    private mutating func reportSyntax(_ parser: yaml_parser_t) {
        let problem = parser.problem.map { String(cString: $0) } ?? "it is no YAML"
        var message = problem
        if let context = parser.context { message += " (\(String(cString: context)))" }
        // A key that no colon follows is known by where it began; the parser gives up lines later.
        let mark = problem.contains("could not find expected ':'") ? parser.context_mark : parser.problem_mark
        var place = place(mark)
        if parser.error == YAML_READER_ERROR {
            place = LineIndex(Array(bytes)).location(parser.problem_offset..<parser.problem_offset + 1, in: file)
            place.line += firstLine - 1
        }
        fail(.yamlSyntax, message, at: place, hint: hint(for: problem))
    }

    private func hint(for problem: String) -> String? {
        if problem.contains("cannot start any token") {
            return "quote a text that begins with a mark such as @, `, % or a tab; indent by spaces"
        }
        if problem.contains("mapping values are not allowed") { return "quote a text that holds “: ”" }
        if problem.contains("did not find expected key") {
            return "is the line above complete, and the indent the same?"
        }
        if problem.contains("did not find expected ',' or") {
            return "quote a text that holds [, ], {, } or a comma, or write it in lines of its own"
        }
        if problem.contains("could not find expected ':'") { return "a key is followed by “: ”" }
        return nil
    }

    // MARK: Places

    private func place(_ mark: yaml_mark_t) -> SourceLocation {
        SourceLocation(file: file, line: firstLine + Int(mark.line), column: Int(mark.column) + 1)
    }

    private func length(from start: yaml_mark_t, to end: yaml_mark_t) -> Int {
        start.line == end.line ? max(1, Int(end.column) - Int(start.column)) : 1
    }

    /// The first character that is no space on a line after `line` (from 0): where a block scalar's text begins.
    private func firstContent(afterLine line: Int) -> SourceLocation {
        var number = 0
        var column = 0
        for byte in bytes {
            if byte == 0x0A {
                number += 1
                column = 0
                continue
            }
            if number > line, byte != 0x20, byte != 0x0D { break }
            if byte & 0xC0 != 0x80 { column += 1 }
        }
        return SourceLocation(file: file, line: firstLine + max(number, line), column: column + 1)
    }

    private func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        pointer.map { String(cString: $0) }
    }
}
