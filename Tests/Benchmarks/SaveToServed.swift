import Building
import Files
import Preview

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// From the moment a file is saved until a client of the preview is given the page with what was saved.
enum SaveToServed {
    /// Edits pages of the site in `root`, each back again, and gives the milliseconds of each save; nil where that is no
    /// site that can be served.
    static func times(root: String, rounds: Int, ofTitle: Bool) -> [Double]? {
        let queue = ChangeQueue()
        let options = BuildOptions(root: root, asOf: 20624, jobs: 2)
        let settled = Signal()
        let session = PreviewSession(options, queue: queue) { _ in settled.raise() }
        guard let server = try? PreviewServer.start(session, bind: "127.0.0.1", port: 0) else { return nil }
        let watcher = SourceWatch.start(root: root, queue)
        defer { watcher.stop() }
        session.runInBackground()
        settled.wait()
        let pages = SourceTree.disk(root: root, folders: ["content"]).value.paths.filter { $0.hasSuffix("/index.md") }
        guard !pages.isEmpty, let client = Client(port: server.port) else { return nil }
        var times: [Double] = []
        for round in 0..<rounds {
            let path = pages[round * 7919 % pages.count]
            let folder = path.dropFirst("content".count).dropLast("index.md".count)
            guard let old = try? Disk.read(root + "/" + path) else { return nil }
            let mark = "saved-\(round)-x"
            let new = ofTitle ? titled(old, mark) : old + Array("\n\nA sentence, \(mark).\n".utf8)
            _ = client.get(String(folder))
            guard (try? Disk.write(new, to: root + "/" + path)) != nil else { return nil }
            let start = Clock.now
            while !client.get(String(folder)).contains(mark) { usleep(300) }
            times.append(Clock.now - start)
            settled.wait()
            guard (try? Disk.write(old, to: root + "/" + path)) != nil else { return nil }
            settled.wait()
        }
        queue.close()
        server.stop()
        return times
    }

    private static func titled(_ page: [UInt8], _ mark: String) -> [UInt8] {
        let lines = page.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
            line.starts(with: "title:".utf8) ? Array("title: \(mark)".utf8)[...] : line
        }
        return Array(lines.joined(separator: [0x0A]))
    }
}

/// A connection that asks for one page after the other.
private final class Client {
    private let descriptor: Int32

    init?(port: Int) {
        #if canImport(Glibc)
            descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
            descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else { return nil }
    }

    deinit { close(descriptor) }

    /// The answer, head and all; "" where the connection has ended.
    func get(_ path: String) -> String {
        let request = Array("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8)
        _ = request.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, 0) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { return "" }
            bytes += buffer[..<count]
            if Self.isWhole(bytes) { return String(decoding: bytes, as: UTF8.self) }
        }
    }

    private static func isWhole(_ bytes: [UInt8]) -> Bool {
        let text = String(decoding: bytes.prefix(2000), as: UTF8.self)
        let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)
        guard let end = lines.firstIndex(of: "") else { return false }
        let head = lines[..<end].reduce(4) { $0 + $1.utf8.count } + 2 * (end - 1)
        let length = lines[..<end].first { $0.lowercased().hasPrefix("content-length: ") }
        return bytes.count >= head + (length.flatMap { Int($0.dropFirst(16)) } ?? 0)
    }
}
