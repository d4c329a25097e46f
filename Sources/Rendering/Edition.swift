import Content
import Diagnostics
import Files
import Formatting
import Indicators
import Languages
import Tables

/// The data of one folder of pages: its tables, its indicators and its chart specifications.
package struct PageBundle: Sendable {
    /// Below `content/`.
    package var folder: String
    package var data: DataPackage
    /// The words of units: the site's, with the bundle's over them.
    package var units: UnitWords
    /// Chart specifications by their path below the site's root, as they were read.
    package var specifications: [String: Node]

    package init(folder: String, data: DataPackage, units: UnitWords, specifications: [String: Node] = [:]) {
        self.folder = folder
        self.data = data
        self.units = units
        self.specifications = specifications
    }
}

/// Everything that a page may look at while it is rendered: read, evaluated, immutable.
package struct Edition: Sendable {
    package var site: Site
    package var theme: ThemeSet
    /// By folder below `content/`.
    package var bundles: NotedMap<PageBundle>
    package var figures: FigureBook
    package var tree: SourceTree
    /// The words of units that `site.yaml` declares.
    package var units: UnitWords
    /// The build's date, in days since 1970-01-01.
    package var asOf: Int
    package var taxonomies: Taxonomies
    /// What converts the pages of languages that are made from others.
    package var scripts = SiteScripts()
    /// By language, with the site's own words of units: made once, for most pages declare no others.
    private let judges: [LanguageTag: ClaimJudge]

    package init(
        site: Site, theme: ThemeSet, bundles: NotedMap<PageBundle>, figures: FigureBook, tree: SourceTree,
        units: UnitWords, asOf: Int, taxonomies: Taxonomies = Taxonomies()
    ) {
        self.site = site
        self.theme = theme
        self.bundles = bundles
        self.figures = figures
        self.tree = tree
        self.units = units
        self.asOf = asOf
        self.taxonomies = taxonomies
        let judges = site.configuration.languages.map {
            ($0, ClaimJudge(language: $0, unitWords: units, currency: site.configuration.currency))
        }
        self.judges = Dictionary(judges, uniquingKeysWith: { first, _ in first })
    }

    /// The numbers of all pages, tables and figures that `other`, an edition of the same site, has no more.
    package func numbers(goneIn other: Edition) -> Set<Int> {
        var gone = Set(site.pages.numbers(goneIn: other.site.pages))
        for (a, b) in zip(site.pages, other.site.pages) where a.bodyNumber != b.bodyNumber { gone.insert(a.bodyNumber) }
        gone.formUnion(bundles.values.numbers(goneIn: other.bundles.values))
        gone.formUnion(figures.numbers(goneIn: other.figures))
        return gone
    }

    var configuration: SiteConfiguration { site.configuration }
    var firstLanguage: LanguageTag { configuration.firstLanguage }

    func language(of page: Page) -> LanguageTag {
        configuration.languages.indices.contains(page.language)
            ? configuration.languages[page.language] : configuration.firstLanguage
    }

    func units(of page: Page) -> UnitWords { bundles[page.folder]?.units ?? units }

    /// The judge of a page's claims, whose formatter words its figures.
    func judge(of page: Page) -> ClaimJudge {
        let language = language(of: page)
        let words = units(of: page)
        if words == units, let judge = judges[language] { return judge }
        return ClaimJudge(language: language, unitWords: words, currency: configuration.currency)
    }

    /// The words of units for a figure on a page: the page's, and under them those of the other briefings that the
    /// figure is taken from; nil where it is the page's own.
    func borrowedUnits(of figure: Figure, on page: Page) -> UnitWords? { borrowedUnits(of: figure, in: page.folder) }

    private func borrowedUnits(of figure: Figure, in folder: String) -> UnitWords? {
        var words: UnitWords?
        for input in figure.derivation.inputs where input.bundle != folder {
            guard let other = bundles[input.bundle] else { continue }
            words = other.units.overlaid(by: words ?? bundles[folder]?.units ?? units)
        }
        return words
    }

    /// The words of units for a figure as a page in `folder` would have them.
    package func units(of figure: Figure, in folder: String) -> UnitWords {
        borrowedUnits(of: figure, in: folder) ?? bundles[folder]?.units ?? units
    }
}
