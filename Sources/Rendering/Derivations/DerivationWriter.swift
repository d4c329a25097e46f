import Diagnostics
import Expressions
import Files
import Formatting
import Indicators
import Languages
import Quantities
import Tables

/// Tells how figures came about, in one language.
package struct DerivationWriter {
    let book: FigureBook
    let language: LanguageTag
    let first: LanguageTag
    /// With the words of units for a figure, which may come from another briefing.
    let formatter: (Figure) -> QuantityFormatter

    /// Of a column, how many cells are listed.
    private static let listed = 6
    /// A formula in numbers that is longer tells no more than the one in names: its result alone is printed.
    private static let readable = 240

    package init(
        book: FigureBook, language: LanguageTag, first: LanguageTag,
        formatter: @escaping (Figure) -> QuantityFormatter
    ) {
        self.book = book
        self.language = language
        self.first = first
        self.formatter = formatter
    }

    private var isChinese: Bool { language.isChinese }

    package func account(of figure: Figure) -> DerivationAccount {
        let derivation = figure.derivation
        let formatter = formatter(figure)
        let full = full(figure, formatter)
        let isLone = derivation.reads[derivation.expression.root] != nil
        let date = derivation.usesBuildDate ? DateWords.text(EDTFDate(day: book.asOf), in: language) : nil
        let numbers = isLone ? nil : formula(figure, buildDate: date) { value(of: $0, formatter) }
        let told = numbers.map { $0.unicodeScalars.count > Self.readable ? full : "\($0) = \(full)" }
        let note = figure.note ?? figure.description
        return DerivationAccount(
            label: label(figure), value: FigureWords.text(figure, format: nil, formatter), full: full,
            bounds: figure.quantity.flatMap(formatter.boundsText), names: isLone ? nil : formula(figure, name(of:)),
            numbers: told, inputs: derivation.inputs.compactMap { tell($0, formatter) },
            sources: derivation.sources.map(source), note: note?.text(in: language, first: first),
            isStale: derivation.sources.contains { $0.staleSince(book.asOf) != nil }, isTight: derivation.isTight,
            buildDate: date)
    }

    /// The figure's label; of a formula in place what it reads, else the formula.
    package func label(_ figure: Figure) -> String {
        let text = figure.label?.text(in: language, first: first) ?? ""
        if !text.isEmpty { return text }
        return figure.name ?? formula(figure, name(of:)) ?? figure.derivation.formula
    }

    /// The value in words, by the figure's own format.
    func value(of figure: Figure) -> String { FigureWords.text(figure, format: nil, formatter(figure)) }

    /// What a cell, a column or an indicator is called; nil where it is not found.
    package func label(of input: Derivation.Input) -> String? { name(of: input)?.text }

    /// The value with all its digits; a ratio that is printed as a percentage is one here too.
    private func full(_ figure: Figure, _ formatter: QuantityFormatter) -> String {
        guard let quantity = figure.quantity else { return FigureWords.text(figure, format: nil, formatter) }
        return formatter.fullText(quantity, asPercent: figure.format?.number?.isPercent ?? false)
    }

    package func source(_ origin: Origin) -> DerivationAccount.Source {
        DerivationAccount.Source(
            origin: origin, text: SourceWords.text(origin, language, first: first),
            accessed: origin.dateAccessed.map { SourceWords.accessed($0, language) },
            isStale: origin.staleSince(book.asOf) != nil)
    }

    // MARK: The formula

    private func formula(
        _ figure: Figure, buildDate: String? = nil, _ operand: @escaping (Derivation.Input) -> FormulaWords.Operand?
    ) -> String? {
        let derivation = figure.derivation
        return formula(derivation.expression, derivation.inputs, derivation.reads, buildDate: buildDate, operand)
    }

    private func formula(
        _ expression: Expression, _ inputs: [Derivation.Input], _ reads: [Expression.Index: Int],
        buildDate: String? = nil, _ operand: @escaping (Derivation.Input) -> FormulaWords.Operand?
    ) -> String? {
        let words = FormulaWords(
            expression: expression, language: language, buildDate: buildDate,
            translate: { translation(of: $0, among: inputs) },
            operand: { node in
                guard let place = reads[node], inputs.indices.contains(place) else { return nil }
                return operand(inputs[place])
            })
        return words.text()
    }

    private func names(_ table: Table) -> CellNames { CellNames(table: table, language: language, first: first) }

    private func name(of input: Derivation.Input) -> FormulaWords.Operand? {
        switch input {
        case .cell(let cell):
            return FormulaWords.Operand(
                text: names(cell.source).name(row: cell.indices.row, field: cell.indices.field))
        case .column(let column):
            return FormulaWords.Operand(text: names(column.source).name(ofColumn: column.index), isColumn: true)
        case .indicator(let indicator):
            return book.figure(named: indicator.name, in: indicator.bundle).map {
                FormulaWords.Operand(text: label($0))
            }
        }
    }

    private func value(of input: Derivation.Input, _ formatter: QuantityFormatter) -> FormulaWords.Operand? {
        switch input {
        case .cell(let cell): return operand(words(shown(cell), formatter), cell.cell)
        case .column(let column):
            let table = column.source
            let shown = column.count > Self.listed ? Self.listed / 2 : column.count
            let field = table.displayIndex(of: column.index, for: language)
            let values = (0..<shown).map { words(table.cell(row: column.row($0), field: field), formatter) }
            var list = values.joined(separator: isChinese ? "、" : ", ")
            if shown < column.count {
                list += isChinese ? language.spelt("…共 \(column.count) 格") : " … \(column.count) cells"
            }
            return FormulaWords.Operand(text: list, isColumn: true)
        case .indicator(let indicator):
            guard let figure = book.figure(named: indicator.name, in: indicator.bundle) else { return nil }
            let text = full(figure, self.formatter(figure))
            return operand(text, figure.quantity.map(Cell.quantity) ?? .text(text))
        }
    }

    private func operand(_ text: String, _ cell: Cell) -> FormulaWords.Operand {
        guard case .quantity(let quantity) = cell else { return FormulaWords.Operand(text: text) }
        let isRange = quantity.interval.lower != nil && quantity.interval.upper != nil && quantity.interval.point == nil
        return FormulaWords.Operand(text: text, isLoose: isRange || quantity.interval.isNegative)
    }

    /// What a column of the formula calls `text` in the reader's language.
    private func translation(of text: String, among inputs: [Derivation.Input]) -> String {
        for case .column(let column) in inputs {
            let table = column.source
            let field = table.displayIndex(of: column.index, for: language)
            let row = (0..<table.rowCount).first { table.text(row: $0, field: column.index) == text }
            if field != column.index, let row { return table.text(row: row, field: field) }
        }
        return text
    }

    /// The cell that readers of the language see: its stand-in, where it has one.
    private func shown(_ input: Derivation.CellInput) -> Cell {
        let place = input.indices
        let table = input.source
        let field = table.displayIndex(of: place.field, for: language)
        return field == place.field ? input.cell : table.cell(row: place.row, field: field)
    }

    // MARK: Inputs

    private func tell(_ input: Derivation.Input, _ formatter: QuantityFormatter) -> DerivationAccount.Input? {
        switch input {
        case .cell(let cell):
            guard let name = name(of: input)?.text else { return nil }
            return .cell(
                DerivationAccount.Cell(
                    name: name, value: words(shown(cell), formatter), bundle: cell.bundle, table: cell.table,
                    location: cell.location, place: cell.place, step: cell.step.map { tell($0, formatter) }))
        case .column(let column): return .column(tell(column, formatter))
        case .indicator(let indicator):
            guard let figure = book.figure(named: indicator.name, in: indicator.bundle) else { return nil }
            let value = FigureWords.text(figure, format: nil, self.formatter(figure))
            return .indicator(DerivationAccount.Indicator(label: label(figure), value: value, figure: figure))
        }
    }

    /// A formula of a derived table in values, and what it read.
    private func tell(_ step: Derivation.Step, _ formatter: QuantityFormatter) -> DerivationAccount.Step {
        let numbers = formula(step.expression, step.inputs, step.reads) { value(of: $0, formatter) }
        let told = numbers.flatMap { $0.unicodeScalars.count > Self.readable ? nil : $0 }
        return DerivationAccount.Step(
            formula: told ?? step.expression.text, inputs: step.inputs.compactMap { tell($0, formatter) })
    }

    private func tell(_ column: Derivation.ColumnInput, _ formatter: QuantityFormatter) -> DerivationAccount.Column {
        let table = column.source
        let names = names(table)
        let shown = column.count > Self.listed ? Self.listed - 1 : column.count
        let field = table.displayIndex(of: column.index, for: language)
        let cells = (0..<shown).map { index in
            let row = column.row(index)
            return (row: names.rowLabel(row), value: words(table.cell(row: row, field: field), formatter))
        }
        var count = isChinese ? "共 \(column.count) 格" : "\(column.count) \(column.count == 1 ? "cell" : "cells")"
        if column.missing > 0 {
            count +=
                isChinese ? language.spelt("，其中 \(column.missing) 格沒有數據") : ", \(column.missing) of them without data"
        }
        let rest = column.count - shown
        return DerivationAccount.Column(
            name: names.name(ofColumn: column.index), count: count, cells: cells,
            rest: rest > 0 ? (isChinese ? "另有 \(rest) 格" : "and \(rest) more") : nil, bundle: column.bundle,
            table: column.table, file: column.file, lines: column.linesText, place: column.place,
            step: column.parts.isEmpty
                ? nil
                : DerivationAccount.Step(
                    formula: nil, inputs: column.parts.map { .column(tell($0, formatter)) }))
    }

    private func words(_ cell: Cell, _ formatter: QuantityFormatter) -> String {
        switch cell {
        case .quantity(let quantity): formatter.fullText(quantity)
        case .date(let date): DateWords.text(date, in: language)
        case .text(let text): text
        case .boolean(let flag): FigureWords.text(.boolean(flag), format: nil, formatter)
        case .missing(let reason): FigureWords.text(.missing(reason), format: nil, formatter)
        }
    }
}
