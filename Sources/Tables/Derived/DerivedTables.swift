import Diagnostics
import Languages

/// Derives the tables of a data package from each other, in the order that they need.
enum DerivedTables {
    /// A resource with `from`, as it stands in a data package.
    struct Definition: Sendable {
        var name: String
        /// Where it is named.
        var location: SourceLocation
        var recipe: DerivedRecipe
        var schema: TableSchema
        var title: LocalizedText?
        var description: LocalizedText?
        var profile: String?
        /// Its own, besides those of the tables that it is made of.
        var origins: [Origin]
        /// Of the file that it would be: a page shows and publishes it by that.
        var path: String
    }

    /// The table of each definition, nil of one that cannot be derived. `unread` are tables that the package names and
    /// that could not be read; what is made of them fails without a word more.
    static func derive(
        _ definitions: [Definition], from tables: [Table], unread: [String], bundle: String,
        into findings: inout [Diagnostic]
    ) -> [Table?] {
        var out: [Table?] = Array(repeating: nil, count: definitions.count)
        var known = FormulaTables(bundle: bundle)
        for table in tables { known.tables[table.name] = known.tables[table.name] ?? table }
        let places = Dictionary(
            definitions.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { first, _ in first })
        let names = tables.map(\.name) + definitions.map(\.name)
        for index in order(definitions, places, into: &findings) {
            let definition = definitions[index]
            var isWhole = !definition.recipe.isBroken
            for name in definition.recipe.named where known.tables[name.text] == nil {
                isWhole = false
                guard places[name.text] == nil, !unread.contains(name.text) else { continue }
                findings.append(
                    .error(
                        .tableMissing, "there is no table “\(name.text)”", at: name.location,
                        hint: NearestName.hint(for: name.text, among: names.filter { $0 != definition.name })))
            }
            // A formula that names a table which failed would only report it once more.
            if definition.recipe.tables.contains(where: {
                known.tables[$0.text] == nil && (places[$0.text] != nil || unread.contains($0.text))
            }) {
                isWhole = false
            }
            guard isWhole else { continue }
            var deriver = TableDeriver(definition: definition, others: known)
            out[index] = deriver.derive()
            findings += deriver.findings
            if let table = out[index] { known.tables[table.name] = table }
        }
        return out
    }

    /// Depth first with a stack of its own (Tarjan 1972), each after what it needs; those of a circle are left out.
    private static func order(
        _ definitions: [Definition], _ places: [String: Int], into findings: inout [Diagnostic]
    ) -> [Int] {
        enum State { case new, open, done }
        var states = Array(repeating: State.new, count: definitions.count)
        var inCircle: Set<Int> = []
        var out: [Int] = []
        let needs = definitions.map { definition in
            definition.recipe.tables.compactMap { name in places[name.text].map { ($0, name) } }
        }
        for root in definitions.indices where states[root] == .new {
            var stack: [(index: Int, next: Int)] = [(root, 0)]
            states[root] = .open
            while let (index, next) = stack.last {
                if next < needs[index].count {
                    stack[stack.count - 1].next += 1
                    let (need, name) = needs[index][next]
                    switch states[need] {
                    case .done: continue
                    case .new:
                        states[need] = .open
                        stack.append((need, 0))
                    case .open:
                        let start = stack.firstIndex { $0.index == need } ?? 0
                        let circle = stack[start...].map(\.index)
                        if inCircle.isDisjoint(with: circle) {
                            let path = (circle + [need]).map { definitions[$0].name }.joined(separator: " -> ")
                            findings.append(
                                .error(
                                    .formulaCycle, "these tables are derived from themselves: \(path)",
                                    at: name.location))
                        }
                        inCircle.formUnion(circle)
                    }
                } else {
                    stack.removeLast()
                    states[index] = .done
                    if !inCircle.contains(index) { out.append(index) }
                }
            }
        }
        return out
    }
}

extension DerivedRecipe {
    /// The tables that it must have: those after `from` and `with`.
    var named: [Name] {
        sources
            + steps.compactMap { step in
                if case .join(let join) = step.verb { join.other } else { nil }
            }
    }
}
