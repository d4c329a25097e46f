import Diagnostics
import Files

/// Values that nest (JSON, YAML, what a data package holds itself), one token after another. A copy reads on from
/// where it was made.
protocol ValueSource {
    var file: String { get }
    mutating func next() throws(JSONFailure) -> JSONToken
    /// What the last token says: the text of a key, a string, a number or `true` and `false`.
    var content: ArraySlice<UInt8> { get }
    /// Where the last token begins; of a text, its content.
    var cellPosition: CellPosition { get }
    var place: SourceLocation { get }
}

extension ValueSource {
    var text: String { String(decoding: content, as: UTF8.self) }

    /// Passes over the rest of the value that `token`, just read, begins.
    mutating func skip(_ token: JSONToken) throws(JSONFailure) {
        var depth = 0
        var token = token
        while true {
            switch token {
            case .beginArray, .beginObject: depth += 1
            case .endArray, .endObject: depth -= 1
            case .end: return
            default: break
            }
            if depth <= 0, token != .key { return }
            token = try next()
        }
    }

    /// The value that `token`, just read, begins.
    mutating func node(_ token: JSONToken) throws(JSONFailure) -> Node {
        var stack: [(isMapping: Bool, at: SourceLocation, items: [Node], entries: [Node.Entry])] = []
        var keys: [(String, SourceLocation)] = []
        var token = token
        while true {
            var done: Node?
            switch token {
            case .beginObject, .beginArray: stack.append((token == .beginObject, place, [], []))
            case .endObject, .endArray:
                done = stack.popLast().map {
                    Node($0.isMapping ? .mapping($0.entries) : .sequence($0.items), at: $0.at)
                }
            case .key: keys.append((text, place))
            case .string: done = Node(.string(text), at: place)
            case .number: done = Node(.number(text), at: place)
            case .boolean: done = Node(.boolean(content.count == 4), at: place)
            case .null, .end: done = Node(.null, at: place)
            }
            if let done {
                guard let top = stack.indices.last else { return done }
                if stack[top].isMapping, let (key, at) = keys.popLast() {
                    stack[top].entries.append(Node.Entry(key: key, keyLocation: at, value: done))
                } else {
                    stack[top].items.append(done)
                }
            }
            if token == .end { return Node(.null, at: place) }
            token = try next()
        }
    }
}

extension JSONTokenizer: ValueSource {
    var cellPosition: CellPosition {
        let first = content.startIndex == content.endIndex || start >= bytes.count ? 0 : bytes[start]
        return CellPosition(line: line, column: first == UInt8(ascii: "\"") ? column + 1 : column)
    }
}

/// Where a cell begins, in 8 bytes.
struct CellPosition: Sendable {
    var line: UInt32
    var column: UInt32

    init(line: Int, column: Int) {
        self.line = UInt32(clamping: line)
        self.column = UInt32(clamping: column)
    }
}

/// The tokens of a node that was read already.
struct NodeTokens: ValueSource {
    let file: String
    private let root: Node
    private var stack: [Open] = []
    private var hasBegun = false
    private var at: Node
    private var key: Node.Entry?
    private var bytes: [UInt8] = []

    private struct Open {
        var node: Node
        var next = 0
        /// True where a key was given and its value is next.
        var isAtValue = false
    }

    init(_ node: Node, file: String) {
        root = node
        at = node
        self.file = file
    }

    var content: ArraySlice<UInt8> { bytes[...] }
    var place: SourceLocation { key?.keyLocation ?? at.location }
    var cellPosition: CellPosition {
        let location = key?.keyLocation ?? at.contentLocation
        return CellPosition(line: location.line, column: location.column)
    }

    mutating func next() throws(JSONFailure) -> JSONToken {
        key = nil
        guard hasBegun else {
            hasBegun = true
            return begin(root)
        }
        guard let top = stack.indices.last else { return .end }
        switch stack[top].node.value {
        case .sequence(let items):
            guard stack[top].next < items.count else { return close(.endArray) }
            stack[top].next += 1
            return begin(items[stack[top].next - 1])
        case .mapping(let entries):
            if stack[top].isAtValue {
                stack[top].isAtValue = false
                stack[top].next += 1
                return begin(entries[stack[top].next - 1].value)
            }
            guard stack[top].next < entries.count else { return close(.endObject) }
            stack[top].isAtValue = true
            key = entries[stack[top].next]
            bytes = Array(entries[stack[top].next].key.utf8)
            return .key
        default: return close(.end)
        }
    }

    private mutating func close(_ token: JSONToken) -> JSONToken {
        if let open = stack.popLast() { at = open.node }
        return token
    }

    private mutating func begin(_ node: Node) -> JSONToken {
        at = node
        switch node.value {
        case .null: return .null
        case .boolean(let flag):
            bytes = Array((flag ? "true" : "false").utf8)
            return .boolean
        case .number(let text):
            bytes = Array(text.utf8)
            return .number
        case .string(let text):
            bytes = Array(text.utf8)
            return .string
        case .sequence:
            stack.append(Open(node: node))
            return .beginArray
        case .mapping:
            stack.append(Open(node: node))
            return .beginObject
        }
    }
}
