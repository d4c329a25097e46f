import Building
import Foundation
import Testing

@testable import Preview

@Suite("What watchers tell", .serialized)
struct WatcherTests {
    enum Kind: String, CaseIterable {
        case system
        case polling
    }

    /// A folder with a watcher over it.
    final class Watched {
        let root: String
        let queue = ChangeQueue()
        let watcher: any Watcher

        init(_ kind: Kind) throws {
            root = FileManager.default.temporaryDirectory.path + "/gazette-watch-" + UUID().uuidString
            try FileManager.default.createDirectory(atPath: root + "/content/a", withIntermediateDirectories: true)
            try "one".write(toFile: root + "/content/a/index.md", atomically: false, encoding: .utf8)
            watcher =
                kind == .system
                ? SourceWatch.start(root: root, queue)
                : PollingWatcher(root: root, interval: .milliseconds(20), queue)
        }

        deinit {
            watcher.stop()
            try? FileManager.default.removeItem(atPath: root)
        }

        func path(_ relative: String) -> String { root + "/" + relative }

        /// What is told until `path` is among it.
        func told(of path: String) -> SourceChanges {
            var all: SourceChanges?
            while let changes = queue.take() {
                all = all?.union(changes) ?? changes
                switch changes {
                case .all: return .all
                case .contents(let paths), .files(let paths): if paths.contains(path) { return all ?? changes }
                }
            }
            return .all
        }
    }

    private func paths(_ changes: SourceChanges) -> Set<String> {
        switch changes {
        case .contents(let paths), .files(let paths): paths
        case .all: []
        }
    }

    @Test("a file that is written to", arguments: Kind.allCases)
    func write(kind: Kind) throws {
        let watched = try Watched(kind)
        try "two, longer".write(toFile: watched.path("content/a/index.md"), atomically: false, encoding: .utf8)
        #expect(paths(watched.told(of: "content/a/index.md")).contains("content/a/index.md"))
    }

    @Test("a file that is saved by renaming another over it", arguments: Kind.allCases)
    func rename(kind: Kind) throws {
        let watched = try Watched(kind)
        try "two, longer".write(toFile: watched.path("content/a/index.md"), atomically: true, encoding: .utf8)
        #expect(paths(watched.told(of: "content/a/index.md")).contains("content/a/index.md"))
    }

    @Test("a file in a new folder within a new folder", arguments: Kind.allCases)
    func folders(kind: Kind) throws {
        let watched = try Watched(kind)
        try FileManager.default.createDirectory(atPath: watched.path("content/b/c"), withIntermediateDirectories: true)
        _ = watched.told(of: kind == .system ? "content/b" : "content/b/c")
        try "new".write(toFile: watched.path("content/b/c/index.md"), atomically: false, encoding: .utf8)
        _ = watched.told(of: "content/b/c/index.md")
    }

    @Test("a file and a folder that are removed", arguments: Kind.allCases)
    func removal(kind: Kind) throws {
        let watched = try Watched(kind)
        try FileManager.default.removeItem(atPath: watched.path("content/a"))
        let told = watched.told(of: "content/a")
        guard case .files = told else {
            Issue.record("\(told)")
            return
        }
    }

    @Test("templates that appear after the start", arguments: Kind.allCases)
    func templates(kind: Kind) throws {
        let watched = try Watched(kind)
        try FileManager.default.createDirectory(atPath: watched.path("templates"), withIntermediateDirectories: true)
        _ = watched.told(of: "templates")
        try "x".write(toFile: watched.path("templates/page.html"), atomically: false, encoding: .utf8)
        _ = watched.told(of: "templates/page.html")
    }

    @Test("dot-files, and what stands beside the sources, are nobody's business", arguments: Kind.allCases)
    func others(kind: Kind) throws {
        let watched = try Watched(kind)
        try "x".write(toFile: watched.path("content/a/.index.md.swp"), atomically: false, encoding: .utf8)
        try "x".write(toFile: watched.path("notes.txt"), atomically: false, encoding: .utf8)
        try "two, longer".write(toFile: watched.path("content/a/index.md"), atomically: false, encoding: .utf8)
        let told = paths(watched.told(of: "content/a/index.md"))
        #expect(told == ["content/a/index.md"])
    }

    #if os(Linux)
        @Test("a burst of writes is told as few changes")
        func burst() throws {
            let watched = try Watched(.system)
            for number in 0..<300 {
                try "\(number)".write(
                    toFile: watched.path("content/a/f\(number).txt"), atomically: false, encoding: .utf8)
            }
            var seen: Set<String> = []
            var count = 0
            while seen.count < 300, let changes = watched.queue.take() {
                seen.formUnion(paths(changes))
                count += 1
            }
            #expect(count < 100)
        }

        @Test("when the kernel's queue ran over, everything is read again")
        func overflow() throws {
            let watched = try Watched(.system)
            var heard = WatchedFolders(descriptor: -1, root: watched.root)
            #expect(heard.overflowed() == .all)
        }
    #endif

    @Test("what a save shows is on the page, with a real watcher between")
    func endToEnd() throws {
        let site = try PreviewSite(watches: true)
        try site.write("content/about/index.md", "---\ntitle: About\n---\n\nSaved and seen.\n")
        site.wait { site.get("/about/").body.contains("Saved and seen.") }
        try site.write("content/new/index.md", "---\ntitle: New\n---\n\nJust made.\n")
        site.wait { site.get("/new/").body.contains("Just made.") }
        try FileManager.default.removeItem(atPath: site.root + "/content/new")
        site.wait { site.get("/new/").status == 404 }
        try site.write("templates/page.html", "{{<base}}{{$main}}<p>Mine: {{title}}</p>{{/main}}{{/base}}\n")
        site.wait { site.get("/about/").body.contains("Mine: About") }
        try site.write("content/site.yaml", "title: Renamed\nlanguages: [en]\n")
        site.wait { site.get("/about/").body.contains("Renamed") }
    }
}
