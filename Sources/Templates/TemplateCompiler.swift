import Diagnostics

/// Writes the instructions of one template after another.
struct TemplateCompiler {
    /// What a template names, for the checks across templates and for the preview.
    struct Outline: Sendable {
        /// Templates that it names as partials or parents, in order, each once.
        var uses: [Int] = []
        /// Blocks that its users may override.
        var blocks: Set<Int32> = []
        /// Blocks that it overrides, and in which parent.
        var overrides: [(block: Int32, parent: Int, range: Range<Int>)] = []
    }

    private enum Open {
        case section(instruction: Int)
        case inverted(instruction: Int)
        case block(instruction: Int, dedent: ArraySlice<UInt8>)
        case parent(instruction: Int, call: Int, template: Int)
        case override(dedent: ArraySlice<UInt8>)
    }

    /// How many blocks may be given to one parent.
    static let overrideLimit = 200

    let strictness: TemplateSet.Strictness
    /// Template names to their numbers.
    let templates: [String: Int]
    private(set) var writer = CodeWriter()
    private(set) var outlines: [Outline] = []
    private(set) var findings: [Diagnostic] = []

    // The template that is being compiled.
    private var source: TemplateSource
    private var lines: LineIndex?
    private var findingCount = 0
    private var tags: [Tag] = []
    private var nesting = TagNesting(partner: [], isDirectlyInParent: [])
    private var layout = LineLayout([], [], TagNesting(partner: [], isDirectlyInParent: []))
    private var open: [Open] = []
    private var outline = Outline()

    init?(_ sources: [TemplateSource], _ templates: [String: Int], _ strictness: TemplateSet.Strictness) {
        guard let first = sources.first else { return nil }
        self.strictness = strictness
        self.templates = templates
        source = first
        for (index, source) in sources.enumerated() { compile(source, index) }
    }

    private mutating func compile(_ source: TemplateSource, _ index: Int) {
        self.source = source
        lines = nil
        findingCount = 0
        outline = Outline()
        open = []
        var problems: [Diagnostic] = []
        tags = TagScanner.tags(of: source, into: &problems)
        nesting = TagMatcher.nesting(of: tags, in: source, into: &problems)
        findings += problems
        if problems.hasErrors {
            // Its instructions would be wrong, but the names in it can still be checked.
            for tag in tags where tag.kind == .partial || tag.kind == .parent { _ = template(named: tag) }
            writer.skipTemplate()
        } else {
            layout = LineLayout(source.bytes, tags, nesting)
            writer.begin(template: index)
            writeTemplate()
        }
        outlines.append(outline)
    }

    private mutating func writeTemplate() {
        var position = 0
        var index = 0
        while index < tags.count {
            let place = layout.places[index]
            write(position..<max(position, place.textEnd))
            position = place.textStart
            if nesting.isDirectlyInParent[index], !belongsInParent(tags[index].kind, index) {
                warnOfIgnored(tags[index].range)
                if tags[index].kind.opens {
                    index = nesting.partner[index]
                    position = layout.places[index].textStart
                }
            } else {
                write(tag: index)
            }
            index += 1
        }
        write(position..<source.bytes.count)
        writer.append(Instruction(operation: .end), from: 0..<0)
    }

    /// Blocks count in a parent, comments do no harm, and delimiters have been set already.
    private func belongsInParent(_ kind: Tag.Kind, _ index: Int) -> Bool {
        switch kind {
        case .block, .comment, .delimiters: true
        case .close: nesting.partner[index] >= 0
        default: false
        }
    }

    private mutating func write(_ range: Range<Int>) {
        if case .parent? = open.last {
            if let start = range.first(where: { !Byte.isWhite(source.bytes[$0]) }) {
                warnOfIgnored(start..<range.upperBound)
            }
            return
        }
        writer.write(text: source.bytes[range])
    }

    // MARK: - Tags

    private mutating func write(tag index: Int) {
        let tag = tags[index]
        switch tag.kind {
        case .variable, .unescaped:
            writer.writeLineStart()
            writer.append(
                Instruction(operation: .print, flag: tag.kind == .unescaped, a: writer.path(tag.name)), from: tag.range)
        case .section, .inverted:
            if !layout.places[index].standsAlone { writer.writeLineStart() }
            let operation: Instruction.Operation = tag.kind == .section ? .section : .inverted
            let at = writer.append(Instruction(operation: operation, a: writer.path(tag.name)), from: tag.range)
            open.append(tag.kind == .section ? .section(instruction: at) : .inverted(instruction: at))
        case .partial: writePartial(index)
        case .parent: openParent(index)
        case .block: nesting.isDirectlyInParent[index] ? openOverride(index) : openBlock(index)
        case .close: close(index)
        case .comment, .delimiters: break
        }
    }

    private mutating func writePartial(_ index: Int) {
        let place = layout.places[index]
        if !place.standsAlone { writer.writeLineStart() }
        guard let template = template(named: tags[index]) else { return }
        let indent = writer.store(indent: place.standsAlone ? blanks(before: index) : [])
        writer.append(
            Instruction(
                operation: .partial, flag: place.standsAlone, a: Int32(template), b: indent.lowerBound,
                c: indent.upperBound),
            from: tags[index].range)
    }

    private mutating func openParent(_ index: Int) {
        let place = layout.places[index]
        if !place.standsAlone { writer.writeLineStart() }
        let template = template(named: tags[index])
        let call = writer.add(
            call: Program.ParentCall(
                template: Int32(template ?? -1),
                indent: writer.store(indent: place.standsAlone ? blanks(before: index) : []),
                standsAlone: place.standsAlone, overrides: []))
        let at = writer.append(Instruction(operation: .parent, a: Int32(call)), from: tags[index].range)
        open.append(.parent(instruction: at, call: call, template: template ?? -1))
    }

    private mutating func openOverride(_ index: Int) {
        guard case .parent(_, let call, let template)? = open.last else { return }
        let tag = tags[index]
        let name = writer.blockName(tag.name)
        let beginsLine = layout.places[index].next != nil
        if writer.program.parentCalls[call].overrides.contains(where: { $0.name == name }) {
            report(
                .error, .templateBlock, "the block “\(tag.name)” is given twice to one parent", tag.range,
                hint: "leave one of them")
        }
        let start = writer.markLabel()
        if writer.program.parentCalls[call].overrides.count < Self.overrideLimit {
            writer.add(override: Program.Override(name: name, start: start, beginsLine: beginsLine), toCall: call)
        } else {
            report(
                .error, .templateLimit, "more than \(Self.overrideLimit) blocks are given to one parent", tag.range,
                hint: "hand values to a partial instead")
        }
        if template >= 0 { outline.overrides.append((name, template, tag.range)) }
        open.append(.override(dedent: writer.dedent))
        writer.dedent = layout.intrinsicIndentation(ofBlock: index, closedBy: nesting.partner[index]) ?? []
        writer.isAtLineStart = beginsLine
    }

    private mutating func openBlock(_ index: Int) {
        let place = layout.places[index]
        let name = writer.blockName(tags[index].name)
        outline.blocks.insert(name)
        let dedent = writer.dedent
        var indent: ArraySlice<UInt8> = []
        if let head = place.head {
            let own = source.bytes[head..<tags[index].range.lowerBound]
            let brought = layout.intrinsicIndentation(ofBlock: index, closedBy: nesting.partner[index]) ?? own
            indent = writer.withoutDedent(brought)
            writer.dedent = brought
            writer.isAtLineStart = place.next != nil
        } else {
            writer.writeLineStart()
        }
        let block = writer.add(
            block: Program.Block(
                name: name, indent: writer.store(indent: indent), beginsLine: place.head != nil,
                defaultBeginsLine: place.head != nil && place.next != nil))
        let at = writer.append(Instruction(operation: .block, a: block), from: tags[index].range)
        open.append(.block(instruction: at, dedent: dedent))
    }

    private mutating func close(_ index: Int) {
        guard let opened = open.popLast() else { return }
        let standsAlone = layout.places[index].standsAlone
        switch opened {
        case .section(let at):
            if !standsAlone { writer.writeLineStart() }
            writer.append(Instruction(operation: .endSection), from: tags[index].range)
            writer.patch(at)
        case .inverted(let at):
            if !standsAlone { writer.writeLineStart() }
            writer.patch(at)
        case .block(let at, let dedent):
            if !standsAlone { writer.writeLineStart() }
            writer.append(Instruction(operation: .endBlock), from: tags[index].range)
            writer.patch(at)
            writer.dedent = dedent
            writer.isAtLineStart = standsAlone
        case .override(let dedent):
            writer.append(Instruction(operation: .end), from: tags[index].range)
            writer.dedent = dedent
        case .parent(let at, _, _):
            writer.patch(at)
            writer.isAtLineStart = standsAlone
        }
    }

    /// The blanks between a tag and the beginning of its line, without what the block around it takes off.
    private func blanks(before index: Int) -> ArraySlice<UInt8> {
        guard let head = layout.places[index].head else { return [] }
        return writer.withoutDedent(source.bytes[head..<tags[index].range.lowerBound])
    }

    // MARK: - Names and findings

    private mutating func template(named tag: Tag) -> Int? {
        guard let template = templates[tag.name] else {
            if strictness == .strict {
                report(
                    .error, .templatePartial, "\(tag.written) names no template", tag.range,
                    hint: NearestName.hint(for: tag.name, among: templates.keys)
                        ?? "a template's name is its file's name without the extension")
            }
            return nil
        }
        if !outline.uses.contains(template) { outline.uses.append(template) }
        return template
    }

    private mutating func warnOfIgnored(_ range: Range<Int>) {
        guard strictness == .strict else { return }
        report(
            .warning, .templateBlock, "what stands in a parent's tag outside a block is not printed", range,
            hint: "move it into a {{$block}}")
    }

    private mutating func report(
        _ severity: Severity, _ code: DiagnosticCode, _ message: String, _ range: Range<Int>, hint: String?
    ) {
        findingCount += 1
        if findingCount > TemplateSource.findingLimit { return }
        let lines = self.lines ?? source.lines
        self.lines = lines
        findings.append(Diagnostic(severity, code, message, at: lines.location(range, in: source.path), hint: hint))
    }
}
