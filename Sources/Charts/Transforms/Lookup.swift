import Expressions

/// The transform `lookup`: columns of another source, by a key.
struct Lookup: Sendable {
    var field: String
    var source: DataSource
    var key: String
    /// The columns taken over; none for the whole row as one object.
    var fields: [String]
    var names: [String]
    /// For rows whose key the other source does not have.
    var fallback: DataValue

    /// Keys meet as texts, as JavaScript's objects have them; of several rows with one key the last counts.
    func applied(to frame: DataFrame, _ given: DataFrame) -> DataFrame {
        var secondary = given
        var out = frame
        out.flatten(field)
        for name in [key] + fields { secondary.flatten(name) }
        var index: [String: Int] = [:]
        if let keys = secondary.column(key) {
            for row in 0..<secondary.rowCount { index[keys[row].asText] = row }
        }
        let wanted = out.column(field)
        let rows = (0..<out.rowCount).map { row in wanted.flatMap { index[$0[row].asText] } }
        if fields.isEmpty {
            let objects = rows.map { row in
                row.map { row in
                    DataValue.object(
                        zip(given.names, given.columns).map { DataMember(key: $0, value: $1[row]) })
                } ?? fallback
            }
            out.set(names.first ?? "_lookup", DataColumn(objects))
            return out
        }
        for (field, name) in zip(fields, names) {
            let column = secondary.column(field)
            out.set(name, DataColumn(rows.map { row in row.map { column?[$0] ?? .null } ?? fallback }))
            if let known = secondary.known[field] { out.setKnown(name, rows.map { row in row.flatMap { known[$0] } }) }
        }
        return out
    }
}
