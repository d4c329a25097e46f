import Formatting
import Languages
import Quantities
import Tables

/// What the cells and columns of a table are called in one language: 「數碼港 · 算力」, "Cyberport · computing power".
struct CellNames {
    let table: Table
    let language: LanguageTag
    let first: LanguageTag
    /// The columns that readers see.
    private let fields: [Table.DisplayField]
    /// What tells rows from each other: the first text that is no key.
    private let label: Int?

    init(table: Table, language: LanguageTag, first: LanguageTag) {
        self.table = table
        self.language = language
        self.first = first
        fields = table.fields(for: language, first: first)
        let units = Set(table.fields.compactMap(\.unitField))
        label =
            table.primaryKey.count > 1
            ? nil
            : fields.first { shown in
                let base = table.fields[shown.base]
                return base.kind == .string && !table.primaryKey.contains(base.name) && !units.contains(base.name)
            }?.index
    }

    /// The row's label and the field's title; the label alone where the table has but one column of numbers, and this
    /// is it.
    func name(row: Int, field: Int) -> String {
        let label = rowLabel(row)
        if isNumeric(field), table.fields.indices.count(where: isNumeric) == 1 { return label }
        return label + " · " + title(of: field)
    }

    /// The table's title and the field's.
    func name(ofColumn field: Int) -> String {
        table.displayTitle(in: language, first: first) + " · " + title(of: field)
    }

    /// A row by the first text that tells it from others and is no key, else by its key, else by its number.
    func rowLabel(_ row: Int) -> String {
        var words = label.map { [text(row: row, field: $0)] }?.filter { !$0.isEmpty } ?? []
        if words.isEmpty {
            words = table.primaryKey.compactMap(table.fieldIndex).map { key in
                text(row: row, field: fields.first { $0.base == key }?.index ?? key)
            }
        }
        guard words.isEmpty else { return words.joined(separator: " · ") }
        return language.isChinese ? "第 \(row + 1) 行" : "row \(row + 1)"
    }

    private func text(row: Int, field: Int) -> String {
        if case .date(let date) = table.cell(row: row, field: field) { return DateWords.text(date, in: language) }
        return table.text(row: row, field: field)
    }

    private func title(of field: Int) -> String {
        fields.first { $0.base == field }?.title
            ?? table.fields[field].title?.text(in: language, first: first) ?? table.fields[field].name
    }

    private func isNumeric(_ field: Int) -> Bool {
        guard table.fields.indices.contains(field) else { return false }
        let kind = table.fields[field].kind
        return kind == .number || kind == .integer
    }
}
