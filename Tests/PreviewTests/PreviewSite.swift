import Building
import Files
import Foundation
import Synchronization

@testable import Preview

/// A small site in a folder of its own with a preview at work; both are gone when the value is.
final class PreviewSite: Sendable {
    let root: String
    let queue = ChangeQueue()
    let session: PreviewSession
    let server: PreviewServer
    let options: BuildOptions
    private let watcher: Mutex<(any Watcher)?>

    /// The day that tests build for, 2026-06-20.
    static let day = 20624

    static let files = [
        "content/site.yaml": "title: A site\nlanguages: [en]\nbase_url: https://briefings.example/\n",
        "content/briefings/cars/index.md":
            "---\ntitle: Cars\ndate: 2026-01-02\n---\n\nThere are [600 cars](=cars) in 2026.\n\n![Cars](cars.csv)\n",
        "content/briefings/cars/cars.csv": "year,n\n2025,500\n2026,600\n",
        "content/briefings/cars/indicators.yaml": "cars:\n  label: cars in the city\n  formula: last(cars_table.n)\n",
        "content/briefings/cars/datapackage.yaml":
            "resources:\n  - {name: cars_table, path: cars.csv, title: Cars}\n",
        "content/about/index.md": "---\ntitle: About\n---\n\nWho we are.\n",
    ]

    init(_ files: [String: String] = PreviewSite.files, watches: Bool = false) throws {
        let base = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path
        root = base + "/gazette-preview-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: root + "/content", withIntermediateDirectories: true)
        options = BuildOptions(root: root, asOf: Self.day)
        let log = Log()
        session = PreviewSession(options, queue: queue) { round in log.add(round) }
        self.log = log
        server = try PreviewServer.start(session, bind: "127.0.0.1", port: 0)
        watcher = Mutex(nil)
        for (path, text) in files { try write(path, text) }
        if watches { watcher.withLock { $0 = SourceWatch.start(root: root, queue) } }
        let session = session
        Thread.detachNewThread { session.run() }
        wait { log.count > 0 }
    }

    private let log: Log

    final class Log: Sendable {
        private let rounds = Mutex<[PreviewSession.Round]>([])
        func add(_ round: PreviewSession.Round) { rounds.withLock { $0.append(round) } }
        var count: Int { rounds.withLock { $0.count } }
        var last: PreviewSession.Round? { rounds.withLock { $0.last } }
    }

    deinit {
        watcher.withLock { $0?.stop() }
        queue.close()
        server.stop()
        try? FileManager.default.removeItem(atPath: root)
    }

    var lastRound: PreviewSession.Round? { log.last }

    // MARK: Files

    func write(_ relative: String, _ text: String) throws {
        let target = root + "/" + relative
        try FileManager.default.createDirectory(
            atPath: (target as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: target))
    }

    /// Writes, and waits until what came of it is known.
    func edit(_ relative: String, _ text: String) throws {
        try write(relative, text)
        try build(.files([relative]))
    }

    func build(_ changes: SourceChanges) throws {
        let before = log.count
        queue.add(changes)
        wait { self.log.count > before }
    }

    /// Until something is so; tests that wait for what never comes hang, and are seen to.
    func wait(_ isSo: () -> Bool) {
        while !isSo() { usleep(2000) }
    }

    // MARK: Requests

    struct Response {
        var status = 0
        var headers: [String: String] = [:]
        var body = ""
    }

    func get(_ path: String, _ headers: [String: String] = [:], method: String = "GET") -> Response {
        var all = ["Host": "127.0.0.1:\(server.port)", "Connection": "close"]
        all.merge(headers) { $1 }
        let lines = all.map { "\($0): \($1)\r\n" }.joined()
        return Self.parse(raw("\(method) \(path) HTTP/1.1\r\n\(lines)\r\n"))
    }

    /// What comes back when these bytes are sent, until the server closes or `seconds` are over.
    func raw(_ text: String, seconds: Int = 30) -> [UInt8] {
        let socket = Socket(port: server.port, seconds: seconds)
        socket.send(Array(text.utf8))
        return socket.readAll()
    }

    static func parse(_ bytes: [UInt8]) -> Response {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let end = text.range(of: "\r\n\r\n") else { return Response() }
        let lines = text[..<end.lowerBound].components(separatedBy: "\r\n")
        var response = Response()
        response.status = Int(lines.first?.split(separator: " ").dropFirst().first ?? "") ?? 0
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            if parts.count == 2 {
                response.headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
            }
        }
        response.body = String(text[end.upperBound...])
        return response
    }
}

/// A connection as a client of any kind has it.
final class Socket {
    private let descriptor: Int32

    init(port: Int, seconds: Int = 30) {
        #if os(Linux)
            descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
            descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        var time = timeval(tv_sec: seconds, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        _ = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    deinit { close(descriptor) }

    /// False once the other side has closed.
    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            #if os(Linux)
                let flags = Int32(MSG_NOSIGNAL)
            #else
                let flags: Int32 = 0
            #endif
            let put = rest.withUnsafeBytes { Foundation.send(descriptor, $0.baseAddress, $0.count, flags) }
            if put <= 0 { return false }
            rest = rest.dropFirst(put)
        }
        return true
    }

    func read() -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 65536)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        return count > 0 ? Array(buffer[..<count]) : []
    }

    func readAll() -> [UInt8] {
        var out: [UInt8] = []
        while true {
            let part = read()
            if part.isEmpty { return out }
            out += part
        }
    }

    /// Reads until the text has come.
    func read(until text: String) -> String {
        var out: [UInt8] = []
        while true {
            let part = read()
            out += part
            let all = String(decoding: out, as: UTF8.self)
            if part.isEmpty || all.contains(text) { return all }
        }
    }
}
