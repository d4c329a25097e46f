import Diagnostics
import Files

/// What stands around a chart that readers will see: what its review has to know beside the specification.
package struct ChartReview: Sendable {
    /// Where a chart's rows come from, as its page's bundle knows them.
    package enum Data: Hashable, Sendable {
        /// A table of the bundle, or `figures`.
        case table(String)
        /// A file beside the specification.
        case file(String)
        /// Rows in the specification itself.
        case inline
    }

    /// The text below the chart, nil where no page is known.
    package var caption: String?
    /// True where that text has a link or a note.
    package var captionHasLink: Bool
    /// Whether the page names a source of the data; nil where that cannot be known.
    package var hasSource: @Sendable (Data) -> Bool?
    /// False of a drawing that is not published yet: what would stop a build is a warning then.
    package var isPublished: Bool

    package init(
        caption: String? = nil, captionHasLink: Bool = false, isPublished: Bool = true,
        hasSource: @escaping @Sendable (Data) -> Bool? = { _ in nil }
    ) {
        self.caption = caption
        self.captionHasLink = captionHasLink
        self.isPublished = isPublished
        self.hasSource = hasSource
    }
}

/// The checks that an author has silenced on purpose, each with a reason:
/// `usermeta: {gazette: {allow: {chart/zero-baseline: "an index, 2020 = 100"}}}`.
struct ReviewAllowances {
    /// The checks that may be silenced.
    static let codes: [DiagnosticCode] = [
        .chartZeroBaseline, .chartTwoAxes, .chartManyColours, .chartContrast, .chartUnit, .chartSource,
        .chartTitleMissing, .chartTitleLength,
    ]

    private(set) var codes: Set<DiagnosticCode> = []
    private(set) var findings: [Diagnostic] = []

    init(_ spec: Node) {
        guard let node = spec["usermeta"]?["gazette"]?["allow"] else { return }
        guard let entries = node.mapping else {
            findings.append(
                .error(
                    .chartAllow, "“allow” is \(node.kind), a map of checks to reasons was expected", at: node.location,
                    hint: "allow: {chart/zero-baseline: \"an index, 2020 = 100\"}"))
            return
        }
        for entry in entries {
            guard let code = Self.codes.first(where: { $0.rawValue == entry.key }) else {
                let known = Self.codes.map(\.rawValue)
                findings.append(
                    .error(
                        .chartAllow, "“\(entry.key)” is no check that a chart may be spared", at: entry.keyLocation,
                        hint: NearestName.hint(for: entry.key, among: known)
                            ?? "one of \(known.joined(separator: ", "))"
                    ))
                continue
            }
            guard let reason = entry.value.localizedText, reason.entries.contains(where: { !$0.text.isEmpty }) else {
                findings.append(
                    .error(
                        .chartAllow, "“\(entry.key)” is allowed without a reason", at: entry.value.location,
                        hint: "say in a few words why readers are not misled"))
                continue
            }
            codes.insert(code)
        }
    }
}
