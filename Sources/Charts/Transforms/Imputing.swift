import Expressions

/// The transform `impute`, or what the property of a channel asks for: rows for keys that a group lacks.
struct Imputing: Sendable {
    var field: String
    /// Of whose values every group shall have one row each.
    var key: String
    var groups: [String]
    /// Values of the key that are wanted besides those that the rows have.
    var keyValues: [DataValue] = []
    /// The aggregate of rows around that is put in; nil for `value`.
    var operation: AggregateOperation?
    var value: DataValue = .number(0)
    /// How far before and after a row its aggregate reaches, in rows of its group; nil for all.
    var frame: (Int?, Int?) = (nil, nil)

    init(_ bag: PropertyBag, field: String, key: String, groups: [String]) {
        self.field = field
        self.key = key
        self.groups = groups
        keyValues = SpecificationReader.keyValues(bag["keyvals"])
        if let method = bag.string("method"), method != "value" { operation = AggregateOperation(rawValue: method) }
        value = bag["value"]?.dataValue ?? .number(0)
        if let ends = bag["frame"]?.sequence, ends.count == 2 { frame = (ends[0].integer, ends[1].integer) }
    }

    /// How many values of the key each group shall have, and how many groups there are.
    func size(over given: DataFrame) -> (wanted: Int, groups: Int) {
        var frame = given
        for name in [key] + groups { frame.flatten(name) }
        return (Set(keyValues + frame.distinct(key)).count, frame.groups(by: groups).count)
    }

    func isWithinLimit(over frame: DataFrame) -> Bool {
        let (wanted, groups) = size(over: frame)
        let (rows, overflows) = wanted.multipliedReportingOverflow(by: groups)
        return !overflows && rows <= Transform.rowLimit
    }

    /// With a constant a row that is there stays as it is, a null in it too; an aggregate replaces every null.
    func applied(to given: DataFrame) -> DataFrame {
        var frame = given
        for name in [field, key] + groups { frame.flatten(name) }
        guard let operation else { return frame.imputed(field, key: key, by: groups, keyValues: keyValues, value) }
        var out = frame.imputed(field, key: key, by: groups, keyValues: keyValues, .null)
        let name = "imputed_\(field)_value"
        out.window(
            [WindowMeasure(operation: .aggregate(operation), field: field, name: name)], by: groups, sort: [],
            frame: self.frame, ignoresPeers: false)
        guard let column = out.column(field), let filler = out.column(name) else { return out }
        out.set(
            field, DataColumn((0..<out.rowCount).map { column[$0].isNullish ? filler[$0] : column[$0] }))
        return out
    }
}

extension DataFrame {
    /// Adds a row for every value of `key` that a group lacks, with `value` in `field`.
    func imputed(
        _ field: String, key: String, by groupKeys: [String], keyValues: [DataValue], _ value: DataValue
    ) -> DataFrame {
        guard let keyColumn = column(key) else { return self }
        var domain = keyValues
        var seen = Set(domain)
        for found in distinct(key) where seen.insert(found).inserted { domain.append(found) }
        let groups = groups(by: groupKeys)
        var added: [(group: Int, key: DataValue)] = []
        for group in groups {
            let have = Set(group.map { keyColumn[$0] })
            for wanted in domain where !have.contains(wanted) { added.append((group.first ?? 0, wanted)) }
        }
        guard !added.isEmpty else { return self }
        let keep = Set(groupKeys)
        var out = DataFrame(rowCount: rowCount + added.count)
        for (name, column) in zip(names, columns) {
            var values = (0..<rowCount).map { column[$0] }
            for item in added {
                if name == key {
                    values.append(item.key)
                } else if name == field {
                    values.append(value)
                } else {
                    values.append(keep.contains(name) ? column[item.group] : .null)
                }
            }
            out.set(name, DataColumn(values))
        }
        let unknown = [KnownValue?](repeating: nil, count: added.count)
        for (name, rows) in known { out.setKnown(name, rows + unknown) }
        return out
    }
}
