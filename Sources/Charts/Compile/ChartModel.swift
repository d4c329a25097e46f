import Diagnostics
import Files

/// A node of the data tree: rows of a source or of another node, transformed.
struct DataNode: Sendable {
    var parent: Int?
    var source: DataSource?
    var transforms: [Transform]
    /// Where the transforms were written, of as many of the first as were.
    var locations: [SourceLocation] = []
    /// The view that asks for the others.
    var location: SourceLocation?
    /// Fields that are dates: read as such before anything is computed with them.
    var dateFields: Set<String> = []
}

/// A chart ready for any data: its units and scales, and the tree of views that they stand in.
struct ChartModel: Sendable {
    var units: [UnitModel] = []
    var scales: [ScalePlan] = []
    var view = ViewModel.plot(PlotModel())
    /// Those that marks are filled with.
    var gradients: [SceneGradient] = []

    /// The one plot of a chart that is not composed.
    var plot: PlotModel? { if case .plot(let plot) = view { plot } else { nil } }
}

indirect enum ViewModel: Sendable {
    case plot(PlotModel)
    case facet(FacetModel)
    case concat(ConcatModel)

    /// The plots below, in order.
    var plots: [PlotModel] {
        switch self {
        case .plot(let plot): [plot]
        case .facet(let facet): facet.child.plots
        case .concat(let concat): concat.children.flatMap(\.plots)
        }
    }

    /// The same tree with every plot replaced.
    func mappingPlots(_ change: (PlotModel) -> PlotModel) -> ViewModel {
        switch self {
        case .plot(let plot): return .plot(change(plot))
        case .facet(var facet):
            facet.child = facet.child.mappingPlots(change)
            return .facet(facet)
        case .concat(var concat):
            concat.children = concat.children.map { $0.mappingPlots(change) }
            return .concat(concat)
        }
    }

    /// The same tree with the size of those plots replaced that share a side with it: those below each other have
    /// its width, those beside each other its height.
    func settingCommon(width: Double?, height: Double?) -> ViewModel {
        switch self {
        case .plot(var plot):
            if let width { plot.width = .pixels(width) }
            if let height { plot.height = .pixels(height) }
            return .plot(plot)
        case .facet: return self
        case .concat(var concat):
            concat.children = concat.children.map {
                $0.settingCommon(
                    width: concat.layout.columns == 1 ? width : nil, height: concat.layout.columns == nil ? height : nil
                )
            }
            return .concat(concat)
        }
    }

    var title: Node? {
        switch self {
        case .plot(let plot): plot.title
        case .facet(let facet): facet.title
        case .concat(let concat): concat.title
        }
    }

    /// The scales that cells of facets below have for themselves.
    var cellScales: Set<Int> {
        switch self {
        case .plot: []
        case .facet(let facet): facet.child.cellScales.union(facet.cellScales)
        case .concat(let concat): concat.children.reduce(into: []) { $0.formUnion($1.cellScales) }
        }
    }
}

/// One plot: a rectangle with its axes, legends and layered units.
struct PlotModel: Sendable {
    /// Indices into the chart's units.
    var units: [Int] = []
    /// The scales of its units, by index into the chart's.
    var scales: [Int] = []
    var axes: [AxisPlan] = []
    var legends: [LegendPlan] = []
    var width: SizeSpecification?
    var height: SizeSpecification?
    var title: Node?
    var background: PropertyBag?
    var location: SourceLocation?
}

/// A view for each value of a field, with the guides that the cells share around it.
struct FacetModel: Sendable {
    var channels: [ChannelDefinition]
    var layout: CompositionLayout
    /// The node whose rows decide which cells there are.
    var dataNode: Int
    /// The columns by which facets around this one split those rows.
    var outerKeys: [String] = []
    /// The scales that each cell has for itself.
    var cellScales: [Int] = []
    /// The axes that stand once for each row or column of cells.
    var sharedAxes: [AxisPlan] = []
    var legends: [LegendPlan] = []
    /// Channels whose title stands at the facet around this one.
    var raisedTitles: Set<Channel> = []
    var title: Node?
    var location: SourceLocation
    var child: ViewModel

    func channel(_ channel: Channel) -> ChannelDefinition? { channels.first { $0.channel == channel } }

    /// The columns that tell the cells apart.
    var keys: [String] { channels.map(\.column) }
}

struct ConcatModel: Sendable {
    var layout: CompositionLayout
    /// The positions that all parts share, and their size with it.
    var sharedPositions: Set<Channel> = []
    var legends: [LegendPlan] = []
    var title: Node?
    var children: [ViewModel]
}
