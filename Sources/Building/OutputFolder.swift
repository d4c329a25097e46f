import Diagnostics
import Files

/// Which folder may be written into.
enum OutputFolder {
    static let manifestName = ".gazette-manifest"
    static let lockName = ".gazette-lock"
    static let stagingName = ".gazette-staging"

    /// Refuses a folder that is no place for a site: the disk's root, the home folder, the project or a folder above
    /// it, what holds its sources, and a folder with files that no manifest of ours owns (dot-files aside).
    static func refusal(of output: String, root: String, home: String?) -> Diagnostic? {
        func refused(_ why: String, _ hint: String) -> Diagnostic {
            .error(.outputRefused, "\(output) \(why)", at: nil, hint: hint)
        }
        let elsewhere = "name a folder of its own, such as public"
        let target = absolute(output)
        let project = absolute(root)
        if target == "/" { return refused("is the root of the disk", elsewhere) }
        if let home, target == absolute(home) { return refused("is your home folder", elsewhere) }
        if target == project || isInside(project, target) {
            return refused("holds the site's sources", elsewhere)
        }
        for sources in ["content", "templates"] {
            let folder = absolute(root + "/" + sources)
            if target == folder || isInside(target, folder) {
                return refused("is part of the site's sources", elsewhere)
            }
        }
        guard let status = Disk.status(output, following: true) else { return nil }
        guard status.kind == .folder else { return refused("is no folder", elsewhere) }
        if Disk.status(output + "/" + manifestName) != nil { return nil }
        guard let names = try? Disk.names(in: output) else { return refused("cannot be looked into", elsewhere) }
        if let stranger = names.first(where: { $0.utf8.first != UInt8(ascii: ".") }) {
            return refused(
                "holds “\(stranger)”, which no build wrote", "name an empty folder, or one that does not exist yet")
        }
        return nil
    }

    /// The path without links, made absolute; of what does not exist yet, by the folder above it that does.
    static func absolute(_ path: String) -> String {
        var missing: [String] = []
        var rest = path.utf8.first == UInt8(ascii: "/") ? path : Disk.workingFolder + "/" + path
        while true {
            if let real = Disk.realPath(rest) {
                return missing.isEmpty
                    ? real : (real == "/" ? "" : real) + "/" + missing.reversed().joined(separator: "/")
            }
            while rest.utf8.count > 1, rest.utf8.last == UInt8(ascii: "/") { rest.removeLast() }
            guard let slash = rest.utf8.lastIndex(of: UInt8(ascii: "/")), rest != "/" else { return path }
            missing.append(String(rest[rest.index(after: slash)...]))
            rest = slash == rest.startIndex ? "/" : String(rest[..<slash])
        }
    }

    private static func isInside(_ path: String, _ folder: String) -> Bool {
        path.utf8.starts(with: (folder == "/" ? "/" : folder + "/").utf8)
    }
}

/// The list of files that builds of ours wrote into a folder: nothing else there is ever changed or deleted.
struct Manifest: Hashable {
    /// Below the output folder.
    var files: Set<String>

    /// One path a line after a line that says what this is; nil where the bytes are no manifest.
    init?(_ bytes: [UInt8]) {
        var lines = bytes.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
        guard lines.first == Self.heading else { return nil }
        lines.removeFirst()
        files = Set(lines.filter(Self.isInside))
    }

    init(files: Set<String>) { self.files = files }

    var bytes: [UInt8] {
        let sorted = files.sorted { $0.precedesByBytes($1) }
        return Array(([Self.heading] + sorted).joined(separator: "\n").utf8) + [0x0A]
    }

    private static let heading = "gazette 1: the files that this tool wrote here, and may change or delete"

    /// True of a relative path that stays below the folder, whatever somebody wrote into the manifest.
    static func isInside(_ path: String) -> Bool {
        let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        return !path.isEmpty && !path.utf8.contains(0)
            && parts.allSatisfy { !$0.isEmpty && !$0.elementsEqual([0x2E]) && !$0.elementsEqual([0x2E, 0x2E]) }
    }
}
