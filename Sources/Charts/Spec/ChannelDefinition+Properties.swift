import Diagnostics
import Expressions
import Files

extension ChannelDefinition {
    /// What is known of a channel.
    struct Properties: Sendable {
        var location: SourceLocation
        var field: String?
        /// The field as it was written, for titles.
        var fieldText: String?
        var fieldLocation: SourceLocation?
        var type: FieldType = .nominal
        var aggregate: Aggregate?
        var timeUnit: TimeUnit?
        var bin: BinParameters?
        var sort: Sort = .unspecified
        var stack: Stack = .unspecified
        var scale: Part = .unspecified
        var axis: Part = .unspecified
        var legend: Part = .unspecified
        var header: Part = .unspecified
        /// Nil where unspecified; empty where null or "" was written.
        var title: [String]?
        /// The field whose name titles its axis, where its own is one that a composite mark made; counts as written.
        var axisTitle: TitlePlan.Part?
        /// What its values are, for tables and tooltips, where the axis says another thing.
        var meaning: TitlePlan.Part?
        var format: String?
        var formatType: String?
        var bandPosition: Double?
        var impute: PropertyBag?
        var imputeIsOff = false
        var datum: DataValue?
        var value: Node?
        var conditions: [Condition] = []
        /// The rows of which a tooltip says it; nil for all.
        var filter: Predicate?
    }

    /// Properties on the heap.
    ///
    /// Unchecked, and safe to send: they change only through `ChannelDefinition.own`, which copies them first where
    /// another definition refers to the same box, so that no two threads see one box while it changes.
    final class Box: @unchecked Sendable {
        fileprivate(set) var properties: Properties

        init(_ properties: Properties) { self.properties = properties }
    }

    /// The properties to change, of this definition alone.
    private mutating func own() -> Box {
        if !isKnownUniquelyReferenced(&box) { box = Box(box.properties) }
        return box
    }

    var location: SourceLocation {
        get { box.properties.location }
        set { own().properties.location = newValue }
    }
    var field: String? {
        get { box.properties.field }
        set { own().properties.field = newValue }
    }
    var fieldText: String? {
        get { box.properties.fieldText }
        set { own().properties.fieldText = newValue }
    }
    var fieldLocation: SourceLocation? {
        get { box.properties.fieldLocation }
        set { own().properties.fieldLocation = newValue }
    }
    var type: FieldType {
        get { box.properties.type }
        set { own().properties.type = newValue }
    }
    var aggregate: Aggregate? {
        get { box.properties.aggregate }
        set { own().properties.aggregate = newValue }
    }
    var timeUnit: TimeUnit? {
        get { box.properties.timeUnit }
        set { own().properties.timeUnit = newValue }
    }
    var bin: BinParameters? {
        get { box.properties.bin }
        set { own().properties.bin = newValue }
    }
    var sort: Sort {
        get { box.properties.sort }
        set { own().properties.sort = newValue }
    }
    var stack: Stack {
        get { box.properties.stack }
        set { own().properties.stack = newValue }
    }
    var scale: Part {
        get { box.properties.scale }
        set { own().properties.scale = newValue }
    }
    var axis: Part {
        get { box.properties.axis }
        set { own().properties.axis = newValue }
    }
    var legend: Part {
        get { box.properties.legend }
        set { own().properties.legend = newValue }
    }
    var header: Part {
        get { box.properties.header }
        set { own().properties.header = newValue }
    }
    var title: [String]? {
        get { box.properties.title }
        set { own().properties.title = newValue }
    }
    var axisTitle: TitlePlan.Part? {
        get { box.properties.axisTitle }
        set { own().properties.axisTitle = newValue }
    }
    var meaning: TitlePlan.Part? {
        get { box.properties.meaning }
        set { own().properties.meaning = newValue }
    }
    var format: String? {
        get { box.properties.format }
        set { own().properties.format = newValue }
    }
    var formatType: String? {
        get { box.properties.formatType }
        set { own().properties.formatType = newValue }
    }
    var bandPosition: Double? {
        get { box.properties.bandPosition }
        set { own().properties.bandPosition = newValue }
    }
    var impute: PropertyBag? {
        get { box.properties.impute }
        set { own().properties.impute = newValue }
    }
    var imputeIsOff: Bool {
        get { box.properties.imputeIsOff }
        set { own().properties.imputeIsOff = newValue }
    }
    var datum: DataValue? {
        get { box.properties.datum }
        set { own().properties.datum = newValue }
    }
    var value: Node? {
        get { box.properties.value }
        set { own().properties.value = newValue }
    }
    var conditions: [Condition] {
        get { box.properties.conditions }
        set { own().properties.conditions = newValue }
    }
    var filter: Predicate? {
        get { box.properties.filter }
        set { own().properties.filter = newValue }
    }
}
