import Content
import Markup

/// Headline figures that stand one after another are one row of cards: where such rows begin and end in a passage.
struct HeadlineRuns {
    /// Numbers of the figures before which a row opens.
    private(set) var first: Set<Int> = []
    /// Numbers of the figures after which a row closes.
    private(set) var last: Set<Int> = []
    /// The figures of each row.
    private(set) var runs: [[Int]] = []

    /// `isHeadline` is true of the numbers of figures that have a paragraph to themselves.
    init(in passage: Passage, isHeadline: (Int) -> Bool) {
        var open: (figure: Int, offset: Int)?
        for hole in passage.holes {
            guard case .figure(let number) = hole.content, isHeadline(number) else {
                close(&open)
                continue
            }
            if let before = open, passage.html.isBlank(before.offset..<hole.offset) {
                open = (number, hole.offset)
                runs[runs.count - 1].append(number)
            } else {
                close(&open)
                first.insert(number)
                runs.append([number])
                open = (number, hole.offset)
            }
        }
        close(&open)
    }

    private mutating func close(_ open: inout (figure: Int, offset: Int)?) {
        if let before = open { last.insert(before.figure) }
        open = nil
    }
}

extension HTML {
    /// True where nothing but line breaks and spaces stands.
    fileprivate func isBlank(_ range: Range<Int>) -> Bool {
        range.allSatisfy { bytes.indices.contains($0) && (bytes[$0] == 0x0A || bytes[$0] == 0x20) }
    }
}
