import Diagnostics
import Files
import Foundation

/// Reads each case of yaml-test-suite (`ID.yaml`, a list of cases: `yaml`, `json`, `fail`) and compares with the JSON
/// that it means: what must fail is refused, everything else agrees. The deviations are listed, each with its reason;
/// one that holds after all is a failure, too.
func runYAMLTestSuite(folder: String) throws -> Bool {
    let root = URL(fileURLWithPath: folder)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".yaml") }.sorted()
    var held = 0
    var deviating = 0
    var withoutJSON = 0
    var failed = 0
    for name in names {
        let bytes = Array(try Data(contentsOf: root.appendingPathComponent(name)))
        let cases = YAML.parse(SourceFile(path: name, bytes: bytes))
        guard let list = cases.value?.sequence else {
            print("fails: \(name) is no list of cases")
            failed += 1
            continue
        }
        for (index, node) in list.enumerated() {
            let id = String(name.dropLast(5)) + (list.count > 1 ? "/\(index)" : "")
            switch YAMLCase(node, id: id)?.verdict() {
            case nil: withoutJSON += 1
            case .agrees?:
                if !YAMLDeviations.all.contains(id) {
                    held += 1
                } else {
                    print("holds, though it is listed as a deviation: \(id)")
                    failed += 1
                }
            case .differs(let found)?:
                if YAMLDeviations.all.contains(id) {
                    deviating += 1
                } else {
                    print("fails: \(id) \(found)")
                    failed += 1
                }
            }
        }
    }
    print(
        "yaml-test-suite: \(held) cases hold, \(deviating) deviate as listed, \(withoutJSON) have no JSON to compare with, "
            + "\(failed) fail")
    return failed == 0 && held > 200
}

private struct YAMLCase {
    enum Verdict {
        case agrees
        case differs(String)
    }

    let yaml: String
    /// Nil where the case must be refused.
    let json: String?

    /// Nil where there is nothing to compare with: neither JSON nor a failure. It is read all the same.
    init?(_ node: Node, id: String) {
        guard let text = node["yaml"]?.scalarText else { return nil }
        yaml = Self.plain(text)
        if node["fail"]?.boolean == true {
            json = nil
        } else if let text = node["json"]?.string {
            json = text
        } else {
            _ = YAML.parse(SourceFile(path: id, text: yaml))
            return nil
        }
    }

    /// The suite writes blanks so that they can be seen.
    private static func plain(_ text: String) -> String {
        var out = text.replacingOccurrences(of: "␣", with: " ")
        out = out.replacingOccurrences(of: "—*»", with: "\t", options: .regularExpression)
        out = out.replacingOccurrences(of: "←", with: "\r").replacingOccurrences(of: "⇔", with: "\u{FEFF}")
        out = out.replacingOccurrences(of: "↵", with: "")
        return out.replacingOccurrences(of: "∎\n", with: "").replacingOccurrences(of: "∎", with: "")
    }

    func verdict() -> Verdict {
        let read = YAML.parse(SourceFile(path: "case", text: yaml))
        guard let json else {
            return read.diagnostics.hasErrors ? .agrees : .differs("is read, though it is no YAML")
        }
        if let finding = read.diagnostics.first(where: { $0.severity == .error }) {
            return .differs("is refused: \(finding.message)")
        }
        let text = json.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !text.isEmpty else {
            return read.value.map(\.isNull) ?? true ? .agrees : .differs("is read as a value, it has none")
        }
        let expected = JSON.parse(SourceFile(path: "json", text: text))
        guard let wanted = expected.value else {
            return .differs("has JSON of its own that is not read: \(expected.diagnostics.first?.message ?? "")")
        }
        let found = read.value ?? Node(.null, at: wanted.location)
        return Self.same(found, wanted) ? .agrees : .differs("is read as \(Self.text(found)), not \(Self.text(wanted))")
    }

    private static func same(_ a: Node, _ b: Node) -> Bool {
        switch (a.value, b.value) {
        case (.null, .null): return true
        case (.boolean(let x), .boolean(let y)): return x == y
        case (.number(let x), .number(let y)): return x == y || Double(x) == Double(y)
        case (.string(let x), .string(let y)): return x.utf8.elementsEqual(y.utf8)
        case (.sequence(let x), .sequence(let y)): return x.count == y.count && zip(x, y).allSatisfy { same($0, $1) }
        case (.mapping(let x), .mapping(let y)):
            return x.count == y.count
                && x.allSatisfy { entry in
                    y.first { $0.key.utf8.elementsEqual(entry.key.utf8) }.map { same(entry.value, $0.value) } ?? false
                }
        default: return false
        }
    }

    private static func text(_ node: Node) -> String {
        switch node.value {
        case .null: return "null"
        case .boolean(let flag): return "\(flag)"
        case .number(let text): return text
        case .string(let text): return text.debugDescription
        case .sequence(let items): return "[" + items.map(text).joined(separator: ", ") + "]"
        case .mapping(let entries):
            return "{" + entries.map { "\($0.key.debugDescription): \(text($0.value))" }.joined(separator: ", ") + "}"
        }
    }
}
