import Diagnostics
import Expressions
import Files
import Languages

/// A specification made ready: checked, with its defaults settled and its expressions compiled.
package final class CompiledChart: Sendable {
    let model: ChartModel
    let dataNodes: [DataNode]
    let config: ChartConfiguration
    let locale: ChartLocale
    let environment: RowExpression.Environment
    let datasets: PropertyBag?
    let location: SourceLocation
    let writtenDescription: String?
    let background: Node?
    let padding: Node?
    let autosize: Node?
    /// Drawn in another look than Vega's own, which allows what Vega does not do: rows of legend entries, room used.
    var isHouse: Bool { config.isHouse }
    /// The guides of the last drawing.
    let guides = GuideCache()

    private init(
        model: ChartModel, dataNodes: [DataNode], config: ChartConfiguration,
        locale: ChartLocale, environment: RowExpression.Environment, datasets: PropertyBag?,
        location: SourceLocation, writtenDescription: String?, background: Node?,
        padding: Node?, autosize: Node?
    ) {
        self.model = model
        self.dataNodes = dataNodes
        self.config = config
        self.locale = locale
        self.environment = environment
        self.datasets = datasets
        self.location = location
        self.writtenDescription = writtenDescription
        self.background = background
        self.padding = padding
        self.autosize = autosize
    }

    static func compile(_ request: ChartRequest) -> Diagnosed<CompiledChart?> {
        var findings: [Diagnostic] = []
        guard request.spec.mapping != nil else {
            findings.append(
                .error(.chartSyntax, "the chart is \(request.spec.kind), a map was expected", at: request.spec.location)
            )
            return Diagnosed(nil, findings)
        }
        var spec = SpecLocalising.localised(request.spec, request.language, first: request.firstLanguage)
        let locale = ChartLocale(request.language, spec["config"]?["locale"])
        var constants = ConstantExpressions(spec, formatting: ChartFormatting(locale: locale))
        spec = constants.replaced(spec)
        findings += constants.findings
        var check = SchemaCheck()
        check.check(view: spec)
        findings += check.findings
        // What is wrong in form cannot be read; what is unsupported alone is reported with the rest.
        guard !findings.hasErrors else { return Diagnosed(nil, findings) }

        let bag = PropertyBag(spec)
        let isVersion5 =
            bag.string("$schema")?.utf8.split(separator: UInt8(ascii: "/")).last?.starts(with: Array("v5".utf8))
            ?? false
        let config = ChartConfiguration(specification: bag.bag("config"), theme: request.theme, isVersion5: isVersion5)
        var reader = SpecificationReader(constants.environment, config)
        let read = reader.view(spec)
        findings += reader.findings
        guard let read, !findings.hasErrors else { return Diagnosed(nil, findings) }
        var compiler = ViewCompiler(config, constants.environment)
        var composites = CompositeMarks(config, constants.environment)
        compiler.compile(PathOverlay.normalised(composites.normalised(read), config))
        findings += composites.findings + compiler.findings
        let options = HouseOptions.read(bag["usermeta"], into: &findings)
        if config.isHouse, options.showsIntervals {
            IntervalRules.settle(&compiler.model, drawnByAuthor: IntervalRules.drawnByAuthor(read))
        }
        let chart = CompiledChart(
            model: compiler.model, dataNodes: compiler.dataNodes, config: config, locale: locale,
            environment: constants.environment, datasets: bag.bag("datasets"), location: spec.location,
            writtenDescription: bag["description"]?.lines?.joined(separator: " "), background: bag["background"],
            padding: bag["padding"], autosize: bag["autosize"])
        return Diagnosed(chart, findings)
    }
}
