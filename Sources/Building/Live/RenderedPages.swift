import Diagnostics
import Rendering

/// The pages of one edition that were rendered so far. What they say to lists is kept; the bytes of their files as long
/// as there is room, for they can be made again.
struct RenderedPages {
    /// Bytes of files in memory at most.
    private static let room = 96_000_000

    private var summaries: [Diagnosed<RenderedPage>?]
    private var wholes: [Int: RenderedPage] = [:]
    /// In the order in which they were kept.
    private var order: [Int] = []
    private var first = 0
    private var bytes = 0
    private(set) var count = 0

    init(count: Int) { summaries = [Diagnosed<RenderedPage>?](repeating: nil, count: count) }

    func summary(_ index: Int) -> Diagnosed<RenderedPage>? { summaries[index] }

    func whole(_ index: Int) -> Diagnosed<RenderedPage>? {
        guard let whole = wholes[index], let summary = summaries[index] else { return nil }
        return Diagnosed(whole, summary.diagnostics)
    }

    mutating func keep(_ page: Diagnosed<RenderedPage>, at index: Int) {
        if summaries[index] == nil { count += 1 }
        var summary = page
        summary.value.dropBytes()
        summaries[index] = summary
        if wholes[index] != nil { return }
        wholes[index] = page.value
        order.append(index)
        bytes += Self.size(page.value)
        while bytes > Self.room, first < order.count {
            if let old = wholes.removeValue(forKey: order[first]) { bytes -= Self.size(old) }
            first += 1
        }
    }

    private static func size(_ page: RenderedPage) -> Int { page.files.reduce(0) { $0 + $1.bytes.count } }
}
