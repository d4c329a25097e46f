import Quantities

/// The numbers of a column in written units, in batches of `CellBlock.batchSize` rows.
struct NumberColumn: Sendable {
    /// All full but the last.
    private(set) var batches: [NumberBatch] = []

    init(_ batches: [NumberBatch] = []) { self.batches = batches }

    /// What is asked of the batch that holds a row, which is not copied; nil where none does.
    @inline(__always)
    private func inBatch<Value>(_ row: Int, _ ask: (NumberBatch, Int) -> Value?) -> Value? {
        let (index, offset) = (row / CellBlock.batchSize, row % CellBlock.batchSize)
        guard row >= 0, index < batches.count, offset < batches[index].count else { return nil }
        return ask(batches[index], offset)
    }

    func hasValue(_ row: Int) -> Bool { inBatch(row) { $0.hasValue($1) } == true }

    /// The quantity in written units, without a unit.
    func written(row: Int) -> Quantity? { inBatch(row) { $0.written($1) } }

    /// The quantities that are no plain decimals (ranges, "about", more than 18 digits), in row order.
    var aside: some Sequence<(row: Int, quantity: Quantity)> {
        batches.enumerated().lazy.flatMap { index, batch in
            batch.aside.lazy.map { (row: index * CellBlock.batchSize + $0.offset, quantity: $0.quantity) }
        }
    }

    /// The quantity in held units (44% is 0.44); a side that it leaves open is bounded by the field's minimum or maximum.
    func quantity(row: Int, unit: Unit, of field: UnsafePointer<Field>) -> Quantity? {
        guard var quantity = written(row: row) else { return nil }
        if quantity.interval.lower == nil || quantity.interval.upper == nil {
            quantity = field.pointee.bounding(quantity)
        }
        quantity.unit = unit
        if case .plain = unit.kind { return quantity }
        func held(_ bound: Bound?) -> Bound? {
            bound.map { Bound($0.number * Number(significand: 1, exponent: -2), isOpen: $0.isOpen) }
        }
        quantity.interval = Interval(lower: held(quantity.interval.lower), upper: held(quantity.interval.upper))
        return quantity
    }

    /// The published values of all rows, NaN where there is none.
    func doubles() -> [Double] {
        var out: [Double] = []
        out.reserveCapacity(batches.count * CellBlock.batchSize)
        for batch in batches { batch.appendDoubles(to: &out) }
        return out
    }

    /// Sum, least and greatest of the published values, in written units; nil where there is no number.
    func totals() -> (sum: Number, min: Number, max: Number)? {
        var sum = DecimalSum()
        var least: Number?
        var greatest: Number?
        func note(_ number: Number) {
            if least.map({ number < $0 }) ?? true { least = number }
            if greatest.map({ number > $0 }) ?? true { greatest = number }
        }
        // Of one exponent the ends are compared by their significands.
        var ends: [Int8: (least: Int64, greatest: Int64)] = [:]
        for batch in batches {
            for part in batch.totals {
                sum.add(part.sum, exponent: part.exponent)
                let known = ends[part.exponent] ?? (part.least, part.greatest)
                ends[part.exponent] = (min(known.least, part.least), max(known.greatest, part.greatest))
            }
            for (_, quantity) in batch.aside {
                guard let value = quantity.value else { continue }
                sum.add(value)
                note(value)
            }
        }
        for (exponent, end) in ends.sorted(by: { $0.key < $1.key }) {
            note(Number(significand: Int128(end.least), exponent: Int(exponent)))
            note(Number(significand: Int128(end.greatest), exponent: Int(exponent)))
        }
        guard let least, let greatest else { return nil }
        return (sum.total, least, greatest)
    }
}

/// Numbers one by one, for a batch.
struct NumberBuffer {
    private var significands: [Int64] = []
    private var exponents: [Int8] = []
    private var aside: [(offset: Int, quantity: Quantity)] = []

    init(capacity: Int = 0) {
        significands.reserveCapacity(capacity)
        exponents.reserveCapacity(capacity)
    }

    var count: Int { significands.count }

    /// Appends `count` numbers that are missing for as long as nothing is put in their place.
    mutating func extend(
        by count: Int,
        _ fill: (_ significands: UnsafeMutableBufferPointer<Int64>, _ exponents: UnsafeMutableBufferPointer<Int8>) ->
            Void
    ) {
        let base = significands.count
        significands.append(contentsOf: repeatElement(NumberBatch.missing, count: count))
        exponents.append(contentsOf: repeatElement(0, count: count))
        significands.withUnsafeMutableBufferPointer { significands in
            exponents.withUnsafeMutableBufferPointer { exponents in
                fill(
                    UnsafeMutableBufferPointer(rebasing: significands[base...]),
                    UnsafeMutableBufferPointer(rebasing: exponents[base...]))
            }
        }
    }

    /// Puts a quantity in written units, without a unit, in the place of a missing number; by rising offsets.
    mutating func put(_ written: Quantity, at offset: Int) {
        aside.append((offset, written))
        significands[offset] = NumberBatch.elsewhere
    }

    mutating func append(_ written: Quantity) {
        extend(by: 1) { _, _ in }
        put(written, at: count - 1)
    }

    func finished() -> NumberBatch { NumberBatch(significands: significands, exponents: exponents, aside: aside) }
}
