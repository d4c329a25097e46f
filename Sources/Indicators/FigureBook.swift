import Diagnostics
import Expressions
import Files
import Languages
import Quantities
import Tables

/// What a page bundle brings to the book: its tables and its definitions.
package struct FigureBundle: Sendable {
    /// Its content path, which no other bundle has: `briefings/cross-border-cars`.
    package var key: String
    /// The last part of its address.
    package var slug: String
    package var package: DataPackage
    package var indicators: [IndicatorDefinition]
    /// True where the file of the indicators could not be read, which was reported: names that are unknown here may
    /// stand in it, and are not reported again.
    package var isUnread: Bool

    package init(
        key: String, slug: String, package: DataPackage, indicators: [IndicatorDefinition], isUnread: Bool = false
    ) {
        self.key = key
        self.slug = slug
        self.package = package
        self.indicators = indicators
        self.isUnread = isUnread
    }
}

/// All figures of a site: every definition evaluated once, in the order of their dependencies, and ready for the
/// formulas that stand in prose. A finished book is a value that any thread may ask.
package struct FigureBook: Sendable {
    enum State: Sendable {
        case pending
        /// What is wrong with it was reported.
        case failed
        case done(Figure)
    }

    enum BundleLookup {
        case one(Int)
        case several([String])
        case none
    }

    package private(set) var bundles: NotedList<FigureBundle>
    /// The build's date, in days since 1970-01-01.
    package let asOf: Int
    let indices: [String: Int]
    private let slugs: [String: [Int]]
    /// For each bundle, the place of a name among its indicators.
    private(set) var names: [[String: Int]]
    var states: NotedList<[State]>
    /// For each bundle, what its figures were made of and what was found.
    var makings: [Making]

    private init(_ bundles: [FigureBundle], asOf: Int) {
        self.bundles = NotedList(bundles)
        self.asOf = asOf
        var indices: [String: Int] = [:]
        var slugs: [String: [Int]] = [:]
        var names: [[String: Int]] = []
        for (index, bundle) in bundles.enumerated() {
            indices[bundle.key] = index
            slugs[bundle.slug, default: []].append(index)
            names.append(Self.places(of: bundle))
        }
        self.indices = indices
        self.slugs = slugs
        self.names = names
        states = NotedList(bundles.map { Array(repeating: .pending, count: $0.indicators.count) })
        makings = bundles.map { _ in Making() }
    }

    /// Evaluates all definitions of all bundles. `asOf` is the build's date, in days since 1970-01-01.
    package static func make(_ bundles: [FigureBundle], asOf: Int) -> Diagnosed<FigureBook> {
        var book = FigureBook(bundles, asOf: asOf)
        var findings: [Diagnostic] = []
        for bundle in bundles { checkNames(of: bundle, into: &findings) }
        for step in DependencyOrder.order(of: book, into: &findings) { book.take(step, into: &findings) }
        return Diagnosed(book, findings)
    }

    mutating func take(_ step: DependencyOrder.Step, into findings: inout [Diagnostic]) {
        switch step {
        case .evaluate(let place):
            let made = Reading.noting { evaluated(place) }
            makings[place.bundle].notes.formUnion(made.notes.values)
            makings[place.bundle].findings += made.value.diagnostics
            findings += made.value.diagnostics
            states[place.bundle][place.indicator] = made.value.value.map(State.done) ?? .failed
        case .refuse(let place):
            states[place.bundle][place.indicator] = .failed
            makings[place.bundle].isCyclic = true
        }
    }

    /// What the figures of a bundle were made of.
    struct Making: Sendable {
        var notes: Set<Int> = []
        var findings: [Diagnostic] = []
        /// Part of a circle: nobody knows what it was made of.
        var isCyclic = false
    }

    static func checkNames(of bundle: FigureBundle, into findings: inout [Diagnostic]) {
        for definition in bundle.indicators {
            guard let table = bundle.package.table(named: definition.name) else { continue }
            findings.append(
                .error(
                    .figureName, "“\(definition.name)” is an indicator and a table (\(table.path))",
                    at: definition.nameLocation, hint: "rename one of them"))
        }
    }

    private func evaluated(_ place: DependencyOrder.Place) -> Diagnosed<Figure?> {
        let bundle = bundles[place.bundle]
        let definition = bundle.indicators[place.indicator]
        var findings: [Diagnostic] = []
        guard let formula = definition.formula,
            var figure = evaluate(formula, in: place.bundle).collecting(into: &findings)
        else { return Diagnosed(nil, findings) }
        figure.id = Figure.id(ofIndicator: definition.name)
        figure.name = definition.name
        figure.label = definition.label
        figure.note = definition.note
        figure.description = definition.description
        figure.format = definition.format
        if let unit = definition.unit { Self.declare(unit, of: &figure, formula, into: &findings) }
        return Diagnosed(figure, findings)
    }

    /// Gives a figure the unit that its definition declares, or reports that it does not fit. A ratio may be declared
    /// a percentage; a formula of numbers alone has no other way to a unit; SI prefixes convert.
    private static func declare(
        _ declared: (unit: Unit, location: SourceLocation), of figure: inout Figure, _ formula: Expression,
        into findings: inout [Diagnostic]
    ) {
        guard case .quantity(var quantity) = figure.value else { return }
        if quantity.unit == declared.unit || (quantity.unit.isDimensionless && declared.unit.isDimensionless)
            || (quantity.unit == .none && formula.names.isEmpty)
        {
            quantity.unit = declared.unit
            figure.value = .quantity(quantity)
            return
        }
        if quantity.unit.factor(to: declared.unit) != nil {
            figure.value = .quantity(quantity.converted(to: declared.unit))
            return
        }
        let found = quantity.unit.symbol.isEmpty ? "a plain number" : "in “\(quantity.unit.symbol)”"
        findings.append(
            .error(
                .formulaUnit, "the value is \(found), “\(declared.unit.symbol)” was declared", at: declared.location))
    }

    /// The figure of a formula, without a name yet.
    private func evaluate(_ formula: Expression, in bundle: Int) -> Diagnosed<Figure?> {
        let outcome = StrictEvaluator.evaluate(formula, in: BundleEnvironment(book: self, bundle: bundle))
        guard let result = outcome.value else { return Diagnosed(nil, outcome.diagnostics) }
        var findings = outcome.diagnostics
        switch result.value {
        case .column(let rows):
            findings.append(
                .error(
                    .formulaType, "this formula gives a column of \(rows.count) rows, one value was expected",
                    at: formula.wholeLocation, hint: "sum(), mean(), last() and the like make one value of a column"))
            return Diagnosed(nil, findings)
        case .reference(let reference):
            findings.append(
                .error(
                    .formulaType, "this formula gives \(reference.kind), one value was expected",
                    at: formula.wholeLocation, hint: reference.usage))
            return Diagnosed(nil, findings)
        default: break
        }
        var derivation = Derivation(of: formula, result, in: self)
        if case .quantity(let quantity) = result.value { derivation.isTight = quantity.isTight }
        var figure = Figure(
            id: Figure.id(ofFormula: formula.text), bundle: bundles[bundle].key, value: result.value,
            isGrowth: isGrowth(formula, in: bundle) || derivation.rootStep?.expression.isGrowth ?? false,
            derivation: derivation, location: formula.location)
        // A formula that is another's name alone, `briefing["slug"].name`, speaks as that one does.
        if let place = DependencyOrder.place(of: formula.root, in: formula, bundle, of: self),
            case .done(let other) = states[place.bundle][place.indicator]
        {
            figure.label = other.label
            figure.note = other.note
            figure.description = other.description
            figure.format = other.format
        }
        return Diagnosed(figure, findings)
    }

    private func isGrowth(_ formula: Expression, in bundle: Int) -> Bool {
        if formula.isGrowth { return true }
        guard let place = DependencyOrder.place(of: formula.root, in: formula, bundle, of: self),
            case .done(let figure) = states[place.bundle][place.indicator]
        else { return false }
        return figure.isGrowth
    }
}

// MARK: - Again

extension FigureBook {
    /// The book with other bundles in the place of some (by their numbers, of the same keys), and whatever rests on them
    /// evaluated again. Nil where more than that has to be: where formulas go in circles.
    package func renewed(_ changed: [Int: FigureBundle]) -> Diagnosed<FigureBook>? {
        var book = self
        var gone: Set<Int> = []
        var stale: Set<Int> = Set(changed.keys)
        for index in changed.keys { gone.formUnion([bundles.numbers[index], states.numbers[index]]) }
        while true {
            let more = makings.indices.filter { !stale.contains($0) && !makings[$0].notes.isDisjoint(with: gone) }
            if more.isEmpty { break }
            stale.formUnion(more)
            for index in more { gone.insert(states.numbers[index]) }
        }
        if makings.contains(where: \.isCyclic) { return nil }
        for (index, bundle) in changed { book.put(bundle, at: index) }
        for index in stale {
            book.states[index] = Array(repeating: .pending, count: book.bundles[index].indicators.count)
            book.makings[index] = Making()
        }
        var findings: [Diagnostic] = []
        for bundle in book.bundles { Self.checkNames(of: bundle, into: &findings) }
        var found: [Diagnostic] = []
        for step in DependencyOrder.order(of: book, among: stale, into: &found) { book.take(step, into: &found) }
        if book.makings.contains(where: \.isCyclic) { return nil }
        for making in book.makings where !making.findings.isEmpty { findings += making.findings }
        return Diagnosed(book, findings)
    }

    /// The numbers of bundles, and of the figures of bundles, that another book of the same bundles has no more.
    package func numbers(goneIn other: FigureBook) -> [Int] {
        bundles.numbers(goneIn: other.bundles) + states.numbers(goneIn: other.states)
    }

    private mutating func put(_ bundle: FigureBundle, at index: Int) {
        bundles[index] = bundle
        names[index] = Self.places(of: bundle)
    }

    private static func places(of bundle: FigureBundle) -> [String: Int] {
        var places: [String: Int] = [:]
        for (place, definition) in bundle.indicators.enumerated() { places[definition.name] = place }
        return places
    }
}

// MARK: - Asking

extension FigureBook {
    /// The figure that `[…](=text)` means in a bundle: its indicator of that name, else the formula. Nil where there
    /// is none, with the findings, or without any where an indicator's own errors were reported when the book was made.
    ///
    /// `location` is that of the first character of the text.
    package func figure(_ text: String, at location: SourceLocation, in bundle: String) -> Diagnosed<Figure?> {
        guard let index = indices[bundle] else {
            let finding = Diagnostic.error(.formulaName, "there is no bundle “\(bundle)”", at: location)
            return Diagnosed(nil, [finding])
        }
        Reading.note(value: bundles.numbers[index])
        if let place = names[index][trimmed(text)] {
            if case .done(let figure) = states[index][place] { return Diagnosed(figure) }
            return Diagnosed(nil)
        }
        let parsed = Expression.parse(text, at: location)
        guard let formula = parsed.value else { return Diagnosed(nil, parsed.diagnostics) }
        return evaluate(formula, in: index)
    }

    /// The figures of a bundle's indicators, in the order of their definition, without those that failed.
    package func figures(in bundle: String) -> [Figure] {
        guard let index = indices[bundle] else { return [] }
        return states[index].compactMap { if case .done(let figure) = $0 { figure } else { nil } }
    }

    /// The figure of an indicator, nil where there is none or it failed.
    package func figure(named name: String, in bundle: String) -> Figure? {
        guard let index = indices[bundle] else { return nil }
        Reading.note(value: bundles.numbers[index])
        guard let place = names[index][name], case .done(let figure) = states[index][place] else { return nil }
        return figure
    }

    package func table(_ name: String, in bundle: String) -> Table? {
        indices[bundle].flatMap { bundles[$0].package.table(named: name) }
    }

    func slug(of bundle: String) -> String { indices[bundle].map { bundles[$0].slug } ?? bundle }

    func bundle(slug: String) -> BundleLookup {
        if let index = indices[slug] { return .one(index) }
        guard let found = slugs[slug], let first = found.first else { return .none }
        return found.count == 1 ? .one(first) : .several(found.map { bundles[$0].key })
    }

    /// A name as formulas of a bundle (or of another, through `briefing[…]`) find it: an indicator, then a table.
    func lookup(_ name: String, in bundle: Int) -> StrictLookup {
        let table = bundles[bundle].package.table(named: name)
        if let place = names[bundle][name] {
            // One name for both was reported; which is meant, nobody knows.
            if table != nil { return .failed }
            if case .done(let figure) = states[bundle][place] {
                return .found(figure.value, from: .indicator(bundle: bundles[bundle].key, name: name))
            }
            if case .failed = states[bundle][place] { return .failed }
            // Evaluation goes by the names that formulas write out; one that is put together comes too late.
            return .refused(
                .formulaName, "“\(name)” is reached by a name that is computed",
                hint: "write briefing[\"\(bundles[bundle].slug)\"].\(name)")
        }
        if let table {
            return .found(.reference(TableReference(table: table, bundle: bundles[bundle].key)))
        }
        if bundles[bundle].isUnread || bundles[bundle].package.unread.contains(name) { return .failed }
        return .unknown(among: bundles[bundle].indicators.map(\.name) + bundles[bundle].package.tables.map(\.name))
    }
}

/// Where the formulas of a bundle find their names.
struct BundleEnvironment: StrictEnvironment {
    let book: FigureBook
    let bundle: Int

    var asOf: Int { book.asOf }

    func value(of name: String) -> StrictLookup {
        switch name {
        case "table": .found(.reference(TablesReference(book: book, bundle: bundle)))
        case "briefing": .found(.reference(BriefingsReference(book: book)))
        default: book.lookup(name, in: bundle)
        }
    }

    func place(of input: StrictInput, row: Int?) -> String? {
        switch input {
        case .cell(let bundle, let table, let row, let field):
            book.table(table, in: bundle)?.location(row: row, field: field).description
        case .column(let bundle, let table, let field):
            row.flatMap { book.table(table, in: bundle)?.location(row: $0, field: field).description }
        case .indicator(let bundle, let name):
            book.figure(named: name, in: bundle)?.location.description
        }
    }
}
