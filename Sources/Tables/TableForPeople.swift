import Languages

// A table as readers of one language see it.

extension Table {
    /// A column as readers see it.
    package struct DisplayField: Sendable {
        /// The field whose cells are shown.
        package var index: Int
        /// The field that it stands in for; the same where it stands for itself.
        package var base: Int
        /// Its title, else the base's, else the base's name.
        package var title: String
    }

    /// The columns for readers of `language`: a field `x_en` with `lang: en` stands in for `x` on English pages, in
    /// its place, and is not shown on others. Titles fall back to the site's `first` language.
    package func fields(for language: LanguageTag, first: LanguageTag? = nil) -> [DisplayField] {
        var standIns: [Int: Int] = [:]
        var hidden: Set<Int> = []
        for index in fields.indices {
            guard let base = base(of: index) else { continue }
            hidden.insert(index)
            if matches(fields[index].language, language), standIns[base] == nil { standIns[base] = index }
        }
        return fields.indices.filter { !hidden.contains($0) }.map { base in
            let index = standIns[base] ?? base
            let title =
                fields[index].title?.text(in: language, first: first)
                ?? fields[base].title?.text(in: language, first: first) ?? fields[base].name
            return DisplayField(index: index, base: base, title: title)
        }
    }

    /// A column that is named: as `fields(for:first:)` has it; a translation that is named stands for itself.
    package func displayField(_ index: Int, for language: LanguageTag, first: LanguageTag? = nil) -> DisplayField {
        fields(for: language, first: first).first { $0.base == index }
            ?? DisplayField(
                index: index, base: index,
                title: fields[index].title?.text(in: language, first: first) ?? fields[index].name)
    }

    /// The field that readers of `language` see for `field`: its stand-in, or itself.
    package func displayIndex(of field: Int, for language: LanguageTag) -> Int {
        fields(for: language).first { $0.base == field }?.index ?? field
    }

    package func displayTitle(in language: LanguageTag, first: LanguageTag? = nil) -> String {
        title?.text(in: language, first: first) ?? name
    }

    /// The field that a translation translates: `label` of `label_en`.
    func base(of index: Int) -> Int? {
        let name = fields[index].name
        guard fields[index].language != nil, let mark = name.utf8.lastIndex(of: UInt8(ascii: "_")) else { return nil }
        return fieldIndex(String(name[..<mark]))
    }

    private func matches(_ written: String?, _ language: LanguageTag) -> Bool {
        guard let tag = written.flatMap({ LanguageTag($0) }) else { return false }
        return language.fallbacks.contains(tag.description) || tag.fallbacks.contains(language.description)
    }
}
