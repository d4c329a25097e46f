import Diagnostics
import Expressions
import Quantities

/// Where a formula about one row of a table finds its names: each field is the row's cell, and `row["a field"]` is one
/// whose name is no identifier.
struct RowEnvironment: StrictEnvironment {
    static let row = "row"

    let table: Table
    var index: Int
    /// The build's date, in days since 1970-01-01.
    let asOf: Int

    func value(of name: String) -> StrictLookup {
        if let field = table.fieldIndex(name) { return cell(field) }
        if name == Self.row { return .found(.reference(WholeRow(environment: self))) }
        return .refused(
            .formulaName, "“\(name)” is no field of “\(table.name)”",
            hint: NearestName.hint(for: name, among: table.fields.map(\.name)))
    }

    func place(of input: StrictInput, row: Int?) -> String? {
        if case .cell(_, _, let row, let field) = input {
            table.location(row: row, field: field).description
        } else {
            nil
        }
    }

    fileprivate func cell(_ field: Int) -> StrictLookup {
        let value: StrictValue =
            switch table.cell(row: index, field: field) {
            case .missing(let reason): .missing(reason)
            case .quantity(let quantity): .quantity(quantity)
            case .text(let text): .text(text)
            case .boolean(let flag): .boolean(flag)
            case .date(let date): .date(date)
            }
        return .found(value, from: .cell(bundle: "", table: table.name, row: index, field: field))
    }
}

/// `row`, whose members are the cells of the row.
private struct WholeRow: StrictReference {
    let environment: RowEnvironment

    var kind: String { "a row of “\(environment.table.name)”" }
    var usage: String? { "name one of its fields: row[\"field\"]" }

    func member(_ name: String) -> StrictLookup {
        guard let field = environment.table.fieldIndex(name) else {
            return .unknown(among: environment.table.fields.map(\.name))
        }
        return environment.cell(field)
    }

    func element(_ key: StrictValue) -> StrictLookup {
        guard case .text(let name) = key else {
            return .refused(.formulaName, "a field is named by a text, found \(key.kind)", hint: nil)
        }
        return member(name)
    }
}
