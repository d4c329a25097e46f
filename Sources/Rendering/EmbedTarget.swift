import Content

/// What `![Caption](path)` names: a chart, or a table and, behind a `#`, one of its views.
struct EmbedTarget {
    /// Below the site's root.
    let path: String
    /// Nil where none is named.
    let view: String?

    /// Nil of an address that leads out of the site.
    init?(_ embed: EmbedReference, on page: Page) {
        let parts = embed.destination.utf8.split(
            separator: UInt8(ascii: "#"), maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let written = Permalink.decoded(String(Substring(first))),
            let target = Permalink.resolved(written, from: page.folder)
        else { return nil }
        path = "content/" + target
        view = parts.count < 2 ? nil : Permalink.decoded(String(Substring(parts[1]))) ?? ""
    }
}
