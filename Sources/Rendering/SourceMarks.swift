import Content
import Diagnostics

/// Where something that a page shows stands in the sources.
package struct SourceMark: Sendable, Hashable {
    /// Of the element on the page.
    package var id: String
    package var location: SourceLocation
    /// Where what is shown was defined, if that is another file: an indicator, the specification of a chart, a table.
    package var definition: SourceLocation?
}

extension PageRenderer {
    /// The figures, charts and tables of a page, in reading order.
    package func marks(of index: Int) -> [SourceMark] {
        let page = edition.site.pages[index]
        var out = bound[index].written.filter { !$0.id.isEmpty }.map { occurrence in
            let definition = occurrence.figure?.location
            return SourceMark(
                id: occurrence.id, location: occurrence.reference.location,
                definition: definition?.file == page.path ? nil : definition)
        }
        for (number, embed) in page.body.embeds.enumerated() where embeds[index].ids.indices.contains(number) {
            let id = embeds[index].ids[number]
            if id.isEmpty { continue }
            let file = EmbedTarget(embed, on: page).map { SourceLocation(file: $0.path) }
            out.append(SourceMark(id: id, location: embed.location, definition: file))
        }
        return out
    }

    /// The path of the site's address, with a slash at both ends: `/` where it stands at the top of its host.
    package var basePath: String { Self.path(of: edition.configuration.baseURL) }
}
