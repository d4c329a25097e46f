import Diagnostics
import Files
import Languages

extension SiteConfiguration {
    /// How the pages of a language are made from those of another.
    package struct Derivation: Sendable, Hashable {
        /// The language's number among the site's.
        package var language: Int
        /// That of the language that it is made from.
        package var from: Int
        /// The name of OpenCC's configuration: `hk2s`.
        package var configuration: String
        package var location: SourceLocation
    }

    /// What “languages” says.
    struct LanguageList {
        var tags: [LanguageTag] = []
        var places: [SourceLocation] = []
        var derivations: [Derivation] = []
    }

    private struct Wish {
        var language: Int
        var from: Node
        var configuration: Node?
    }

    /// Tags, or `{tag: zh-Hans, from: zh-Hant-HK}` for one that is made from another.
    static func languages(
        _ list: [Node], at place: SourceLocation, into findings: inout [Diagnostic]
    ) -> LanguageList {
        var out = LanguageList()
        var wishes: [Wish] = []
        for node in list {
            var written: Node? = node
            var from: Node?
            var configuration: Node?
            if node.mapping != nil {
                var reader = MappingReader(node, of: "a language", into: &findings)
                written = reader.node("tag")
                from = reader.node("from")
                configuration = reader.node("opencc")
                reader.finish(into: &findings)
            }
            guard let text = written?.scalarText, let tag = LanguageTag(text) else {
                findings.append(
                    .error(
                        .siteConfig,
                        "\(written?.scalarText.map { "“\($0)”" } ?? (written ?? node).kind) is no language tag",
                        at: node.location, hint: "write a tag such as zh-Hant-HK or en"))
                continue
            }
            if out.tags.contains(tag) {
                findings.append(.error(.siteConfig, "the language \(tag) stands twice", at: node.location))
                continue
            }
            if let from { wishes.append(Wish(language: out.tags.count, from: from, configuration: configuration)) }
            out.tags.append(tag)
            out.places.append(written?.location ?? node.location)
        }
        if out.tags.isEmpty {
            findings.append(.error(.siteConfig, "the site has no language", at: list.first?.location ?? place))
            out.tags = [.traditionalChineseHongKong]
            out.places = [list.first?.location ?? place]
            return out
        }
        for wish in wishes {
            if let derivation = derivation(wish, out.tags, wishes, into: &findings) {
                out.derivations.append(derivation)
            }
        }
        return out
    }

    private static func derivation(
        _ wish: Wish, _ tags: [LanguageTag], _ wishes: [Wish], into findings: inout [Diagnostic]
    ) -> Derivation? {
        let place = wish.from.location
        guard let source = wish.from.scalarText.flatMap({ LanguageTag($0) }),
            let from = tags.firstIndex(of: source), from != wish.language
        else {
            findings.append(
                .error(
                    .siteConfig,
                    "\(wish.from.scalarText.map { "“\($0)”" } ?? wish.from.kind) is no other language of the site",
                    at: place, hint: "languages in site.yaml are " + tags.map(\.description).joined(separator: ", ")))
            return nil
        }
        let target = tags[wish.language]
        guard source.isChinese, target.isChinese else {
            findings.append(
                .error(
                    .siteConfig, "\(target) cannot be made from \(source): only scripts of Chinese are converted",
                    at: place, hint: "write its pages as index.\(target).md, and take “from” out"))
            return nil
        }
        if wishes.contains(where: { $0.language == from }) {
            findings.append(
                .error(
                    .siteConfig, "\(source) is itself made from another language", at: place,
                    hint: "name the language that is written"))
            return nil
        }
        let configuration = wish.configuration.map { $0.scalarText ?? "" } ?? usual(from: source, to: target)
        guard !configuration.isEmpty, configuration.utf8.count <= 32,
            configuration.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) })
        else {
            findings.append(
                .error(
                    .siteConfig, "“\(configuration)” is no configuration of OpenCC",
                    at: wish.configuration?.location ?? place, hint: "write its name, such as hk2s"))
            return nil
        }
        return Derivation(
            language: wish.language, from: from, configuration: configuration,
            location: wish.configuration?.location ?? place)
    }

    /// OpenCC's configuration for two languages, where the site names none.
    private static func usual(from source: LanguageTag, to target: LanguageTag) -> String {
        func script(_ tag: LanguageTag) -> String {
            if tag.isSimplified { return "s" }
            if tag.fallbacks.first?.hasSuffix("-HK") == true || tag.fallbacks.first?.hasSuffix("-MO") == true {
                return "hk"
            }
            return tag.fallbacks.first?.hasSuffix("-TW") == true ? "tw" : "t"
        }
        return script(source) + "2" + script(target)
    }

    /// How a language is made, by its number; nil of one that is written.
    package func derivation(of language: Int) -> Derivation? {
        derivations.first { $0.language == language }
    }
}
