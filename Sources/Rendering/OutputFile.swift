/// A file of the site, ready to be written.
package struct OutputFile: Sendable, Hashable {
    /// Below the output folder, with `/` between its parts.
    package var path: String
    package var bytes: [UInt8]

    package init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }
}
