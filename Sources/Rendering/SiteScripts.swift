import Content
import Diagnostics
import Files
import Languages
import Markup
import Scripts

/// What converts the text of a site's languages that are made from others.
package struct SiteScripts: Sendable {
    /// By the number of the language; those that others are made from know overrides alone.
    private var converters: [Int: ScriptConverter] = [:]
    /// The languages that are made from others.
    private var derived: Set<Int> = []

    package init() {}

    /// Opens what the site's languages need: none of it where all are written.
    package static func read(_ tree: SourceTree, _ configuration: SiteConfiguration) -> Diagnosed<SiteScripts> {
        var findings: [Diagnostic] = []
        var out = SiteScripts()
        if configuration.derivations.isEmpty { return Diagnosed(out) }
        let glossary = Glossary.read(tree).collecting(into: &findings)
        for derivation in configuration.derivations {
            let language = configuration.languages[derivation.language]
            let source = configuration.languages[derivation.from]
            do {
                let tables = try ScriptTables.read(derivation.configuration)
                var words = glossary.words(in: language)
                if language.isSimplified, !source.isSimplified {
                    words += quotationMarks.filter { mark in !words.contains { $0.key == mark.key } }
                }
                out.converters[derivation.language] = ScriptConverter(to: language, tables: tables, glossary: words)
                out.converters[derivation.from] = ScriptConverter(to: source, tables: nil)
                out.derived.insert(derivation.language)
            } catch {
                findings.append(
                    .error(
                        .siteConfig, "OpenCC has no configuration “\(derivation.configuration)”: \(error.message)",
                        at: derivation.location, hint: "hk2s, tw2s, tw2sp and t2s make Simplified Chinese"))
            }
        }
        return Diagnosed(out, findings)
    }

    /// Simplified Chinese has others.
    private static let quotationMarks = [("「", "“"), ("」", "”"), ("『", "‘"), ("』", "’")].map {
        (key: $0.0, value: $0.1)
    }

    /// Whether what stands in a language is converted.
    func converts(_ language: Int) -> Bool { derived.contains(language) }

    /// Makes a file what is published, and gives the Han characters that no table knows.
    @discardableResult
    package func convert(_ file: inout OutputFile) -> Set<UInt32> {
        guard let language = file.language, !converters.isEmpty else { return [] }
        var unknown: Set<UInt32> = []
        if let converter = converters[language], isAffected(file.bytes, language) {
            var markup = ScriptMarkup(file.bytes, converter)
            file.bytes = markup.converted()
            unknown = markup.unknown
        }
        // Parts of the page in other languages, such as those of the page for what is not found.
        for (other, converter) in converters where other != language && file.path == PageRenderer.notFoundPath {
            var markup = ScriptMarkup(file.bytes, converter, isActive: false)
            file.bytes = markup.converted()
        }
        return unknown
    }

    /// Markup that stands escaped in something else.
    func converted(_ markup: [UInt8], _ language: Int) -> [UInt8] {
        guard let converter = converters[language], isAffected(markup, language) else { return markup }
        var markup = ScriptMarkup(markup, converter)
        return markup.converted()
    }

    /// A text without markup.
    func text(_ text: String, _ language: Int) -> String { converters[language]?.text(text) ?? text }

    /// A language that is written has nothing to convert where nobody has written an override.
    private func isAffected(_ bytes: [UInt8], _ language: Int) -> Bool {
        if derived.contains(language) { return true }
        return bytes.withUnsafeBufferPointer { bytes in
            var i = 1
            while i < bytes.count {
                if bytes[i] == UInt8(ascii: "{"), bytes[i - 1] == UInt8(ascii: "-") { return true }
                i += 1
            }
            return false
        }
    }
}

extension Edition {
    /// A finding for each Han character that no table converts, at the first page that has it.
    package func unknownCharacters(_ pages: [RenderedPage]) -> [Diagnostic] {
        var told: Set<UInt32> = []
        var out: [Diagnostic] = []
        for (index, page) in pages.enumerated() where !page.unknown.isSubset(of: told) {
            let source = site.pages[index]
            let tag = language(of: source)
            for value in page.unknown.sorted() where told.insert(value).inserted {
                guard let scalar = UnicodeScalar(value) else { continue }
                let path = source.path ?? "content/" + source.folder
                out.append(
                    .warning(
                        .scriptUnknown, "no table converts “\(scalar)” into \(tag)",
                        at: place(of: scalar, in: path),
                        hint:
                            "write what it becomes into content/glossary.yaml: \(scalar): …, or \(scalar): \(scalar) where it stays"
                    ))
            }
        }
        return out
    }

    /// Where a character first stands in a file; its beginning, where it comes from elsewhere.
    private func place(of scalar: UnicodeScalar, in path: String) -> SourceLocation {
        guard let file = tree.read(path).value else { return SourceLocation(file: path) }
        let wanted = Array(String(scalar).utf8)
        var (line, column) = (1, 1)
        var i = 0
        while i + wanted.count <= file.bytes.count {
            if file.bytes[i] == wanted[0], file.bytes[i...].starts(with: wanted) {
                return SourceLocation(file: path, line: line, column: column)
            }
            if file.bytes[i] == 0x0A {
                (line, column) = (line + 1, 1)
            } else if file.bytes[i] & 0xC0 != 0x80 {
                column += 1
            }
            i += 1
        }
        return SourceLocation(file: path)
    }
}
