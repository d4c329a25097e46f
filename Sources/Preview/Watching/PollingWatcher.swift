import Building
import Dispatch
import Files
import Synchronization

/// Looks at all sources again and again, and compares their sizes and times.
package final class PollingWatcher: Watcher {
    private let isStopped = Atomic<Bool>(false)

    package init(root: String, interval: Duration, _ queue: ChangeQueue) {
        let before = Self.look(root)
        let pause = DispatchTimeInterval.nanoseconds(Int(interval / .nanoseconds(1)))
        watch(root, pause, before, queue)
    }

    package func stop() { isStopped.store(true, ordering: .relaxed) }

    private func watch(
        _ root: String, _ pause: DispatchTimeInterval, _ before: [String: Disk.Status], _ queue: ChangeQueue
    ) {
        DispatchQueue.global().asyncAfter(deadline: .now() + pause) { [weak self] in
            guard let self, !self.isStopped.load(ordering: .relaxed) else { return }
            let now = Self.look(root)
            if let changes = Self.changes(before, now) { queue.add(changes) }
            self.watch(root, pause, now, queue)
        }
    }

    /// All files and folders below the sources, dot-files aside.
    static func look(_ root: String) -> [String: Disk.Status] {
        var out: [String: Disk.Status] = [:]
        var pending = SourceWatch.folders
        while let path = pending.popLast() {
            guard let status = Disk.status(root + "/" + path, following: true) else { continue }
            out[path] = status
            // A link to a folder is no source, and may lead in a circle.
            let isFolder =
                status.kind == .folder
                && (path.utf8.contains(UInt8(ascii: "/")) == false
                    || Disk.status(root + "/" + path)?.kind == .folder)
            guard isFolder, out.count < 2_000_000 else { continue }
            for name in (try? Disk.names(in: root + "/" + path)) ?? [] where name.utf8.first != UInt8(ascii: ".") {
                pending.append(path + "/" + name)
            }
        }
        return out
    }

    /// What differs; nil where nothing does.
    static func changes(_ before: [String: Disk.Status], _ now: [String: Disk.Status]) -> SourceChanges? {
        var contents: Set<String> = []
        var listed: Set<String> = []
        for (path, status) in now {
            guard let old = before[path] else {
                listed.insert(path)
                continue
            }
            if old.kind != status.kind { listed.insert(path) }
            if old != status, status.kind != .folder { contents.insert(path) }
        }
        for path in before.keys where now[path] == nil { listed.insert(path) }
        if contents.isEmpty, listed.isEmpty { return nil }
        return listed.isEmpty ? .contents(contents) : .files(contents.union(listed))
    }
}
