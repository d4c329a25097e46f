import Diagnostics
import Expressions

/// The order in which definitions are evaluated: each after those that its formula names, across bundles. The names are
/// read off the formulas, so that nothing is evaluated twice and a cycle is found before it is walked.
enum DependencyOrder {
    struct Place: Hashable {
        var bundle: Int
        var indicator: Int
    }

    enum Step {
        case evaluate(Place)
        /// Part of a cycle, which was reported.
        case refuse(Place)
    }

    private struct Visit {
        var place: Place
        var dependencies: [(place: Place, node: Expression.Index)]
        var next = 0
    }

    /// Depth first with a stack of its own (Tarjan 1972): a formula may depend on any number of others.
    /// With `stale`, of the indicators of those bundles alone: all others are known.
    static func order(
        of book: FigureBook, among stale: Set<Int>? = nil, into findings: inout [Diagnostic]
    ) -> [Step] {
        var steps: [Step] = []
        var finished: Set<Place> = []
        var cyclic: Set<Place> = []
        var depth: [Place: Int] = [:]
        for bundle in stale?.sorted() ?? Array(book.bundles.indices) {
            for indicator in book.bundles[bundle].indicators.indices {
                let root = Place(bundle: bundle, indicator: indicator)
                if finished.contains(root) { continue }
                var stack = [Visit(place: root, dependencies: dependencies(of: root, in: book))]
                depth[root] = 0
                while var visit = stack.popLast() {
                    if visit.next < visit.dependencies.count {
                        let (place, node) = visit.dependencies[visit.next]
                        visit.next += 1
                        stack.append(visit)
                        if finished.contains(place) || stale?.contains(place.bundle) == false { continue }
                        if let start = depth[place] {
                            let cycle = stack[start...].map(\.place)
                            if cyclic.isDisjoint(with: cycle) {
                                findings.append(finding(cycle + [place], at: node, in: book))
                            }
                            cyclic.formUnion(cycle)
                        } else {
                            depth[place] = stack.count
                            stack.append(Visit(place: place, dependencies: dependencies(of: place, in: book)))
                        }
                    } else {
                        depth[visit.place] = nil
                        finished.insert(visit.place)
                        steps.append(cyclic.contains(visit.place) ? .refuse(visit.place) : .evaluate(visit.place))
                    }
                }
            }
        }
        return steps
    }

    /// `a -> b -> a`, at the name that closes the circle.
    private static func finding(_ cycle: [Place], at node: Expression.Index, in book: FigureBook) -> Diagnostic {
        let first = cycle.first?.bundle
        let path = cycle.map { place in
            let bundle = book.bundles[place.bundle]
            let name = bundle.indicators[place.indicator].name
            return place.bundle == first ? name : "briefing[\"\(bundle.slug)\"].\(name)"
        }
        let closing = cycle.dropLast().last.flatMap { book.bundles[$0.bundle].indicators[$0.indicator].formula }
        return .error(
            .formulaCycle, "these formulas depend on themselves: " + path.joined(separator: " -> "),
            at: closing?.location(of: node))
    }

    private static func dependencies(of place: Place, in book: FigureBook) -> [(place: Place, node: Expression.Index)] {
        guard let formula = book.bundles[place.bundle].indicators[place.indicator].formula else { return [] }
        return formula.nodes.indices.compactMap { index in
            let node = Expression.Index(index)
            return self.place(of: node, in: formula, place.bundle, of: book).map { ($0, node) }
        }
    }

    /// The indicator that a node names: `name`, `briefing["slug"].name`, `briefing["slug"]["name"]`.
    static func place(of node: Expression.Index, in formula: Expression, _ bundle: Int, of book: FigureBook) -> Place? {
        func text(_ index: Expression.Index) -> String? {
            if case .string(let text) = formula[index].kind { text } else { nil }
        }
        func other(_ index: Expression.Index) -> Int? {
            let slug: String? =
                switch formula[index].kind {
                case .element(let object, let key):
                    if case .name("briefing") = formula[object].kind { text(key) } else { nil }
                case .member(let object, let name):
                    if case .name("briefing") = formula[object].kind { name } else { nil }
                default: nil
                }
            guard let slug, case .one(let index) = book.bundle(slug: slug) else { return nil }
            return index
        }
        func named(_ name: String, in bundle: Int) -> Place? {
            book.names[bundle][name].map { Place(bundle: bundle, indicator: $0) }
        }
        switch formula[node].kind {
        case .name(let name): return named(name, in: bundle)
        case .member(let object, let name): return other(object).flatMap { named(name, in: $0) }
        case .element(let object, let key):
            guard let name = text(key) else { return nil }
            return other(object).flatMap { named(name, in: $0) }
        default: return nil
        }
    }
}
