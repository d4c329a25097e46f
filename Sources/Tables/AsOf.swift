import Quantities

extension Table {
    /// The date that the values of a row are as of: its cell of the column `as_of`. Nil where there is none.
    package func asOf(row: Int) -> EDTFDate? {
        guard let field = fieldIndex("as_of") else { return nil }
        if case .date(let date) = cell(row: row, field: field) { return date }
        return EDTFDate(parsing: text(row: row, field: field))
    }

    /// The dates that all its rows are as of.
    package var asOf: DatePeriod? {
        guard let field = fieldIndex("as_of") else { return nil }
        var period: DatePeriod?
        var last: [UInt8]?
        for row in 0..<rowCount {
            // Most rows have the date of the row before.
            let written = Array(text(row: row, field: field).utf8)
            if written == last { continue }
            last = written
            if let date = asOf(row: row) { period.formUnion(DatePeriod(date)) }
        }
        return period
    }
}

extension Origin {
    /// The date that its data are as of: when it was published, else when somebody looked at it.
    package var asOf: EDTFDate? {
        datePublished.flatMap { EDTFDate(parsing: $0) } ?? dateAccessed.flatMap { EDTFDate(parsing: $0) }
    }
}
