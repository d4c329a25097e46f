import Diagnostics
import Files
import Languages
import Quantities

/// The head of a page, in Hugo's keys.
package struct FrontMatter: Sendable, Hashable {
    /// A text with the place of its first character.
    package struct Text: Sendable, Hashable {
        package var text: String
        package var location: SourceLocation
        /// Where its characters stand, if not one beside the other from `location` on: folded over lines, with escapes.
        package var places: TextPlaces?

        package init(_ text: String, at location: SourceLocation, places: TextPlaces? = nil) {
            self.text = text
            self.location = location
            self.places = places
        }
    }

    /// A date with its place.
    package struct Dated: Sendable, Hashable {
        package var date: EDTFDate
        package var location: SourceLocation
    }

    package var title: Text?
    package var subtitle: Text?
    package var description: Text?
    package var summary: Text?
    package var date: Dated?
    package var lastmod: Dated?
    package var publishDate: Dated?
    package var expiryDate: Dated?
    package var isDraft = false
    package var slug: Text?
    package var weight: Int?
    package var tags: [Text] = []
    package var authors: [Text] = []
    package var license: Text?
    /// The page's whole address, in place of that of its folder.
    package var url: Text?
    /// Addresses that lead to the page: where it once stood.
    package var aliases: [Text] = []
    /// The template that prints it, in place of that of its kind.
    package var layout: Text?
    /// Its language, in place of that of its file's name.
    package var lang: Text?
    /// Pages of one key are translations of each other, wherever they stand.
    package var translationKey: Text?
    /// A map of the author's own, for templates.
    package var params: Node?
    /// The headings (their text or id) whose parts are recommendations, in place of the site's.
    package var recommendations: [Text]?

    package init() {}
}

/// A page's file, taken apart: its head and where its body begins.
package struct PageFile: Sendable {
    package var frontMatter: FrontMatter
    /// The bytes after the front matter.
    package var body: ArraySlice<UInt8>
    /// The line of the file on which the body begins.
    package var bodyLine: Int
}

extension FrontMatter {
    /// Takes a page's file apart. `bytes` are checked text without a byte-order mark.
    package static func read(_ bytes: [UInt8], file: String) -> Diagnosed<PageFile> {
        var findings: [Diagnostic] = []
        guard let head = head(of: bytes) else {
            return Diagnosed(PageFile(frontMatter: FrontMatter(), body: bytes[...], bodyLine: 1))
        }
        guard let (yaml, body, bodyLine) = head.closed else {
            findings.append(
                .error(
                    .frontMatter, "the front matter that begins here has no end",
                    at: SourceLocation(file: file, line: 1, column: 1, length: 3),
                    hint: "close it by a line of three dashes"))
            return Diagnosed(
                PageFile(frontMatter: FrontMatter(), body: bytes[bytes.endIndex...], bodyLine: 1), findings)
        }
        let node = YAML.parse(yaml, file: file, firstLine: 2).collecting(into: &findings)
        let matter = node.map { read($0, in: bytes, into: &findings) } ?? FrontMatter()
        return Diagnosed(PageFile(frontMatter: matter, body: body, bodyLine: bodyLine), findings)
    }

    private struct Head {
        var closed: (yaml: ArraySlice<UInt8>, body: ArraySlice<UInt8>, bodyLine: Int)?
    }

    /// Nil where the file does not begin with a line of three dashes.
    private static func head(of bytes: [UInt8]) -> Head? {
        var lines = LineScanner(bytes)
        guard let first = lines.next(), isFence(bytes[first]) else { return nil }
        let start = lines.offset
        var number = 1
        while let line = lines.next() {
            number += 1
            if isFence(bytes[line]) {
                return Head(closed: (bytes[start..<line.lowerBound], bytes[lines.offset...], number + 1))
            }
        }
        return Head(closed: nil)
    }

    private static func isFence(_ line: ArraySlice<UInt8>) -> Bool {
        var line = line
        while let last = line.last, last == 0x20 || last == 0x09 { line.removeLast() }
        return line.elementsEqual([0x2D, 0x2D, 0x2D])
    }

    private static func read(_ node: Node, in file: [UInt8], into findings: inout [Diagnostic]) -> FrontMatter {
        var reader = MappingReader(node, of: "the front matter", into: &findings)
        var out = FrontMatter()
        func text(_ key: String) -> Text? {
            guard let found = reader.node(key) else { return nil }
            guard let text = found.scalarText else {
                findings.append(
                    .error(.keyType, "“\(key)” is \(found.kind), a text was expected", at: found.location))
                return nil
            }
            return Text(text, at: found.contentLocation, places: places(of: text, found, in: file))
        }
        func date(_ key: String) -> Dated? {
            guard let found = text(key) else { return nil }
            if let date = EDTFDate(parsing: found.text) { return Dated(date: date, location: found.location) }
            findings.append(
                .error(
                    .pageDate, "“\(found.text)” is no date", at: found.location,
                    hint: "write it as 2026-06-20, 2026-06 or 2026"))
            return nil
        }
        func texts(_ key: String) -> [Text] {
            guard let found = reader.node(key) else { return [] }
            let items = found.sequence ?? [found]
            return items.compactMap { item in
                if let text = item.scalarText { return Text(text, at: item.contentLocation) }
                findings.append(
                    .error(.keyType, "“\(key)” holds \(item.kind), texts were expected", at: item.location))
                return nil
            }
        }
        out.title = text("title")
        out.subtitle = text("subtitle")
        out.description = text("description")
        out.summary = text("summary")
        out.date = date("date")
        out.lastmod = date("lastmod")
        out.publishDate = date("publishDate")
        out.expiryDate = date("expiryDate")
        out.isDraft = reader.boolean("draft", into: &findings) ?? false
        out.slug = text("slug")
        out.weight = reader.integer("weight", into: &findings)
        out.tags = texts("tags")
        out.authors = texts("authors")
        out.license = text("license")
        out.url = text("url")
        out.aliases = texts("aliases")
        out.layout = text("layout")
        out.lang = text("lang")
        out.translationKey = text("translationKey")
        out.params = params(reader.node("params"), into: &findings)
        if node["recommendations"] != nil { out.recommendations = texts("recommendations") }
        reader.finish(into: &findings)
        return out
    }
}

extension FrontMatter {
    private static func params(_ node: Node?, into findings: inout [Diagnostic]) -> Node? {
        guard let node, node.mapping == nil else { return node }
        findings.append(
            .error(
                .keyType, "“params” is \(node.kind), a map was expected", at: node.location,
                hint: "write each value under a name: params: {sponsor: …}"))
        return nil
    }

    /// The places of a text that does not stand in one line as it is; nil of one that does.
    private static func places(of text: String, _ node: Node, in file: [UInt8]) -> TextPlaces? {
        let quotes = node.location == node.contentLocation ? 0 : 2
        if node.location.length == text.unicodeScalars.count + quotes { return nil }
        return TextPlaces(of: text, node, in: file, lines: LineIndex(file))
    }
}

/// The lines of a text as ranges without their ends (LF, CRLF or CR).
private struct LineScanner {
    private let bytes: [UInt8]
    /// Where the next line begins.
    private(set) var offset = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func next() -> Range<Int>? {
        guard offset < bytes.count else { return nil }
        let start = offset
        while offset < bytes.count, bytes[offset] != 0x0A, bytes[offset] != 0x0D { offset += 1 }
        let end = offset
        if offset < bytes.count {
            offset += bytes[offset] == 0x0D && offset + 1 < bytes.count && bytes[offset + 1] == 0x0A ? 2 : 1
        }
        return start..<end
    }
}
