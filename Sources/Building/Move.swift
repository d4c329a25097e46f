import Files

/// The renames of one commit, each noted so that it can be undone.
struct Move {
    let folder: String
    private(set) var removed = 0
    private var undoing: [Step] = []
    private var backups = 0

    /// What takes a step back.
    private enum Step {
        /// The file was new.
        case remove(String)
        /// The file was there: its old bytes have a second name.
        case restore(backup: String, path: String)
        case removeFolder(String)
        /// A whole folder was new.
        case takeBack(String)
    }

    struct Failure: Error {
        var cause: DiskError
        var path: String
    }

    init(folder: String) { self.folder = folder }

    /// Makes folders, notes what both builds own, renames, takes stale files away, and writes the manifest last.
    ///
    /// - Parameter folders: those that are new and were staged with all that is in them.
    mutating func run(
        staged: [Publisher.Staged], folders: [String], stale: [String], before: Manifest, after: Set<String>
    ) throws(Failure) {
        guard !staged.isEmpty || !folders.isEmpty || before.files != after else { return }
        // Should the process be killed below, the next build still knows what it may touch.
        let both = before.files.union(after)
        if both != before.files { try writeManifest(Manifest(files: both)) }
        let parents = Self.folders(above: staged)
        for path in stale where parents.contains(path) { try takeAway(path) }
        for parent in parents.sorted(by: { $0.utf8.count < $1.utf8.count }) { try makeFolder(parent) }
        for file in staged { try put(file) }
        for path in folders { try put(folder: path) }
        for path in stale where !parents.contains(path) { try takeAway(path) }
        if after != both { try writeManifest(Manifest(files: after)) }
        for path in stale { removeEmptyFolders(above: path) }
    }

    /// Takes all steps back, the last first.
    mutating func undo() {
        while let step = undoing.popLast() {
            switch step {
            case .remove(let path): try? Disk.removeFile(path)
            case .restore(let backup, let path): try? Disk.rename(backup, to: path)
            case .removeFolder(let path): try? Disk.removeFolder(path)
            case .takeBack(let path): try? Disk.rename(folder + "/" + path, to: Publisher.newFolder(path, in: folder))
            }
        }
    }

    /// A folder that is new with all that is in it.
    private mutating func put(folder path: String) throws(Failure) {
        let target = folder + "/" + path
        do {
            try Disk.rename(Publisher.newFolder(path, in: folder), to: target)
        } catch {
            // Where a disk folds the case of names, it came with another.
            if error.isMissing, Disk.status(target)?.kind == .folder { return }
            throw Failure(cause: error, path: path)
        }
        undoing.append(.takeBack(path))
    }

    private mutating func put(_ file: Publisher.Staged) throws(Failure) {
        let target = folder + "/" + file.path
        do {
            if file.replaces {
                let backup = nextBackup()
                try keep(target, as: backup)
                try Disk.rename(file.temporary, to: target)
                undoing.append(.restore(backup: backup, path: target))
            } else {
                try Disk.rename(file.temporary, to: target)
                undoing.append(.remove(target))
            }
        } catch {
            throw Failure(cause: error, path: file.path)
        }
    }

    private mutating func takeAway(_ path: String) throws(Failure) {
        let target = folder + "/" + path
        guard Disk.status(target)?.kind == .file, !isBehindLink(path) else { return }
        let backup = nextBackup()
        do {
            try Disk.rename(target, to: backup)
        } catch {
            throw Failure(cause: error, path: path)
        }
        undoing.append(.restore(backup: backup, path: target))
        removed += 1
    }

    /// True where a folder above the file was replaced by a link: the file that it leads to is not ours.
    private func isBehindLink(_ path: String) -> Bool {
        var rest = path
        while let slash = rest.utf8.lastIndex(of: UInt8(ascii: "/")) {
            rest = String(rest[..<slash])
            if Disk.status(folder + "/" + rest)?.kind == .link { return true }
        }
        return false
    }

    private mutating func writeManifest(_ manifest: Manifest) throws(Failure) {
        let target = folder + "/" + OutputFolder.manifestName
        let temporary = folder + "/" + OutputFolder.stagingName + "/.manifest"
        let replaces = Disk.status(target) != nil
        do {
            try Disk.write(manifest.bytes, to: temporary)
        } catch {
            throw Failure(cause: error, path: OutputFolder.manifestName)
        }
        try put(Publisher.Staged(path: OutputFolder.manifestName, temporary: temporary, replaces: replaces))
    }

    /// A second name for the old bytes; a copy where the file system knows no second names.
    private func keep(_ path: String, as backup: String) throws(DiskError) {
        do {
            try Disk.link(path, to: backup)
        } catch {
            try Disk.write(try Disk.read(path), to: backup)
        }
    }

    private mutating func nextBackup() -> String {
        backups += 1
        return folder + "/" + OutputFolder.stagingName + "/.old-\(backups)"
    }

    /// All folders, below the output, that some files stand in. A stale file of that name stands in their way.
    private static func folders(above staged: [Publisher.Staged]) -> Set<String> {
        var out: Set<String> = []
        for file in staged {
            var rest = file.path
            while let slash = rest.utf8.lastIndex(of: UInt8(ascii: "/")) {
                rest = String(rest[..<slash])
                if !out.insert(rest).inserted { break }
            }
        }
        return out
    }

    /// Makes a folder whose own parent is there.
    private mutating func makeFolder(_ path: String) throws(Failure) {
        let full = folder + "/" + path
        if Disk.status(full)?.kind == .folder { return }
        do {
            try Disk.makeFolder(full)
        } catch {
            throw Failure(cause: error, path: path)
        }
        undoing.append(.removeFolder(full))
    }

    private func removeEmptyFolders(above path: String) {
        var rest = path
        while let slash = rest.utf8.lastIndex(of: UInt8(ascii: "/")) {
            rest = String(rest[..<slash])
            do { try Disk.removeFolder(folder + "/" + rest) } catch { return }
        }
    }
}
