/// Markup that may be printed as it is: HTML or inline SVG whose every text was escaped when it was put in.
///
/// It grows only by literals of the program, by escaped text and by other trusted markup, so that a string of an
/// author or of a table cannot become markup by accident. Bytes are UTF-8.
package struct HTML: Sendable, Hashable {
    package private(set) var bytes: [UInt8]

    package init() { bytes = [] }

    package init(capacity: Int) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    /// A text, escaped.
    package init(text: String) {
        bytes = []
        append(text: text)
    }

    /// Markup that stands in the program.
    package init(_ literal: StaticString) {
        bytes = []
        append(literal)
    }

    /// Bytes that are known to be markup: a template's own text, raw HTML that the site's configuration trusts,
    /// the output of a writer of ours. Every call is a promise; there should be few.
    package init(trusting bytes: [UInt8]) { self.bytes = bytes }

    package var isEmpty: Bool { bytes.isEmpty }
    package var count: Int { bytes.count }
    package var string: String { String(decoding: bytes, as: UTF8.self) }

    package mutating func append(_ literal: StaticString) {
        literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    package mutating func append(_ other: HTML) { bytes.append(contentsOf: other.bytes) }

    /// Appends a text for element content or a quoted attribute: `& < > " '` escaped, what HTML and XML both
    /// forbid (control characters, U+FFFE, U+FFFF) written as U+FFFD.
    package mutating func append(text: String) {
        Escaping.append(text, to: &bytes)
    }

    /// The same for UTF-8 bytes; what is not UTF-8 becomes U+FFFD.
    package mutating func append(textBytes: some Collection<UInt8>) {
        Escaping.append(utf8: textBytes, to: &bytes)
    }

    /// Appends ` name="value"`.
    package mutating func append(attribute name: StaticString, _ value: String) {
        bytes.append(UInt8(ascii: " "))
        append(name)
        bytes.append(UInt8(ascii: "="))
        bytes.append(UInt8(ascii: "\""))
        Escaping.append(value, to: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    /// Appends JSON text as the content of a data block (`<script type="application/ld+json">`). What could end the
    /// element or begin a comment there, and what JavaScript takes for the end of a line, is written as JSON's own
    /// escapes: outside of strings JSON has none of `< > &`, U+2028 and U+2029, so that the value stays the same.
    package mutating func append(dataBlock json: [UInt8]) { Escaping.append(dataBlock: json, to: &bytes) }

    /// Appends digits and the like: ASCII that needs no escaping, such as a formatted coordinate.
    package mutating func append(integer value: Int) {
        Escaping.append(String(value), to: &bytes)
    }

    /// Gives the bytes to a writer that appends markup of its own; see `init(trusting:)` for the promise.
    package mutating func withBytes<R>(_ body: (inout [UInt8]) throws -> R) rethrows -> R { try body(&bytes) }
}
