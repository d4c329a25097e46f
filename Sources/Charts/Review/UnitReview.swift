import Diagnostics
import Expressions
import Files

extension ChartReviewer {
    /// A quantity on an axis needs a unit: the field's own in its table, or words beside the axis.
    mutating func checkUnits() {
        var seen: Set<String> = []
        for axis in axes where !axis.isDisabled && axis.bag.flag("labels") != false {
            let plan = model.scales[axis.scale]
            guard plan.kind.isContinuous, !plan.kind.isTime, axis.bag.string("labelExpr") == nil else { continue }
            let uses = plan.uses.filter { $0.definition.isField && $0.definition.type == .quantitative }
            guard let use = uses.first, let field = use.definition.field,
                !uses.contains(where: { hasUnit($0, axis) }),
                !UnitWording.isTitle(axis.title.lines(context.names, context.config).joined(separator: " ")),
                !prose.contains(where: { UnitWording.isNamed(in: $0) }), seen.insert(field).inserted
            else { continue }
            warn(
                .chartUnit, "the axis of “\(field)” names no unit",
                at: use.definition.fieldLocation ?? use.definition.location,
                hint: "give the field its unit in the data package, or name it in the axis' title: Cost (HK$ million)")
        }
    }

    private var axes: [AxisPlan] { Self.axes(model.view) }

    private static func axes(_ view: ViewModel) -> [AxisPlan] {
        switch view {
        case .plot(let plot): plot.axes
        case .facet(let facet): facet.sharedAxes + axes(facet.child)
        case .concat(let concat): concat.children.flatMap { axes($0) }
        }
    }

    /// True of what has a unit, needs none, or was computed from something else, of which nothing is known.
    private func hasUnit(_ use: ScaleUse, _ axis: AxisPlan) -> Bool {
        let definition = use.definition
        guard let field = definition.field, !definition.isCount else { return true }
        if let unit = context.names.units[field], !unit.isEmpty { return true }
        if !context.data.sourceFields.contains(field) { return true }
        if let stack = model.units[use.unit].stack, stack.channel == definition.channel, stack.offset == .normalize {
            return true
        }
        if UnitWording.isShare(definition.format) || UnitWording.isShare(axis.bag.string("format")) { return true }
        let frame = state.frames[use.unit].raw
        // Rows that name their units themselves, as those of `figures` do.
        let units = frame.distinct("unit")
        if units.contains(where: { if case .string(let text) = $0 { !text.isEmpty } else { false } }) { return true }
        // Years are their own unit.
        let values = frame.doubles(field).filter(\.isFinite)
        return !values.isEmpty && values.allSatisfy { $0 == $0.rounded() && (1000...2200).contains($0) }
            && Set(values).count > 1 && definition.channel == .x && definition.aggregate == nil
    }
}

/// Whether words name a unit. It is generous: a chart that says what it counts is left in peace.
enum UnitWording {
    /// True of a format that prints shares.
    static func isShare(_ format: String?) -> Bool {
        format.map { $0.utf8.contains(UInt8(ascii: "%")) && !$0.utf8.contains(UInt8(ascii: "Y")) } ?? false
    }

    /// True of the title of an axis that says what is counted: `Cost (HK$ million)`, `Cars`, 「車輛」.
    static func isTitle(_ text: String) -> Bool {
        if isNamed(in: text) { return true }
        if text.unicodeScalars.contains(where: { "([（［,，/".unicodeScalars.contains($0) }) { return true }
        let words = Self.words(text)
        if words.contains(where: { selfEvident.contains($0) || connecting.contains($0) }) { return true }
        // What is counted stands in the plural.
        return words.contains { word in
            let bytes = Array(word.utf8)
            return bytes.count > 3 && bytes.last == UInt8(ascii: "s")
                && ![UInt8(ascii: "s"), UInt8(ascii: "u"), UInt8(ascii: "i")].contains(bytes[bytes.count - 2])
        } || chineseTitles.occurs(in: text)
    }

    /// True of prose that names a unit.
    static func isNamed(in text: String) -> Bool {
        if text.unicodeScalars.contains(where: { signs.contains($0) }) { return true }
        return chineseUnits.occurs(in: text) || words(text).contains { units.contains($0) }
    }

    private static func words(_ text: String) -> [String] {
        text.utf8.split { byte in
            !((0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: "'"))
        }.map { String(decoding: $0.map { $0 | 0x20 }, as: UTF8.self) }
    }

    private static let signs = Set("%‰$€£¥°元圓".unicodeScalars)

    private static let units = list(
        """
        percent percentage cent points million millions billion billions trillion thousand thousands hundred hundreds
        dollar dollars hkd usd rmb cny yuan euro euros yen pound pounds tonne tonnes ton tons kg kilogram kilograms gram
        grams km kilometre kilometres kilometer kilometers metre metres meter meters mile miles foot feet hectare hectares
        acre acres litre litres liter liters hour hours minute minutes second seconds day days week weeks month months
        quarter quarters year years annum kwh mwh gwh twh kw mw gw watt watts joule joules pflops flops celsius
        fahrenheit degree degrees mph people persons households cars vehicles passengers firms students index times fold
        """)

    private static let selfEvident = list(
        """
        population index ratio rate share score rank ranking order number count probability density proportion multiple
        year age latitude longitude frequency likelihood odds level quantile percentile
        """)

    /// What follows says what is counted.
    private static let connecting = list("per in")

    private static let chineseUnits = PhraseSet([
        "百分", "萬", "亿", "億", "千米", "公里", "公斤", "公噸", "噸", "吨", "小時", "小时", "分鐘", "分钟", "人次", "人民幣",
        "港幣", "美金", "平方", "立方", "公頃", "公顷", "攝氏", "单位", "單位", "年數", "日數", "天數", "指數", "指数", "輛", "辆",
    ])

    /// What counts things or is a number of its own accord.
    private static let chineseTitles = PhraseSet([
        "人", "個", "个", "項", "项", "宗", "次", "日", "天", "年", "月", "歲", "岁", "家", "戶", "户", "名", "件", "架", "艘", "張",
        "张", "成", "倍", "率", "比", "份額", "份额", "密度", "機會", "得分", "評分", "评分", "車", "车", "數目", "数目", "數量", "数量",
    ])

    private static func list(_ text: String) -> Set<String> {
        Set(text.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init))
    }
}
