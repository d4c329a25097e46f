import Diagnostics
import Files
import Rendering
import Synchronization

/// What publishing changed.
package struct PublishedChanges: Sendable, Hashable {
    package var written = 0
    package var unchanged = 0
    package var removed = 0
}

/// Takes the files of a build, and lets them appear together.
///
/// While files are staged, what differs from the published file goes into a staging folder beside the site. `commit`
/// then makes folders, renames, removes what the last manifest owns and this build no longer has, and writes the
/// manifest last. Whatever fails is undone: every published file is what it was. Files may be staged from several
/// threads at once.
package final class Publisher: Sendable {
    private let folder: String
    private let lock: DiskLock
    private let before: Manifest
    /// Folders that did not exist before, the outermost first: gone again after a failure.
    private let madeFolders: [String]
    private let state = Mutex(State())

    private struct State {
        var staged: [Staged] = []
        var paths: Set<String> = []
        var unchanged = 0
        var failure: Diagnostic?
        /// What stands where files of the build are to stand.
        var places: [String: Place] = [:]
        /// The outermost folders that are new, and how many files stand below them.
        var newFolders: Set<String> = []
        var newFiles = 0
        /// Folders made in the staging folder.
        var stagedFolders: Set<String> = []
    }

    /// What stands at the path of a folder.
    private enum Place {
        case folder
        /// Nothing; `outermost` is the first folder of the path that is not there.
        case missing(outermost: String)
        case other
    }

    struct Staged {
        var path: String
        var temporary: String
        /// True where a file stands at the path already.
        var replaces: Bool
    }

    /// Opens `folder` for a build: refuses what is no place for a site, takes the lock, clears what a killed build left.
    package static func open(folder: String, root: String, home: String?) -> Diagnosed<Publisher?> {
        if let refusal = OutputFolder.refusal(of: folder, root: root, home: home) { return Diagnosed(nil, [refusal]) }
        var made: [String] = []
        do {
            try makeFolders(folder, noting: &made)
            guard let lock = try DiskLock(folder + "/" + OutputFolder.lockName) else {
                return Diagnosed(
                    nil,
                    [
                        .error(
                            .outputLocked, "another build is writing to \(folder)", at: nil,
                            hint: "wait for it, or end it")
                    ])
            }
            var manifest = Manifest(files: [])
            if Disk.status(folder + "/" + OutputFolder.manifestName) != nil {
                let bytes = try Disk.read(folder + "/" + OutputFolder.manifestName)
                guard let read = Manifest(bytes) else {
                    return Diagnosed(
                        nil,
                        [
                            .error(
                                .outputRefused, "\(folder)/\(OutputFolder.manifestName) is no manifest of a build",
                                at: nil, hint: "name another folder, or empty this one")
                        ])
                }
                manifest = read
            }
            let staging = folder + "/" + OutputFolder.stagingName
            try clear(staging)
            try Disk.makeFolder(staging)
            return Diagnosed(Publisher(folder: folder, lock: lock, before: manifest, madeFolders: made))
        } catch {
            removeMade(made, folder)
            return Diagnosed(nil, [failed(error, folder)])
        }
    }

    private init(folder: String, lock: DiskLock, before: Manifest, madeFolders: [String]) {
        self.folder = folder
        self.lock = lock
        self.before = before
        self.madeFolders = madeFolders
    }

    /// Takes one file. It is compared with what is published, and written aside where it differs.
    package func stage(_ file: OutputFile) {
        let target = folder + "/" + file.path
        let number: (Int, Place)? = state.withLock { state in
            guard state.failure == nil else { return nil }
            guard Manifest.isInside(file.path) else {
                state.failure = .error(.outputRefused, "\(file.path) is no path below the output", at: nil)
                return nil
            }
            guard state.paths.insert(file.path).inserted else {
                state.failure = .error(.pageConflict, "two sources would be written to \(file.path)", at: nil)
                return nil
            }
            return (state.paths.count, place(of: Self.parent(of: file.path), &state))
        }
        guard let (number, place) = number else { return }
        if case .missing(let outermost) = place { return stage(file, inNew: outermost) }
        let status = Disk.status(target)
        // A file of the same bytes that no build wrote is somebody's own, and would be deleted with ours one day.
        if before.files.contains(file.path), status?.kind == .file, status?.size == file.bytes.count,
            let old = try? Disk.read(target), old == file.bytes
        {
            state.withLock { $0.unchanged += 1 }
            return
        }
        if let refusal = refusal(of: file.path, status) {
            state.withLock { if $0.failure == nil { $0.failure = refusal } }
            return
        }
        let temporary = folder + "/" + OutputFolder.stagingName + "/.\(number)"
        do {
            try Disk.write(file.bytes, to: temporary)
            state.withLock {
                $0.staged.append(Staged(path: file.path, temporary: temporary, replaces: status != nil))
            }
        } catch {
            let finding = Self.failed(error, file.path)
            state.withLock { if $0.failure == nil { $0.failure = finding } }
        }
    }

    /// Takes a file of a folder that does not exist yet: it is staged with its folder, which then appears as a whole.
    private func stage(_ file: OutputFile, inNew outermost: String) {
        do {
            try state.withLock { state throws(DiskError) in
                try makeStaged(Self.parent(of: file.path), &state)
                state.newFolders.insert(outermost)
                state.newFiles += 1
            }
            try Disk.write(file.bytes, to: Self.newFolder(file.path, in: folder))
        } catch {
            let finding = Self.failed(error, file.path)
            state.withLock { if $0.failure == nil { $0.failure = finding } }
        }
    }

    /// Makes a folder below the staged ones, and those above it.
    private func makeStaged(_ path: String, _ state: inout State) throws(DiskError) {
        guard !state.stagedFolders.contains(path) else { return }
        if !path.isEmpty { try makeStaged(Self.parent(of: path), &state) }
        let full = Self.newFolder(path, in: folder)
        // Where a disk folds the case of names, it may be there already.
        if Disk.status(full)?.kind != .folder { try Disk.makeFolder(full) }
        state.stagedFolders.insert(path)
    }

    /// Where a file or folder is staged that comes with its folder.
    static func newFolder(_ path: String, in folder: String) -> String {
        let staged = folder + "/" + OutputFolder.stagingName + "/new"
        return path.isEmpty ? staged : staged + "/" + path
    }

    private static func parent(of path: String) -> String {
        path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[..<$0]) } ?? ""
    }

    /// What stands at the path of a folder below the output; each is looked at once.
    private func place(of path: String, _ state: inout State) -> Place {
        if path.isEmpty { return .folder }
        if let known = state.places[path] { return known }
        let place: Place
        switch self.place(of: Self.parent(of: path), &state) {
        case .missing(let outermost): place = .missing(outermost: outermost)
        case .other: place = .other
        case .folder:
            switch Disk.status(folder + "/" + path)?.kind {
            case .folder: place = .folder
            case nil: place = .missing(outermost: path)
            default: place = .other
            }
        }
        state.places[path] = place
        return place
    }

    /// A path that cannot be written to, or that is not ours to write to.
    private func refusal(of path: String, _ status: Disk.Status?) -> Diagnostic? {
        switch status?.kind {
        case .folder:
            return .error(
                .outputFailed, "a folder stands at \(path), where a file is to be written", at: nil,
                hint: "remove the folder from the output")
        case .file where !before.files.contains(path), .link, .other:
            return .error(
                .outputRefused, "\(path) stands in the output and no build wrote it", at: nil,
                hint: "move it away, or rename the page that is to be written there")
        default: break
        }
        var parent = path
        while let slash = parent.utf8.lastIndex(of: UInt8(ascii: "/")) {
            parent = String(parent[..<slash])
            if let kind = Disk.status(folder + "/" + parent)?.kind, kind != .folder, !before.files.contains(parent) {
                return .error(
                    .outputFailed, "\(parent) in the output is no folder, and \(path) is to be written below it",
                    at: nil, hint: "remove it from the output")
            }
        }
        return nil
    }

    /// Gives up: the site stays what it was, and nothing of this build is left.
    package func abort() {
        try? Self.clear(folder + "/" + OutputFolder.stagingName)
        Self.removeMade(madeFolders, folder)
    }

    private static func removeMade(_ made: [String], _ folder: String) {
        guard !made.isEmpty else { return }
        try? Disk.removeFile(folder + "/" + OutputFolder.lockName)
        for path in made.reversed() { try? Disk.removeFolder(path) }
    }

    /// Lets the staged files appear, or, with findings, leaves everything as it was.
    package func commit() -> Diagnosed<PublishedChanges> {
        let made = state.withLock { $0 }
        let (staged, paths, unchanged, failure) = (made.staged, made.paths, made.unchanged, made.failure)
        if let failure {
            abort()
            return Diagnosed(PublishedChanges(), [failure])
        }
        let stale = stale(after: paths)
        var move = Move(folder: folder)
        do {
            try move.run(
                staged: staged.sorted { $0.path.precedesByBytes($1.path) },
                folders: made.newFolders.sorted { $0.precedesByBytes($1) }, stale: stale, before: before, after: paths)
        } catch {
            move.undo()
            abort()
            return Diagnosed(PublishedChanges(), [Self.failed(error.cause, error.path)])
        }
        try? Self.clear(folder + "/" + OutputFolder.stagingName)
        return Diagnosed(
            PublishedChanges(written: staged.count + made.newFiles, unchanged: unchanged, removed: move.removed))
    }

    /// What the last build wrote and this one has no more. Names are told apart by their bytes, as most disks do; where
    /// a disk folds case or Unicode forms, the old name of a file that stays is the file itself.
    private func stale(after paths: Set<String>) -> [String] {
        let written = Set(paths.map { Array($0.utf8) })
        let byFoldedName = Dictionary(paths.map { ($0.lowercased(), $0) }, uniquingKeysWith: { a, _ in a })
        let gone = before.files.filter { path in
            guard !written.contains(Array(path.utf8)) else { return false }
            guard let twin = byFoldedName[path.lowercased()], let status = Disk.status(folder + "/" + path) else {
                return true
            }
            return Disk.status(folder + "/" + twin) != status
        }
        return gone.sorted { $0.precedesByBytes($1) }
    }

    // MARK: Folders

    static func failed(_ error: DiskError, _ path: String) -> Diagnostic {
        .error(
            .outputFailed, "\(path) cannot be written: \(error.reason)", at: nil,
            hint: "the published site is unchanged")
    }

    private static func makeFolders(_ path: String, noting made: inout [String]) throws(DiskError) {
        if Disk.status(path, following: true)?.kind == .folder { return }
        let trimmed = path.utf8.last == UInt8(ascii: "/") && path != "/" ? String(path.dropLast()) : path
        if let slash = trimmed.utf8.lastIndex(of: UInt8(ascii: "/")), slash != trimmed.startIndex {
            try makeFolders(String(trimmed[..<slash]), noting: &made)
        }
        try Disk.makeFolder(trimmed)
        made.append(trimmed)
    }

    /// Removes a folder with all that is in it, if it is there.
    private static func clear(_ path: String) throws(DiskError) {
        guard Disk.status(path)?.kind == .folder else { return }
        var folders = [path]
        var next = 0
        while next < folders.count {
            for name in try Disk.names(in: folders[next]) {
                let inner = folders[next] + "/" + name
                if Disk.status(inner)?.kind == .folder { folders.append(inner) } else { try Disk.removeFile(inner) }
            }
            next += 1
        }
        for path in folders.reversed() { try Disk.removeFolder(path) }
    }
}
