import Diagnostics

/// How much a site may hold.
package struct SourceLimits: Sendable {
    /// Bytes of one file.
    package var fileBytes: Int
    /// How deep folders may nest.
    package var depth: Int

    package static let standard = SourceLimits(fileBytes: 1_000_000_000, depth: 64)

    package init(fileBytes: Int, depth: Int) {
        self.fileBytes = fileBytes
        self.depth = depth
    }
}

extension SourceTree {
    /// The tree on disk below `root`: all files in the named `folders` of it (those that are there), dot-files aside.
    ///
    /// A link that leads out of its folder, a link to a folder, a device or pipe, an unreadable folder, and two names
    /// that differ by case or by Unicode normalisation alone are findings.
    package static func disk(
        root: String, folders: [String], limits: SourceLimits = .standard
    ) -> Diagnosed<SourceTree> {
        var scan = Scan(root: root, limits: limits)
        for folder in folders where Disk.status(root + "/" + folder, following: true)?.kind == .folder {
            scan.walk(folder)
        }
        var tree = SourceTree(
            paths: scan.paths, limitedReader: { path, limits in Self.load(path, root: root, limits: limits) },
            asker: { query in Self.ask(query, root: root) })
        tree.limits = limits
        return Diagnosed(tree, scan.findings)
    }

    /// One file of the disk. A file that changes while it is read is read once more, and then refused.
    private static func load(_ path: String, root: String, limits: SourceLimits) -> Diagnosed<SourceFile?> {
        let full = root + "/" + path
        let place = SourceLocation(file: path)
        for _ in 0..<2 {
            do {
                let before = Disk.status(full, following: true)
                let bytes = try Disk.read(full, limit: limits.fileBytes)
                if Disk.status(full, following: true) == before {
                    return Diagnosed(SourceFile(path: path, bytes: bytes))
                }
            } catch {
                if error.call == "read", let size = Disk.status(full, following: true)?.size, size > limits.fileBytes {
                    return Diagnosed(
                        nil,
                        [
                            .error(
                                .fileTooLarge, "the file has \(size) bytes, at most \(limits.fileBytes) are read",
                                at: place,
                                hint: "aggregate it first, with SQLite for instance: SELECT … GROUP BY …; or set "
                                    + "limits: {file_size: …} in site.yaml")
                        ])
                }
                return Diagnosed(
                    nil, [.error(.fileUnreadable, "the file cannot be read: \(error.reason)", at: place)])
            }
        }
        return Diagnosed(
            nil, [.error(.fileUnreadable, "the file changed twice while it was read", at: place, hint: "build again")])
    }
}

/// One walk over folders.
private struct Scan {
    let root: String
    let limits: SourceLimits
    var paths: [String] = []
    var findings: [Diagnostic] = []

    mutating func walk(_ top: String) {
        guard let real = Disk.realPath(root + "/" + top) else { return }
        var pending = [(top, 0)]
        while let (folder, depth) = pending.popLast() {
            let names: [String]
            do {
                names = try Disk.names(in: root + "/" + folder)
            } catch {
                report(.fileUnreadable, "the folder cannot be read: \(error.reason)", folder)
                continue
            }
            if depth > limits.depth {
                report(.fileName, "folders nest deeper than \(limits.depth) here", folder)
                continue
            }
            checkTwins(names, in: folder)
            for name in names where name.utf8.first != UInt8(ascii: ".") {
                let path = folder + "/" + name
                guard isName(name, path) else { continue }
                guard let status = Disk.status(root + "/" + path) else {
                    report(.fileUnreadable, "the file cannot be looked at", path)
                    continue
                }
                switch status.kind {
                case .file: paths.append(path)
                case .folder: pending.append((path, depth + 1))
                case .link: link(path, inside: real)
                case .other: report(.fileKind, "this is no file: a pipe, socket or device", path, hint: "remove it")
                }
            }
        }
    }

    private mutating func link(_ path: String, inside real: String) {
        guard let target = Disk.realPath(root + "/" + path) else {
            return report(.fileSymlink, "the link leads nowhere", path, hint: "remove it, or mend its target")
        }
        guard target.utf8.starts(with: (real + "/").utf8) else {
            return report(.fileSymlink, "the link leads out of the site", path, hint: "copy the file here instead")
        }
        guard Disk.status(target)?.kind == .file else {
            return report(.fileSymlink, "the link leads to a folder", path, hint: "copy the folder here instead")
        }
        paths.append(path)
    }

    /// Names that some disk would take for one.
    private mutating func checkTwins(_ names: [String], in folder: String) {
        var seen: [String: String] = [:]
        for name in names {
            // Swift compares strings by canonical equivalence, so the key folds NFC and NFD as well as case.
            let key = name.lowercased()
            if let other = seen[key] {
                report(
                    .fileName, "“\(other)” and “\(name)” differ by case or by Unicode form alone", folder + "/" + name,
                    hint: "rename one of them")
            }
            seen[key] = name
        }
    }

    private mutating func isName(_ name: String, _ path: String) -> Bool {
        guard name.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F || $0 == "\u{FFFD}" }) else {
            return true
        }
        report(.fileName, "the name holds a control character or is not UTF-8", path, hint: "rename the file")
        return false
    }

    private mutating func report(_ code: DiagnosticCode, _ message: String, _ path: String, hint: String? = nil) {
        findings.append(.error(code, message, at: SourceLocation(file: path), hint: hint))
    }
}
