/// Appends instructions to a program: joins texts, and keeps account of where lines begin and of the indentation that
/// a block takes off its own text.
struct CodeWriter {
    private(set) var program = Program()
    /// What is left out at the beginning of each line: the indentation of the block around it.
    var dedent: ArraySlice<UInt8> = []
    /// Nothing of the current line has been written yet.
    var isAtLineStart = true

    private var source: Int32 = 0
    private var pathIndices: [String: Int32] = [:]
    private var blockNameIndices: [String: Int32] = [:]
    /// No text may be joined to what stands before this instruction: something jumps here.
    private var label = 0

    /// Where the next instruction will stand.
    var next: Int32 { Int32(program.instructions.count) }

    // MARK: - Templates

    mutating func begin(template source: Int) {
        self.source = Int32(source)
        dedent = []
        isAtLineStart = true
        program.starts.append(markLabel())
    }

    mutating func skipTemplate() { program.starts.append(-1) }

    // MARK: - Text

    /// Writes a template's own text, line by line without `dedent`.
    mutating func write(text: ArraySlice<UInt8>) {
        var start = text.startIndex
        while start < text.endIndex {
            let end = text[start...].firstIndex(of: Byte.newline).map { $0 + 1 } ?? text.endIndex
            let line = isAtLineStart ? withoutDedent(text[start..<end]) : text[start..<end]
            if !line.isEmpty {
                append(line)
                isAtLineStart = line.last == Byte.newline
            }
            start = end
        }
    }

    /// `line` without as much of `dedent` as it begins with.
    func withoutDedent(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let common = zip(line, dedent).prefix { $0 == $1 }.count
        return line.dropFirst(common)
    }

    private mutating func append(_ line: ArraySlice<UInt8>) {
        let start = Int32(program.text.count)
        program.text += line
        let end = Int32(program.text.count)
        let lineEnd = Int32(program.lineEnds.count)
        if line.last == Byte.newline { program.lineEnds.append(end) }
        let last = program.instructions.count - 1
        if last >= label, last >= 0, program.instructions[last].operation == .text,
            program.instructions[last].b == start,
            !isAtLineStart || program.text[Int(start) - 1] == Byte.newline
        {
            program.instructions[last].b = end
            return
        }
        append(Instruction(operation: .text, flag: isAtLineStart, a: start, b: end, c: lineEnd), from: 0..<0)
    }

    /// Says that a line begins here, with a tag.
    mutating func writeLineStart() {
        if isAtLineStart { append(Instruction(operation: .lineStart), from: 0..<0) }
        isAtLineStart = false
    }

    /// Keeps `indent` among the texts.
    mutating func store(indent: ArraySlice<UInt8>) -> Range<Int32> {
        let start = Int32(program.text.count)
        program.text += indent
        return start..<Int32(program.text.count)
    }

    // MARK: - Instructions

    @discardableResult
    mutating func append(_ instruction: Instruction, from range: Range<Int>) -> Int {
        program.instructions.append(instruction)
        program.origins.append(
            Program.Origin(source: source, start: Int32(range.lowerBound), end: Int32(range.upperBound)))
        return program.instructions.count - 1
    }

    /// The place of the next instruction, to jump to.
    mutating func markLabel() -> Int32 {
        label = program.instructions.count
        return next
    }

    /// Makes the instruction at `index` go to the next one.
    mutating func patch(_ index: Int) { program.instructions[index].b = markLabel() }

    // MARK: - Tables

    mutating func path(_ name: String) -> Int32 {
        if let known = pathIndices[name] { return known }
        let parts = name.utf8.split(separator: UInt8(ascii: "."))
        let index = Int32(program.paths.count)
        program.paths.append(Program.Path(first: Int32(program.keys.count), count: Int32(parts.count)))
        program.pathNames.append(name)
        program.keys += parts.map { TemplateKey(String(Substring($0))) }
        pathIndices[name] = index
        return index
    }

    mutating func blockName(_ name: String) -> Int32 {
        if let known = blockNameIndices[name] { return known }
        let index = Int32(program.blockNames.count)
        program.blockNames.append(name)
        blockNameIndices[name] = index
        return index
    }

    mutating func add(block: Program.Block) -> Int32 {
        program.blocks.append(block)
        return Int32(program.blocks.count - 1)
    }

    /// A call whose overrides are added as they are written.
    mutating func add(call: Program.ParentCall) -> Int {
        program.parentCalls.append(call)
        return program.parentCalls.count - 1
    }

    mutating func add(override: Program.Override, toCall index: Int) {
        program.parentCalls[index].overrides.append(override)
    }
}
