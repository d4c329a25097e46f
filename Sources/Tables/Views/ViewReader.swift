import Diagnostics
import Expressions
import Files

/// The keys `view` and `views` of a resource, taken out before its table is read.
struct ViewNodes {
    private let view: Node?
    private let views: Node?

    init(_ reader: inout MappingReader) {
        view = reader.node("view")
        views = reader.node("views")
    }

    /// The views of a table that was read. `source` is the file that the data package stands in.
    func read(of table: Table, in source: FormulaSource, into findings: inout [Diagnostic]) -> TableViews {
        var out = TableViews()
        var names: [String] = []
        if let views, views.mapping == nil {
            findings.append(
                .error(
                    .keyType, "“views” is \(views.kind), a map of names to views was expected", at: views.location,
                    hint: "write views: {largest: {sort: -value, limit: 10}}"))
        }
        for entry in views?.mapping ?? [] {
            names.append(entry.key)
            var reader = ViewReader(table: table, source: source)
            guard var view = reader.read(entry.value, into: &findings) else { continue }
            view.name = entry.key
            out.named.append(view)
        }
        guard let view else { return out }
        if let name = view.scalarText {
            out.usual = out[name]
            if !names.contains(name) {
                findings.append(
                    .error(
                        .tableView, "“view” names “\(name)”, which is none of the views", at: view.location,
                        hint: NearestName.hint(for: name, among: names)))
            }
        } else {
            var reader = ViewReader(table: table, source: source)
            out.usual = reader.read(view, into: &findings)
        }
        return out
    }
}

/// A source with its lines, for the places of formulas.
struct FormulaSource {
    let bytes: [UInt8]
    let lines: LineIndex

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        lines = LineIndex(bytes)
    }
}

/// Reads one view, and holds every name in it against its table.
private struct ViewReader {
    let table: Table
    let source: FormulaSource

    mutating func read(_ node: Node, into findings: inout [Diagnostic]) -> ViewDefinition? {
        guard node.mapping != nil else {
            findings.append(
                .error(
                    .keyType, "a view is \(node.kind), a map was expected", at: node.location,
                    hint: "its keys are columns, rows, sort, limit, highlight, bars, total, note"))
            return nil
        }
        var reader = MappingReader(node, of: "a view", into: &findings)
        var view = ViewDefinition(location: node.location)
        view.columns = reader.node("columns").map { fields($0, "columns", into: &findings) }
        view.rows = reader.node("rows").flatMap { formula($0, "rows", into: &findings) }
        view.sort = (reader.node("sort").map(Self.items) ?? []).compactMap { sortKey($0, into: &findings) }
        if let limit = reader.node("limit") {
            view.limit = limit.integer.flatMap { $0 > 0 ? $0 : nil }
            if view.limit == nil {
                findings.append(
                    .error(
                        .keyType, "“limit” is \(limit.scalarText ?? limit.kind), a number of rows was expected",
                        at: limit.location))
            }
        }
        view.highlight = reader.node("highlight").flatMap { highlight($0, into: &findings) }
        view.bars = numbers(reader.node("bars"), "bars", into: &findings)
        view.total = numbers(reader.node("total"), "total", into: &findings)
        view.note = reader.localizedText("note", into: &findings)
        reader.finish(.error, into: &findings)
        if let columns = view.columns {
            for bar in view.bars + view.total where !columns.contains(where: { $0.field == bar.field }) {
                findings.append(
                    .error(
                        .tableView, "the view has no column “\(table.fields[bar.field].name)”", at: bar.location,
                        hint: "add it to columns"))
            }
        }
        return view
    }

    private static func items(_ node: Node) -> [Node] { node.sequence ?? [node] }

    // MARK: Fields

    private func fields(_ node: Node, _ key: String, into findings: inout [Diagnostic]) -> [ViewDefinition.FieldName] {
        var out: [ViewDefinition.FieldName] = []
        for item in Self.items(node) {
            guard let field = field(item.scalarText, item, key, into: &findings) else { continue }
            if out.contains(where: { $0.field == field.field }) {
                findings.append(
                    .error(
                        .tableView, "“\(key)” names “\(table.fields[field.field].name)” twice", at: item.location))
            } else {
                out.append(field)
            }
        }
        return out
    }

    private func field(
        _ name: String?, _ node: Node, _ key: String, into findings: inout [Diagnostic]
    ) -> ViewDefinition.FieldName? {
        guard let name else {
            findings.append(
                .error(.keyType, "“\(key)” holds \(node.kind), a field's name was expected", at: node.location))
            return nil
        }
        if let field = table.fieldIndex(name) { return .init(field: field, location: node.location) }
        findings.append(
            .error(
                .tableView, "“\(key)” names “\(name)”, which is no field of “\(table.name)”", at: node.location,
                hint: NearestName.hint(for: name, among: table.fields.map(\.name))))
        return nil
    }

    /// Fields that hold numbers.
    private func numbers(_ node: Node?, _ key: String, into findings: inout [Diagnostic]) -> [ViewDefinition.FieldName]
    {
        guard let node else { return [] }
        return fields(node, key, into: &findings).filter { name in
            let field = table.fields[name.field]
            if field.kind == .number || field.kind == .integer { return true }
            findings.append(
                .error(
                    .tableView, "“\(key)” names “\(field.name)”, which holds no numbers but \(field.kind.rawValue)s",
                    at: name.location))
            return false
        }
    }

    private func sortKey(_ node: Node, into findings: inout [Diagnostic]) -> ViewDefinition.SortKey? {
        let text = node.scalarText ?? ""
        // A field whose own name begins with a dash goes by it.
        let isDescending = text.utf8.first == UInt8(ascii: "-") && table.fieldIndex(text) == nil
        let name = isDescending ? String(text.unicodeScalars.dropFirst()) : node.scalarText
        return field(name, node, "sort", into: &findings).map { .init(field: $0.field, isDescending: isDescending) }
    }

    // MARK: Rows

    private func formula(_ node: Node, _ key: String, into findings: inout [Diagnostic]) -> Expression? {
        guard let text = node.scalarText else {
            findings.append(.error(.keyType, "“\(key)” is \(node.kind), a formula was expected", at: node.location))
            return nil
        }
        let places =
            TextPlaces(of: text, node, in: source.bytes, lines: source.lines)
            ?? TextPlaces(of: text, at: node.contentLocation)
        guard let formula = Expression.parse(text, places: places).collecting(into: &findings) else { return nil }
        var isKnown = true
        for (index, node) in formula.nodes.enumerated() {
            guard case .name(let name) = node.kind, name != RowEnvironment.row, table.fieldIndex(name) == nil else {
                continue
            }
            isKnown = false
            findings.append(
                .error(
                    .tableView, "“\(name)” is no field of “\(table.name)”",
                    at: formula.location(of: Expression.Index(index)),
                    hint: NearestName.hint(for: name, among: table.fields.map(\.name))
                        ?? (StrictFunction(rawValue: name) == nil ? nil : "a function is called: \(name)(…)")))
        }
        return isKnown ? formula : nil
    }

    /// A formula, or a list of keys.
    private func highlight(_ node: Node, into findings: inout [Diagnostic]) -> ViewDefinition.Highlight? {
        guard let list = node.sequence else { return formula(node, "highlight", into: &findings).map { .formula($0) } }
        var rows: Set<Int> = []
        for item in list {
            let key = Self.items(item).map { $0.scalarText ?? "" }
            if let row = table.row(forKey: key) {
                rows.insert(row)
                continue
            }
            let text = key.joined(separator: ", ")
            let hint =
                table.primaryKey.isEmpty
                ? "add primaryKey to the schema, or write a formula" : NearestName.hint(for: text, among: table.keys)
            findings.append(
                .error(
                    .tableView, "the table “\(table.name)” has no row “\(text)”", at: item.location, hint: hint))
        }
        return .rows(rows)
    }
}
