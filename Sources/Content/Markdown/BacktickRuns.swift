/// Where runs of backticks of each length last stand in a paragraph, so that a run without its like is known at once.
struct BacktickRuns {
    /// As in cmark, longer runs never open a code span.
    private static let longest = 80
    private var last = [Int](repeating: -1, count: longest + 1)
    private var end: Int

    /// `text` is searched from `start` to the first blank line.
    init(from start: Int, in text: Slice<UnsafeBufferPointer<UInt8>>) {
        end = text.endIndex
        var i = start
        while i < text.endIndex {
            if text[i] == UInt8(ascii: "`") {
                let run = i
                while i < text.endIndex, text[i] == UInt8(ascii: "`") { i += 1 }
                if i - run <= Self.longest { last[i - run] = run }
            } else if text[i] == 0x0A, Self.isBlank(i + 1, text) {
                end = i
                break
            } else {
                i += 1
            }
        }
    }

    /// The offset after the run of `length` backticks that ends the code span; nil where there is none.
    func close(of length: Int, after start: Int, in source: UnsafeBufferPointer<UInt8>) -> Int? {
        guard length <= Self.longest, last[length] >= start else { return nil }
        var i = start
        while i < end {
            if source[i] == UInt8(ascii: "`") {
                let run = i
                while i < end, source[i] == UInt8(ascii: "`") { i += 1 }
                if i - run == length { return i }
            } else {
                i += 1
            }
        }
        return nil
    }

    private static func isBlank(_ start: Int, _ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        var i = start
        while i < text.endIndex, text[i] == 0x20 || text[i] == 0x09 || text[i] == UInt8(ascii: ">") { i += 1 }
        return i >= text.endIndex || text[i] == 0x0A || text[i] == 0x0D
    }
}
