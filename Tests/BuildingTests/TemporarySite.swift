import Building
import Diagnostics
import Foundation
import TestSupport

/// A small site in a folder of its own, which is gone when the value is.
final class TemporarySite {
    /// The folder; the site is in it, and `public` beside `content`.
    let root: String

    /// A copy of `Tests/Fixtures/sites/NAME`.
    convenience init(fixture name: String) throws {
        try self.init()
        let from = Fixture.path("sites/" + name)
        for folder in ["content", "templates"] where FileManager.default.fileExists(atPath: from + "/" + folder) {
            try FileManager.default.copyItem(atPath: from + "/" + folder, toPath: root + "/" + folder)
        }
    }

    /// A site of the given files; without a `content/site.yaml` it gets one in English.
    convenience init(_ files: [String: String]) throws {
        try self.init()
        if files["content/site.yaml"] == nil { try write("content/site.yaml", "title: A site\nlanguages: [en]\n") }
        for (path, text) in files { try write(path, text) }
    }

    init() throws {
        let base = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path
        root = base + "/gazette-test-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    /// A page with a title.
    static func page(_ title: String, _ body: String = "", _ matter: String = "") -> String {
        "---\ntitle: \(title)\n\(matter)---\n\n\(body)\n"
    }

    /// What a site without pages of its own publishes.
    static let bare = [
        ".nojekyll", "404.html", "_headers", "icon.svg", "index.html", "llms.txt", "robots.txt", "style.css",
    ]

    // MARK: Files

    func path(_ relative: String) -> String { root + "/" + relative }

    func write(_ relative: String, _ text: String) throws { try write(relative, Array(text.utf8)) }

    func write(_ relative: String, _ bytes: [UInt8]) throws {
        let target = path(relative)
        try FileManager.default.createDirectory(
            atPath: (target as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(fileURLWithPath: target))
    }

    func remove(_ relative: String) throws { try FileManager.default.removeItem(atPath: path(relative)) }

    func makeFolder(_ relative: String) throws {
        try FileManager.default.createDirectory(atPath: path(relative), withIntermediateDirectories: true)
    }

    func link(_ relative: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: path(relative), withDestinationPath: target)
    }

    func exists(_ relative: String) -> Bool { FileManager.default.fileExists(atPath: path(relative)) }

    func text(_ relative: String) -> String {
        String(decoding: FileManager.default.contents(atPath: path(relative)) ?? Data(), as: UTF8.self)
    }

    /// A published page.
    func page(_ output: String) -> String { text("public/" + output) }

    /// All files below a folder, dot-files too: path to bytes.
    func files(in relative: String = "public") -> [String: [UInt8]] {
        var out: [String: [UInt8]] = [:]
        for name in FileManager.default.enumerator(atPath: path(relative))?.compactMap({ $0 as? String }) ?? [] {
            var isFolder: ObjCBool = false
            let full = path(relative) + "/" + name
            guard FileManager.default.fileExists(atPath: full, isDirectory: &isFolder), !isFolder.boolValue else {
                continue
            }
            out[name] = FileManager.default.contents(atPath: full).map(Array.init)
        }
        return out
    }

    /// The names of what is published.
    func published(in relative: String = "public") -> [String] {
        files(in: relative).keys.filter { !$0.hasPrefix(".gazette") }.sorted {
            $0.utf8.lexicographicallyPrecedes($1.utf8)
        }
    }

    /// For each file its inode and the time of its last change: equal where nobody touched it.
    func stamps(in relative: String = "public") -> [String: [Int]] {
        var out: [String: [Int]] = [:]
        for name in files(in: relative).keys {
            let known = try? FileManager.default.attributesOfItem(atPath: path(relative) + "/" + name)
            let time = (known?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
            out[name] = [(known?[.systemFileNumber] as? Int) ?? 0, Int(time * 1_000_000)]
        }
        return out
    }

    // MARK: Building

    /// The day that tests build for, in days since 1970-01-01: 2026-06-20.
    static let day = 20624

    func options(_ change: (inout BuildOptions) -> Void = { _ in }) -> BuildOptions {
        var options = BuildOptions(root: root, asOf: Self.day)
        change(&options)
        return options
    }

    @discardableResult
    func build(_ change: (inout BuildOptions) -> Void = { _ in }) -> BuildReport {
        SiteBuild.build(options(change), home: nil)
    }

    func check(_ change: (inout BuildOptions) -> Void = { _ in }) -> BuildReport { SiteBuild.check(options(change)) }
}

extension BuildReport {
    /// `path:line:column severity code`, and the nearest name where one is hinted at.
    var lines: [String] {
        findings.map { finding in
            var line = "\(finding.location?.description ?? "-") \(finding.severity.rawValue) \(finding.code.rawValue)"
            if let hint = finding.hint, hint.hasPrefix("did you mean") { line += ", " + hint }
            return line
        }
    }

    var codes: [String] { findings.map(\.code.rawValue) }
    var messages: [String] { findings.map(\.message) }
}
