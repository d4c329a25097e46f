import Expressions
import Indicators
import Languages
import Tables

extension Edition {
    /// What a figure is called in a language: its label; where it is a cell and nothing else, what its row is called;
    /// else its name, else its formula.
    func label(of figure: Figure, in language: LanguageTag) -> String {
        writtenLabel(of: figure, in: language) ?? figure.name ?? figure.derivation.formula
    }

    /// The label that somebody wrote, for the figure or for the cell that it is; nil where nobody did.
    func writtenLabel(of figure: Figure, in language: LanguageTag) -> String? {
        if let text = figure.label?.text(in: language, first: firstLanguage), !text.isEmpty { return text }
        guard figure.derivation.inputs.count == 1, case .cell(let cell) = figure.derivation.inputs.first,
            Self.isSame(figure.value, cell.cell), let table = figures.table(cell.table, in: cell.bundle)
        else { return nil }
        guard let row = table.rowLabel(cell.rowNumber, in: language) else { return nil }
        // A table of one value a row says by its row what is meant; one of several columns, by the column too.
        let shown = table.fields(for: language, first: firstLanguage).first { table.fields[$0.base].name == cell.field }
        guard cell.field != "value", let column = shown?.title else { return row }
        return row + " · " + column
    }

    private static func isSame(_ value: StrictValue, _ cell: Cell) -> Bool {
        switch (value, cell) {
        case (.quantity(let a), .quantity(let b)): a == b
        case (.date(let a), .date(let b)): a == b
        case (.text(let a), .text(let b)): a == b
        case (.boolean(let a), .boolean(let b)): a == b
        case (.missing(let a), .missing(let b)): a == b
        default: false
        }
    }
}
