import Diagnostics

/// A file of the site as it was read.
package struct SourceFile: Sendable {
    /// Relative to the site's root, with `/` between its parts: `content/briefings/cars/index.md`.
    package let path: String
    /// Its bytes; a byte-order mark is still there.
    package let bytes: [UInt8]

    package init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }

    package init(path: String, text: String) {
        self.init(path: path, bytes: Array(text.utf8))
    }

    /// The last part of the path.
    package var name: String { SourcePath.name(of: path) }

    /// The folder that holds it, "" at the root.
    package var folder: String { SourcePath.folder(of: path) }
}
