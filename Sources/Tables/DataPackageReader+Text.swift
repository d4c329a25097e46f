import Diagnostics
import Files

/// How a resource's text is written: its encoding and its dialect.
extension DataPackageReader {
    /// The file in UTF-8, if it is in the encoding that the resource names. Nil with a finding where it is not.
    mutating func converted(_ file: SourceFile, from encoding: Node?) -> SourceFile? {
        guard let encoding else { return file }
        guard let name = encoding.scalarText else {
            findings.append(
                .error(
                    .keyType, "“encoding” is \(encoding.kind), the name of an encoding was expected",
                    at: encoding.location))
            return nil
        }
        if TextEncoding.isUTF8(name) { return file }
        switch TextEncoding.convert(file.bytes, from: name) {
        case .converted(let bytes): return SourceFile(path: file.path, bytes: bytes)
        case .unknown:
            findings.append(
                .error(
                    .fileEncoding, "there is no encoding “\(name)”", at: encoding.location,
                    hint: "such as utf-8, big5, gb18030, windows-1252 or utf-16"))
        case .invalid(let offset, let line, let column):
            let byte = offset < file.bytes.count ? String(file.bytes[offset], radix: 16, uppercase: true) : "?"
            let guess = EncodingGuess.of(file.bytes).map { "by its bytes it is probably \($0.rawValue)" }
            findings.append(
                .error(
                    .fileEncoding, "byte \(offset + 1) (0x\(byte)) is not \(name), which the data package says it is",
                    at: SourceLocation(file: file.path, line: line, column: column), hint: guess))
        }
        return nil
    }

    /// The dialect of a resource: its own, on top of the package's, on top of what the file shows.
    mutating func readDialect(_ node: Node?, of file: SourceFile) -> CSVDialect {
        var dialect = CSVDialect(detectedIn: file)
        for node in [packageDialect, node] {
            guard let node, let content = described(node) else { continue }
            dialect = CSVDialect(content, base: dialect, into: &findings)
        }
        return dialect
    }

    /// What stands in place, or in the file beside the package that is named there.
    mutating func described(_ node: Node) -> Node? {
        guard let relative = node.scalarText else { return node }
        guard let full = resolve(relative, at: node.location) else { return nil }
        guard let file = files[full] else {
            findings.append(missing(relative, at: node.location))
            return nil
        }
        described.insert(full)
        let parsed = SourcePath.suffix(of: full) == "json" ? JSON.parse(file) : YAML.parse(file)
        // What is wrong with a file that many name is told once.
        return parsed.diagnostics.allSatisfy(findings.contains) ? parsed.value : parsed.collecting(into: &findings)
    }
}
