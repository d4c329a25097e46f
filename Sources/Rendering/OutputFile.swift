/// A file of the site, ready to be written.
package struct OutputFile: Sendable, Hashable {
    /// Below the output folder, with `/` between its parts.
    package var path: String
    package var bytes: [UInt8]
    /// The source it comes from, below the site's root; nil of what the build makes of itself.
    package var source: String?
    /// The number of the language that its text is in; nil of what no reader reads as a text.
    package var language: Int?

    package init(path: String, bytes: [UInt8], source: String? = nil, language: Int? = nil) {
        self.language = language
        self.path = path
        self.bytes = bytes
        self.source = source
    }
}
