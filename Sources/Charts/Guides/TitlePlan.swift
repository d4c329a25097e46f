import Languages

/// The title of an axis or legend before the names of the fields are known in the reader's language.
struct TitlePlan: Sendable {
    /// What a default title is made from.
    struct Part: Hashable, Sendable {
        var field: String?
        var text: String?
        var aggregate: ChannelDefinition.Aggregate?
        var timeUnit: TimeUnit?
        var isBinning: Bool
        /// An end of a composite mark, of which the field tells.
        var end: CompositeEnd?
        /// Stands for itself.
        var literal: String?

        init(_ definition: ChannelDefinition) {
            field = definition.field
            text = definition.fieldText
            aggregate = definition.aggregate
            timeUnit = definition.timeUnit.flatMap { $0.isBinned ? nil : $0 }
            isBinning = definition.isBinning
        }

        init(field: String?, text: String?, aggregate: ChannelDefinition.Aggregate? = nil, end: CompositeEnd? = nil) {
            self.field = field
            self.text = text
            self.aggregate = aggregate
            self.end = end
            isBinning = false
        }

        init(literal: String) {
            self.init(field: nil, text: nil)
            self.literal = literal
        }
    }

    enum Value: Sendable {
        case none
        case lines([String])
        case parts([Part])
    }

    var value: Value
    var isExplicit: Bool

    /// The title of a guide: its own, its field's, else made from the fields.
    init(_ guide: PropertyBag?, _ definition: ChannelDefinition, _ second: ChannelDefinition?) {
        if let node = guide?["title"] {
            value = node.isNull || node.string == "" ? .none : .lines(node.lines ?? [])
            isExplicit = true
            return
        }
        let titles = [definition.title, second?.title].compactMap { $0 }
        if let first = titles.first {
            let merged =
                titles.count > 1 && titles[1] != first && !titles[1].isEmpty
                ? [(first + titles[1]).joined(separator: ", ")] : first
            value = merged.isEmpty || merged == [""] ? .none : .lines(merged)
            isExplicit = true
            return
        }
        if let source = definition.axisTitle {
            value = .parts([source])
            isExplicit = true
            return
        }
        var parts: [Part] = definition.isField ? [Part(definition)] : []
        if let second, second.isField, !parts.contains(Part(second)) { parts.append(Part(second)) }
        value = .parts(parts)
        isExplicit = false
    }

    /// One title for a guide that several layers share.
    mutating func merge(_ other: TitlePlan) {
        if isExplicit != other.isExplicit {
            if other.isExplicit { self = other }
            return
        }
        switch (value, other.value) {
        case (.none, _), (_, .none): value = .none
        case (.lines(let a), .lines(let b)): if a != b { value = .lines([(a + b).joined(separator: ", ")]) }
        case (.lines(let a), .parts(let b)):
            value = .parts([Part(literal: a.joined(separator: ", "))] + b)
        case (.parts(let a), .lines(let b)):
            value = .parts(a + [Part(literal: b.joined(separator: ", "))])
        case (.parts(let a), .parts(let b)):
            value = .parts(a + b.filter { !a.contains($0) })
        }
    }

    /// The lines, with a field's own title in the page's language where its table has one.
    func lines(_ names: FieldNames, _ config: ChartConfiguration) -> [String] {
        switch value {
        case .none: []
        case .lines(let lines): lines
        case .parts(let parts):
            parts.isEmpty ? [] : [parts.map { names.title($0, config) }.filter { !$0.isEmpty }.joined(separator: ", ")]
        }
    }
}

/// What the fields of the data are called in the page's language.
struct FieldNames: Sendable {
    var titles: [String: String] = [:]
    var units: [String: String] = [:]
    /// The units as they stand after 1, where that is another word.
    var singularUnits: [String: String] = [:]
    /// Fields that are ends of dates: they are days, whatever the dates are.
    var dateEnds: Set<String> = []
    /// The bitmaps that the data name, by their addresses.
    var images: [String: ImageFile] = [:]
    /// The addresses of links within the site, by how they were written.
    var links: [String: String] = [:]
    var language: LanguageTag

    func name(_ field: String) -> String { titles[field] ?? field }

    /// The default title (Vega-Lite's "verbal" titles; Chinese where the page is).
    func title(_ part: TitlePlan.Part, _ config: ChartConfiguration) -> String {
        part.literal ?? language.spelt(composedTitle(part, config))
    }

    private func composedTitle(_ part: TitlePlan.Part, _ config: ChartConfiguration) -> String {
        if part.aggregate == .operation(.count) {
            let title = config.top("countTitle")?.string ?? ""
            return config.isHouse && language.isChinese && title == "Count" ? "數目" : title
        }
        guard let field = part.field else { return "" }
        let name = titles[field] ?? part.text ?? field
        let style = config.top("fieldTitle")?.string
        if style == "plain" { return name }
        if style == "functional", let function = function(part) { return "\(function)(\(name))" }
        if part.isBinning { return language.isChinese ? "\(name)（分組）" : "\(name) (binned)" }
        if let end = part.end { return end.title(of: name, chinese: language.isChinese) }
        if let unit = part.timeUnit {
            return titles[field] ?? "\(name) (\(unit.title))"
        }
        switch part.aggregate {
        case .operation(let operation)?:
            return language.isChinese
                ? "\(name)（\(Self.chinese(operation))）" : "\(operation.title) of \(name)"
        case .argmin(let by)?: return "\(name) for min \(self.name(by))"
        case .argmax(let by)?: return "\(name) for max \(self.name(by))"
        case nil:
            guard let unit = units[field], !unit.isEmpty else { return name }
            return language.isChinese ? "\(name)（\(unit)）" : "\(name) (\(unit))"
        }
    }

    private func function(_ part: TitlePlan.Part) -> String? {
        if case .operation(let operation)? = part.aggregate { return operation.rawValue.uppercased() }
        return part.timeUnit?.text.uppercased() ?? (part.isBinning ? "BIN" : nil)
    }

    static func chinese(_ operation: AggregateOperation) -> String {
        chineseOperations[operation] ?? operation.rawValue
    }

    private static let chineseOperations: [AggregateOperation: String] = [
        .sum: "總和", .mean: "平均", .average: "平均", .median: "中位數", .min: "最小", .max: "最大", .distinct: "不同值數目",
        .valid: "有效值數目", .missing: "缺值數目", .stdev: "標準差", .q1: "下四分位數", .q3: "上四分位數", .stderr: "標準誤差",
        .ci0: "置信區間下限", .ci1: "置信區間上限",
    ]
}
