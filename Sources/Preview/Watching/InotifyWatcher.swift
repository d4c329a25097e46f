#if os(Linux)
    import Building
    import Dispatch
    import Files
    import Synchronization

    #if canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #endif

    /// Watches by inotify(7): the kernel tells of every change, and an idle site costs nothing.
    ///
    /// Each folder has a watch of its own. Changes of one moment are one change: what follows within 10 milliseconds is
    /// waited for, unless all that came so far is complete (a file closed, renamed, removed) and the kernel is silent.
    package final class InotifyWatcher: Watcher {
        private let wakeUp: Int32
        private let thread = DispatchQueue(label: "gazette.watch")

        /// Nil where the system has no room for as many watches.
        package init?(root: String, _ queue: ChangeQueue) {
            let descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
            guard descriptor >= 0 else { return nil }
            var ends: [Int32] = [0, 0]
            guard pipe(&ends) == 0 else {
                close(descriptor)
                return nil
            }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            wakeUp = ends[1]
            var folders = WatchedFolders(descriptor: descriptor, root: root)
            folders.watchAll()
            guard !folders.isFull else {
                close(descriptor)
                close(ends[0])
                close(ends[1])
                return nil
            }
            let ended = ends[0]
            let watched = folders
            thread.async {
                var folders = watched
                while Self.wait(descriptor, ended) {
                    if let changes = folders.collect() { queue.add(changes) }
                }
                close(descriptor)
                close(ended)
            }
        }

        deinit { close(wakeUp) }

        package func stop() { _ = write(wakeUp, "x", 1) }

        /// Until there is something to read; false where the watching is to end.
        private static func wait(_ descriptor: Int32, _ ended: Int32) -> Bool {
            while true {
                var polled = [
                    pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
                    pollfd(fd: ended, events: Int16(POLLIN), revents: 0),
                ]
                let count = poll(&polled, 2, -1)
                if count < 0, errno == EINTR { continue }
                return count > 0 && polled[1].revents == 0
            }
        }
    }

    /// The folders that have a watch, and what was heard of them.
    struct WatchedFolders: Sendable {
        let descriptor: Int32
        let root: String
        private var folders: [Int32: String] = [:]
        private(set) var isFull = false

        private static let events =
            IN_CLOSE_WRITE | IN_MODIFY | IN_ATTRIB | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO
            | IN_DELETE_SELF | IN_MOVE_SELF
        /// Nothing is expected to follow these.
        private static let complete = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE
        private static let listed =
            IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF

        init(descriptor: Int32, root: String) {
            self.descriptor = descriptor
            self.root = root
        }

        /// What one reading of the kernel's queue says.
        private struct Heard {
            var contents: Set<String> = []
            var listed: Set<String> = []
            /// Files that somebody is still writing to.
            var open: Set<String> = []
            var isAll = false
        }

        /// The root itself tells of `content` and `templates` that come and go; they and all below are watched.
        mutating func watchAll() {
            watch("", isTop: true)
            for folder in SourceWatch.folders { watchBelow(folder) }
        }

        private mutating func watch(_ folder: String, isTop: Bool = false) {
            let flags = UInt32(Self.events.rawValueOfMask | UInt32(IN_ONLYDIR.rawValueOfMask))
            let path = folder.isEmpty ? root : root + "/" + folder
            let watch = inotify_add_watch(descriptor, path, flags)
            if watch >= 0 { folders[watch] = folder } else if errno == ENOSPC { isFull = true }
        }

        private mutating func watchBelow(_ top: String) {
            var pending = [top]
            while let folder = pending.popLast() {
                let isTop = !folder.utf8.contains(UInt8(ascii: "/"))
                guard Disk.status(root + "/" + folder, following: isTop)?.kind == .folder else { continue }
                watch(folder)
                guard let names = try? Disk.names(in: root + "/" + folder) else { continue }
                for name in names where name.utf8.first != UInt8(ascii: ".") { pending.append(folder + "/" + name) }
            }
        }

        /// What changed in this moment; nil where it was nothing of the site's.
        mutating func collect() -> SourceChanges? {
            var heard = Heard()
            let clock = ContinuousClock()
            let end = clock.now + .milliseconds(10)
            while true {
                readAll(into: &heard)
                let left = end - clock.now
                guard left > .zero else { break }
                var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                let milliseconds = heard.open.isEmpty ? 1 : max(1, Int32(left / .milliseconds(1)))
                if poll(&polled, 1, milliseconds) == 0 { break }
            }
            return changes(heard)
        }

        private mutating func changes(_ heard: Heard) -> SourceChanges? {
            if heard.isAll {
                watchAll()
                return .all
            }
            if heard.contents.isEmpty, heard.listed.isEmpty { return nil }
            return heard.listed.isEmpty
                ? .contents(heard.contents) : .files(heard.contents.union(heard.listed))
        }

        private mutating func readAll(into heard: inout Heard) {
            var buffer = [UInt8](repeating: 0, count: 65536)
            while true {
                let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return }
                var offset = 0
                let header = MemoryLayout<inotify_event>.size
                while offset + header <= count {
                    let event = buffer.withUnsafeBytes {
                        $0.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
                    }
                    let name = buffer[(offset + header)..<min(count, offset + header + Int(event.len))].prefix {
                        $0 != 0
                    }
                    take(event, String(decoding: name, as: UTF8.self), into: &heard)
                    offset += header + Int(event.len)
                }
            }
        }

        /// What is told when the kernel's queue ran over.
        mutating func overflowed() -> SourceChanges? {
            var heard = Heard()
            var event = inotify_event()
            event.mask = IN_Q_OVERFLOW.rawValueOfMask
            take(event, "", into: &heard)
            return changes(heard)
        }

        private mutating func take(_ event: inotify_event, _ name: String, into heard: inout Heard) {
            func has(_ mask: UInt32) -> Bool { event.mask & mask != 0 }
            if has(IN_Q_OVERFLOW.rawValueOfMask) {
                heard.isAll = true
                return
            }
            if has(IN_IGNORED.rawValueOfMask) {
                folders[event.wd] = nil
                return
            }
            guard let folder = folders[event.wd], name.utf8.first != UInt8(ascii: ".") else { return }
            if folder.isEmpty {
                // Of the root only the folders of the sources matter.
                guard SourceWatch.folders.contains(name) else { return }
                if has(Self.listed.rawValueOfMask) { heard.isAll = true }
                return
            }
            let path = name.isEmpty ? folder : folder + "/" + name
            if has(Self.listed.rawValueOfMask) { heard.listed.insert(path) }
            if has(IN_ISDIR.rawValueOfMask) {
                // What was made in a new folder before it had a watch is found when all files are listed.
                if has(IN_CREATE.rawValueOfMask | IN_MOVED_TO.rawValueOfMask) { watchBelow(path) }
                if has(IN_ATTRIB.rawValueOfMask) { heard.listed.insert(path) }
                return
            }
            if name.isEmpty { return }
            heard.contents.insert(path)
            if has(Self.complete.rawValueOfMask) {
                heard.open.remove(path)
            } else if has(IN_MODIFY.rawValueOfMask | IN_CREATE.rawValueOfMask) {
                heard.open.insert(path)
            }
        }
    }

    extension FixedWidthInteger {
        /// A mask of inotify's, whatever integer the system's header made of it.
        fileprivate var rawValueOfMask: UInt32 { UInt32(truncatingIfNeeded: self) }
    }
#endif
