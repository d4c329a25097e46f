import Foundation
import TestSupport
import Testing

/// A reader who does what a page of the manual shows, from its first block to its last: writes the files, types the
/// commands, and compares what the program says with what the page says that it does.
enum ManualWalk {
    /// In a folder of its own; the site that was made, and the folder that the commands ended in.
    static func follow(_ page: ManualPage) throws -> (site: TemporarySite, folder: String) {
        let place = try TemporarySite()
        var folder = ""
        func path(_ relative: String) -> String { folder.isEmpty ? relative : folder + "/" + relative }
        for (index, block) in page.blocks.enumerated() {
            if block.language == "sh" {
                let next = page.blocks.indices.contains(index + 1) ? page.blocks[index + 1] : nil
                let expected = next.flatMap { $0.language == "text" && $0.path == nil ? $0.text : nil } ?? ""
                var said = ""
                var status: Int32 = 0
                for line in block.text.split(separator: "\n") {
                    let words = words(of: line)
                    if words.first == "cd" {
                        folder = path(words[1])
                    } else {
                        #expect(words.first == "gazette", "\(line)")
                        let run = try Gazette.run(
                            Array(words.dropFirst()), in: place.path(folder),
                            environment: ["SOURCE_DATE_EPOCH": "1781913600"])
                        said += run.output + run.errors
                        status = run.status
                    }
                }
                let fails = expected.contains("error[") || expected.contains("errors;")
                #expect(status == (fails ? 1 : 0), "\(block.text)\(said)")
                #expect(expected.isEmpty || said.contains(expected.dropLast()), "\(block.text)\(expected)\(said)")
            } else if let file = block.path {
                try place.write(path(file), block.text)
            }
        }
        return (place, folder)
    }

    /// The words of a command, of which single quotes keep one together.
    static func words(of line: Substring) -> [String] {
        var out: [String] = []
        for (index, part) in line.split(separator: "'", omittingEmptySubsequences: false).enumerated() {
            if index % 2 == 1 { out.append(String(part)) } else { out += part.split(separator: " ").map(String.init) }
        }
        return out
    }
}
