import Content
import Diagnostics
import Foundation
import Markup

/// Examples of the specification that libcmark 0.30.2 reads as the specification of its day had it.
private let deviations: [Int: String] = [
    354: "currency signs became punctuation in CommonMark 0.31",
    625: "comments end otherwise since CommonMark 0.31",
    626: "comments end otherwise since CommonMark 0.31",
]

/// How long one pathological input may take. The slowest takes a tenth of it in a debug build.
private let bound: Duration = .seconds(5)

/// Runs `spec.json`, and `pathological.json` beside it, through Gazette's own writer; `folder` holds both.
func runCommonMark(folder: String) throws -> Bool {
    let base = URL(fileURLWithPath: folder)
    let decoder = JSONDecoder()
    let examples = try decoder.decode(
        [Example].self, from: Data(contentsOf: base.appendingPathComponent("spec.json")))
    var held = 0
    var unexpected = 0
    for example in examples {
        let found = html(of: example.markdown)
        if Array(found.utf8) == Array(example.html.utf8) {
            held += 1
        } else if let reason = deviations[example.example] {
            print("deviates: \(example.example): \(reason)")
        } else {
            unexpected += 1
            print(
                "fails: \(example.example) (\(example.section))\n  of       \(example.markdown.debugDescription)"
                    + "\n  expected \(example.html.debugDescription)\n  found    \(found.debugDescription)")
        }
    }
    let hostile = try decoder.decode(
        Pathological.self, from: Data(contentsOf: base.appendingPathComponent("pathological.json")))
    for (name, text) in hostile.inputs {
        let clock = ContinuousClock()
        let extended = clock.measure { _ = Markdown.document(text[...], file: name) }
        let plain = clock.measure { _ = html(of: text) }
        if max(extended, plain) > bound {
            unexpected += 1
            print("fails: \(name): \(extended) with extensions, \(plain) without; allowed are \(bound)")
        }
    }
    print("commonmark: \(held) of \(examples.count) cases hold")
    return unexpected == 0 && !examples.isEmpty && !hostile.inputs.isEmpty
}

private func html(of markdown: String) -> String { html(of: Array(markdown.utf8)) }

private func html(of markdown: [UInt8]) -> String {
    let options = MarkdownOptions(trustsHTML: true, extensions: false)
    let read = Markdown.document(markdown[...], file: "example.md", options: options)
    // A finding where none is expected shows in what was found.
    return read.value.body.html.string + read.diagnostics.map { " [\($0.message)]" }.joined()
}

private struct Example: Decodable {
    var example: Int
    var section: String
    var markdown: String
    var html: String
}

/// Inputs on which parsers are slow, as pieces and how often each is repeated.
private struct Pathological: Decodable {
    struct Piece: Decodable {
        var text: String
        var count: Int

        init(from decoder: any Decoder) throws {
            var list = try decoder.unkeyedContainer()
            text = try list.decode(String.self)
            count = try list.decode(Int.self)
        }
    }

    struct Repeated: Decodable {
        var name: String
        var pieces: [Piece]
    }

    struct Ramp: Decodable {
        var name: String
        var line: String
        var indent: String?
        var `repeat`: String?
        var from: Int
        var to: Int
    }

    struct Collisions: Decodable {
        var name: String
        var labels: Int
    }

    var pieces: [Repeated]
    var ramps: [Ramp]
    var collisions: Collisions

    var inputs: [(name: String, text: [UInt8])] {
        var list: [(String, [UInt8])] = []
        for input in pieces {
            list.append((input.name, input.pieces.flatMap { Self.repeated($0.text, $0.count) }))
        }
        for ramp in ramps {
            list.append(
                (
                    ramp.name,
                    (ramp.from...ramp.to).flatMap { n in
                        if let unit = ramp.repeat { return Array(ramp.line.utf8) + Self.repeated(unit, n) }
                        return Self.repeated(ramp.indent ?? "", n) + Array(ramp.line.utf8) + [0x0A]
                    }
                ))
        }
        list.append((collisions.name, colliding()))
        return list
    }

    private static func repeated(_ text: String, _ count: Int) -> [UInt8] {
        Array([[UInt8]](repeating: Array(text.utf8), count: count).joined())
    }

    /// Labels whose hash, as cmark's map of references had it, is 0 modulo 16.
    private func colliding() -> [UInt8] {
        var labels: [String] = []
        var number = 0
        while labels.count < collisions.labels {
            let label = "x\(number)"
            var hash: UInt32 = 0
            for byte in label.utf8 { hash = UInt32(byte) &+ (hash << 6) &+ (hash << 16) &- hash }
            if hash % 16 == 0 { labels.append(label) }
            number += 1
        }
        let bad = labels[0]
        return labels.dropFirst().flatMap { Array("[\($0)]: /url\n\n[\(bad)]\n\n".utf8) }
    }
}
