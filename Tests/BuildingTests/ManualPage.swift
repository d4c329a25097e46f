import Foundation
import TestSupport

/// A page of the manual as its readers see it: what it says, and the files and commands that it shows.
struct ManualPage {
    /// A fenced block. The line before it may name its file: a code span with a colon behind it, and nothing else.
    struct Block {
        var path: String?
        var language: String
        var text: String
    }

    static let languages = [".md", ".en.md"]

    let text: String
    let blocks: [Block]

    /// The page of a folder below `content/manual`, in the language of a suffix.
    init(_ folder: String, _ suffix: String) {
        let path = Fixture.project + "/content/manual/\(folder)/index\(suffix)"
        text = String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
        blocks = Self.blocks(text)
    }

    /// The code spans of the page, those of its tables and headings too.
    var codeSpans: Set<String> {
        var out: Set<String> = []
        var isFenced = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") { isFenced.toggle() }
            if isFenced || line.hasPrefix("```") { continue }
            let parts = line.split(separator: "`", omittingEmptySubsequences: false)
            for index in stride(from: 1, to: parts.count, by: 2) { out.insert(String(parts[index])) }
        }
        return out
    }

    private static func blocks(_ text: String) -> [Block] {
        var out: [Block] = []
        var open: Block?
        var path: String?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if var block = open {
                if line == "```" {
                    out.append(block)
                    open = nil
                    path = nil
                } else {
                    block.text += line + "\n"
                    open = block
                }
            } else if line.hasPrefix("```") {
                open = Block(path: path, language: String(line.dropFirst(3)), text: "")
            } else if !line.isEmpty {
                path = Self.path(of: line)
            }
        }
        return out
    }

    private static func path(of line: Substring) -> String? {
        let parts = line.split(separator: "`", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].isEmpty, parts[2] == ":" || parts[2] == "：" else { return nil }
        return String(parts[1])
    }
}
