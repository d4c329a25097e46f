import Diagnostics

/// What stands next in a JSON text.
package enum JSONToken: Sendable {
    case beginObject, endObject, beginArray, endArray
    /// A member's name; its value comes next.
    case key
    case string, number, boolean, null
    /// The text has ended, and all of it was well-formed.
    case end
}

/// Why a text is no JSON, at a byte of it.
package struct JSONFailure: Error {
    package var code: DiagnosticCode
    package var message: String
    package var offset: Int
    package var hint: String?

    package init(code: DiagnosticCode, message: String, offset: Int, hint: String? = nil) {
        self.code = code
        self.message = message
        self.offset = offset
        self.hint = hint
    }

    package func finding(in bytes: [UInt8], file: String) -> Diagnostic {
        .error(code, message, at: LineIndex(bytes).location(offset..<offset + 1, in: file), hint: hint)
    }
}

/// Takes a JSON text (RFC 8259) apart, one token after another, strictly: no comments, no trailing commas, no lone
/// surrogates. Repeated keys are for the caller to find. Containers stand on a stack of its own, so that no input can
/// exhaust the machine's; nothing is kept of what has been read.
///
/// It is a value: a copy reads on from where it was made.
package struct JSONTokenizer: Sendable {
    package let bytes: [UInt8]
    package let file: String
    private let depth: Int
    private let isLines: Bool

    /// Where the last token begins; its length in scalars, quotes included.
    package private(set) var line = 1
    package private(set) var column = 1
    package private(set) var length = 1
    /// The bytes of the last token, those between the quotes of a text.
    private var range = 0..<0
    private var unescaped: [UInt8] = []
    private var isEscaped = false

    private var at = 0
    private var currentLine = 1
    /// How many scalars of the line stand before the byte at `countedTo`: a file may be one line of megabytes.
    private var counted = 0
    private var countedTo = 0
    /// True for an object.
    private var containers: [Bool] = []
    private var state = State.value

    private enum State { case value, firstItem, firstKey, key, after }

    /// `bytes` are UTF-8. `isLines` for a JSON text on each line (`.ndjson`, `.jsonl`): they come one after another, as
    /// if they were items of a list, and none may go over its line's end.
    package init(bytes: [UInt8], file: String, depth: Int = NodeLimits.standard.depth, isLines: Bool = false) {
        self.bytes = bytes
        self.file = file
        self.depth = depth
        self.isLines = isLines
        if isLines { state = .after }
    }

    /// The byte at which the last token begins.
    package private(set) var start = 0

    /// What the last token says: a text's or key's own bytes, escapes undone; a number as it is written.
    package var content: ArraySlice<UInt8> { isEscaped ? unescaped[...] : bytes[range] }

    package var place: SourceLocation { SourceLocation(file: file, line: line, column: column, length: length) }

    package mutating func next() throws(JSONFailure) -> JSONToken {
        skipSpace()
        if isLines, !containers.isEmpty, currentLine != recordLine {
            throw JSONFailure(
                code: .jsonSyntax, message: "the record goes over the end of its line", offset: lineEnd,
                hint: "each line holds one record; a list of records is called .json")
        }
        switch state {
        case .value: return try value()
        case .firstItem: return peek(UInt8(ascii: "]")) ? close() : try value()
        case .firstKey: return peek(UInt8(ascii: "}")) ? close() : try key()
        case .key: return try key()
        case .after: return try afterValue()
        }
    }

    /// The line of the record that is being read; none is on line 0.
    private var recordLine = 0
    private var lineEnd: Int { max(0, countedTo - 1) }

    private func peek(_ byte: UInt8) -> Bool { at < bytes.count && bytes[at] == byte }

    private mutating func afterValue() throws(JSONFailure) -> JSONToken {
        guard let isObject = containers.last else {
            guard at < bytes.count else { return .end }
            guard isLines else { throw unexpected("the end of the file") }
            guard currentLine != recordLine else { throw unexpected("the end of the line") }
            recordLine = currentLine
            return try value()
        }
        if peek(UInt8(ascii: ",")) {
            at += 1
            skipSpace()
            return isObject ? try key() : try value()
        }
        guard peek(isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
            throw unexpected(isObject ? "“,” or “}”" : "“,” or “]”")
        }
        return close()
    }

    private mutating func close() -> JSONToken {
        mark()
        at += 1
        state = .after
        return containers.popLast() == true ? .endObject : .endArray
    }

    private mutating func value() throws(JSONFailure) -> JSONToken {
        guard at < bytes.count else { throw unexpected("a value") }
        mark()
        let start = at
        state = .after
        switch bytes[at] {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            guard containers.count < depth else {
                throw JSONFailure(code: .jsonLimit, message: "values nest deeper than \(depth) here", offset: at)
            }
            let isObject = bytes[at] == UInt8(ascii: "{")
            at += 1
            range = start..<at
            containers.append(isObject)
            state = isObject ? .firstKey : .firstItem
            return isObject ? .beginObject : .beginArray
        case UInt8(ascii: "\""):
            try string()
            return .string
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            try number()
            return .number
        case UInt8(ascii: "t"): return try word("true", .boolean)
        case UInt8(ascii: "f"): return try word("false", .boolean)
        case UInt8(ascii: "n"): return try word("null", .null)
        default: throw unexpected("a value")
        }
    }

    private mutating func key() throws(JSONFailure) -> JSONToken {
        guard peek(UInt8(ascii: "\"")) else { throw unexpected("a key between quotes") }
        mark()
        try string()
        skipSpace()
        guard peek(UInt8(ascii: ":")) else { throw unexpected("“:”") }
        at += 1
        state = .value
        return .key
    }

    private mutating func word(_ text: StaticString, _ token: JSONToken) throws(JSONFailure) -> JSONToken {
        let start = at
        let isThere = text.withUTF8Buffer { bytes[start...].starts(with: $0) }
        guard isThere else { throw unexpected("a value") }
        at += text.utf8CodeUnitCount
        length = text.utf8CodeUnitCount
        range = start..<at
        return token
    }

    // MARK: Numbers

    /// RFC 8259 §6: an optional minus, digits without a leading zero, a fraction, an exponent.
    private mutating func number() throws(JSONFailure) {
        let start = at
        var i = at
        func digits(from first: Int) -> Int {
            var end = first
            while end < bytes.count, bytes[end] &- 0x30 <= 9 { end += 1 }
            return end
        }
        if bytes[i] == UInt8(ascii: "-") { i += 1 }
        let whole = i
        i = digits(from: i)
        var isRight = i > whole && (i == whole + 1 || bytes[whole] != UInt8(ascii: "0"))
        if i < bytes.count, bytes[i] == UInt8(ascii: ".") {
            let end = digits(from: i + 1)
            isRight = isRight && end > i + 1
            i = end
        }
        if i < bytes.count, bytes[i] | 0x20 == UInt8(ascii: "e") {
            i += 1
            if i < bytes.count, bytes[i] == UInt8(ascii: "-") || bytes[i] == UInt8(ascii: "+") { i += 1 }
            let end = digits(from: i)
            isRight = isRight && end > i
            i = end
        }
        if i < bytes.count, isOfNumbers(bytes[i]) { isRight = false }
        guard isRight else {
            throw JSONFailure(
                code: .jsonSyntax, message: "this is no number as JSON writes it", offset: start,
                hint: "write digits without a leading zero, with a point for decimals")
        }
        at = i
        range = start..<i
        length = i - start
    }

    private func isOfNumbers(_ byte: UInt8) -> Bool {
        byte &- 0x30 <= 9 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: ".")
            || byte | 0x20 == UInt8(ascii: "e")
    }

    // MARK: Texts

    private mutating func string() throws(JSONFailure) {
        let quote = at
        at += 1
        isEscaped = false
        var start = at
        var scalars = 2
        while at < bytes.count {
            let byte = bytes[at]
            if byte == UInt8(ascii: "\"") {
                if isEscaped { unescaped += bytes[start..<at] }
                range = quote + 1..<at
                at += 1
                length = scalars
                return
            }
            if byte < 0x20 {
                throw JSONFailure(
                    code: .jsonSyntax, message: "a control character stands in a text", offset: at,
                    hint: "write it as \\n, \\t or \\u00xx")
            }
            if byte == UInt8(ascii: "\\") {
                if !isEscaped { unescaped.removeAll(keepingCapacity: true) }
                isEscaped = true
                unescaped += bytes[start..<at]
                let first = at
                try escape()
                scalars += at - first
                start = at
            } else {
                if byte & 0xC0 != 0x80 { scalars += 1 }
                at += 1
            }
        }
        throw unexpected("the closing quote")
    }

    private mutating func escape() throws(JSONFailure) {
        let start = at
        at += 1
        guard at < bytes.count else { throw unexpected("the closing quote") }
        let byte = bytes[at]
        at += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): unescaped.append(byte)
        case UInt8(ascii: "b"): unescaped.append(0x08)
        case UInt8(ascii: "f"): unescaped.append(0x0C)
        case UInt8(ascii: "n"): unescaped.append(0x0A)
        case UInt8(ascii: "r"): unescaped.append(0x0D)
        case UInt8(ascii: "t"): unescaped.append(0x09)
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
                throw JSONFailure(code: .jsonSyntax, message: "half of a surrogate pair", offset: start)
            }
            unescaped += Array(String(Character(scalar)).utf8)
        default:
            throw JSONFailure(
                code: .jsonSyntax, message: "JSON knows no such escape", offset: start,
                hint: "write a backslash as \\\\")
        }
    }

    private mutating func fourHex() throws(JSONFailure) -> UInt32 {
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
                currentLine += 1
                counted = 0
                countedTo = at
            default: return
            }
        }
    }

    /// Notes where the token that begins here stands.
    private mutating func mark() {
        for i in countedTo..<max(countedTo, at) where bytes[i] & 0xC0 != 0x80 { counted += 1 }
        countedTo = at
        start = at
        line = currentLine
        column = counted + 1
        length = 1
        isEscaped = false
    }

    private func unexpected(_ expected: String) -> JSONFailure {
        guard at < bytes.count else {
            return JSONFailure(
                code: .jsonSyntax, message: "the file ends, \(expected) was expected", offset: bytes.count)
        }
        let scalar = String(decoding: bytes[at..<min(at + 4, bytes.count)], as: UTF8.self).unicodeScalars.first
        let found = scalar.map { "“\(Character($0))”" } ?? "a byte"
        return JSONFailure(code: .jsonSyntax, message: "\(found) was found, \(expected) was expected", offset: at)
    }
}
