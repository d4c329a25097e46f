import Diagnostics
import Files

/// A template's text as it is compiled: without its byte-order mark, known to be UTF-8.
struct TemplateSource: Sendable {
    var path: String
    /// The file's name without its extension.
    var name: String
    var bytes: [UInt8]

    /// The most bytes that a template may have.
    static let sizeLimit = 4 << 20
    /// How many findings a stage makes of one template; what follows so many is rarely worth reading.
    static let findingLimit = 100

    /// Nil, with a finding, for what is no text that can be compiled.
    init?(_ file: SourceFile, into findings: inout [Diagnostic]) {
        path = file.path
        name = Self.name(of: file)
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        bytes = file.bytes.starts(with: mark) ? Array(file.bytes.dropFirst(mark.count)) : file.bytes
        if bytes.count > Self.sizeLimit {
            findings.append(
                .error(
                    .templateLimit, "a template of \(bytes.count) bytes, at most \(Self.sizeLimit) are read",
                    at: SourceLocation(file: path), hint: "split it into partials"))
            return nil
        }
        if let offset = Self.firstMalformedByte(bytes) {
            findings.append(
                .error(
                    .fileEncoding, "a byte that is not UTF-8 in a template",
                    at: lines.location(offset..<offset + 1, in: path), hint: "save the file as UTF-8"))
            return nil
        }
    }

    /// Made when it is asked for: findings are rare.
    var lines: LineIndex { LineIndex(bytes) }

    static func name(of file: SourceFile) -> String {
        let name = file.name
        guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")), dot > name.startIndex else { return name }
        return String(name[..<dot])
    }

    private static func firstMalformedByte(_ bytes: [UInt8]) -> Int? {
        if String(validating: bytes, as: UTF8.self) != nil { return nil }
        var parser = Unicode.UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        var offset = 0
        while true {
            switch parser.parseScalar(from: &iterator) {
            case .valid(let scalar): offset += scalar.count
            case .error, .emptyInput: return min(offset, max(0, bytes.count - 1))
            }
        }
    }
}
