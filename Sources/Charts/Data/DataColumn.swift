import Expressions

/// A column of a data frame: numbers and dates as doubles (NaN is null), texts interned, and what is mixed as values.
package enum DataColumn: Sendable {
    case numbers([Double])
    case dates([Double])
    case texts(codes: [Int32], pool: [String])
    case values([DataValue])

    /// The narrowest column that holds `values`.
    package init(_ values: [DataValue]) {
        var kinds: UInt8 = 0
        for value in values {
            switch value {
            case .null, .undefined: break
            case .number: kinds |= 1
            case .date: kinds |= 2
            case .string: kinds |= 4
            case .boolean, .array, .object: kinds |= 8
            }
        }
        switch kinds {
        case 1:
            self = .numbers(values.map { if case .number(let x) = $0 { x } else { .nan } })
        case 2:
            self = .dates(values.map { if case .date(let x) = $0 { x } else { .nan } })
        case 4: self.init(texts: values.lazy.map { if case .string(let text) = $0 { text } else { nil } })
        default: self = .values(values)
        }
    }

    /// Texts, nil for null; values that are all null where there is none.
    init(texts: some Collection<String?>) {
        var pool: [String] = []
        var index = [String: Int32](minimumCapacity: min(texts.count, 64))
        var codes: [Int32] = []
        codes.reserveCapacity(texts.count)
        for text in texts {
            guard let text else {
                codes.append(-1)
                continue
            }
            if let code = index[text] {
                codes.append(code)
            } else {
                let code = Int32(pool.count)
                index[text] = code
                pool.append(text)
                codes.append(code)
            }
        }
        self =
            pool.isEmpty
            ? .values([DataValue](repeating: .null, count: codes.count)) : .texts(codes: codes, pool: pool)
    }

    /// True of a column that holds numbers alone.
    var isNumbers: Bool { if case .numbers = self { true } else { false } }

    package var count: Int {
        switch self {
        case .numbers(let list), .dates(let list): list.count
        case .texts(let codes, _): codes.count
        case .values(let list): list.count
        }
    }

    package subscript(row: Int) -> DataValue {
        switch self {
        case .numbers(let list): list[row].isNaN ? .null : .number(list[row])
        case .dates(let list): list[row].isNaN ? .null : .date(list[row])
        case .texts(let codes, let pool): codes[row] < 0 ? .null : .string(pool[Int(codes[row])])
        case .values(let list): list[row]
        }
    }

    /// The numbers of the column, NaN for what is none.
    package var doubles: [Double] {
        switch self {
        case .numbers(let list), .dates(let list): list
        case .texts(let codes, let pool):
            Self.numbers(codes: codes, pool: pool)
        case .values(let list): list.map { $0.number ?? .nan }
        }
    }

    /// The number in a row, NaN for what is none.
    func double(_ row: Int) -> Double {
        switch self {
        case .numbers(let list), .dates(let list): list[row]
        default: self[row].number ?? .nan
        }
    }

    private static func numbers(codes: [Int32], pool: [String]) -> [Double] {
        let parsed = pool.map { DataValue.string($0).number ?? .nan }
        return codes.map { $0 < 0 ? .nan : parsed[Int($0)] }
    }

    /// The rows of `indices`, in that order.
    func gather(_ indices: [Int]) -> DataColumn {
        switch self {
        case .numbers(let list): .numbers(indices.map { list[$0] })
        case .dates(let list): .dates(indices.map { list[$0] })
        case .texts(let codes, let pool): .texts(codes: indices.map { codes[$0] }, pool: pool)
        case .values(let list): .values(indices.map { list[$0] })
        }
    }

    /// Every value mapped; a column of texts is mapped once for each distinct text.
    func map(_ transform: (DataValue) -> DataValue) -> DataColumn {
        if case .texts(let codes, let pool) = self {
            let mapped = pool.map { transform(.string($0)) }
            let null = transform(.null)
            return DataColumn(codes.map { $0 < 0 ? null : mapped[Int($0)] })
        }
        return DataColumn((0..<count).map { transform(self[$0]) })
    }
}
