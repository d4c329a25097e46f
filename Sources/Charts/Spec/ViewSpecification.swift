import Diagnostics
import Files

/// A specification as it was read, before defaults: the tree of views.
indirect enum ViewSpecification: Sendable {
    case unit(UnitSpecification)
    case layer(LayerSpecification)
    case facet(FacetSpecification)
    case concat(ConcatSpecification)

    var common: ViewCommon {
        switch self {
        case .unit(let unit): unit.common
        case .layer(let layer): layer.common
        case .facet(let facet): facet.common
        case .concat(let concat): concat.common
        }
    }

    /// The same tree with every unit replaced.
    func mappingUnits(_ change: (UnitSpecification) -> ViewSpecification) -> ViewSpecification {
        switch self {
        case .unit(let unit): return change(unit)
        case .layer(var layer):
            layer.children = layer.children.map { $0.mappingUnits(change) }
            return .layer(layer)
        case .facet(var facet):
            facet.child = facet.child.mappingUnits(change)
            return .facet(facet)
        case .concat(var concat):
            concat.children = concat.children.map { $0.mappingUnits(change) }
            return .concat(concat)
        }
    }
}

/// What every kind of view may have.
struct ViewCommon: Sendable {
    var location: SourceLocation
    var name: String?
    var title: Node?
    var data: DataSource?
    var transforms: [Transform] = []
    var width: SizeSpecification?
    var height: SizeSpecification?
    var background: PropertyBag?
    var resolve: PropertyBag?
}

struct UnitSpecification: Sendable {
    var common: ViewCommon
    var mark: MarkDefinition
    var encoding: Encoding
    /// The rectangles that interval selections begin with.
    var brushes: [Brush] = []
}

struct LayerSpecification: Sendable {
    var common: ViewCommon
    var children: [ViewSpecification]
}

enum SizeSpecification: Sendable, Equatable {
    case pixels(Double)
    /// So many pixels for each value of a discrete scale; `forOffset` for each of its offset scale.
    case step(Double, forPosition: Bool)
    case container
}

struct MarkDefinition: Sendable {
    var kind: MarkKind
    var properties: PropertyBag
    /// What it is a part of; nil for a mark that stands for itself.
    var composite: CompositePart?
}

/// The channels of a unit, in the order of the specification.
struct Encoding: Sendable {
    var definitions: [ChannelDefinition] = []

    subscript(channel: Channel) -> ChannelDefinition? {
        get {
            for i in definitions.indices where definitions[i].channel == channel { return definitions[i] }
            return nil
        }
        set {
            let i = definitions.firstIndex { $0.channel == channel }
            if let i, let newValue {
                definitions[i] = newValue
            } else if let i {
                definitions.remove(at: i)
            } else if let newValue {
                definitions.append(newValue)
            }
        }
    }

    func all(_ channel: Channel) -> [ChannelDefinition] { definitions.filter { $0.channel == channel } }

    /// Every definition that reads a field, those of conditions included.
    var fields: [ChannelDefinition] {
        definitions.flatMap { definition -> [ChannelDefinition] in
            if definition.isField { return [definition] }
            return definition.conditions.compactMap {
                if case .field(let inner) = $0.definition, inner.isField { inner } else { nil }
            }
        }
    }

    var isAggregate: Bool { fields.contains { $0.aggregate != nil } }
}
