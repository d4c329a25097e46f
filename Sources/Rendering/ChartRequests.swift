import Charts
import Content
import Diagnostics
import Files
import Formatting
import Indicators
import Languages
import Tables

extension Edition {
    /// The bundle that a specification (its path below the root) belongs to.
    package func bundle(ofSpecification path: String) -> PageBundle? {
        bundles.values.first { $0.specifications[path] != nil }
    }

    /// What a specification of a bundle is drawn with: the bundle's tables, the table `figures`, the files beside it,
    /// and figures in its titles. Nil where it could not be read.
    package func chartRequest(_ path: String, in bundle: PageBundle, language: LanguageTag) -> ChartRequest? {
        guard let specification = bundle.specifications[path] else { return nil }
        let book = figures
        let table = book.figuresTable(in: bundle.folder, language: language, first: firstLanguage)
        let base = SourcePath.folder(of: path)
        let tree = tree
        var request = ChartRequest(
            spec: specification, file: path, language: language, firstLanguage: firstLanguage, theme: theme.charts,
            tableNames: bundle.data.tables.map(\.name) + ["figures"],
            table: { name in
                if name == "figures" { return table }
                return bundle.data.table(named: name)
                    ?? bundle.data.tables.first { SourcePath.name(of: $0.path) == name }
            },
            load: { relative in
                guard let target = Permalink.resolved(relative, from: base), tree.contains(target) else { return nil }
                return tree.read(target).value
            },
            figureText: { formula, format, place in
                figureText(formula, format, at: place, in: bundle.folder, language)
            })
        request.tableOfFile = { relative in
            guard let target = Permalink.resolved(relative, from: base) else { return nil }
            return bundle.data.tables.first { $0.path == target }
        }
        let words = bundle.units
        request.unitPhrase = { UnitPhrase.words(for: $0, in: language, words) }
        request.singularPhrase = { UnitPhrase.words(for: $0, in: language, words, isSingular: true) }
        return request
    }

    /// What the review of a chart has to know of the page that it stands on: the text below it, and which of its
    /// bundle's data have sources.
    package func chartReview(of bundle: PageBundle, embed: EmbedReference?, isPublished: Bool = true) -> ChartReview {
        let data = bundle.data
        let folder = bundle.folder
        let links = embed.map { embed in
            let html = embed.caption.html.string
            return html.utf8.contains("<a ".utf8)
                || embed.caption.holes.contains { if case .href = $0.content { true } else { false } }
        }
        return ChartReview(
            caption: embed?.captionText, captionHasLink: links ?? false, isPublished: isPublished,
            hasSource: { source in
                if !data.origins.isEmpty { return true }
                switch source {
                case .table("figures"): return data.tables.contains { !$0.origins.isEmpty }
                case .table(let name):
                    let table =
                        data.table(named: name) ?? data.tables.first { SourcePath.name(of: $0.path) == name }
                    return !(table?.origins ?? []).isEmpty
                case .file(let relative):
                    let path = Permalink.resolved(relative, from: folder).map { "content/" + $0 }
                    return data.tables.contains { $0.path == path && !$0.origins.isEmpty }
                case .inline: return false
                }
            })
    }

    /// The place of a chart on a page of its bundle; nil where none shows it.
    package func embed(of path: String, in bundle: PageBundle) -> EmbedReference? {
        site.pages.lazy.filter { $0.folder == bundle.folder }.flatMap { page in
            page.body.embeds.filter { embed in
                Permalink.decoded(embed.destination).flatMap { Permalink.resolved($0, from: page.folder) }
                    .map { "content/" + $0 == path } ?? false
            }
        }.first
    }

    /// What `{=formula "format"}` in a title prints.
    private func figureText(
        _ formula: String, _ format: String?, at place: SourceLocation, in folder: String, _ language: LanguageTag
    ) -> Diagnosed<String?> {
        let evaluated = figures.figure(formula, at: place, in: folder)
        guard let figure = evaluated.value else { return Diagnosed(nil, evaluated.diagnostics) }
        // What another briefing lends has the words of that briefing's units.
        let formatter = QuantityFormatter(language: language, unitWords: units(of: figure, in: folder))
        guard let format else {
            return Diagnosed(FigureWords.text(figure, format: nil, formatter), evaluated.diagnostics)
        }
        guard let parsed = NumberFormat.parse(format) else {
            let finding = Diagnostic.error(
                .formulaFormat, "“\(format)” is no number format", at: place,
                hint: "formats are d3's: .1% for 12.3%, ,.0f for 1,234, .2f for 2.67")
            return Diagnosed(nil, evaluated.diagnostics + [finding])
        }
        return Diagnosed(FigureWords.text(figure, format: parsed, formatter), evaluated.diagnostics)
    }
}
