import Diagnostics
import Expressions
import Files
import Languages

/// A specification made ready: checked, with its defaults settled and its expressions compiled.
package final class CompiledChart: Sendable {
    let model: ChartModel
    let dataNodes: [DataNode]
    let config: ChartConfiguration
    let prepared: PreparedSpecification
    let datasets: PropertyBag?
    let writtenDescription: String?
    let background: Node?
    let padding: Node?
    let autosize: Node?
    /// The guides of the last drawings.
    let guides = GuideCache()

    /// Drawn in another look than Vega's own, which allows what Vega does not do: rows of legend entries, room used.
    var isHouse: Bool { config.isHouse }
    var locale: ChartLocale { prepared.locale }
    var environment: RowExpression.Environment { prepared.environment }
    var location: SourceLocation { prepared.spec.location }

    private init(
        _ prepared: PreparedSpecification, _ model: ChartModel, _ dataNodes: [DataNode], _ config: ChartConfiguration
    ) {
        self.prepared = prepared
        self.model = model
        self.dataNodes = dataNodes
        self.config = config
        let bag = PropertyBag(prepared.spec)
        datasets = bag.bag("datasets")
        writtenDescription = bag["description"]?.lines?.joined(separator: " ")
        background = bag["background"]
        padding = bag["padding"]
        autosize = bag["autosize"]
    }

    /// - Parameter known: the specification as it was prepared before, for another theme.
    static func compile(_ request: ChartRequest, _ known: PreparedSpecification? = nil) -> Diagnosed<CompiledChart?> {
        var findings: [Diagnostic] = []
        guard let prepared = known ?? PreparedSpecification.read(request).collecting(into: &findings) else {
            return Diagnosed(nil, findings)
        }
        let (spec, environment) = (prepared.spec, prepared.environment)
        let bag = PropertyBag(spec)
        let isVersion5 =
            bag.string("$schema")?.utf8.split(separator: UInt8(ascii: "/")).last?.starts(with: Array("v5".utf8))
            ?? false
        let config = ChartConfiguration.of(bag.bag("config"), request.theme, isVersion5: isVersion5)
        var reader = SpecificationReader(environment, config)
        let read = reader.view(spec)
        findings += reader.findings
        guard let read, !findings.hasErrors else { return Diagnosed(nil, findings) }
        var compiler = ViewCompiler(config, environment)
        var composites = CompositeMarks(config, environment)
        compiler.compile(PathOverlay.normalised(composites.normalised(read), config))
        findings += composites.findings + compiler.findings
        let options = HouseOptions.read(bag["usermeta"], into: &findings)
        if config.isHouse, options.showsIntervals {
            IntervalRules.settle(&compiler.model, drawnByAuthor: IntervalRules.drawnByAuthor(read))
        }
        let chart = CompiledChart(prepared, compiler.model, compiler.dataNodes, config)
        return Diagnosed(chart, findings)
    }
}
