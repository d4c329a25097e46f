import Diagnostics
import Files
import Markup

/// Templates, compiled once and rendered often: Mustache as mustache(5) and its specification say (interpolation,
/// sections, inverted sections, comments, delimiters, partials) with the optional module of inheritance
/// (`{{<parent}}`, `{{$block}}`). Lambdas and dynamic names are not read.
///
/// Beyond the specification:
/// - a value is escaped by its type (`TemplateValue`), and unescaped printing of a text is an error;
/// - a name that is found nowhere is an error, and so is a partial, a parent or an overridden block;
/// - what overrides a block sees the overrides that its own template was called with, and not those of the parent
///   that it is handed to: a page's `title` cannot end in a card's `title` by accident.
package struct TemplateSet: Sendable {
    package enum Strictness: Sendable {
        /// Unknown names are errors, and a text cannot be printed unescaped.
        case strict
        /// As the specification has it: unknown names print nothing, `{{{text}}}` prints it as it is.
        case lenient
    }

    let strictness: Strictness
    let program: Program
    /// By template number.
    let sources: [TemplateSource]
    private let numbers: [String: Int]
    /// Names of templates that could not be read, which has been reported.
    private let unread: Set<String>
    private let uses: [[Int]]

    /// Compiles templates. Each is named as its file is, without folder and extension: `templates/page.html` is
    /// `page`. All that is wrong whatever the values are is found here: syntax, partials, parents and blocks that do
    /// not exist, two templates of one name. A template whose syntax is wrong renders nothing.
    package static func compile(_ files: [SourceFile], _ strictness: Strictness = .strict) -> Diagnosed<TemplateSet> {
        var findings: [Diagnostic] = []
        var sources: [TemplateSource] = []
        var numbers: [String: Int] = [:]
        var unread: Set<String> = []
        for file in files {
            guard let source = TemplateSource(file, into: &findings) else {
                unread.insert(TemplateSource.name(of: file))
                continue
            }
            if let earlier = numbers[source.name] {
                findings.append(
                    .error(
                        .templateName, "a second template named “\(source.name)”, after \(sources[earlier].path)",
                        at: SourceLocation(file: source.path), hint: "rename one of them"))
                continue
            }
            numbers[source.name] = sources.count
            sources.append(source)
        }
        guard let compiler = TemplateCompiler(sources, numbers, strictness) else {
            return Diagnosed(TemplateSet(strictness, Program(), sources, numbers, unread, []), findings)
        }
        findings += compiler.findings
        let set = TemplateSet(
            strictness, compiler.writer.program, sources, numbers, unread, compiler.outlines.map(\.uses))
        if strictness == .strict { findings += set.unknownBlocks(compiler.outlines) }
        return Diagnosed(set, findings.inReportingOrder())
    }

    private init(
        _ strictness: Strictness, _ program: Program, _ sources: [TemplateSource], _ numbers: [String: Int],
        _ unread: Set<String>, _ uses: [[Int]]
    ) {
        self.strictness = strictness
        self.program = program
        self.sources = sources
        self.numbers = numbers
        self.unread = unread
        self.uses = uses
    }

    // MARK: - Names

    /// The names of all templates, in the order in which they were given.
    package var names: [String] { sources.map(\.name) }

    package func contains(_ name: String) -> Bool { numbers[name] != nil }

    /// The templates that `name` names as partials and parents, each once, in order; none for an unknown name.
    package func partials(of name: String) -> [String] {
        numbers[name].map { uses[$0].map { sources[$0].name } } ?? []
    }

    /// `name` and all the templates that it comes to use: whatever changes in none of them leaves its pages as they
    /// were.
    package func templates(behind name: String) -> [String] {
        numbers[name].map { reach(of: $0).map { sources[$0].name } } ?? []
    }

    private func reach(of template: Int) -> [Int] {
        var reached = [template]
        var seen: Set<Int> = [template]
        var next = 0
        while next < reached.count {
            for use in uses[reached[next]] where seen.insert(use).inserted { reached.append(use) }
            next += 1
        }
        return reached
    }

    /// Overrides of blocks that the parent and what it uses do not have.
    private func unknownBlocks(_ outlines: [TemplateCompiler.Outline]) -> [Diagnostic] {
        var findings: [Diagnostic] = []
        var known: [Int: Set<Int32>] = [:]
        for (index, outline) in outlines.enumerated() where !outline.overrides.isEmpty {
            let lines = sources[index].lines
            var count = 0
            for (block, parent, range) in outline.overrides where count < TemplateSource.findingLimit {
                let blocks =
                    known[parent] ?? reach(of: parent).reduce(into: Set<Int32>()) { $0.formUnion(outlines[$1].blocks) }
                known[parent] = blocks
                if blocks.contains(block) { continue }
                count += 1
                let name = program.blockNames[Int(block)]
                let candidates = blocks.sorted().map { program.blockNames[Int($0)] }
                findings.append(
                    .error(
                        .templateBlock, "“\(sources[parent].name)” has no block “\(name)”",
                        at: lines.location(range, in: sources[index].path),
                        hint: NearestName.hint(for: name, among: candidates)
                            ?? "put {{$\(name)}}{{/\(name)}} where it is to stand"))
            }
        }
        return findings
    }

    // MARK: - Rendering

    /// Appends what template `name` makes of `value` to `html`. Findings are those that depend on the value: names
    /// that it lacks, texts printed unescaped, limits of depth and size. Each tag is reported once.
    package func render(_ name: String, with value: TemplateValue, into html: inout HTML) -> [Diagnostic] {
        render(name, with: value, into: &html, limits: Renderer.Limits())
    }

    func render(
        _ name: String, with value: TemplateValue, into html: inout HTML, limits: Renderer.Limits
    ) -> [Diagnostic] {
        guard let number = numbers[name] else {
            if unread.contains(name) { return [] }
            return [
                .error(
                    .templatePartial, "no template is named “\(name)”", at: nil,
                    hint: NearestName.hint(for: name, among: names))
            ]
        }
        guard program.starts[number] >= 0 else { return [] }
        var renderer = Renderer(self, value, limits)
        html.withBytes { renderer.run(from: Int(program.starts[number]), into: &$0) }
        return renderer.findings
    }
}
