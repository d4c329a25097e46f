import Diagnostics

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What the system said when it refused.
package struct DiskError: Error, Sendable, Hashable {
    package var code: Int32
    /// The system call that failed, for messages.
    package var call: String

    /// The system's own words: `No space left on device`.
    package var reason: String { String(cString: strerror(code)) }

    /// True where there is nothing of that name.
    package var isMissing: Bool { code == ENOENT }

    static func last(_ call: String) -> DiskError { DiskError(code: errno, call: call) }
}

/// The file system, by plain system calls: no call here syncs, buffers or follows what it should not.
package enum Disk {
    package enum Kind: Sendable, Hashable {
        case file
        case folder
        case link
        case other
    }

    package struct Status: Sendable, Hashable {
        package var kind: Kind
        package var size: Int
        /// Seconds and nanoseconds of the last change, and the inode: equal where nothing changed.
        package var stamp: [Int]
    }

    /// The status of `path` itself, a link unfollowed unless `following`; nil where there is nothing.
    package static func status(_ path: String, following: Bool = false) -> Status? {
        var info = stat()
        guard (following ? stat(path, &info) : lstat(path, &info)) == 0 else { return nil }
        return Status(info)
    }

    /// The names in a folder, without `.` and `..`, in the order of their bytes.
    package static func names(in folder: String) throws(DiskError) -> [String] {
        guard let stream = opendir(folder) else { throw .last("opendir") }
        defer { closedir(stream) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                if errno != 0 { throw .last("readdir") }
                break
            }
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted { $0.precedesByBytes($1) }
    }

    /// The bytes of a regular file of at most `limit` bytes.
    package static func read(_ path: String, limit: Int = .max) throws(DiskError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .last("open") }
        defer { close(descriptor) }
        var info = stat()
        guard fstat(descriptor, &info) == 0 else { throw .last("fstat") }
        guard Status(info).kind == .file else { throw DiskError(code: EINVAL, call: "open") }
        let size = Int(info.st_size)
        guard size <= limit else { throw DiskError(code: EFBIG, call: "read") }
        var failure: DiskError?
        var bytes = [UInt8](unsafeUninitializedCapacity: size + 1) { buffer, count in
            guard let base = buffer.baseAddress else { return }
            while count < size + 1 {
                let got = retrying { Self.read(descriptor, base + count, size + 1 - count) }
                if got < 0 { failure = .last("read") }
                if got <= 0 { break }
                count += got
            }
        }
        if let failure { throw failure }
        // Grown since: read on, in pieces.
        while bytes.count > size {
            guard bytes.count <= limit else { throw DiskError(code: EFBIG, call: "read") }
            var piece = [UInt8](repeating: 0, count: 65536)
            let got = piece.withUnsafeMutableBytes { buffer in
                retrying { Self.read(descriptor, buffer.baseAddress, buffer.count) }
            }
            if got < 0 { throw .last("read") }
            if got == 0 { break }
            bytes += piece[..<got]
        }
        return bytes
    }

    /// Writes a new file; what stands at `path` is replaced in place, so give a temporary name.
    package static func write(_ bytes: [UInt8], to path: String) throws(DiskError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw .last("open") }
        var written = 0
        var failure: DiskError?
        while written < bytes.count, failure == nil {
            let put = bytes.withUnsafeBytes { buffer in
                retrying { write(descriptor, buffer.baseAddress.map { $0 + written }, buffer.count - written) }
            }
            if put <= 0 {
                failure = put == 0 ? DiskError(code: EIO, call: "write") : .last("write")
            } else {
                written += put
            }
        }
        if close(descriptor) != 0, failure == nil { failure = .last("close") }
        if let failure { throw failure }
    }

    package static func makeFolder(_ path: String) throws(DiskError) {
        guard mkdir(path, 0o777) == 0 else { throw .last("mkdir") }
    }

    package static func rename(_ from: String, to: String) throws(DiskError) {
        #if canImport(Glibc)
            guard Glibc.rename(from, to) == 0 else { throw .last("rename") }
        #elseif canImport(Musl)
            guard Musl.rename(from, to) == 0 else { throw .last("rename") }
        #else
            guard Darwin.rename(from, to) == 0 else { throw .last("rename") }
        #endif
    }

    /// A second name for a file.
    package static func link(_ from: String, to: String) throws(DiskError) {
        #if canImport(Glibc)
            guard Glibc.link(from, to) == 0 else { throw .last("link") }
        #elseif canImport(Musl)
            guard Musl.link(from, to) == 0 else { throw .last("link") }
        #else
            guard Darwin.link(from, to) == 0 else { throw .last("link") }
        #endif
    }

    package static func removeFile(_ path: String) throws(DiskError) {
        guard unlink(path) == 0 else { throw .last("unlink") }
    }

    /// Removes an empty folder.
    package static func removeFolder(_ path: String) throws(DiskError) {
        guard rmdir(path) == 0 else { throw .last("rmdir") }
    }

    /// The absolute path without links, nil where there is nothing.
    package static func realPath(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    package static func isWritableFolder(_ path: String) -> Bool { access(path, W_OK | X_OK) == 0 }

    /// The folder in which the program runs.
    package static var workingFolder: String {
        guard let path = getcwd(nil, 0) else { return "." }
        defer { free(path) }
        return String(cString: path)
    }

    /// A system call again for as long as signals interrupt it.
    private static func retrying(_ call: () -> Int) -> Int {
        while true {
            let result = call()
            if result >= 0 || errno != EINTR { return result }
        }
    }

    private static func read(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
        #if canImport(Glibc)
            Glibc.read(descriptor, buffer, count)
        #elseif canImport(Musl)
            Musl.read(descriptor, buffer, count)
        #else
            Darwin.read(descriptor, buffer, count)
        #endif
    }

    private static func write(_ descriptor: Int32, _ buffer: UnsafeRawPointer?, _ count: Int) -> Int {
        #if canImport(Glibc)
            Glibc.write(descriptor, buffer, count)
        #elseif canImport(Musl)
            Musl.write(descriptor, buffer, count)
        #else
            Darwin.write(descriptor, buffer, count)
        #endif
    }
}

extension Disk.Status {
    fileprivate init(_ info: stat) {
        switch info.st_mode & S_IFMT {
        case S_IFREG: kind = .file
        case S_IFDIR: kind = .folder
        case S_IFLNK: kind = .link
        default: kind = .other
        }
        size = Int(info.st_size)
        #if canImport(Darwin)
            let time = info.st_mtimespec
        #else
            let time = info.st_mtim
        #endif
        stamp = [Int(time.tv_sec), Int(time.tv_nsec), Int(info.st_ino), size]
    }
}

/// A lock on a file, held until it is released or the process ends (flock).
package final class DiskLock: Sendable {
    private let descriptor: Int32

    /// Nil where another process holds it.
    package init?(_ path: String) throws(DiskError) {
        let opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
        guard opened >= 0 else { throw .last("open") }
        guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
            let failure = DiskError.last("flock")
            close(opened)
            if failure.code == EWOULDBLOCK { return nil }
            throw failure
        }
        descriptor = opened
    }

    deinit { close(descriptor) }
}
