import Content
import Diagnostics
import Rendering

/// Where the files of a build will stand, so that no two meet: in one file, on a disk that folds case or Unicode forms
/// too, or a file where a folder must stand.
struct OutputPlan {
    private struct Entry {
        var path: String
        var source: String?
        var isPage: Bool
    }

    private var entries: [Entry] = []

    mutating func add(_ files: [OutputFile], ofPage: Bool) {
        for (index, file) in files.enumerated() {
            entries.append(Entry(path: file.path, source: file.source, isPage: ofPage && index == 0))
        }
    }

    /// A finding for each two sources that meet, at the one that can be moved.
    func conflicts() -> [Diagnostic] {
        var findings: [Diagnostic] = []
        var reported: Set<[String]> = []
        // Strings compare by canonical equivalence, so the key folds NFC and NFD as well as case.
        var byPath: [String: Int] = [:]
        func report(_ a: Entry, _ b: Entry, _ what: String) {
            let (first, second) = (Self.name(a), Self.name(b))
            guard reported.insert([first, second]).inserted else { return }
            let place = Self.isOfSite(b.source) ? b.source : a.source
            findings.append(
                .error(
                    .pageConflict, "\(first) and \(second) \(what)", at: place.map { SourceLocation(file: $0) },
                    hint: "rename one of them"))
        }
        for (index, entry) in entries.enumerated() {
            let key = entry.path.lowercased()
            guard let other = byPath[key] else {
                byPath[key] = index
                continue
            }
            // Two pages at one address, and with them all their files, are found when the site is put together.
            if entries[other].isPage, entry.isPage {
                reported.insert([Self.name(entries[other]), Self.name(entry)])
                continue
            }
            report(entries[other], entry, "would both be written to \(entry.path)")
        }
        for entry in entries {
            var folder = entry.path
            while let slash = folder.utf8.lastIndex(of: UInt8(ascii: "/")) {
                folder = String(folder[..<slash])
                guard let other = byPath[folder.lowercased()] else { continue }
                report(entry, entries[other], "would be written to \(entry.path) and to a file \(entries[other].path)")
            }
        }
        return findings
    }

    private static func name(_ entry: Entry) -> String {
        isOfSite(entry.source) ? entry.source ?? "" : "Gazette's own \(entry.path)"
    }

    /// True of a source that the author can rename.
    private static func isOfSite(_ source: String?) -> Bool { source?.utf8.starts(with: "content/".utf8) ?? false }
}
