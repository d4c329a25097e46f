import Diagnostics
import Files

extension ChartReviewer {
    /// Readers must be able to find where the numbers come from: by the data package of a table, or by words.
    mutating func checkSources() {
        guard !review.captionHasLink, !prose.contains(where: { SourceWording.isNamed(in: $0) }) else { return }
        var tables: Set<String> = []
        var inline: SourceLocation?
        var hasOther = false
        for (i, node) in context.chart.dataNodes.enumerated() {
            guard let source = node.source else { continue }
            switch source.kind {
            case .named(let name) where context.chart.datasets?[name] == nil:
                hasOther = true
                warnOfSource(.table(name), "the table “\(name)”", source.location, &tables)
            case .url(let path):
                hasOther = true
                warnOfSource(.file(path), "“\(path)”", source.location, &tables)
            case .values, .named:
                if context.data.frames[i].rowCount > 0, isShown(i) { inline = inline ?? source.location }
            case .sequence, .none: continue
            }
        }
        // Rows beside a table's are remarks upon it.
        guard let inline, !hasOther, review.hasSource(.inline) == false else { return }
        warn(
            .chartSource, "the values have no source", at: inline,
            hint: "name it in the caption or the subtitle (Source: …), or keep the values in a table with “sources”")
    }

    private mutating func warnOfSource(
        _ data: ChartReview.Data, _ name: String, _ location: SourceLocation, _ seen: inout Set<String>
    ) {
        guard review.hasSource(data) == false, seen.insert(name).inserted else { return }
        warn(
            .chartSource, "\(name) has no source", at: location,
            hint: "name it in datapackage.yaml (sources: [{title: …, path: …}])")
    }

    /// True of rows whose numbers a mark shows.
    private func isShown(_ node: Int) -> Bool {
        model.units.contains { unit in
            var at: Int? = unit.dataNode
            while let i = at, i != node { at = context.chart.dataNodes[i].parent }
            return at == node && unit.encoding.fields.contains { $0.type == .quantitative }
        }
    }
}

/// Whether words name a source.
enum SourceWording {
    static func isNamed(in text: String) -> Bool {
        marks.occurs(in: text.lowercased())
    }

    private static let marks = PhraseSet([
        "source", "according to", "data:", "data from", "http://", "https://", "來源", "来源", "出處", "出处", "資料：", "资料：",
        "數據：", "数据：", "根據", "根据",
    ])
}

extension ChartReviewer {
    /// English words, the ONS's limit.
    private static let wordLimit = 15
    /// Characters of a Chinese title; GB/T 7713 asks for about 25 of a report's title.
    private static let hanLimit = 30

    mutating func checkTitle() {
        let node = titleNode
        guard let text = title.plain else {
            let hasTitles = model.view.plots.contains { $0.title != nil }
            guard !hasTitles, review.caption?.isEmpty ?? true else { return }
            return warn(
                .chartTitleMissing, "the chart has neither a title nor a caption", at: spec.location,
                hint: "title: what it shows, in a short sentence")
        }
        let (words, han) = Self.length(text)
        guard han > 0 ? han + words > Self.hanLimit : words > Self.wordLimit else { return }
        warn(
            .chartTitleLength,
            han > 0
                ? "the title has \(han + words) characters, \(Self.hanLimit) are the most"
                : "the title has \(words) words, \(Self.wordLimit) are the most",
            at: node?.location ?? spec.location, hint: "say the finding; measure, place and period go into the subtitle"
        )
    }

    /// The title as it is written for the language of the drawing.
    private var titleNode: Node? {
        guard let view = model.view.title else { return nil }
        return view.mapping != nil ? view["text"] ?? view : view
    }

    /// Words between spaces, and Han characters; punctuation does not count.
    static func length(_ text: String) -> (words: Int, han: Int) {
        var (words, han) = (0, 0)
        var isInWord = false
        for scalar in text.unicodeScalars {
            if scalar.properties.isIdeographic {
                han += 1
                isInWord = false
            } else if scalar.properties.isWhitespace {
                isInWord = false
            } else if !isInWord, scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                words += 1
                isInWord = true
            }
        }
        return (words, han)
    }
}
