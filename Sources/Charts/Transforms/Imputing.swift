import Expressions

extension DataFrame {
    /// Adds a row for every value of `key` that a group lacks, with `value` in `field`. A row that is there
    /// stays as it is, a null in it too.
    func imputed(
        _ field: String, key: String, by groupKeys: [String], keyValues: [DataValue], value: ([DataValue]) -> DataValue
    )
        -> DataFrame
    {
        guard let keyColumn = column(key) else { return self }
        var domain = distinct(key)
        var seen = Set(domain)
        for extra in keyValues where seen.insert(extra).inserted { domain.append(extra) }
        let groups = groups(by: groupKeys)
        guard domain.count * groups.count <= 1_000_000 else { return self }
        let fieldColumn = column(field)
        var rows = Array(0..<rowCount)
        var added: [(group: Int, key: DataValue)] = []
        for group in groups {
            let have = Set(group.map { keyColumn[$0] })
            for wanted in domain where !have.contains(wanted) {
                added.append((group.first ?? 0, wanted))
                rows.append(group.first ?? 0)
            }
        }
        let keep = Set(groupKeys)
        var out = DataFrame(rowCount: rows.count)
        var filler: [Int: DataValue] = [:]
        for group in groups { filler[group.first ?? 0] = value(group.compactMap { fieldColumn?[$0] }) }
        for (name, column) in zip(names, columns) {
            var values = (0..<rowCount).map { column[$0] }
            for item in added {
                if name == key {
                    values.append(item.key)
                } else if name == field {
                    values.append(filler[item.group] ?? .null)
                } else {
                    values.append(keep.contains(name) ? column[item.group] : .null)
                }
            }
            out.set(name, DataColumn(values))
        }
        return out
    }
}
