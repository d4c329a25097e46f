import Content
import Diagnostics
import Markup
import TestSupport
import Testing

@Suite struct MarkdownSnapshotTests {
    @Test(
        "a document prints as its snapshot",
        arguments: Fixture.names(in: "markdown", suffix: ".md"))
    func document(name: String) {
        let read = Markdown.document(Fixture.bytes("markdown/" + name)[...], file: name)
        let snapshot = "markdown/\(name.dropLast(3)).html"
        #expect(Snapshot.difference(Dump.document(read), from: snapshot) == nil)
    }

    @Test("there are fixtures") func fixtures() {
        #expect(Fixture.names(in: "markdown", suffix: ".md").count > 10)
    }
}

/// A document as a person reads it: the HTML with its holes, then what they stand for, then the findings.
enum Dump {
    static func document(_ read: Diagnosed<MarkdownDocument>) -> String {
        let document = read.value
        var out = passage(document.body)
        for note in document.footnotes {
            out += "--- footnote \(note.id) \(note.references) \(place(note.location))\n" + passage(note.content)
        }
        var list: [String] = []
        for (i, figure) in document.figures.enumerated() { list.append("figure \(i): " + self.figure(figure)) }
        for (i, embed) in document.embeds.enumerated() {
            list.append(
                "embed \(i): \(embed.destination) \(place(embed.location)) “\(embed.captionText)”"
                    + " \(passage(embed.caption))")
        }
        for (i, link) in document.links.enumerated() {
            list.append("\(link.isImage ? "image" : "link") \(i): \(link.destination) \(place(link.location))")
        }
        for heading in document.headings {
            list.append(
                "heading \(heading.level) #\(heading.id) \(place(heading.location)) “\(heading.text)”"
                    + " \(passage(heading.content))")
        }
        list += read.diagnostics.inReportingOrder().map(finding)
        return out + (list.isEmpty ? "" : "---\n" + list.joined(separator: "\n") + "\n")
    }

    static func figure(_ figure: FigureReference) -> String {
        let kind = figure.kind == .headline ? "headline " : ""
        var text = (figure.isBlock ? "block " : "") + kind
        text += "“\(figure.formula)” \(place(figure.location))"
        if let format = figure.format { text += ", format “\(format)”" }
        if let location = figure.formatLocation { text += " \(place(location))" }
        if !figure.words.isEmpty {
            text += ", words “\(figure.words)” \(place(figure.wordsLocation)) \(figure.wordsHTML.string)"
        }
        return text
    }

    static func finding(_ diagnostic: Diagnostic) -> String {
        "\(diagnostic.severity.rawValue)[\(diagnostic.code.rawValue)] "
            + "\(diagnostic.location.map(place) ?? "nowhere"): \(diagnostic.message)"
    }

    static func passage(_ passage: Passage) -> String {
        var out = HTML()
        passage.write(into: &out) { content, out in
            switch content {
            case .figure(let i): out.append(text: "{figure \(i)}")
            case .figureText(let i): out.append(text: "{figure text \(i)}")
            case .embed(let i): out.append(text: "{embed \(i)}")
            case .href(let i): out.append(text: "{href \(i)}")
            }
        }
        return out.string
    }

    static func place(_ location: Diagnostics.SourceLocation) -> String {
        "\(location.line):\(location.column)+\(location.length)"
    }
}
