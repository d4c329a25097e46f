/// A regular expression that a whole text must match (`pattern` of Table Schema), in the part that XML Schema and
/// ECMAScript have in common.
///
/// Read are literals, `.`, classes with ranges and `\d \w \s`, `\p{Lu}` and the other general categories, groups,
/// alternatives, `* + ? {n,m}`, the anchors `^ $ \b`. Matching takes time in proportion to the text's length times the
/// pattern's, whatever they are: all ways through the pattern are followed at once (Thompson 1968; Pike's machine as
/// Russ Cox describes it, "Regular Expression Matching: the Virtual Machine Approach", 2009).
struct Pattern: Sendable {
    enum Instruction: Sendable {
        case set(Int)
        case split(Int, Int)
        case jump(Int)
        case assertion(PatternTree.Assertion)
        case accept
    }

    /// How many instructions a pattern may come to, its repetitions written out.
    static let maximumSize = 5000
    /// How many steps one text may take.
    private static let maximumSteps = 50_000_000

    /// As it was written.
    let source: String
    private var program: [Instruction] = []
    private var sets: [ScalarSet] = []
    /// How many parts were compiled: repetitions of nothing append nothing, and must end as well.
    private var work = 0

    /// Compiles a pattern; the failure says what of it is not read.
    static func compile(_ source: String) -> Result<Pattern, PatternFailure> {
        var parser = PatternParser(source)
        do {
            let tree = try parser.parse()
            var pattern = Pattern(source: source)
            try pattern.emit(tree)
            pattern.program.append(.accept)
            return .success(pattern)
        } catch {
            return .failure(error)
        }
    }

    private init(source: String) { self.source = source }

    // MARK: Compiling

    private mutating func append(_ instruction: Instruction) throws(PatternFailure) {
        guard program.count < Self.maximumSize else { throw PatternFailure("it is too large") }
        program.append(instruction)
    }

    /// The depth of a tree is limited where it is parsed.
    private mutating func emit(_ tree: PatternTree) throws(PatternFailure) {
        work += 1
        guard work <= Self.maximumSize * 4 else { throw PatternFailure("it is too large") }
        switch tree {
        case .set(let set):
            sets.append(set)
            try append(.set(sets.count - 1))
        case .assertion(let assertion): try append(.assertion(assertion))
        case .sequence(let parts): for part in parts { try emit(part) }
        case .choice(let ways): try emitChoice(ways)
        case .repeated(let part, let least, let most): try emitRepeated(part, least, most)
        }
    }

    private mutating func emitChoice(_ ways: [PatternTree]) throws(PatternFailure) {
        var ends: [Int] = []
        for (index, way) in ways.enumerated() {
            guard index < ways.count - 1 else {
                try emit(way)
                break
            }
            let split = program.count
            try append(.split(split + 1, 0))
            try emit(way)
            ends.append(program.count)
            try append(.jump(0))
            program[split] = .split(split + 1, program.count)
        }
        for end in ends { program[end] = .jump(program.count) }
    }

    private mutating func emitRepeated(_ part: PatternTree, _ least: Int, _ most: Int?) throws(PatternFailure) {
        for _ in 0..<least { try emit(part) }
        guard let most else {
            let split = program.count
            try append(.split(split + 1, 0))
            try emit(part)
            try append(.jump(split))
            program[split] = .split(split + 1, program.count)
            return
        }
        var splits: [Int] = []
        for _ in 0..<max(0, most - least) {
            splits.append(program.count)
            try append(.split(program.count + 1, 0))
            try emit(part)
        }
        for split in splits { program[split] = .split(split + 1, program.count) }
    }

    // MARK: Matching

    /// True where the whole text matches; nil where it is too long to tell.
    func matches(_ text: some Sequence<UInt8>) -> Bool? {
        let scalars = Array(String(decoding: Array(text), as: UTF8.self).unicodeScalars)
        guard scalars.count * program.count <= Self.maximumSteps else { return nil }
        var marks = Array(repeating: -1, count: program.count)
        var current: [Int] = []
        var next: [Int] = []
        var pending: [Int] = []
        var accepts = follow(0, at: 0, scalars, &marks, &pending, into: &current)
        for (index, scalar) in scalars.enumerated() {
            if current.isEmpty { return false }
            next.removeAll(keepingCapacity: true)
            accepts = false
            for at in current {
                guard case .set(let set) = program[at], sets[set].contains(scalar) else { continue }
                if follow(at + 1, at: index + 1, scalars, &marks, &pending, into: &next) { accepts = true }
            }
            swap(&current, &next)
        }
        return accepts
    }

    /// Enters an instruction and all that are reached from it without reading; true where the end is among them.
    private func follow(
        _ first: Int, at index: Int, _ scalars: [Unicode.Scalar], _ marks: inout [Int], _ pending: inout [Int],
        into list: inout [Int]
    ) -> Bool {
        var accepts = false
        pending.append(first)
        while let at = pending.popLast() {
            guard marks[at] != index else { continue }
            marks[at] = index
            switch program[at] {
            case .set: list.append(at)
            case .jump(let target): pending.append(target)
            case .split(let one, let other):
                pending.append(other)
                pending.append(one)
            case .assertion(let assertion):
                if assertion.holds(at: index, in: scalars) { pending.append(at + 1) }
            case .accept: accepts = true
            }
        }
        return accepts
    }
}

/// Why a pattern is not read.
struct PatternFailure: Error {
    var reason: String
    init(_ reason: String) { self.reason = reason }
}

/// A pattern taken apart.
indirect enum PatternTree: Sendable {
    enum Assertion: Sendable {
        case start
        case end
        case boundary
        case noBoundary

        func holds(at index: Int, in scalars: [Unicode.Scalar]) -> Bool {
            switch self {
            case .start: return index == 0
            case .end: return index == scalars.count
            case .boundary, .noBoundary:
                let before = index > 0 && ScalarSet.word.contains(scalars[index - 1])
                let after = index < scalars.count && ScalarSet.word.contains(scalars[index])
                return (before != after) == (self == .boundary)
            }
        }
    }

    case set(ScalarSet)
    case assertion(Assertion)
    case sequence([PatternTree])
    case choice([PatternTree])
    /// At least and at most; nil for as often as there is.
    case repeated(PatternTree, Int, Int?)
}
