import Markup
import Testing

@testable import Rendering

@Suite("Reading time") struct ReadingTimeTests {
    private func time(_ html: String) -> ReadingTime { ReadingTime(HTML(trusting: Array(html.utf8))) }

    @Test(
        "words are counted between spaces and signs, and numbers are words",
        arguments: [
            ("one two three", 3), ("can't, won&#39;t", 2), ("1,234.5 cars", 2), ("state-of-the-art", 4), ("A. B.", 2),
            ("naïve café", 2), ("…", 0), ("", 0),
        ])
    func words(_ text: String, _ count: Int) { #expect(time(text).words == count) }

    @Test("Han characters are counted each, their signs not, and Latin words among them as words")
    func mixed() {
        let time = time("香港的AI算力，約 5,000 PFLOPS。𠮷")
        #expect(time.characters == 7 && time.words == 3)
    }

    @Test("markup is not read") func markup() {
        let time = time("<p class=\"a b c\">一<em>二</em> t<b>w</b>o</p>")
        #expect(time.characters == 2 && time.words == 1)
    }

    @Test("400 characters or 238 words are a minute, both together two, and less than one is one") func minutes() {
        let han = String(repeating: "字", count: 400)
        let latin = String(repeating: "word ", count: 238)
        #expect(time(han).minutes == 1 && time(latin).minutes == 1 && time(han + latin).minutes == 2)
        #expect(time("").minutes == 1 && time(han + han + han + han).minutes == 4)
    }
}
