import Diagnostics
import Files
import Languages
import Quantities

/// Puts a JSON-stat dataset together as a table in long form.
struct StatisticalTable {
    /// A column that goes by the category of one dimension.
    private struct CategoryColumn {
        var name: String
        var dimension: Int
        /// For each category.
        var starts: [UInt32]
        var places: [CellPosition]
    }

    let shape: StatisticalShape
    private var arena: CellArena
    private let file: String
    var statusLabels: Node?
    private(set) var findings: [Diagnostic] = []

    private var categoryColumns: [CategoryColumn] = []
    private var hints: [String: FieldHint] = [:]
    private var names: [String] = []
    private var starts: [UInt32] = []
    private var places: [CellPosition] = []

    init(shape: StatisticalShape, arena: CellArena, file: String) {
        self.shape = shape
        self.arena = arena
        self.file = file
        for index in shape.dimensions.indices { addDimension(index) }
    }

    // MARK: Columns

    private mutating func add(_ name: String, _ dimension: Int, _ texts: [String], _ hint: FieldHint) {
        let categories = shape.dimensions[dimension].categories
        var starts: [UInt32] = []
        for text in texts { starts.append(arena.add(text)) }
        categoryColumns.append(
            CategoryColumn(name: name, dimension: dimension, starts: starts, places: categories.map(\.place)))
        hints[name] = hint
    }

    private mutating func addDimension(_ index: Int) {
        let dimension = shape.dimensions[index]
        let codes = dimension.categories.map(\.code)
        let periods = dimension.isTime ? codes.compactMap { StatisticalTime.period($0.utf8) } : []
        var hint = FieldHint(kind: .string)
        let tags = labelTags(dimension)
        if tags.isEmpty { hint.title = dimension.label }
        if !codes.isEmpty, periods.count == codes.count {
            hint.kind = .date
            hint.title = dimension.label
            add(dimension.id, index, periods, hint)
            return
        }
        add(dimension.id, index, codes, hint)
        let starts = dimension.isTime ? codes.compactMap { StatisticalTime.start($0.utf8) } : []
        if !codes.isEmpty, starts.count == codes.count {
            add(dimension.id + "_start", index, starts, FieldHint(kind: .date))
        }
        for (number, tag) in tags.enumerated() {
            var label = FieldHint(kind: .string)
            label.title = dimension.label
            let name = dimension.id + "_label" + (number == 0 || tag.isEmpty ? "" : "_" + tag)
            let texts = dimension.categories.map { category in
                category.label?.entries.first { $0.tag == tag }?.text ?? category.label?.entries.first?.text
                    ?? category.code
            }
            add(name, index, texts, label)
        }
    }

    /// The languages of a dimension's labels, `[""]` where they have none; empty where no label says more than its code.
    private func labelTags(_ dimension: StatisticalShape.Dimension) -> [String] {
        var tags: [String] = []
        var saysMore = false
        for category in dimension.categories {
            for entry in category.label?.entries ?? [] {
                if !tags.contains(entry.tag) { tags.append(entry.tag) }
                if entry.text != category.code { saysMore = true }
            }
        }
        return saysMore ? tags : []
    }

    // MARK: Rows

    /// A row for each of `size` observations; of those that are given by index, for those that are given.
    mutating func build(values: ObservationList, statuses: ObservationList, of size: Int) {
        let unit = unitColumn()
        let hasStatus = !statuses.starts.isEmpty
        let hasStatusLabels = hasStatus && !(statusLabels?.mapping ?? []).isEmpty
        names = categoryColumns.map(\.name) + ["value"]
        if unit != nil { names.append("unit") }
        if hasStatus { names.append("status") }
        if hasStatusLabels { names.append("status_label") }
        var valueHint = values.column.hint("value", file: file)
        if valueHint.kind == .integer, hasStatus { valueHint.kind = .number }
        valueHint.unit = unitOfAll
        valueHint.unitField = unit == nil ? nil : "unit"
        valueHint.decimalPlaces = decimals
        hints["value"] = valueHint
        if hasStatus { hints["status"] = FieldHint(kind: .string) }
        if hasStatusLabels { hints["status_label"] = FieldHint(kind: .string) }
        if unit != nil { hints["unit"] = FieldHint(kind: .string) }

        let sizes = shape.dimensions.map(\.categories.count)
        var valueHintAt = 0
        var statusHintAt = 0
        var marks: [UInt32: Mark] = [:]
        func row(_ index: Int) {
            var rest = index
            var positions = [Int](repeating: 0, count: sizes.count)
            for d in sizes.indices.reversed() {
                positions[d] = rest % sizes[d]
                rest /= sizes[d]
            }
            let valueAt = values.position(of: index, from: &valueHintAt)
            let statusAt = statuses.position(of: index, from: &statusHintAt)
            for column in categoryColumns {
                starts.append(column.starts[positions[column.dimension]])
                places.append(column.places[positions[column.dimension]])
            }
            let place =
                valueAt.map { values.places[$0] } ?? statusAt.map { statuses.places[$0] }
                ?? CellPosition(line: 1, column: 1)
            let start = valueAt.map { values.starts[$0] } ?? arena.empty
            let mark = statusAt.map { self.mark(statuses.starts[$0], &marks) }
            starts.append(cell(start, mark))
            places.append(place)
            if let unit {
                starts.append(unit.starts[positions[unit.dimension]])
                places.append(unit.places[positions[unit.dimension]])
            }
            guard hasStatus else { return }
            let statusPlace = statusAt.map { statuses.places[$0] } ?? place
            starts.append(statusAt.map { statuses.starts[$0] } ?? arena.empty)
            places.append(statusPlace)
            guard hasStatusLabels else { return }
            starts.append(mark?.label ?? arena.empty)
            places.append(statusPlace)
        }
        guard values.isSparse else {
            for index in 0..<size { row(index) }
            return
        }
        // Given by index: those that have a value or a mark, in their order.
        var left = 0
        var right = 0
        let marked = statuses.isSparse ? statuses.indexes : []
        while left < values.indexes.count || right < marked.count {
            let a = left < values.indexes.count ? values.indexes[left] : Int.max
            let b = right < marked.count ? marked[right] : Int.max
            row(min(a, b))
            if a <= b { left += 1 }
            if b <= a { right += 1 }
        }
    }

    private struct Mark {
        var missing: UInt32
        var isEstimate: Bool
        var label: UInt32
    }

    private mutating func mark(_ start: UInt32, _ known: inout [UInt32: Mark]) -> Mark {
        if let mark = known[start] { return mark }
        let text = String(decoding: arena.text(at: start), as: UTF8.self)
        let label = statusLabels?[text]?.scalarText ?? ""
        let mark = Mark(
            missing: arena.add(ObservationStatus.missing(text).symbol), isEstimate: ObservationStatus.isEstimate(text),
            label: arena.add(label))
        known[start] = mark
        return mark
    }

    /// A value with what its mark says of it.
    private mutating func cell(_ start: UInt32, _ mark: Mark?) -> UInt32 {
        guard let mark else { return start }
        if start == arena.empty { return mark.missing }
        return mark.isEstimate ? arena.addEstimate(arena.text(at: start)) ?? start : start
    }

    // MARK: Units

    /// The categories that say what is measured in which unit, with their dimension.
    private var measured: Int? {
        shape.dimensions.firstIndex { $0.categories.contains(where: \.hasUnit) }
    }

    private func unit(_ category: StatisticalShape.Category) -> Unit? {
        StatisticalUnit.unit(category.unit ?? "", powerOfTen: category.powerOfTen)
    }

    private var unitOfAll: Unit? {
        guard let measured else { return nil }
        let units = Set(shape.dimensions[measured].categories.map { unit($0) ?? .none })
        return units.count == 1 ? units.first : nil
    }

    private var decimals: Int? {
        let all = (measured.map { shape.dimensions[$0].categories } ?? []).map(\.decimals)
        return all.contains(nil) ? nil : all.compactMap(\.self).max()
    }

    /// The column of units where observations differ in them.
    private mutating func unitColumn() -> CategoryColumn? {
        guard let measured else { return nil }
        let categories = shape.dimensions[measured].categories
        for category in categories where category.hasUnit && unit(category) == nil {
            findings.append(
                .warning(
                    .tableValue, "“\(category.unit ?? "")” of “\(category.code)” is no unit that is read, and left out",
                    at: SourceLocation(file: file, line: Int(category.place.line), column: Int(category.place.column)),
                    hint: "declare the unit in a data package"))
        }
        guard unitOfAll == nil else { return nil }
        var starts: [UInt32] = []
        for category in categories { starts.append(arena.add((unit(category) ?? .none).symbol)) }
        return CategoryColumn(name: "unit", dimension: measured, starts: starts, places: categories.map(\.place))
    }

    // MARK: Finishing

    consuming func finished() -> DecodedTable {
        var header: [UInt32] = []
        for name in names { header.append(arena.add(name)) }
        let first = CellPosition(line: 1, column: 1)
        let headerPlaces =
            categoryColumns.map { shape.dimensions[$0.dimension].place }
            + Array(repeating: first, count: max(0, names.count - categoryColumns.count))
        var cells = arena.table(path: file, header: header, starts: starts)
        if arena.isFull {
            findings.append(
                .error(.tableLimit, "the dataset is too large", at: SourceLocation(file: file)))
        }
        cells.places = .marked(headerPlaces, places)
        var out = DecodedTable(cells: cells)
        out.hints = hints
        out.primaryKey = shape.dimensions.filter { $0.categories.count > 1 }.map(\.id)
        return out
    }
}
