import Diagnostics
import Files
import Foundation
import Markup
import Templates

/// Cases of the Mustache specification, by `file/name`, on which Gazette differs, each with its reason.
private let deviations: [String: String] = [:]

/// The modules of the specification that Gazette keeps. Lambdas and dynamic names are not among them.
private let modules = [
    "comments", "delimiters", "interpolation", "inverted", "partials", "sections", "~inheritance",
]

/// Runs the JSON files of the specification in `folder` through the engine, in lenient mode as it has it.
func runMustache(folder: String) throws -> Bool {
    var count = 0
    var held = 0
    var unexpected = 0
    for module in modules {
        let file = URL(fileURLWithPath: folder).appendingPathComponent(module + ".json")
        let suite = try JSONDecoder().decode(Suite.self, from: Data(contentsOf: file))
        for test in suite.tests {
            count += 1
            let found = rendered(test)
            if Array(found.utf8) == Array(test.expected.utf8) {
                held += 1
                continue
            }
            let id = "\(module)/\(test.name)"
            if let reason = deviations[id] {
                print("deviates: \(id): \(reason)")
            } else {
                unexpected += 1
                print(
                    "fails: \(id)\n  expected \(test.expected.debugDescription)\n  found    \(found.debugDescription)")
            }
        }
    }
    print("mustache: \(held) of \(count) cases hold")
    return unexpected == 0 && count > 0
}

private func rendered(_ test: Suite.Test) -> String {
    let main = "the case itself"
    var files = [SourceFile(path: main, text: test.template)]
    for (name, text) in (test.partials ?? [:]).sorted(by: { $0.key < $1.key }) {
        files.append(SourceFile(path: name, text: text))
    }
    let compiled = TemplateSet.compile(files, .lenient)
    var html = HTML()
    let findings = compiled.diagnostics + compiled.value.render(main, with: test.data.value, into: &html)
    // A finding where none is expected shows in what was found.
    return html.string + findings.map { " [\($0.message)]" }.joined()
}

private struct Suite: Decodable {
    struct Test: Decodable {
        var name: String
        var data: JSON
        var template: String
        var partials: [String: String]?
        var expected: String
    }

    var tests: [Test]
}

/// A JSON value as a template's value.
private struct JSON: Decodable {
    var value: TemplateValue

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            value = .missing
        } else if let flag = try? container.decode(Bool.self) {
            value = .boolean(flag)
        } else if let number = try? container.decode(Int.self) {
            value = .integer(number)
        } else if let number = try? container.decode(Double.self) {
            value = .number(number)
        } else if let text = try? container.decode(String.self) {
            value = .text(text)
        } else if let list = try? container.decode([JSON].self) {
            value = .list(list.map(\.value))
        } else {
            let members = try container.decode([String: JSON].self).sorted { $0.key < $1.key }
            value = .object(TemplateObject(members.map { (key: TemplateKey($0.key), value: $0.value.value) }))
        }
    }
}
