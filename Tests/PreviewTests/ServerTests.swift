import Foundation
import Testing

@testable import Preview

@Suite("What the preview answers", .serialized)
struct ServerTests {
    @Test("a page is served from memory with its media type, and nothing is written")
    func page() throws {
        let site = try PreviewSite()
        let page = site.get("/briefings/cars/")
        #expect(page.status == 200)
        #expect(page.headers["content-type"] == "text/html; charset=utf-8")
        #expect(page.body.contains("<h1>Cars</h1>"))
        #expect(page.headers["content-length"] == String(page.body.utf8.count))
        #expect(site.get("/style.css").headers["content-type"] == "text/css; charset=utf-8")
        #expect(site.get("/briefings/cars/figures.json").headers["content-type"] == "application/json; charset=utf-8")
        #expect(site.get("/briefings/cars/cars_table.csv").headers["content-type"] == "text/csv; charset=utf-8")
        #expect(site.get("/feed.xml").headers["content-type"] == "application/xml; charset=utf-8")
        for list in ["/archive/", "/figures/", "/data/", "/figures.json", "/sitemap.xml", "/robots.txt", "/.nojekyll"] {
            #expect(site.get(list).status == 200, "\(list)")
        }
        #expect(!FileManager.default.fileExists(atPath: site.root + "/public"))
    }

    @Test("what the preview adds to a page is a link, a script and data- attributes alone")
    func additions() throws {
        let site = try PreviewSite()
        #expect(Bare.page(site.get("/briefings/cars/").body) == Bare.built(site)["briefings/cars/index.html"])
        #expect(site.get("/briefings/cars/").body.contains("href=\"https://briefings.example/briefings/cars/\""))
    }

    @Test("a browser that has a page is told so, and gets it again when it changed")
    func tags() throws {
        let site = try PreviewSite()
        let tag = try #require(site.get("/about/").headers["etag"])
        let known = site.get("/about/", ["If-None-Match": "\"x\", W/" + tag])
        #expect(known.status == 304 && known.body.isEmpty)
        try site.edit("content/about/index.md", "---\ntitle: About\n---\n\nWho we were.\n")
        #expect(site.get("/about/", ["If-None-Match": tag]).status == 200)
    }

    @Test("HEAD gives the headers of GET without a body")
    func head() throws {
        let site = try PreviewSite()
        let (get, head) = (site.get("/about/"), site.get("/about/", method: "HEAD"))
        #expect(head.status == 200 && head.body.isEmpty)
        #expect(head.headers["etag"] == get.headers["etag"])
        #expect(head.headers["content-length"] == get.headers["content-length"])
    }

    @Test("a folder without its slash leads to the page, query and all; what is not there is the site's own page")
    func cleanAddresses() throws {
        let site = try PreviewSite()
        let moved = site.get("/briefings/cars?x=1")
        #expect(moved.status == 301 && moved.headers["location"] == "/briefings/cars/?x=1")
        #expect(site.get("/briefings/cars/index.html").status == 200)
        #expect(site.get("/about/?x=%00").status == 200)
        let missing = site.get("/nowhere/")
        #expect(missing.status == 404 && missing.body.contains("class=\"not-found\""))
    }

    @Test("a port that is taken is passed over")
    func ports() throws {
        let site = try PreviewSite()
        let second = try PreviewServer.start(site.session, bind: "127.0.0.1", port: site.server.port)
        #expect(second.port > site.server.port)
        second.stop()
    }

    @Test("a site whose address has a path is served with it and without")
    func basePath() throws {
        var files = PreviewSite.files
        files["content/site.yaml"] = "title: A site\nlanguages: [en]\nbase_url: https://x.example/brief/\n"
        let site = try PreviewSite(files)
        #expect(site.get("/about/").status == 200)
        #expect(site.get("/brief/about/").status == 200)
    }

    @Test("while a source is broken its page is the last good one, answered 200; the stream tells what is wrong")
    func broken() throws {
        let site = try PreviewSite()
        let path = "content/briefings/cars/index.md"
        let good = site.get("/briefings/cars/").body
        try site.edit(path, "---\ntitle: Cars\n---\n\nThere are [700 cars](=cars).\n")
        let page = site.get("/briefings/cars/")
        #expect(page.status == 200 && page.body == good)
        let told = Events.first(of: site, until: "event: findings")
        #expect(told.contains("\"errors\":1") && told.contains("claim/disagrees") && told.contains("\(path):5:12"))
        try site.edit(path, "---\ntitle: Cars\n---\n\nThere are [600 cars](=cars).\n")
        #expect(Events.first(of: site, until: "event: findings").contains("\"errors\":0"))
        #expect(site.get("/briefings/cars/").body != good)
    }

    @Test("an error that shows only when the page is rendered leaves the last good page too")
    func brokenLink() throws {
        let site = try PreviewSite()
        let good = site.get("/about/").body
        try site.edit("content/about/index.md", "---\ntitle: About\n---\n\n[Away](nowhere/).\n")
        #expect(site.get("/about/").body == good)
        #expect(Events.first(of: site, until: "event: findings").contains("link/broken"))
    }

    @Test("a site that cannot be read from the start is told of, and appears when it is mended")
    func brokenFromTheStart() throws {
        let site = try PreviewSite(["content/index.md": "no site.yaml here\n"])
        #expect(site.get("/").status == 200)
        #expect(Events.first(of: site, until: "event: findings").contains("site/config"))
        try site.edit("content/site.yaml", "title: A site\nlanguages: [en]\n")
        #expect(site.get("/").body.contains("A site"))
    }

    @Test("a figure, a chart and a table say where they come from")
    func marks() throws {
        let site = try PreviewSite()
        let page = site.get("/briefings/cars/").body
        #expect(
            page.contains(
                "data-gazette-source=\"content/briefings/cars/index.md:6:23  content/briefings/cars/indicators.yaml:"))
        #expect(page.contains("data-gazette-source=\"content/briefings/cars/index.md:8:"))
    }

    @Test("a page says which of its numerals are bound to nothing, and what stands before each")
    func unbound() throws {
        let site = try PreviewSite()
        try site.edit("content/about/index.md", "---\ntitle: About\n---\n\nWe are 12 people.\n")
        #expect(site.get("/about/").body.contains("data-unbound=\"[[&quot;12&quot;,&quot;e are &quot;]]\""))
    }
}

/// A stream of events.
enum Events {
    static func open(_ site: PreviewSite, _ headers: String = "") -> Socket {
        let socket = Socket(port: site.server.port)
        let host = "Host: localhost:\(site.server.port)\r\n"
        socket.send(Array("GET /__gazette/events HTTP/1.1\r\n\(host)\(headers)\r\n".utf8))
        return socket
    }

    /// What a stream says from its beginning until a message with these words is whole.
    static func first(of site: PreviewSite, until words: String) -> String {
        let socket = open(site)
        var text = socket.read(until: words)
        while text.range(of: words).map({ !text[$0.upperBound...].contains("\n\n") }) ?? false {
            let more = socket.read(until: "\n\n")
            if more.isEmpty { break }
            text += more
        }
        return text
    }
}
