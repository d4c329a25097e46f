import Expressions
import Files

/// How the views of a chart are put together where the author leaves it to the look.
extension CompiledChart {
    /// More cells side by side than this go on in the next row, where their width is ours to choose.
    private var cellsAcross: Int { config.isNarrow ? 2 : 4 }

    /// The views as they suit these data: on a page, many columns of cells would be too small to read.
    func arranged(_ data: ChartData) -> ChartModel {
        guard isHouse else { return model }
        var out = model
        out.view = arranged(model.view, data)
        return out
    }

    private func arranged(_ view: ViewModel, _ data: ChartData) -> ViewModel {
        switch view {
        case .plot: return view
        case .facet(var facet):
            wrap(&facet, data)
            if config.isNarrow, let channel = facet.channel(.facet) {
                let count = data.frames[facet.dataNode].distinct(channel.column).count
                facet.layout.columns = min(facet.layout.columns ?? count, columns(count, facet))
            }
            return .facet(facet)
        case .concat(var concat):
            concat.children = concat.children.map { arranged($0, data) }
            // Side by side there is no room; plots whose sides the author joined stay beside each other.
            if config.isNarrow, concat.layout.columns != 1, !concat.sharedPositions.contains(.y),
                concat.children.flatMap(\.plots).contains(where: { $0.width.map { $0 == .container } ?? true })
            {
                concat.layout.columns = 1
            }
            return .concat(concat)
        }
    }

    /// Columns of cells go on in the next row where they are too many.
    private func wrap(_ facet: inout FacetModel, _ data: ChartData) {
        guard facet.channels.count == 1, facet.channels[0].channel == .column, case .plot(let plot) = facet.child,
            plot.width == nil, isFree(plot, .x),
            data.frames[facet.dataNode].distinct(facet.channels[0].column).count > cellsAcross
        else { return }
        facet.channels[0].channel = .facet
        facet.layout.columns = config.value("facet", "columns")?.integer.map { min(max(1, $0), 10_000) } ?? cellsAcross
    }

    /// How many cells stand side by side on a small screen.
    private func columns(_ count: Int, _ facet: FacetModel) -> Int {
        guard case .plot(let plot) = facet.child else { return 1 }
        if case .pixels(let width)? = plot.width {
            let gap = config.number("facet", "spacing") ?? 20
            return max(1, Int((config.pageWidth + gap) / (max(1, width) + gap)))
        }
        return count > 3 && isFree(plot, .x) ? 2 : 1
    }
}

extension DrawingContext {
    /// How long the lines of a title may be above a view of some width.
    func titleRoom(beside width: Double) -> Double {
        let page = config.pageWidth - 12
        return width > 0.7 * page ? width : page
    }

    /// How long the rows of a legend may be above views of some width: one plot alone has the whole page.
    func rowWidth(_ width: Double) -> Double {
        model.plot == nil ? width : max(width, config.pageWidth - 12)
    }

    /// True of a legend in a facet whose cells' labels, or whose cells' axes, tell its entries.
    func isTold(_ legend: LegendPlan, _ facet: FacetModel) -> Bool {
        guard config.isHouse, legend.bag.entries.isEmpty, legend.definition.isField else { return false }
        let column = legend.definition.column
        if facet.keys.contains(column) || facet.child.plots.allSatisfy({ isTold(legend, $0) }) { return true }
        guard case .facet(let nested) = facet.child else { return false }
        return isTold(legend, nested)
    }

    /// True of a legend whose entries stand at an axis of the plot, or which the author wrote beside the marks.
    func isTold(_ legend: LegendPlan, _ plot: PlotModel) -> Bool {
        guard config.isHouse, legend.bag.entries.isEmpty, legend.definition.isField,
            legend.definition.type.isDiscrete, !legend.definition.isBinning
        else { return false }
        let column = legend.definition.column
        let isAtAxis = plot.axes.contains { axis in
            !axis.isDisabled && axis.definition.isField && axis.definition.column == column
                && [.band, .point].contains(model.scales[axis.scale].kind)
                && axis.lookup(Scale(model.scales[axis.scale].kind), config).flag("labels") != false
        }
        return isAtAxis
            || plot.units.contains { i in
                model.units[i].mark.kind == .text && model.units[i].encoding[.text]?.scaled?.column == column
            }
    }
}
