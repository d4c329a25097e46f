import Foundation

/// The files under `Tests/Fixtures`, one behaviour a file, its name the specification.
package enum Fixture {
    package static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Fixtures").path

    /// The repository's top folder.
    package static let project = URL(fileURLWithPath: folder).deletingLastPathComponent().deletingLastPathComponent()
        .path

    package static func path(_ relative: String) -> String { folder + "/" + relative }

    /// The bytes of a fixture; empty where there is none, so that the comparison after it fails with a message.
    package static func bytes(_ relative: String) -> [UInt8] {
        FileManager.default.contents(atPath: path(relative)).map(Array.init) ?? []
    }

    package static func text(_ relative: String) -> String { String(decoding: bytes(relative), as: UTF8.self) }

    /// The names in a fixture folder, sorted, optionally those that end with `suffix` alone.
    package static func names(in relative: String, suffix: String = "") -> [String] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: path(relative))) ?? []
        return all.filter { $0.hasSuffix(suffix) && !$0.hasPrefix(".") }.sorted()
    }
}

/// Text that is compared with a file, which `UPDATE_SNAPSHOTS=1` renews.
package enum Snapshot {
    /// Nil where `actual` is what the fixture `relative` holds, else what differs first. With `UPDATE_SNAPSHOTS=1`
    /// the fixture is written and nil is returned: read it before you commit it.
    package static func difference(_ actual: String, from relative: String) -> String? {
        let path = Fixture.path(relative)
        if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == "1" {
            let folder = (path as NSString).deletingLastPathComponent
            try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            _ = FileManager.default.createFile(atPath: path, contents: Data(actual.utf8))
            return nil
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            return "no snapshot \(relative): run the tests with UPDATE_SNAPSHOTS=1, and read it"
        }
        let expected = String(decoding: data, as: UTF8.self)
        if Array(expected.utf8) == Array(actual.utf8) { return nil }
        let a = expected.split(separator: "\n", omittingEmptySubsequences: false)
        let b = actual.split(separator: "\n", omittingEmptySubsequences: false)
        let at = zip(a, b).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(a.count, b.count)
        return "\(relative):\(at + 1): expected \(at < a.count ? String(a[at]) : "the end"), "
            + "found \(at < b.count ? String(b[at]) : "the end")"
    }
}
