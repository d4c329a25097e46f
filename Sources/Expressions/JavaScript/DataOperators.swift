#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// JavaScript's operators on values (ECMA-262 §13).
enum DataOperators {
    @inline(__always)
    static func apply(_ op: Expression.BinaryOperator, _ a: DataValue, _ b: DataValue) -> DataValue {
        if case .number(let x) = a, case .number(let y) = b, let out = numbers(op, x, y) { return out }
        return general(op, a, b)
    }

    @inline(__always)
    private static func numbers(_ op: Expression.BinaryOperator, _ x: Double, _ y: Double) -> DataValue? {
        switch op {
        case .add: .number(x + y)
        case .subtract: .number(x - y)
        case .multiply: .number(x * y)
        case .divide: .number(x / y)
        case .less: .boolean(x < y)
        case .lessOrEqual: .boolean(x <= y)
        case .greater: .boolean(x > y)
        case .greaterOrEqual: .boolean(x >= y)
        case .equal, .identical: .boolean(x == y)
        case .notEqual, .notIdentical: .boolean(x != y)
        default: nil
        }
    }

    private static func general(_ op: Expression.BinaryOperator, _ a: DataValue, _ b: DataValue) -> DataValue {
        switch op {
        case .add: add(a, b)
        case .subtract: .number(a.asNumber - b.asNumber)
        case .multiply: .number(a.asNumber * b.asNumber)
        case .divide: .number(a.asNumber / b.asNumber)
        case .remainder: .number(fmod(a.asNumber, b.asNumber))
        case .power: .number(power(a.asNumber, b.asNumber))
        case .less: .boolean(precedes(a, b) ?? false)
        case .greater: .boolean(precedes(b, a) ?? false)
        case .lessOrEqual: .boolean(precedes(b, a).map { !$0 } ?? false)
        case .greaterOrEqual: .boolean(precedes(a, b).map { !$0 } ?? false)
        case .identical: .boolean(identical(a, b))
        case .notIdentical: .boolean(!identical(a, b))
        case .equal: .boolean(equal(a, b))
        case .notEqual: .boolean(!equal(a, b))
        case .bitAnd: .number(Double(int32(a) & int32(b)))
        case .bitOr: .number(Double(int32(a) | int32(b)))
        case .bitXor: .number(Double(int32(a) ^ int32(b)))
        case .shiftLeft: .number(Double(int32(a) << (int32(b) & 31)))
        case .shiftRight: .number(Double(int32(a) >> (int32(b) & 31)))
        case .shiftRightUnsigned: .number(Double(UInt32(bitPattern: int32(a)) >> UInt32(int32(b) & 31)))
        case .and: a.truth ? b : a
        case .or: a.truth ? a : b
        }
    }

    static func apply(_ op: Expression.UnaryOperator, _ a: DataValue) -> DataValue {
        switch op {
        case .minus: .number(-a.asNumber)
        case .plus: .number(a.asNumber)
        case .not: .boolean(!a.truth)
        case .complement: .number(Double(~int32(a)))
        }
    }

    /// `Math.pow`: unlike C's, 1 to the power of NaN or of an infinity is NaN.
    static func power(_ x: Double, _ y: Double) -> Double {
        if y.isNaN || (abs(x) == 1 && y.isInfinite) { return .nan }
        return pow(x, y)
    }

    /// ToInt32: modulo 2^32.
    static func int32(_ a: DataValue) -> Int32 {
        let x = a.asNumber
        guard x.isFinite else { return 0 }
        let wrapped = fmod(x.rounded(.towardZero), 4_294_967_296)
        return Int32(truncatingIfNeeded: Int64(wrapped))
    }

    /// What an operator makes of an object: dates, arrays and objects become texts, dates to be compared numbers.
    private static func primitive(_ a: DataValue, comparing: Bool = false) -> DataValue {
        switch a {
        case .date(let x) where comparing: .number(x)
        case .date, .array, .object: .string(a.asText)
        default: a
        }
    }

    private static func add(_ a: DataValue, _ b: DataValue) -> DataValue {
        let x = primitive(a)
        let y = primitive(b)
        if case .string(let s) = x { return .string(s + y.asText) }
        if case .string(let s) = y { return .string(x.asText + s) }
        return .number(x.asNumber + y.asNumber)
    }

    /// `a < b`; nil where one of them is NaN.
    static func precedes(_ a: DataValue, _ b: DataValue) -> Bool? {
        let x = primitive(a, comparing: true)
        let y = primitive(b, comparing: true)
        if case .string(let s) = x, case .string(let t) = y { return textPrecedes(s, t) }
        let (m, n) = (x.asNumber, y.asNumber)
        return m.isNaN || n.isNaN ? nil : m < n
    }

    /// `a === b`. Arrays, objects and dates have no identity here: equal ones are the same.
    static func identical(_ a: DataValue, _ b: DataValue) -> Bool {
        switch (a, b) {
        case (.number(let x), .number(let y)), (.date(let x), .date(let y)): x == y
        default: a == b
        }
    }

    /// `a == b`.
    static func equal(_ a: DataValue, _ b: DataValue) -> Bool {
        switch (a, b) {
        case (.undefined, _), (.null, _), (_, .undefined), (_, .null): return a.isNullish && b.isNullish
        case (.number, .number), (.string, .string), (.boolean, .boolean), (.date, .date), (.array, .array),
            (.object, .object):
            return identical(a, b)
        default: break
        }
        let x = primitive(a)
        let y = primitive(b)
        if case .string(let s) = x, case .string(let t) = y { return sameText(s, t) }
        return x.asNumber == y.asNumber
    }

    /// `a.name`; undefined where there is none. What JavaScript throws on (`null.name`) is undefined too.
    static func member(_ a: DataValue, _ name: String) -> DataValue {
        switch a {
        case .object(let members): members.last { sameText($0.key, name) }?.value ?? .undefined
        case .array(let list) where name == "length": .number(Double(list.count))
        case .string(let text) where name == "length": .number(Double(text.utf16.count))
        default: .undefined
        }
    }

    /// `a[index]`.
    static func element(_ a: DataValue, _ index: DataValue) -> DataValue {
        switch a {
        case .array(let list):
            if let i = position(index) { return i < list.count ? list[i] : .undefined }
        case .string(let text):
            if let i = position(index) {
                return text.utf16.dropFirst(i).first.map { .string(String(decoding: [$0], as: UTF16.self)) }
                    ?? .undefined
            }
        default: break
        }
        return member(a, index.asText)
    }

    private static func position(_ index: DataValue) -> Int? {
        guard case .number(let x) = index, x >= 0, x < 4_294_967_296, x == x.rounded(.down) else { return nil }
        return Int(x)
    }
}
