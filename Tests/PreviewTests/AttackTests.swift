import Foundation
import Testing

@testable import Preview

@Suite("Attacks on the preview", .serialized)
struct AttackTests {
    /// The bytes of `sealed.txt` beside the site, which nothing may give away.
    static let secret = "sealed-7c1f"

    @Test(
        "no address leads out of what was built",
        arguments: [
            "/../sealed.txt", "/%2e%2e/sealed.txt", "/..%2fsealed.txt", "/%2e%2e%2fsealed.txt",
            "/%252e%252e%252fsealed.txt",
            "/..\\sealed.txt", "/%5c..%5csealed.txt", "/about/../../sealed.txt", "/about/%00../sealed.txt",
            "//sealed.txt",
            "/content/site.yaml", "/content/briefings/cars/index.md", "/briefings/_index.md", "/./../../etc/passwd",
            "//etc/passwd", "/etc/passwd", "/briefings/cars/../../../sealed.txt", "/__gazette/../../sealed.txt",
            "/__gazette/%2e%2e/sealed.txt", "/link.txt", "/.gazette-manifest", "/%ff%fe", "/%", "/%zz", "*",
            "sealed.txt",
            "http://evil.example/sealed.txt", "/site.yaml", "/briefings/cars/indicators.yaml",
        ])
    func traversal(path: String) throws {
        let site = try PreviewSite()
        try site.write("sealed.txt", Self.secret)
        try FileManager.default.createSymbolicLink(
            atPath: site.root + "/content/link.txt", withDestinationPath: site.root + "/sealed.txt")
        let response = site.get(path)
        #expect([400, 404].contains(response.status), "\(response.status)")
        #expect(!response.body.contains(Self.secret) && !response.body.contains("root:"))
    }

    @Test(
        "a host that is no loopback name is refused",
        arguments: [
            "evil.example", "evil.example:1313", "127.0.0.1.evil.example", "localhost.evil.example", "0x7f.1", "127.1",
            "127.0.0.1:1", "localhost:abc", "[::1", "[::2]", "127.0.0.256", "", " ", "localhost, evil.example",
        ])
    func hosts(host: String) throws {
        let site = try PreviewSite()
        #expect([400, 403].contains(site.get("/", ["Host": host]).status))
    }

    @Test(
        "loopback names are served, with the port and without",
        arguments: ["localhost", "LOCALHOST", "127.0.0.1", "127.8.9.10", "[::1]"])
    func loopback(host: String) throws {
        let site = try PreviewSite()
        #expect(site.get("/about/", ["Host": host]).status == 200)
        #expect(site.get("/about/", ["Host": "\(host):\(site.server.port)"]).status == 200)
    }

    @Test("no Host header, an empty one and a second one are refused, in HTTP/1.0 too")
    func hostHeaders() throws {
        let site = try PreviewSite()
        let own = "Host: localhost\r\n"
        for head in [
            "HTTP/1.1\r\n", "HTTP/1.0\r\n", "HTTP/1.1\r\nHost:\r\n", "HTTP/1.1\r\n\(own)\(own)",
            "HTTP/1.1\r\n\(own)Host: evil\r\n",
        ] {
            let response = PreviewSite.parse(site.raw("GET /about/ \(head)Connection: close\r\n\r\n"))
            #expect(response.status == 400, "\(head)")
        }
    }

    @Test("the stream is for pages of the preview alone")
    func origins() throws {
        let site = try PreviewSite()
        let port = site.server.port
        for headers in [
            "Origin: http://evil.example\r\n", "Origin: null\r\n", "Origin: https://localhost:\(port)\r\n",
            "Origin: http://localhost:1\r\n", "Origin: http://localhost:\(port)\r\nOrigin: http://evil.example\r\n",
            "Sec-Fetch-Site: cross-site\r\n", "Sec-Fetch-Site: same-site\r\n",
        ] {
            #expect(Events.open(site, headers).read(until: "\r\n\r\n").contains("HTTP/1.1 403"), "\(headers)")
        }
        let own = Events.open(site, "Origin: http://localhost:\(port)\r\nSec-Fetch-Site: same-origin\r\n")
        #expect(own.read(until: "event: findings").contains("text/event-stream"))
        let any = site.get("/about/", ["Origin": "http://evil.example"])
        #expect(any.headers.keys.allSatisfy { !$0.hasPrefix("access-control") })
    }

    @Test("GET and HEAD alone", arguments: ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "BREW"])
    func methods(method: String) throws {
        let response = try PreviewSite().get("/about/", method: method)
        #expect([400, 405].contains(response.status))
        #expect(!response.body.contains("About"))
    }

    @Test("a header of a megabyte is refused, and the next client is served")
    func longHeader() throws {
        let site = try PreviewSite()
        let socket = Socket(port: site.server.port)
        socket.send(Array("GET / HTTP/1.1\r\nHost: localhost\r\nX: ".utf8))
        for _ in 0..<1024 where socket.send([UInt8](repeating: 0x61, count: 1024)) == false { break }
        let answer = String(decoding: socket.readAll(), as: UTF8.self)
        #expect(answer.isEmpty || answer.contains(" 431 ") || answer.contains(" 400 "))
        #expect(site.get("/about/").status == 200)
    }

    @Test("a body, a broken request and two answers to one request are nothing to lean on")
    func smuggling() throws {
        let site = try PreviewSite()
        for text in [
            "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n", "\u{16}\u{3}\u{1}", "GET\r\n\r\n",
            "GET /\u{0} HTTP/1.1\r\nHost: localhost\r\n\r\n", "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
        ] {
            let socket = Socket(port: site.server.port, seconds: 1)
            socket.send(Array(text.utf8))
            _ = socket.readAll()
        }
        #expect(site.get("/about/").status == 200)
    }

    @Test("two hundred connections at once are all served")
    func manyConnections() throws {
        let site = try PreviewSite()
        let sockets = (0..<200).map { _ in Socket(port: site.server.port) }
        for socket in sockets {
            socket.send(Array("GET /briefings/cars/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".utf8))
        }
        #expect(sockets.allSatisfy { PreviewSite.parse($0.readAll()).status == 200 })
    }

    @Test(
        "a thousand connections that say nothing leave room for others once they are gone, and never more than the limit"
    )
    func idleConnections() throws {
        let site = try PreviewSite()
        var sockets = (0..<1000).map { _ in Socket(port: site.server.port, seconds: 1) }
        // Those beyond the limit are closed as they come.
        #expect(sockets[999].read().isEmpty)
        sockets = []
        site.wait { site.get("/about/").status == 200 }
    }

    @Test("a client that reads nothing holds up nobody, and a stream that nobody reads is closed")
    func deafClients() throws {
        let site = try PreviewSite()
        let deaf = Socket(port: site.server.port)
        let request = Array("GET /style.css HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8)
        deaf.send([UInt8]((0..<200).map { _ in request }.joined()))
        let stream = Events.open(site)
        #expect(stream.read(until: "event: findings").contains("200 OK"))
        let long = String(repeating: "x", count: 1_000_000)
        for _ in 0..<40 { site.session.streams.send("noise", .string(long)) }
        site.wait { site.session.streams.count == 0 }
        #expect(site.get("/about/").status == 200)
        withExtendedLifetime(deaf) {}
    }

    @Test("streams that are closed are forgotten, and open ones end with the server")
    func streamsEnd() throws {
        let site = try PreviewSite()
        var streams = (0..<20).map { _ in Events.open(site) }
        for stream in streams { _ = stream.read(until: "event: findings") }
        #expect(site.session.streams.count == 20)
        streams.removeLast(19)
        site.wait { site.session.streams.count == 1 }
        site.server.stop()
        #expect(streams[0].readAll().isEmpty)
    }

    @Test("of a storm of saves the last state wins")
    func storm() throws {
        let site = try PreviewSite()
        for number in 1...200 {
            try site.write("content/about/index.md", "---\ntitle: About\n---\n\nState \(number).\n")
            site.queue.add(.contents(["content/about/index.md"]))
        }
        site.wait { site.get("/about/").body.contains("State 200.") }
    }
}
