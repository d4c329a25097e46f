import Diagnostics
import Files

/// The way to the rows within a document: `data.rows`, `[1]` or `1` for the second item of a list, `\.` for a dot of a
/// name, as Vega and the Table Dialect's `property` write it.
package struct ValuePath: Sendable {
    let steps: [String]

    package init(_ text: String) {
        var steps: [[UInt8]] = []
        var step: [UInt8] = []
        var isEscaped = false
        func end() {
            if !step.isEmpty { steps.append(step) }
            step = []
        }
        for byte in text.utf8 {
            if isEscaped {
                step.append(byte)
                isEscaped = false
                continue
            }
            switch byte {
            case UInt8(ascii: "\\"): isEscaped = true
            case UInt8(ascii: "."), UInt8(ascii: "["), UInt8(ascii: "]"): end()
            case UInt8(ascii: "'"), UInt8(ascii: "\""): break
            default: step.append(byte)
            }
        }
        end()
        self.steps = steps.map { String(decoding: $0, as: UTF8.self) }
    }

    /// The value that it leads to within `node`, nil where there is none.
    package func node(in node: Node) -> Node? {
        var at = node
        for step in steps {
            if let list = at.sequence {
                guard let index = Int(step), list.indices.contains(index) else { return nil }
                at = list[index]
            } else {
                guard let next = at[step] else { return nil }
                at = next
            }
        }
        return at
    }

    /// Moves `source` to the value; its first token, which was just read, or nil with a finding where there is none.
    func find<S: ValueSource>(
        in source: inout S, at location: SourceLocation?, into findings: inout [Diagnostic]
    ) throws(JSONFailure) -> JSONToken? {
        var token = try source.next()
        for (index, step) in steps.enumerated() {
            var known: [String] = []
            guard let found = try enter(step, token, &source, &known) else {
                let parents = steps[..<index].joined(separator: ".")
                findings.append(
                    .error(
                        .tableMissing,
                        "there is no “\(step)” in \(parents.isEmpty ? SourcePath.name(of: source.file) : "“\(parents)”")",
                        at: location ?? SourceLocation(file: source.file),
                        hint: NearestName.hint(for: step, among: known)
                            ?? (known.isEmpty ? nil : "there are \(known.prefix(12).joined(separator: ", "))")))
                return nil
            }
            token = found
        }
        return token
    }

    private func enter<S: ValueSource>(
        _ step: String, _ token: JSONToken, _ source: inout S, _ known: inout [String]
    ) throws(JSONFailure) -> JSONToken? {
        switch token {
        case .beginObject:
            while try source.next() == .key {
                let key = source.text
                let value = try source.next()
                if key == step { return value }
                if known.count < 1000 { known.append(key) }
                try source.skip(value)
            }
        case .beginArray:
            guard let index = Int(step) else { return nil }
            var count = 0
            while true {
                let item = try source.next()
                if item == .endArray || item == .end { return nil }
                if count == index { return item }
                count += 1
                try source.skip(item)
            }
        default: break
        }
        return nil
    }
}
