import Diagnostics
import Rendering

/// The pages of one edition that were rendered so far. What they say to lists is kept; the bytes of their files as long
/// as there is room, for they can be made again.
struct RenderedPages {
    /// Bytes of files in memory at most.
    private static let room = 64_000_000

    private var summaries: [Kept<RenderedPage>?]
    private var wholes: [Int: RenderedPage] = [:]
    /// In the order in which they were kept.
    private var order: [Int] = []
    private var bytes = 0
    /// How many were rendered, rather than taken over.
    private(set) var made = 0
    /// Files of the site beside its pages, without their bytes, by the part.
    var parts: [SitePart: Kept<[OutputFile]>] = [:]
    /// The pages that are others than those which the lists of figures and tables were made of, as they were then; nil
    /// where that is not known.
    var listed: [Int: RenderedPage?] = [:]

    init(count: Int) { summaries = [Kept<RenderedPage>?](repeating: nil, count: count) }

    /// Those of another edition of the same site that still hold.
    init(of other: RenderedPages, _ changes: SourceChanges, without gone: Set<Int>) {
        self = other
        made = 0
        for index in summaries.indices {
            guard let kept = summaries[index] else {
                if listed[index] == nil { listed[index] = .some(nil) }
                continue
            }
            if kept.holds(changes, without: gone) { continue }
            if listed[index] == nil { listed[index] = kept.value }
            summaries[index] = nil
            if let whole = wholes.removeValue(forKey: index) { bytes -= Self.size(whole) }
        }
        order.removeAll { wholes[$0] == nil }
        parts = parts.filter { $0.value.holds(changes, without: gone) }
    }

    func summary(_ index: Int) -> Kept<RenderedPage>? { summaries[index] }

    func whole(_ index: Int) -> (page: RenderedPage, told: [Diagnostic])? {
        guard let whole = wholes[index], let summary = summaries[index] else { return nil }
        return (whole, summary.told)
    }

    mutating func keep(_ page: Kept<RenderedPage>, at index: Int) {
        if summaries[index] == nil { made += 1 }
        var summary = page
        summary.value.dropBytes()
        summaries[index] = summary
        if wholes[index] != nil { return }
        wholes[index] = page.value
        order.append(index)
        bytes += Self.size(page.value)
        var first = 0
        while bytes > Self.room, first < order.count {
            if let old = wholes.removeValue(forKey: order[first]) { bytes -= Self.size(old) }
            first += 1
        }
        order.removeFirst(first)
    }

    /// True where the lists of figures and tables that were made still say what the pages say.
    func isListed(_ pages: [RenderedPage]) -> Bool {
        listed.allSatisfy { index, old in old.map { pages[index].isListed(like: $0) } ?? false }
    }

    private static func size(_ page: RenderedPage) -> Int { page.files.reduce(0) { $0 + $1.bytes.count } }
}
