import Formatting
import Languages
import Quantities
import Tables

/// A source in one line.
enum SourceWords {
    /// 張美雄《匹配民生需求》（2026-06）; "Author, “Title” (2026-06)". A citation of its own goes first.
    static func text(_ origin: Origin, _ language: LanguageTag, first: LanguageTag) -> String {
        if let citation = origin.citation?.text(in: language, first: first), !citation.isEmpty { return citation }
        let producer = origin.producer?.text(in: language, first: first) ?? ""
        let title = origin.title?.text(in: language, first: first) ?? ""
        let date = origin.datePublished.map { EDTFDate(parsing: $0).map { DateWords.text($0, in: language) } ?? $0 }
        if language.isChinese {
            return producer + (title.isEmpty ? "" : "《\(title)》") + (date.map { "（\($0)）" } ?? "")
        }
        let named = [producer, title.isEmpty ? "" : "“\(title)”"].filter { !$0.isEmpty }.joined(separator: ", ")
        return named + (date.map { " (\($0))" } ?? "")
    }

    /// "accessed 20 June 2026", of a date as the data package writes it.
    static func accessed(_ date: String, _ language: LanguageTag) -> String {
        let words = EDTFDate(parsing: date).map { DateWords.text($0, in: language) } ?? date
        return language.isChinese ? language.spelt("\(words)查閱") : "accessed \(words)"
    }
}
