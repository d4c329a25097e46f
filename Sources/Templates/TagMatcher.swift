import Diagnostics

/// How the tags of a template nest.
struct TagNesting {
    /// By tag: for one that opens, its close; for a close, what it closes; -1 for the others.
    var partner: [Int]
    /// By tag: whether it stands directly in a parent's tag, where blocks alone count.
    var isDirectlyInParent: [Bool]
}

/// Pairs `{{#…}}`, `{{^…}}`, `{{<…}}` and `{{$…}}` with their `{{/…}}`.
enum TagMatcher {
    /// How deep tags may nest in one template.
    static let depthLimit = 100

    static func nesting(of tags: [Tag], in source: TemplateSource, into findings: inout [Diagnostic]) -> TagNesting {
        var nesting = TagNesting(
            partner: Array(repeating: -1, count: tags.count),
            isDirectlyInParent: Array(repeating: false, count: tags.count))
        var open: [Int] = []
        var problems = Problems(tags: tags, path: source.path)
        for (index, tag) in tags.enumerated() {
            nesting.isDirectlyInParent[index] = open.last.map { tags[$0].kind == .parent } ?? false
            if tag.kind.opens {
                open.append(index)
                if open.count > depthLimit {
                    // What else is wrong in such a heap is not worth a hundred findings.
                    problems.tooDeep(index)
                    open = []
                    break
                }
            } else if tag.kind == .close {
                guard let depth = open.lastIndex(where: { tags[$0].name.utf8.elementsEqual(tag.name.utf8) }) else {
                    problems.stray(index, inside: open.last)
                    continue
                }
                for unclosed in open[(depth + 1)...] { problems.unclosed(unclosed, before: index) }
                nesting.partner[open[depth]] = index
                nesting.partner[index] = open[depth]
                open.removeSubrange(depth...)
                nesting.isDirectlyInParent[index] = open.last.map { tags[$0].kind == .parent } ?? false
            }
        }
        for unclosed in open { problems.unclosed(unclosed, before: nil) }
        problems.report(source, into: &findings)
        return nesting
    }

    private struct Problems {
        let tags: [Tag]
        let path: String
        private var list: [(tag: Int, code: DiagnosticCode, message: String, hint: String)] = []

        init(tags: [Tag], path: String) {
            self.tags = tags
            self.path = path
        }

        mutating func stray(_ index: Int, inside open: Int?) {
            if let open {
                let expected = "{{/\(tags[open].name)}}"
                list.append(
                    (
                        index, .templateSyntax,
                        "\(tags[index].written) closes nothing: \(expected) is expected, for \(tags[open].written)",
                        "write \(expected)"
                    ))
            } else {
                list.append(
                    (
                        index, .templateSyntax, "\(tags[index].written) closes nothing: no tag is open here",
                        "remove it, or open {{#\(tags[index].name)}} before it"
                    ))
            }
        }

        mutating func unclosed(_ index: Int, before close: Int?) {
            let place = close.map { tags[$0].written } ?? "the template's end"
            list.append(
                (
                    index, .templateSyntax,
                    "\(tags[index].written) is not closed: {{/\(tags[index].name)}} is expected before \(place)",
                    "add {{/\(tags[index].name)}}"
                ))
        }

        mutating func tooDeep(_ index: Int) {
            list.append(
                (
                    index, .templateLimit, "tags nest deeper than \(TagMatcher.depthLimit)",
                    "move the inner part into a partial"
                ))
        }

        func report(_ source: TemplateSource, into findings: inout [Diagnostic]) {
            if list.isEmpty { return }
            let lines = source.lines
            for problem in list.prefix(TemplateSource.findingLimit) {
                findings.append(
                    .error(
                        problem.code, problem.message, at: lines.location(tags[problem.tag].range, in: path),
                        hint: problem.hint))
            }
        }
    }
}
