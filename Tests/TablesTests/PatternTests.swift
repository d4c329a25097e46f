import Testing

@testable import Tables

@Suite("Patterns of constraints") struct PatternTests {
    private func matches(_ pattern: String, _ text: String) throws -> Bool? {
        try Pattern.compile(pattern).get().matches(text.utf8)
    }

    @Test(
        "the whole text matches, or it does not",
        arguments: [
            ("abc", "abc", true), ("abc", "abcd", false), ("abc", "xabc", false), ("", "", true), ("", "a", false),
            ("^abc$", "abc", true), ("a|bc", "bc", true), ("a|bc", "ac", false), ("(a|b)c", "bc", true),
            ("(?:a|b)+", "abba", true), ("(?<x>a)b", "ab", true), ("a*", "", true), ("a+", "", false),
            ("a?b", "b", true), ("a{2}", "aa", true), ("a{2}", "aaa", false), ("a{2,}", "aaaa", true),
            ("a{2,3}", "aaaa", false), ("a{0}", "", true), ("a+?", "aaa", true), ("[abc]+", "cab", true),
            ("[^abc]", "d", true), ("[^abc]", "a", false), ("[a-c-]+", "a-b", true), ("[\\]]", "]", true),
            ("\\d{4}-\\d{2}", "2026-06", true), ("\\d", "٣", false), ("\\w+", "a_9", true), ("\\W", "é", true),
            ("\\s", "\u{3000}", true), ("[\\d\\s]+", "1 2", true), (".", "好", true), (".", "\n", false),
            ("\\.", "a", false), ("\\p{Lu}\\p{Ll}+", "Éa", true), ("\\p{L}", "1", false), ("\\P{N}", "x", true),
            ("\\u4e2d", "中", true), ("\\x41", "A", true), ("\\u{1F600}", "😀", true), ("a\\b b", "a b", true),
            ("a\\Bb", "ab", true), ("(a*)*", "aaa", true), ("(|a)+", "aa", true),
            ("[\u{4E00}-\u{9FFF}]{2}", "中文", true),
            ("a{b", "a{b", true), ("x^y", "xy", false),
        ])
    func whole(_ pattern: String, _ text: String, _ expected: Bool) throws {
        #expect(try matches(pattern, text) == expected, "\(pattern) on \(text)")
    }

    @Test(
        "what is not read is named",
        arguments: [
            ("(?=a)", "lookahead"), ("(?!a)", "lookahead"), ("(?<=a)", "lookbehind"), ("(a)\\1", "\\1"),
            ("\\k<x>", "\\k"), ("(?i)a", "(?i"), ("(a", "without “)”"), ("a)", "without “(”"), ("[a", "without “]”"),
            ("*a", "nothing before"), ("a**", "repetition of a repetition"), ("a++", "possessive"),
            ("a{3,2}", "before its start"), ("[z-a]", "before its start"), ("a\\", "backslash"),
            ("\\p{Han}", "\\p{Han}"), ("\\q", "\\q"), ("[a-z-[aeiou]]", "subtraction"), ("a{9999}", "more than 1000"),
            ("(((a{1000}){1000}){1000}){1000}", "too large"), ("(((){1000}){1000}){1000}", "too large"),
            (String(repeating: "(", count: 200), "too deep"), (String(repeating: "a", count: 3000), "too long"),
        ])
    func refused(_ pattern: String, _ reason: String) {
        guard case .failure(let failure) = Pattern.compile(pattern) else {
            Issue.record("\(pattern) was read")
            return
        }
        #expect(failure.reason.contains(reason), "\(failure.reason)")
    }

    @Test func `A pattern that backtracks without end elsewhere takes time in proportion to the text`() throws {
        // Exponential for a backtracking matcher: 2^3000 ways.
        let text = String(repeating: "a", count: 3000) + "b"
        #expect(try matches("(a+)+", text) == false)
        #expect(try matches("(a|a)*c", text) == false)
        #expect(try matches("(.*)*(.*)*x", text) == false)
    }

    @Test func `A text too long for its pattern is told of, not guessed`() throws {
        #expect(try matches("[ab]{1000}", String(repeating: "a", count: 60_000)) == nil)
    }
}
