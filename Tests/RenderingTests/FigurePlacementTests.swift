import Content
import Markup
import Testing

@testable import Rendering

@Suite("Headline figures")
struct HeadlineTests {
    @Test(
        "A quantity's words come apart into qualifier, number and unit",
        arguments: [
            ("逾 2.66", [(false, "逾 "), (true, "2.66")]),
            ("more than 1,600 cars", [(false, "more than "), (true, "1,600"), (false, " cars")]),
            ("介乎 4 至 5 成", [(false, "介乎 "), (true, "4"), (false, " 至 "), (true, "5"), (false, " 成")]),
            ("−5% to 2.8%", [(true, "−5%"), (false, " to "), (true, "2.8%")]),
            ("about HK$3.6 billion", [(false, "about "), (true, "HK$3.6"), (false, " billion")]),
            ("無法推定", [(true, "無法推定")]),
        ])
    func parts(words: String, pieces: [(Bool, String)]) {
        let expected = pieces.map { HeadlineWords.Piece(text: $0.1, isNumber: $0.0) }
        #expect(HeadlineWords(words, isQuantity: true).pieces == expected)
    }

    @Test("A date stays whole")
    func date() {
        let pieces = HeadlineWords("2026 年 6 月 8 日", isQuantity: false).pieces
        #expect(pieces == [HeadlineWords.Piece(text: "2026 年 6 月 8 日", isNumber: true)])
    }

    @Test("Headlines with nothing between them are one row; prose, or a figure in prose, begins another")
    func runs() {
        let html = HTML("<p>a</p>\n\n\n<p>b </p>\n\n")
        let passage = Passage(
            html: html,
            holes: [
                .init(offset: 9, content: .figure(0)), .init(offset: 10, content: .figure(1)),
                .init(offset: 16, content: .figure(2)), .init(offset: 20, content: .figure(3)),
                .init(offset: 22, content: .figure(4)),
            ])
        let runs = HeadlineRuns(in: passage) { $0 != 2 }
        #expect(runs.first == [0, 3])
        #expect(runs.last == [1, 4])
    }

    @Test("A headline that stands alone is a row of one")
    func alone() {
        let passage = Passage(html: HTML("\n"), holes: [.init(offset: 0, content: .figure(0))])
        let runs = HeadlineRuns(in: passage) { _ in true }
        #expect(runs.first == [0])
        #expect(runs.last == [0])
    }
}

@Suite("Figures in running text")
struct FigureJointsTests {
    @Test(
        "Marks that close after a figure or open before it stay with it",
        arguments: [
            ("增至", "；其後", 0, 3), ("（", "）。再", 3, 6), ("of ", ", and", 0, 1), ("有", "個", 0, 0), ("", "", 0, 0),
            ("「（", "", 6, 0),
        ])
    func joints(before: String, after: String, opening: Int, closing: Int) {
        let html = HTML(text: before + after)
        let offset = before.utf8.count
        let joints = FigureJoints(html, at: offset, from: 0, to: html.count)
        #expect(joints.before == opening)
        #expect(joints.after == closing)
    }

    @Test("A mark between two figures is printed once")
    func between() {
        let passage = Passage(
            html: HTML(text: "（、）"),
            holes: [.init(offset: 3, content: .figure(0)), .init(offset: 6, content: .figure(1))])
        var out = HTML()
        passage.write(into: &out, keeping: { _ in true }, fill: { _, out in out.append("X") })
        #expect(out.string == "<span class=\"keep\">（X、</span><span class=\"keep\">X）</span>")
    }
}
