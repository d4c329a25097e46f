import Building
import Diagnostics
import Files

/// Watches the sources of a site, and says what changed.
package protocol Watcher: Sendable {
    /// Ends the watching; nothing is said afterwards.
    func stop()
}

/// The sources that are watched, and how they looked when they were last looked at.
package enum SourceWatch {
    /// The folders of a site that hold sources.
    static let folders = ["content", "templates"]

    /// Watches with what the system has: inotify on Linux, elsewhere (and where that has no room) by looking again and
    /// again.
    package static func start(root: String, _ queue: ChangeQueue) -> any Watcher {
        #if os(Linux)
            if let watcher = InotifyWatcher(root: root, queue) { return watcher }
        #endif
        return PollingWatcher(root: root, interval: .milliseconds(250), queue)
    }
}
