import Diagnostics
import Files
import Languages
import Markup
import Quantities
import Tables

/// What a chart needs beside its specification.
package struct ChartRequest: Sendable {
    /// The specification as it was read from YAML or JSON.
    package var spec: Node
    /// Its file, relative to the site's root.
    package var file: String
    package var language: LanguageTag
    /// The language of texts that have none for `language`.
    package var firstLanguage: LanguageTag?
    package var theme: ChartTheme
    /// What ids in the drawing begin with; unique on its page.
    package var idPrefix: String
    /// A table of the bundle by its name, and `figures`.
    package var table: @Sendable (String) -> Table?
    /// The names that `table` knows, for messages.
    package var tableNames: [String]
    /// The table of the bundle that is read from the file which `data.url` names; nil where there is none.
    package var tableOfFile: (@Sendable (String) -> Table?)?
    /// The bytes of a file that `data.url` names, relative to the specification's folder; nil where there is none.
    package var load: @Sendable (String) -> SourceFile?
    /// The text of a figure in a title: formula and format as written, with the place of the formula. Nil has been
    /// reported by the callee through its findings.
    package var figureText:
        (@Sendable (_ formula: String, _ format: String?, _ at: SourceLocation) -> Diagnosed<String?>)?
    /// The address in the drawing of a link that has no scheme, with what is wrong with it; nil to leave all as written.
    package var link: (@Sendable (_ address: String, _ at: SourceLocation) -> Diagnosed<String>)?
    /// For a chart that readers will see: what stands around it. Nil for a drawing that is not reviewed.
    package var review: ChartReview?
    /// A unit of a table in words, as they stand at an axis; its symbol where this is nil.
    package var unitPhrase: (@Sendable (Unit) -> String)?
    /// The same after the number 1.
    package var singularPhrase: (@Sendable (Unit) -> String)?
    /// What it shows, where another drawing of it has told so.
    var description: String?

    package init(
        spec: Node, file: String, language: LanguageTag, firstLanguage: LanguageTag? = nil, theme: ChartTheme,
        idPrefix: String = "", tableNames: [String] = [], table: @escaping @Sendable (String) -> Table? = { _ in nil },
        load: @escaping @Sendable (String) -> SourceFile? = { _ in nil },
        figureText: (@Sendable (String, String?, SourceLocation) -> Diagnosed<String?>)? = nil
    ) {
        self.spec = spec
        self.file = file
        self.language = language
        self.firstLanguage = firstLanguage
        self.theme = theme
        self.idPrefix = idPrefix
        self.tableNames = tableNames
        self.table = table
        self.load = load
        self.figureText = figureText
    }
}

/// A chart as it is printed.
package struct ChartOutput: Sendable {
    /// The drawing: one `svg` element.
    package var svg: HTML
    /// Where its marks and guides are in the drawing; nil where they name ids, which another drawing has others of.
    let body: Range<Int>?
    package var width: Double
    package var height: Double
    package var title: String?
    package var subtitle: String?
    /// What it shows, in a sentence or two, for those who do not see it.
    package var description: String
    /// Makes the table when it is asked for.
    let makeTable: @Sendable () -> PlottedTable
    /// The signs by which it tells what is known of its values, in a fixed order.
    package var signs: [IntervalSign] = []
    /// What it was drawn from.
    package var origins = ChartOrigins()
    let scene: Scene
    let theme: ChartTheme
    /// What every drawing of its specification has in common.
    let prepared: PreparedSpecification
    let rows: ChartRows

    /// The rows behind the marks, with the units of the quantities shown; made at each call.
    package var table: PlottedTable { makeTable() }
    package var units: [String] { table.units }
    /// The drawing as a file of its own: it brings what a page's style sheet says of dark ground.
    package var file: HTML {
        SVGWriter.write(scene, theme: theme, idPrefix: "", alone: true, body: body.map { svg.bytes[$0] }).html
    }
}

/// Vega-Lite, drawn natively. The stages, each a value of its own:
///
/// specification (``SchemaCheck``, ``SpecificationReader``) → normalised (``CompositeMarks``, ``PathOverlay``)
/// → compiled (``CompiledChart``: a tree of ``ViewModel``s over a tree of ``DataNode``s) → drawn with data
/// (``ChartDrawing``: from a ``ViewState`` for each cell, ``Scale``s, guides, marks) → ``Scene`` → SVG (``SVGWriter``).
package enum Chart {
    /// Reads, compiles and draws; nil where an error was found.
    package static func draw(_ request: ChartRequest) -> Diagnosed<ChartOutput?> { draw(request, nil, nil) }

    private static func draw(
        _ request: ChartRequest, _ prepared: PreparedSpecification?, _ rows: ChartRows?
    ) -> Diagnosed<ChartOutput?> {
        let compiled = CompiledChart.compile(request, prepared)
        guard let chart = compiled.value, !compiled.diagnostics.hasErrors else {
            return Diagnosed(nil, compiled.diagnostics)
        }
        let drawn = chart.draw(request, rows)
        return Diagnosed(drawn.value, compiled.diagnostics + drawn.diagnostics)
    }

    /// The same chart laid out anew for a small screen: fewer ticks, names above their bars, cells below each other.
    /// Nil where the theme has no such look, where `wide` can be read on a small screen as it is, and where the author
    /// gave sizes that leave no room for a change. What there is to find was found when `wide` was drawn.
    package static func narrow(_ request: ChartRequest, beside wide: ChartOutput) -> ChartOutput? {
        guard wide.width > smallScreen * 13 / 11, let theme = request.theme.narrowed else { return nil }
        var request = request
        request.theme = theme
        request.idPrefix += "narrow-"
        request.review = nil
        request.description = wide.description
        let rows = theme.changesLayoutAlone ? wide.rows : nil
        guard let drawn = draw(request, wide.prepared, rows).value, drawn.width < wide.width * 0.85 else { return nil }
        return drawn
    }

    /// The width of a column of text on a telephone.
    private static let smallScreen = 358.0

    /// All that does not depend on the data; draw it as often as they change.
    package static func compile(_ request: ChartRequest) -> Diagnosed<CompiledChart?> {
        CompiledChart.compile(request)
    }
}
