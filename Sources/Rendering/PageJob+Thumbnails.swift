import Charts
import Content
import Diagnostics
import Files
import Markup
import Templates

extension PageJob {
    /// Prints the chart that is all that a link shows, of whatever bundle, as a small picture: without its title,
    /// which the caption below stands for, and without table, source and downloads, which stand where the link leads.
    mutating func writeThumbnail(_ number: Int, _ path: String, into html: inout HTML) {
        let embed = page.body.embeds[number]
        guard let bundle = edition.bundle(ofSpecification: path),
            var request = edition.chartRequest(path, in: bundle, language: language)
        else {
            // A specification that is there and could not be read has been reported.
            guard !edition.tree.contains(path) else { return }
            let folder = SourcePath.folder(of: path)
            let beside = edition.bundles.values.flatMap(\.specifications.keys).filter {
                SourcePath.folder(of: $0) == folder
            }
            return missing(embed, path, among: beside.sorted(), "chart")
        }
        request.spec = request.spec.without("title")
        request.theme = request.theme.narrowed ?? request.theme
        request.idPrefix = "thumbnail-\(number + 1)-"
        // What a drawing finds is told where the chart itself stands; a chart that no page embeds stands here alone.
        let drawn = Chart.draw(request)
        findings += drawn.diagnostics.filter { $0.severity == .error }
        guard let chart = drawn.value else { return }
        let caption = fill(embed.caption, bound.body, page.body.links)
        let object: TemplateObject = [
            "drawing": .markup(chart.svg), "caption": .markup(caption),
            "t": .object(edition.theme.interface.object(page.language)),
        ]
        findings += edition.theme.templates.render("thumbnail", with: .object(object), into: &html)
    }
}

extension Node {
    /// A map without one of its keys.
    fileprivate func without(_ key: String) -> Node {
        guard let entries = mapping else { return self }
        var out = self
        out.value = .mapping(entries.filter { $0.key != key })
        return out
    }
}
