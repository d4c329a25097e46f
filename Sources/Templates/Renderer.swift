import Diagnostics
import Markup

/// Runs the instructions of a template. It does not recurse: sections and partials stand on a stack of its own, so
/// that no template and no value can exhaust the thread's.
struct Renderer {
    /// What one rendering may use up.
    struct Limits: Sendable {
        /// How deep partials, parents and overrides may call each other.
        var calls = 100
        /// How many instructions may run.
        var steps = 50_000_000
        /// How many bytes the buffer may come to hold.
        var bytes = 256 << 20
    }

    /// What to go back to.
    private struct Frame {
        enum Kind { case list, value, call, block }

        var kind: Kind
        /// A section's first instruction, or where a call goes on.
        var target: Int
        var items: [TemplateValue] = []
        var position = 0
        var indentStart = 0
        var indentEnd = 0
        var scope = -1
        var overrides = 0
    }

    /// An override in force; `next` is the one before it, towards the page's own.
    private struct Override {
        var name: Int32
        var start: Int32
        var beginsLine: Bool
        var next: Int
        /// The overrides that its text sees.
        var scope: Int
    }

    private let set: TemplateSet
    private let limits: Limits
    private let program: Program
    private let isStrict: Bool
    private var context: [TemplateValue]
    private var frames: [Frame] = []
    private var calls = 0
    private var overrides: [Override] = []
    private var scope = -1
    /// The indentation in force is `indent[indentStart...]`.
    private var indent: [UInt8] = []
    private var indentStart = 0
    /// The line has its indentation already.
    private var isIndented = false

    private var isStopped = false
    private var reported: Set<Int> = []
    private(set) var findings: [Diagnostic] = []

    init(_ set: TemplateSet, _ value: TemplateValue, _ limits: Limits) {
        self.set = set
        self.limits = limits
        program = set.program
        isStrict = set.strictness == .strict
        context = [value]
        context.reserveCapacity(16)
        frames.reserveCapacity(16)
    }

    mutating func run(from start: Int, into out: inout [UInt8]) {
        // Held apart from `self`, which the steps change.
        let instructions = program.instructions
        let limits = limits
        var pc = start
        var steps = 0
        while !isStopped {
            steps += 1
            if steps > limits.steps { return stop(pc, "more than \(limits.steps) steps for one page") }
            if out.count > limits.bytes { return stop(pc, tooLarge) }
            let instruction = instructions[pc]
            switch instruction.operation {
            case .text:
                if indentStart == indent.count {
                    isIndented = false
                    copy(Int(instruction.a), Int(instruction.b), &out)
                } else {
                    writeLines(instruction, pc, &out)
                }
                pc += 1
            case .lineStart:
                writeIndent(pc, &out)
                pc += 1
            case .print:
                print(instruction.a, unescaped: instruction.flag, pc, &out)
                pc += 1
            case .section: pc = enterSection(instruction, pc)
            case .endSection: pc = leaveSection(pc)
            case .inverted: pc = value(of: instruction.a, pc).isTruthy ? Int(instruction.b) : pc + 1
            case .partial:
                pc = call(
                    Int(program.starts[Int(instruction.a)]), indent: instruction.b..<instruction.c,
                    keepsIndent: instruction.flag, pc, back: pc + 1)
            case .parent: pc = callParent(program.parentCalls[Int(instruction.a)], pc, back: Int(instruction.b))
            case .block: pc = enterBlock(instruction, pc, &out)
            case .endBlock, .end:
                guard let back = leaveCall() else { return }
                pc = back
            }
        }
    }

    // MARK: - Text and indentation

    /// Writes a text with the indentation in force before each of its lines.
    private mutating func writeLines(_ instruction: Instruction, _ pc: Int, _ out: inout [UInt8]) {
        let end = Int(instruction.b)
        var position = Int(instruction.a)
        var line = Int(instruction.c)
        if instruction.flag { writeIndent(pc, &out) }
        while !isStopped {
            let stop = line < program.lineEnds.count ? min(end, Int(program.lineEnds[line])) : end
            copy(position, stop, &out)
            if stop == end { return }
            writeIndent(pc, &out)
            position = stop
            line += 1
        }
    }

    /// Appends `text[start..<end]`, as one piece of memory.
    private func copy(_ start: Int, _ end: Int, _ out: inout [UInt8]) {
        program.text.withUnsafeBufferPointer { out.append(contentsOf: UnsafeBufferPointer(rebasing: $0[start..<end])) }
    }

    private mutating func writeIndent(_ pc: Int, _ out: inout [UInt8]) {
        if isIndented {
            isIndented = false
            return
        }
        if indentStart == indent.count { return }
        if out.count + indent.count > limits.bytes { return stop(pc, tooLarge) }
        out.append(contentsOf: indent[indentStart...])
    }

    // MARK: - Values

    private mutating func print(_ path: Int32, unescaped: Bool, _ pc: Int, _ out: inout [UInt8]) {
        switch value(of: path, pc) {
        case .missing: break
        case .text(let text):
            if !unescaped {
                Escaping.append(text, to: &out)
            } else if isStrict {
                report(
                    pc, .templateUnescaped, "“\(name(path))” is a text: only trusted markup can be printed unescaped",
                    hint: "write {{\(name(path))}}")
            } else {
                out.append(contentsOf: text.utf8)
            }
        case .markup(let html): out.append(contentsOf: html.bytes)
        case .integer(let number): Escaping.append(String(number), to: &out)
        case .number(let number): if number.isFinite { Escaping.append(Self.written(number), to: &out) }
        case .boolean(let flag): Escaping.append(flag ? "true" : "false", to: &out)
        case .list, .object:
            guard isStrict else { return }
            report(
                pc, .templateValue,
                "“\(name(path))” is \(value(of: path, pc).kind): a text, a number or markup is expected",
                hint: "print its parts in {{#\(name(path))}}…{{/\(name(path))}}")
        }
    }

    private static func written(_ number: Double) -> String {
        let text = number.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    private mutating func value(of index: Int32, _ pc: Int) -> TemplateValue {
        let path = program.paths[Int(index)]
        switch ContextLookup.value(of: path, program.keys, in: context) {
        case .found(let value): return value
        case .unknown(let part):
            if isStrict, !reported.contains(pc) {
                let finding = ContextLookup.finding(for: path, program.keys, unknownPart: part, in: context)
                report(pc, .templateName, finding.message, hint: finding.hint)
            }
            return .missing
        }
    }

    private func name(_ path: Int32) -> String { program.pathNames[Int(path)] }

    // MARK: - Sections

    private mutating func enterSection(_ instruction: Instruction, _ pc: Int) -> Int {
        let value = value(of: instruction.a, pc)
        guard value.isTruthy else { return Int(instruction.b) }
        if case .list(let items) = value, let first = items.first {
            frames.append(Frame(kind: .list, target: pc + 1, items: items))
            context.append(first)
        } else {
            frames.append(Frame(kind: .value, target: pc + 1))
            context.append(value)
        }
        return pc + 1
    }

    private mutating func leaveSection(_ pc: Int) -> Int {
        let last = frames.count - 1
        if last >= 0, frames[last].kind == .list, frames[last].position + 1 < frames[last].items.count {
            frames[last].position += 1
            context[context.count - 1] = frames[last].items[frames[last].position]
            return frames[last].target
        }
        _ = frames.popLast()
        _ = context.popLast()
        return pc + 1
    }

    // MARK: - Partials, parents and blocks

    private func frame(_ kind: Frame.Kind, back: Int) -> Frame {
        Frame(
            kind: kind, target: back, indentStart: indentStart, indentEnd: indent.count, scope: scope,
            overrides: overrides.count)
    }

    /// Goes to the template that begins at `start`. Within a line its text is not indented by what indents the caller.
    private mutating func call(
        _ start: Int, indent range: Range<Int32>, keepsIndent: Bool, _ pc: Int, back: Int
    ) -> Int {
        guard start >= 0 else { return back }
        guard enterCall(pc) else { return back }
        frames.append(frame(.call, back: back))
        if keepsIndent {
            indent += program.text[Int(range.lowerBound)..<Int(range.upperBound)]
        } else {
            indentStart = indent.count
        }
        return start
    }

    private mutating func callParent(_ parent: Program.ParentCall, _ pc: Int, back: Int) -> Int {
        guard parent.template >= 0 else { return back }
        let start = Int(program.starts[Int(parent.template)])
        guard start >= 0 else { return back }
        let target = call(start, indent: parent.indent, keepsIndent: parent.standsAlone, pc, back: back)
        if isStopped { return back }
        let visible = scope
        for override in parent.overrides {
            overrides.append(
                Override(
                    name: override.name, start: override.start, beginsLine: override.beginsLine, next: scope,
                    scope: visible))
            scope = overrides.count - 1
        }
        return target
    }

    private mutating func enterBlock(_ instruction: Instruction, _ pc: Int, _ out: inout [UInt8]) -> Int {
        let block = program.blocks[Int(instruction.a)]
        // The override of the page itself counts before those of the parents between it and the block.
        var chosen = -1
        var candidate = scope
        while candidate >= 0 {
            if overrides[candidate].name == block.name { chosen = candidate }
            candidate = overrides[candidate].next
        }
        if chosen >= 0, !enterCall(pc) { return pc }
        frames.append(frame(chosen >= 0 ? .call : .block, back: Int(instruction.b)))
        indent += program.text[Int(block.indent.lowerBound)..<Int(block.indent.upperBound)]
        let beginsLine = chosen >= 0 ? overrides[chosen].beginsLine : block.defaultBeginsLine
        if block.beginsLine, !beginsLine { writeIndent(pc, &out) }
        isIndented = !block.beginsLine && beginsLine
        if chosen < 0 { return pc + 1 }
        scope = overrides[chosen].scope
        return Int(overrides[chosen].start)
    }

    private mutating func enterCall(_ pc: Int) -> Bool {
        if calls == limits.calls {
            isStopped = true
            report(
                pc, .templateLimit, "partials call each other more than \(limits.calls) deep",
                hint: "does one include itself without end?")
            return false
        }
        calls += 1
        return true
    }

    /// Goes back to what called this template, override or default; nil at the end of the page's own.
    private mutating func leaveCall() -> Int? {
        guard let frame = frames.popLast() else { return nil }
        if frame.kind == .call { calls -= 1 }
        indent.removeLast(indent.count - frame.indentEnd)
        indentStart = frame.indentStart
        isIndented = false
        scope = frame.scope
        overrides.removeLast(overrides.count - frame.overrides)
        return frame.target
    }

    // MARK: - Findings

    private var tooLarge: String { "the page grows beyond \(limits.bytes) bytes" }

    private mutating func stop(_ pc: Int, _ message: String) {
        isStopped = true
        report(pc, .templateLimit, message, hint: "do lists or partials repeat each other?")
    }

    private mutating func report(_ pc: Int, _ code: DiagnosticCode, _ message: String, hint: String?) {
        guard findings.count < TemplateSource.findingLimit, reported.insert(pc).inserted else { return }
        let origin = program.origins[pc]
        let source = set.sources[Int(origin.source)]
        let location = source.lines.location(Int(origin.start)..<Int(origin.end), in: source.path)
        findings.append(.error(code, message, at: location, hint: hint))
    }
}
