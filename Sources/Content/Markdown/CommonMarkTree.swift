import CCMark

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A tree that cmark built, freed with its owner. Never walked by recursion: an author decides how deep it is.
struct CommonMarkTree: ~Copyable {
    let root: OpaquePointer

    init?(_ bytes: [UInt8]) {
        guard let parser = cmark_parser_new(CMARK_OPT_DEFAULT) else { return nil }
        defer { cmark_parser_free(parser) }
        bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return }
            cmark_parser_feed(parser, base.assumingMemoryBound(to: CChar.self), buffer.count)
        }
        guard let root = cmark_parser_finish(parser) else { return nil }
        self.root = root
    }

    deinit { cmark_node_free(root) }
}

/// Reading of nodes.
enum CommonMarkNode {
    /// The bytes of a C string that lives as long as its node.
    static func bytes(_ pointer: UnsafePointer<CChar>?) -> UnsafeBufferPointer<UInt8> {
        guard let pointer else { return UnsafeBufferPointer(start: nil, count: 0) }
        let count = strlen(pointer)
        return UnsafeBufferPointer(
            start: UnsafeRawPointer(pointer).assumingMemoryBound(to: UInt8.self), count: count)
    }

    static func literal(_ node: OpaquePointer) -> UnsafeBufferPointer<UInt8> { bytes(cmark_node_get_literal(node)) }

    /// Whether a paragraph stands in a tight list, where it has no `<p>`.
    static func isTight(_ paragraph: OpaquePointer) -> Bool {
        guard let parent = cmark_node_parent(paragraph), let list = cmark_node_parent(parent) else { return false }
        return cmark_node_get_type(list) == CMARK_NODE_LIST && cmark_node_get_list_tight(list) != 0
    }

    /// The smallest level of the headings below `root`, in quotes and lists too; nil where there is none.
    static func highestHeading(in root: OpaquePointer) -> Int? {
        var highest: Int?
        var node = cmark_node_first_child(root)
        while let here = node {
            var below: OpaquePointer?
            switch cmark_node_get_type(here) {
            case CMARK_NODE_HEADING: highest = min(highest ?? 6, Int(cmark_node_get_heading_level(here)))
            case CMARK_NODE_BLOCK_QUOTE, CMARK_NODE_LIST, CMARK_NODE_ITEM: below = cmark_node_first_child(here)
            default: break
            }
            node = below ?? next(after: here, within: root)
        }
        return highest
    }

    /// The node that follows one with all that it holds.
    private static func next(after node: OpaquePointer, within root: OpaquePointer) -> OpaquePointer? {
        var here = node
        while here != root {
            if let next = cmark_node_next(here) { return next }
            guard let above = cmark_node_parent(here) else { return nil }
            here = above
        }
        return nil
    }

    /// The scalar that the text after `node` starts with; 0 where something else than text follows.
    static func scalar(after node: OpaquePointer) -> UInt32 {
        var next = cmark_node_next(node)
        while let here = next {
            switch cmark_node_get_type(here) {
            case CMARK_NODE_TEXT, CMARK_NODE_CODE:
                let text = literal(here)
                var i = 0
                while i < text.count {
                    let (scalar, length) = UTF8Scalars.at(i, in: text)
                    if scalar < MarkedSource.firstMark { return scalar }
                    i += length
                }
                next = cmark_node_next(here)
            case CMARK_NODE_EMPH, CMARK_NODE_STRONG, CMARK_NODE_LINK: next = cmark_node_first_child(here)
            default: return 0
            }
        }
        return 0
    }

    /// The scalar that a text ends with, marks aside; 0 where it has none.
    static func lastScalar(of text: UnsafeBufferPointer<UInt8>) -> UInt32 {
        var i = text.count
        while i > 0 {
            let (scalar, length) = UTF8Scalars.before(i, in: text)
            if scalar < MarkedSource.firstMark { return scalar }
            i -= length
        }
        return 0
    }
}
