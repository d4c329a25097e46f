/// One step of a compiled template. Numbers index the tables of `Program`.
struct Instruction: Sendable {
    enum Operation: UInt8, Sendable {
        /// Print `text[a..<b]`; `flag`: it begins a line; `c`: the first of `lineEnds` that lies in it or after.
        case text
        /// A line begins, with a tag.
        case lineStart
        /// Print the value of path `a`; `flag`: unescaped.
        case print
        /// Run what follows for each value of path `a`; go to `b` when there is none.
        case section
        case endSection
        /// Go to `b` if path `a` has a value.
        case inverted
        /// Run template `a`, each line indented by `text[b..<c]`; `flag`: indented too by what indents this one.
        case partial
        /// Run the parent of call `a`, then go to `b`.
        case parent
        /// Run the override of block `a`, then go to `b`; where there is none, what follows.
        case block
        case endBlock
        /// The end of a template or an override.
        case end
    }

    var operation: Operation
    var flag = false
    var a: Int32 = 0
    var b: Int32 = 0
    var c: Int32 = 0
}

/// Compiled templates: flat instructions, and the tables that they index.
struct Program: Sendable {
    /// Where an instruction comes from.
    struct Origin: Sendable {
        var source: Int32
        var start: Int32
        var end: Int32
    }

    /// A name as it is looked up, `keys[first..<first + count]`: `a.b` has two keys, `.` none.
    struct Path: Sendable {
        var first: Int32
        var count: Int32
    }

    struct Block: Sendable {
        var name: Int32
        /// `text[indent]` stands before each line of the block, besides what indents the template.
        var indent: Range<Int32>
        /// The block begins its line, so that its first line is indented as well.
        var beginsLine: Bool
        /// The default text indents its first line itself.
        var defaultBeginsLine: Bool
    }

    struct Override: Sendable {
        var name: Int32
        var start: Int32
        /// The text of the override indents its first line itself.
        var beginsLine: Bool
    }

    /// The use of a parent template.
    struct ParentCall: Sendable {
        var template: Int32
        var indent: Range<Int32>
        var standsAlone: Bool
        var overrides: [Override]
    }

    var instructions: [Instruction] = []
    /// One for each instruction.
    var origins: [Origin] = []
    var text: [UInt8] = []
    /// The places after the newlines of `text`, in order.
    var lineEnds: [Int32] = []
    var keys: [TemplateKey] = []
    var paths: [Path] = []
    /// Each path as it was written.
    var pathNames: [String] = []
    var blocks: [Block] = []
    var parentCalls: [ParentCall] = []
    var blockNames: [String] = []
    /// Where each template begins; -1 for one that does not compile.
    var starts: [Int32] = []
}
