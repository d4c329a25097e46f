import Content
import Markup
import Testing

@testable import Rendering

@Suite("Headline figures")
struct HeadlineTests {
    @Test(
        "A quantity's words come apart into qualifier, number and unit",
        arguments: [
            ("逾 2.66", "逾 ", "2.66", ""),
            ("more than 1,600 cars", "more than ", "1,600", " cars"),
            ("介乎 4 至 5 成", "介乎 ", "4 至 5", " 成"),
            ("−62%", "", "−62%", ""),
            ("無法推定", "", "無法推定", ""),
        ])
    func parts(words: String, before: String, number: String, after: String) {
        let parts = HeadlineWords(words, isQuantity: true)
        #expect(parts.before == before)
        #expect(parts.number == number)
        #expect(parts.after == after)
    }

    @Test("A date stays whole")
    func date() {
        let parts = HeadlineWords("2026 年 6 月 8 日", isQuantity: false)
        #expect(parts.number == "2026 年 6 月 8 日")
        #expect(parts.after.isEmpty)
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
