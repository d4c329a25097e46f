import Diagnostics
import Foundation
import Testing

@testable import Files

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What a walk over a site's folders finds, and what it refuses.
@Suite("The source tree")
struct SourceTreeTests {
    /// A folder that is gone when the value is.
    private final class Folder {
        let root: String

        init() throws {
            root =
                FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path + "/gazette-tree-"
                + UUID().uuidString
            try FileManager.default.createDirectory(atPath: root + "/content", withIntermediateDirectories: true)
        }

        deinit { try? FileManager.default.removeItem(atPath: root) }

        /// By the system's own calls: Foundation would normalise names.
        func write(_ path: String, _ bytes: [UInt8] = [0x78]) throws {
            var folder = ""
            for part in path.utf8.split(separator: UInt8(ascii: "/")).dropLast() {
                folder += (folder.isEmpty ? "" : "/") + String(decoding: part, as: UTF8.self)
                _ = mkdir(root + "/" + folder, 0o777)
            }
            try Disk.write(bytes, to: root + "/" + path)
        }

        func link(_ path: String, to target: String) { _ = symlink(target, root + "/" + path) }

        func tree(_ limits: SourceLimits = .standard) -> Diagnosed<SourceTree> {
            SourceTree.disk(root: root, folders: ["content", "templates"], limits: limits)
        }

        var lines: [String] {
            tree().diagnostics.map { "\($0.location?.description ?? "-") \($0.code.rawValue): \($0.message)" }
        }
    }

    @Test("files come in the order of their bytes, whatever order the disk gives them in") func order() throws {
        let folder = try Folder()
        let names = ["b.md", "a/z.md", "a.md", "a-b.md", "Z.md", "é.md", "資.md", "a/b/c.md"]
        for name in names { try folder.write("content/" + name) }
        let paths = folder.tree().value.paths
        #expect(
            paths == names.map { "content/" + $0 }.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) })
        #expect(folder.lines == [])
    }

    @Test("dot-files and dot-folders are left out") func hidden() throws {
        let folder = try Folder()
        for name in [".DS_Store", ".git/config", "a/.hidden", "a/b.md"] { try folder.write("content/" + name) }
        #expect(folder.tree().value.paths == ["content/a/b.md"])
        #expect(folder.lines == [])
    }

    @Test("other folders of the root are not looked at") func otherFolders() throws {
        let folder = try Folder()
        for path in ["content/a.md", "templates/b.html", "notes/c.md"] { try folder.write(path) }
        #expect(folder.tree().value.paths == ["content/a.md", "templates/b.html"])
    }

    @Test("a link out of its folder is refused, one within is read") func links() throws {
        let folder = try Folder()
        try folder.write("content/a.md", Array("here".utf8))
        try folder.write("templates/t.html")
        folder.link("content/within.md", to: "a.md")
        folder.link("content/out.md", to: "/etc/hostname")
        folder.link("content/beside.html", to: "../templates/t.html")
        folder.link("content/dangling.md", to: "nowhere.md")
        folder.link("content/up", to: "..")
        folder.link("content/self", to: "self")
        folder.link("content/loop", to: ".")
        #expect(
            folder.lines.sorted() == [
                "content/beside.html:1:1 file/symlink: the link leads out of the site",
                "content/dangling.md:1:1 file/symlink: the link leads nowhere",
                "content/loop:1:1 file/symlink: the link leads out of the site",
                "content/out.md:1:1 file/symlink: the link leads out of the site",
                "content/self:1:1 file/symlink: the link leads nowhere",
                "content/up:1:1 file/symlink: the link leads out of the site",
            ])
        let tree = folder.tree().value
        #expect(tree.paths == ["content/a.md", "content/within.md", "templates/t.html"])
        #expect(tree.read("content/within.md").value?.bytes == Array("here".utf8))
    }

    @Test("a link to a folder is refused, one that loops ends") func folderLinks() throws {
        let folder = try Folder()
        try folder.write("content/a/b.md")
        folder.link("content/again", to: "a")
        folder.link("content/a/loop", to: "../a")
        #expect(
            folder.lines.sorted() == [
                "content/a/loop:1:1 file/symlink: the link leads to a folder",
                "content/again:1:1 file/symlink: the link leads to a folder",
            ])
    }

    @Test("a sibling whose name begins like the folder's is outside of it") func siblingPrefix() throws {
        let folder = try Folder()
        try folder.write("content-secret/a.md")
        folder.link("content/a.md", to: "../content-secret/a.md")
        #expect(folder.lines == ["content/a.md:1:1 file/symlink: the link leads out of the site"])
    }

    @Test("a pipe is refused, and nobody waits for it") func pipe() throws {
        let folder = try Folder()
        #expect(mkfifo(folder.root + "/content/pipe.md", 0o666) == 0)
        #expect(folder.lines == ["content/pipe.md:1:1 file/kind: this is no file: a pipe, socket or device"])
        #expect(throws: DiskError.self) { try Disk.read(folder.root + "/content/pipe.md") }
    }

    @Test(
        "two names that some disk takes for one are refused",
        arguments: [("a.md", "A.md"), ("\u{E9}.md", "e\u{301}.md"), ("\u{C9}.md", "e\u{301}.md")])
    func twins(_ one: String, _ other: String) throws {
        let folder = try Folder()
        try folder.write("content/" + one)
        try folder.write("content/" + other)
        // A disk that folds such names itself holds one file, and there is nothing to find.
        guard try Disk.names(in: folder.root + "/content").count == 2 else { return }
        let findings = folder.tree().diagnostics
        #expect(findings.map(\.code) == [.fileName])
        #expect(findings.first?.message.contains("differ by case or by Unicode form alone") == true)
    }

    @Test("folders may be twins too") func twinFolders() throws {
        let folder = try Folder()
        try folder.write("content/cars/index.md")
        try folder.write("content/Cars/index.md")
        guard try Disk.names(in: folder.root + "/content").count == 2 else { return }
        #expect(folder.lines.count == 1)
    }

    #if os(Linux)
        @Test("a name that is no UTF-8 or holds a control character is refused") func names() throws {
            let folder = try Folder()
            try folder.write("content/line\nbreak.md")
            let bytes = Array((folder.root + "/content/").utf8) + [0x61, 0xFF, 0x2E, 0x6D, 0x64, 0]
            let descriptor = bytes.withUnsafeBytes { buffer in
                buffer.baseAddress.map { open($0.assumingMemoryBound(to: CChar.self), O_CREAT | O_WRONLY, 0o666) } ?? -1
            }
            #expect(descriptor >= 0)
            close(descriptor)
            #expect(folder.tree().diagnostics.map(\.code) == [.fileName, .fileName])
            #expect(folder.tree().value.paths == [])
        }

        @Test("a name of 255 bytes is read") func longName() throws {
            let folder = try Folder()
            let name = String(repeating: "n", count: 252) + ".md"
            try folder.write("content/" + name)
            #expect(folder.lines == [])
            #expect(folder.tree().value.read("content/" + name).value?.bytes == [0x78])
        }
    #endif

    @Test("folders that nest beyond the limit are one finding") func depth() throws {
        let folder = try Folder()
        try folder.write("content/a/b/c/d/e.md")
        let tree = folder.tree(SourceLimits(fileBytes: 100, depth: 2))
        #expect(tree.diagnostics.map(\.code) == [.fileName])
        #expect(tree.value.paths == [])
    }

    @Test("a file beyond the limit is refused by its size") func size() throws {
        let folder = try Folder()
        try folder.write("content/a.csv", [UInt8](repeating: 0x61, count: 101))
        try folder.write("content/b.csv", [UInt8](repeating: 0x61, count: 100))
        let tree = folder.tree(SourceLimits(fileBytes: 100, depth: 2)).value
        let read = tree.read("content/a.csv")
        #expect(read.value == nil)
        #expect(read.diagnostics.map(\.code) == [.fileTooLarge])
        #expect(tree.read("content/b.csv").value?.bytes.count == 100)
    }

    @Test("a file that went away since the walk is a finding") func gone() throws {
        let folder = try Folder()
        try folder.write("content/a.md")
        let tree = folder.tree().value
        try Disk.removeFile(folder.root + "/content/a.md")
        let read = tree.read("content/a.md")
        #expect(read.value == nil && read.diagnostics.map(\.code) == [.fileUnreadable])
    }

    @Test("paths are told apart by bytes, and looked up by whole parts") func lookup() {
        let tree = SourceTree(
            ["content/ab/x", "content/a/x", "content/a-b", "content/a/\u{E9}"].map { SourceFile(path: $0, text: "") })
        #expect(Array(tree.paths(below: "content/a")) == ["content/a/x", "content/a/\u{E9}"])
        #expect(tree.contains("content/a/\u{E9}") && !tree.contains("content/a/e\u{301}"))
        #expect(!tree.contains("content/a"))
        #expect(tree.read("content/nothing").value == nil)
    }
}

@Suite("Text of sources")
struct SourceTextTests {
    private func lines(_ bytes: [UInt8]) -> [String] {
        SourceText.checked(SourceFile(path: "f", bytes: bytes)).diagnostics
            .map { "\($0.location?.description ?? "-") \($0.code.rawValue): \($0.message)" }
    }

    @Test("a byte-order mark is taken off") func mark() {
        #expect(SourceText.checked(SourceFile(path: "f", bytes: [0xEF, 0xBB, 0xBF, 0x61])).value == [0x61])
    }

    @Test("what is no UTF-8 is told by its byte and its place")
    func invalid() {
        #expect(lines([0x61, 0x0A, 0xE8, 0xB3, 0x87, 0xE9]) == ["f:2:2 file/encoding: byte 6 (0xE9) is not UTF-8"])
    }

    @Test(
        "overlong forms, surrogates, too large values and cut sequences are no UTF-8",
        arguments: [
            [0xC0, 0xAF], [0xE0, 0x80, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80],
            [0xE8, 0xB3], [0x80], [0xF0, 0x9F, 0x98], [0xC3, 0x28],
        ] as [[UInt8]])
    func malformed(_ bytes: [UInt8]) {
        #expect(lines(bytes).count == 1)
        #expect(SourceText.firstInvalid(in: bytes) != nil)
    }

    @Test("all scalars of Unicode are UTF-8", arguments: [0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFF, 0x10FFFF])
    func wellFormed(_ value: UInt32) throws {
        let scalar = try #require(Unicode.Scalar(value))
        #expect(SourceText.firstInvalid(in: Array(String(scalar).utf8)) == nil)
    }

    @Test("UTF-16 is named, NUL is told by its place, bidirectional controls warn") func others() {
        #expect(lines([0xFF, 0xFE, 0x61, 0]) == ["f:1:1 file/encoding: the file is UTF-16, UTF-8 was expected"])
        #expect(lines([0x61, 0x0A, 0x62, 0]) == ["f:2:2 file/nul: byte 4 is NUL, which no text holds"])
        #expect(lines(Array("a\u{202E}b".utf8)).map { $0.hasPrefix("f:1:2 file/bidi") } == [true])
        #expect(lines(Array("a\u{2066}b".utf8)).map { $0.hasPrefix("f:1:2 file/bidi") } == [true])
    }
}
