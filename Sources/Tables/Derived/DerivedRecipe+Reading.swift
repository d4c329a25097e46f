import Diagnostics
import Expressions
import Files

extension DerivedRecipe {
    static let verbs = ["join", "where", "fold", "group_by", "aggregate", "pivot", "select", "sort", "limit"]

    /// Reads `from` and the verbs of a resource; nil where it has no `from`.
    static func read(
        _ reader: inout MappingReader, in file: SourceFile, into findings: inout [Diagnostic]
    ) -> DerivedRecipe? {
        guard let from = reader.node("from") else {
            // A verb without `from` does nothing, which its author did not mean.
            for key in verbs + ["steps"] {
                guard let node = reader.node(key) else { continue }
                findings.append(
                    .error(
                        .keyMissing, "“\(key)” shapes a table that is derived: it needs “from”", at: node.location,
                        hint: "write from: NAME, the table that it begins with"))
            }
            return nil
        }
        var source = RecipeReader(file: file)
        for key in ["path", "data"] {
            guard let node = reader.node(key) else { continue }
            source.findings.append(
                .error(
                    .keyUnknown, "“\(key)” stands beside “from”", at: node.location,
                    hint: "a table is read, or derived from others"))
        }
        var recipe = DerivedRecipe(location: from.contentLocation)
        recipe.sources = source.names(from, "from")
        if recipe.sources.isEmpty, source.findings.isEmpty {
            source.findings.append(
                .error(.keyType, "“from” is empty, the name of a table was expected", at: from.location))
        }
        let steps = reader.node("steps")
        for verb in verbs {
            guard let node = reader.node(verb), steps != nil else { continue }
            source.findings.append(
                .error(
                    .keyUnknown, "“\(verb)” stands beside “steps”", at: node.location,
                    hint: "put it into the list, as a step of its own"))
        }
        if let steps {
            if let list = steps.sequence {
                for item in list {
                    var inner = MappingReader(item, of: "a step", into: &source.findings)
                    let before = recipe.steps.count
                    source.readVerbs(&inner, into: &recipe.steps)
                    inner.finish(.error, into: &source.findings)
                    if recipe.steps.count == before, !source.findings.hasErrors {
                        source.findings.append(
                            .error(
                                .keyMissing, "a step without a verb", at: item.location,
                                hint: "verbs are \(verbs.joined(separator: ", "))"))
                    }
                }
            } else {
                source.findings.append(
                    .error(.keyType, "“steps” is \(steps.kind), a list of steps was expected", at: steps.location))
            }
        } else {
            source.readVerbs(&reader, into: &recipe.steps)
        }
        if recipe.steps.count > maximumSteps {
            source.findings.append(
                .error(
                    .tableLimit, "\(recipe.steps.count) steps, at most \(maximumSteps) are taken",
                    at: recipe.location, hint: "derive a table in between"))
            recipe.steps.removeLast(recipe.steps.count - maximumSteps)
        }
        recipe.isBroken = source.findings.hasErrors
        findings += source.findings
        return recipe
    }
}

/// Reads the verbs of one step.
private struct RecipeReader {
    typealias Name = DerivedRecipe.Name

    let file: SourceFile
    private let lines: LineIndex
    var findings: [Diagnostic] = []

    init(file: SourceFile) {
        self.file = file
        lines = LineIndex(file.bytes)
    }

    mutating func readVerbs(_ reader: inout MappingReader, into steps: inout [DerivedStep]) {
        if let node = reader.node("join") {
            for item in node.sequence ?? [node] {
                if let join = join(item) { steps.append(DerivedStep(verb: .join(join), location: item.location)) }
            }
        }
        if let node = reader.node("where") {
            let formulas = (node.sequence ?? [node]).compactMap { formula($0, "where") }
            steps.append(DerivedStep(verb: .filter(formulas), location: node.location))
        }
        if let node = reader.node("fold"), let fold = fold(node) {
            steps.append(DerivedStep(verb: .fold(fold), location: node.location))
        }
        let keys = reader.node("group_by")
        let aggregates = reader.node("aggregate")
        if let at = keys ?? aggregates {
            let group = DerivedStep.Group(
                keys: keys.map { names($0, "group_by") } ?? [], aggregates: aggregates.map { self.aggregates($0) } ?? []
            )
            steps.append(DerivedStep(verb: .group(group), location: at.location))
        }
        if let node = reader.node("pivot"), let pivot = pivot(node) {
            steps.append(DerivedStep(verb: .pivot(pivot), location: node.location))
        }
        if let node = reader.node("select") {
            steps.append(DerivedStep(verb: .select(selections(node)), location: node.location))
        }
        if let node = reader.node("sort") {
            let keys = names(node, "sort").map(Self.sortKey)
            steps.append(DerivedStep(verb: .sort(keys), location: node.location))
        }
        if let node = reader.node("limit") {
            if let count = node.integer, count >= 0 {
                steps.append(DerivedStep(verb: .limit(count), location: node.location))
            } else {
                expected("limit", node, "a number of rows")
            }
        }
    }

    // MARK: Parts

    private mutating func expected(_ key: String, _ node: Node, _ what: String, hint: String? = nil) {
        let found = node.scalarText.map { "“\($0)”" } ?? node.kind
        findings.append(
            .error(.keyType, "“\(key)” is \(found), \(what) was expected", at: node.location, hint: hint))
    }

    private func name(_ node: Node) -> Name? {
        node.scalarText.map { Name(text: $0, location: place(node, $0)) }
    }

    private func place(_ node: Node, _ text: String) -> SourceLocation {
        var place = node.contentLocation
        place.length = max(1, text.unicodeScalars.count)
        return place
    }

    /// A name or a list of names.
    mutating func names(_ node: Node, _ key: String) -> [Name] {
        var out: [Name] = []
        for item in node.sequence ?? [node] {
            if let name = name(item) { out.append(name) } else { expected(key, item, "a name") }
        }
        return out
    }

    private mutating func formula(_ node: Node, _ key: String) -> Expression? {
        guard let text = node.scalarText else {
            expected(key, node, "a formula")
            return nil
        }
        let places =
            TextPlaces(of: text, node, in: file.bytes, lines: lines) ?? TextPlaces(of: text, at: node.contentLocation)
        return Expression.parse(text, places: places).collecting(into: &findings)
    }

    /// A map of new names to something, or a list of such maps.
    private mutating func entries(_ node: Node, _ key: String, _ what: String) -> [Node.Entry] {
        var out: [Node.Entry] = []
        for item in node.sequence ?? [node] {
            if let map = item.mapping { out += map } else { expected(key, item, what) }
        }
        return out
    }

    private static func sortKey(_ name: Name) -> DerivedStep.SortKey {
        guard name.text.utf8.first == UInt8(ascii: "-") else {
            return DerivedStep.SortKey(field: name, isDescending: false)
        }
        let rest = String(name.text.dropFirst())
        return DerivedStep.SortKey(
            field: Name(text: rest, location: name.location.advanced(by: 1, length: max(1, name.location.length - 1))),
            isDescending: true)
    }

    // MARK: Verbs

    private mutating func join(_ node: Node) -> DerivedStep.Join? {
        var reader = MappingReader(node, of: "a join", into: &findings)
        let with = reader.node("with")
        let on = reader.node("on")
        var join = DerivedStep.Join(
            other: with.flatMap(name) ?? Name(text: "", location: node.location), keys: [], unmatched: .warn,
            isOfMany: false)
        if let fields = reader.node("fields") { join.fields = pairs(fields, "fields") }
        if let unmatched = reader.node("unmatched") {
            let known = DerivedStep.Unmatched.allCases.map(\.rawValue)
            if let found = unmatched.scalarText.flatMap(DerivedStep.Unmatched.init) {
                join.unmatched = found
            } else {
                expected("unmatched", unmatched, known.joined(separator: ", ") + " or nothing")
            }
        }
        if let matches = reader.node("matches") {
            switch matches.scalarText {
            case "one": join.isOfMany = false
            case "many": join.isOfMany = true
            default: expected("matches", matches, "one or many")
            }
        }
        if let on {
            join.keys = pairs(on, "on").map { (own: $0.new, other: $0.old) }
        }
        reader.finish(.error, into: &findings)
        guard node.mapping != nil else { return nil }
        if with == nil || on == nil || join.keys.isEmpty {
            findings.append(
                .error(
                    .keyMissing, "a join names the other table and the key", at: node.location,
                    hint: "join: {with: operators, on: operator}"))
            return nil
        }
        return join
    }

    /// `name`, `[name, …]`, `{new: old}` or a list of these: new names with old ones.
    private mutating func pairs(_ node: Node, _ key: String) -> [(new: Name, old: Name)] {
        var out: [(new: Name, old: Name)] = []
        for item in node.sequence ?? [node] {
            if let name = name(item) {
                out.append((name, name))
            } else if let map = item.mapping {
                for entry in map {
                    guard let old = self.name(entry.value) else {
                        expected(key, entry.value, "a name")
                        continue
                    }
                    out.append((Name(text: entry.key, location: entry.keyLocation), old))
                }
            } else {
                expected(key, item, "a name")
            }
        }
        return out
    }

    private mutating func fold(_ node: Node) -> DerivedStep.Fold? {
        var reader = MappingReader(node, of: "a fold", into: &findings)
        let fields = reader.node("fields").map { names($0, "fields") } ?? []
        let label = reader.node("names").flatMap(name)
        let values = reader.node("values").flatMap(name)
        reader.finish(.error, into: &findings)
        guard node.mapping != nil else { return nil }
        guard !fields.isEmpty, let label, let values else {
            findings.append(
                .error(
                    .keyMissing, "a fold names its fields, and the two fields that they become", at: node.location,
                    hint: "fold: {fields: [cars, buses], names: kind, values: number}"))
            return nil
        }
        return DerivedStep.Fold(fields: fields, names: label, values: values)
    }

    private mutating func pivot(_ node: Node) -> DerivedStep.Pivot? {
        var reader = MappingReader(node, of: "a pivot", into: &findings)
        let label = reader.node("names").flatMap(name)
        let values = reader.node("values").flatMap(name)
        let rows = reader.node("rows").map { names($0, "rows") }
        reader.finish(.error, into: &findings)
        guard node.mapping != nil else { return nil }
        guard let label, let values else {
            findings.append(
                .error(
                    .keyMissing, "a pivot names the field of names and the field of values", at: node.location,
                    hint: "pivot: {names: year, values: amount}"))
            return nil
        }
        return DerivedStep.Pivot(names: label, values: values, rows: rows)
    }

    private mutating func aggregates(_ node: Node) -> [(name: Name, formula: Expression)] {
        entries(node, "aggregate", "a map of names to formulas").compactMap { entry in
            formula(entry.value, entry.key).map { (Name(text: entry.key, location: entry.keyLocation), $0) }
        }
    }

    private mutating func selections(_ node: Node) -> [DerivedStep.Selection] {
        var out: [DerivedStep.Selection] = []
        for item in node.sequence ?? [node] {
            if let name = name(item) {
                out.append(name.text == "*" ? .rest(name.location) : .field(new: name, old: name))
            } else if let map = item.mapping {
                for entry in map { if let selection = selection(entry) { out.append(selection) } }
            } else {
                expected("select", item, "a name, or a new name with its formula")
            }
        }
        return out
    }

    /// `new: old` is a name; anything else a formula.
    private mutating func selection(_ entry: Node.Entry) -> DerivedStep.Selection? {
        let new = Name(text: entry.key, location: entry.keyLocation)
        guard let formula = formula(entry.value, entry.key) else { return nil }
        if case .name(let old) = formula[formula.root].kind {
            return .field(new: new, old: Name(text: old, location: formula.location(of: formula.root)))
        }
        return .formula(name: new, formula)
    }
}
