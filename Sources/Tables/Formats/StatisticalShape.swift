import Diagnostics
import Files
import Languages
import Quantities

/// The dimensions of a JSON-stat dataset.
struct StatisticalShape {
    struct Category {
        var code: String
        var place: CellPosition
        var label: LocalizedText?
        var unit: String?
        var powerOfTen = 0
        var decimals: Int?
        /// True where the dataset says what its unit is, even if that is none.
        var hasUnit = false
    }

    struct Dimension {
        var id: String
        var place: CellPosition
        var label: LocalizedText?
        var isTime = false
        var categories: [Category] = []
    }

    private(set) var dimensions: [Dimension] = []

    /// Nil with findings where the document has no dimensions that fit each other.
    init?(_ document: Node, into findings: inout [Diagnostic]) {
        func fail(_ message: String, _ node: Node?, hint: String? = nil) {
            findings.append(.error(.tableMissing, message, at: node?.location ?? document.location, hint: hint))
        }
        let sizes = document["size"]?.sequence
        guard let ids = document["id"]?.sequence, let sizes, ids.count == sizes.count, !ids.isEmpty else {
            fail(
                "the dataset has no “id” and “size” of one length", document["id"],
                hint: "JSON-stat is read in its version 2.0")
            return nil
        }
        let times = document["role"]?["time"]?.sequence?.compactMap(\.string) ?? []
        for (node, sizeNode) in zip(ids, sizes) {
            guard let id = node.scalarText, let described = document["dimension"]?[id] else {
                fail("the dataset does not describe its dimension “\(node.scalarText ?? node.kind)”", node)
                return nil
            }
            var dimension = Dimension(id: id, place: Self.place(node))
            dimension.label = described["label"]?.localizedText
            dimension.isTime = times.contains(id)
            guard let category = described["category"], let categories = Self.categories(category) else {
                fail("the dimension “\(id)” has no categories in an order", described)
                return nil
            }
            guard categories.count == sizeNode.integer else {
                fail(
                    "the dimension “\(id)” has \(categories.count) categories, its size is \(sizeNode.scalarText ?? sizeNode.kind)",
                    sizeNode)
                return nil
            }
            dimension.categories = categories
            dimensions.append(dimension)
        }
    }

    private static func place(_ node: Node) -> CellPosition {
        CellPosition(line: node.contentLocation.line, column: node.contentLocation.column)
    }

    /// By `index`, a list of codes or a map of codes to positions; a single category may have a label alone.
    private static func categories(_ node: Node) -> [Category]? {
        var out: [Category] = []
        let labels = node["label"]?.mapping ?? []
        if let list = node["index"]?.sequence {
            for code in list {
                guard let text = code.scalarText else { return nil }
                out.append(Category(code: text, place: place(code)))
            }
        } else if let map = node["index"]?.mapping {
            var positions: [Int: Category] = [:]
            for entry in map {
                guard let position = entry.value.integer else { return nil }
                let location = entry.keyLocation
                positions[position] = Category(
                    code: entry.key, place: CellPosition(line: location.line, column: location.column + 1))
            }
            for position in 0..<map.count {
                guard let category = positions[position] else { return nil }
                out.append(category)
            }
        } else if labels.count == 1, let only = labels.first {
            let location = only.keyLocation
            out = [Category(code: only.key, place: CellPosition(line: location.line, column: location.column + 1))]
        } else {
            return nil
        }
        let texts = Dictionary(labels.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
        let units = Dictionary(
            (node["unit"]?.mapping ?? []).map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
        for index in out.indices {
            out[index].label = texts[out[index].code]?.localizedText
            guard let unit = units[out[index].code] else { continue }
            out[index].hasUnit = true
            out[index].unit =
                unit["label"]?.scalarText ?? unit["base"]?.scalarText ?? unit["symbol"]?.scalarText
            out[index].powerOfTen = unit["multiplier"]?.integer ?? 0
            out[index].decimals = unit["decimals"]?.integer.map { max(0, min($0, 30)) }
        }
        return out
    }

    /// How many observations the dimensions make, at most `limit`.
    func size(atMost limit: Int) -> (size: Int, overflow: Bool) {
        var size = 1
        for dimension in dimensions {
            let (product, overflow) = size.multipliedReportingOverflow(by: dimension.categories.count)
            if overflow || product > limit { return (limit, true) }
            size = product
        }
        return (size, false)
    }
}
