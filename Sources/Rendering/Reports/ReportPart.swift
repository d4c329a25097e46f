import Content
import Diagnostics
import Formatting
import Indicators
import Markup
import Tables
import Templates

/// One page as a part of a report.
struct ReportPart {
    /// Where the numbering of what comes before it ends.
    struct Count {
        var charts = 0
        var tables = 0
        var notes = 0
        var footnotes = 0
    }

    /// An entry of a list of charts or tables: its number in words, its id and its title.
    struct Caption {
        var id: String
        var number: String
        var text: String
        var isTable: Bool
    }

    /// A figure as the index has it.
    struct Figure {
        var id: String
        var label: String
        var value: String
        var note: Int
    }

    let index: Int
    /// From 1.
    let number: Int
    private(set) var title = HTML()
    private(set) var plainTitle = ""
    private(set) var subtitle: HTML?
    private(set) var summary: HTML?
    private(set) var body = HTML()
    private(set) var footnotes: [TemplateValue] = []
    private(set) var derivations = HTML()
    private(set) var captions: [Caption] = []
    private(set) var figures: [Figure] = []
    private(set) var headings: [(level: Int, id: String, text: String)] = []
    private(set) var imprint: [String] = []
    private(set) var findings: [Diagnostic] = []

    var id: String { "b\(number)" }
    private var prefix: String { "b\(number)-" }

    /// `sources` are those of the whole report; `count` is moved on by what the part holds. The headings of a part of
    /// several stand a level lower.
    init(
        _ index: Int, number: Int, in volume: ReportVolume, sources: [Origin], isShifted: Bool, count: inout Count
    ) {
        self.index = index
        self.number = number
        var job = PageJob(renderer: volume.renderer, index: index)
        job.origins = sources
        let page = job.page
        let numbers = Self.numbers(page, job, volume.language, &count)
        job.captions = numbers.mapValues(\.number)
        let markup = Self.markup(prefix, isShifted ? 1 : 0, count, volume, job)
        plainTitle = job.frame.plainTitle(index)
        title = markup.rewritten(job.fill(page.title.content, job.bound.title, page.title.links))
        subtitle = page.subtitle.map { markup.rewritten(job.fill($0.content, job.bound.subtitle, $0.links)) }
        summary = page.summary.map { markup.rewritten(job.fill($0.content, job.bound.summary, $0.links)) }
        let passage = Recommendations(page, in: job.edition).wrapping(page.body.body)
        body = markup.rewritten(job.fill(passage, job.bound.body, page.body.links))
        footnotes = page.body.footnotes.map { note in
            let back = job.edition.theme.interface.text("back_to_text", page.language)
            return .object([
                "id": .text(markup.id(note.id)), "number": .integer(note.number + count.footnotes),
                "text": .markup(markup.rewritten(job.fill(note.content, job.bound.body, page.body.links))),
                "references": .list(
                    note.references.map { .object(["id": .text(markup.id($0)), "label": .text(back)]) }),
            ])
        }
        writeDerivations(of: &job, markup)
        headings = page.body.headings.filter { $0.level == 2 || $0.level == 3 }.map { heading in
            let text = heading.content.plainText { job.bound.body.indices.contains($0) ? job.bound.body[$0].text : "" }
            return (heading.level, markup.id(heading.id), text)
        }
        captions = numbers.sorted { $0.key < $1.key }.map { embed, known in
            let reference = page.body.embeds[embed]
            let drawn = job.briefs[embed]?.name ?? known.title
            let text = known.isTable && !reference.captionText.isEmpty ? reference.captionText : drawn
            return Caption(
                id: markup.id(job.renderer.embeds[index].ids[embed]), number: known.number, text: text,
                isTable: known.isTable)
        }
        figures = job.eachFigure().map { figure in
            Figure(
                id: markup.id(figure.id), label: job.figures.derivations.label(figure),
                value: job.figures.value(of: figure), note: job.figures.notes.number(of: figure) + count.notes)
        }
        imprint = Self.imprint(of: job)
        findings = job.findings
        count.notes += job.figures.notes.notes.count
        count.footnotes += page.body.footnotes.count
    }

    private mutating func writeDerivations(of job: inout PageJob, _ markup: ReportMarkup) {
        let words = job.edition.theme.interface.object(job.page.language)
        var html = HTML()
        for derivation in job.derivationList() {
            guard case .object(var object) = derivation else { continue }
            object.set("t", .object(words))
            job.findings += job.edition.theme.templates.render("derivation", with: .object(object), into: &html)
        }
        derivations = markup.rewritten(html)
    }

    /// Who wrote it, and when.
    private static func imprint(of job: PageJob) -> [String] {
        let authors = job.authorNames.joined(separator: job.language.isChinese ? "、" : ", ")
        let date = (job.page.frontMatter.lastmod ?? job.page.frontMatter.date).map {
            DateWords.text($0.date, in: job.language)
        }
        return [authors, date ?? ""].filter { !$0.isEmpty }
    }

    // MARK: Numbers

    private struct Known {
        var number: String
        var title: String
        var isTable: Bool
    }

    /// The number of each chart and each table in words of the whole report's language, by the number of its embed.
    private static func numbers(_ page: Page, _ job: PageJob, _ language: Int, _ count: inout Count) -> [Int: Known] {
        let words = job.edition.theme.interface
        var out: [Int: Known] = [:]
        for (number, embed) in page.body.embeds.enumerated() where embed.isBlock {
            guard let target = EmbedTarget(embed, on: page) else { continue }
            if EmbedNames.isTable(target.path) {
                guard let table = job.tables.table(at: target.path) else { continue }
                count.tables += 1
                let title = table.displayTitle(in: job.language, first: job.edition.firstLanguage)
                out[number] = Known(
                    number: words.text("table_number", language) + String(count.tables), title: title,
                    isTable: true)
            } else {
                count.charts += 1
                out[number] = Known(
                    number: words.text("chart_number", language) + String(count.charts), title: embed.captionText,
                    isTable: false)
            }
        }
        return out
    }

    // MARK: Links

    private static func markup(
        _ prefix: String, _ shift: Int, _ count: Count, _ volume: ReportVolume, _ job: PageJob
    ) -> ReportMarkup {
        let from = job.outputPath
        let pictures = volume.pictures(of: job)
        return ReportMarkup(
            prefix: prefix, shift: shift, noteOffset: count.notes, footnoteOffset: count.footnotes,
            link: { volume.link($0, from: from) },
            picture: { URLPolicy.scheme(of: $0) == "data" ? $0 : pictures[$0] })
    }
}
