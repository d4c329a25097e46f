import CCMark
import Diagnostics
import Markup

/// An embed whose caption is being printed.
struct OpenEmbed {
    var reference: EmbedReference
}

extension MarkdownWriter {
    /// Where a link or an image comes from.
    struct Address {
        /// As cmark read it, without its mark.
        var bytes: UnsafeBufferPointer<UInt8>
        var markIndex: Int?
    }

    func address(of node: OpaquePointer) -> Address {
        let url = CommonMarkNode.bytes(cmark_node_get_url(node))
        guard url.first == MarkedSource.lead else { return Address(bytes: url, markIndex: nil) }
        let (scalar, length) = UTF8Scalars.at(0, in: url)
        let index = Int(scalar) - Int(MarkedSource.firstMark)
        return Address(
            bytes: UnsafeBufferPointer(rebasing: url[length...]), markIndex: marks.indices.contains(index) ? index : nil
        )
    }

    mutating func beginReference(_ node: OpaquePointer, isImage: Bool, _ iterator: OpaquePointer) {
        let address = address(of: node)
        guard options.extensions else {
            return isImage ? beginImage(node, address) : beginLink(node, address)
        }
        if let index = address.markIndex, case .footnote(let definition) = marks[index].kind {
            return writeFootnoteReference(to: definition, node, isImage, iterator)
        }
        if address.bytes.first == UInt8(ascii: "=") {
            beginFigure(node, address, isImage)
        } else if !isImage {
            beginLink(node, address)
        } else if EmbedDestination.isEmbed(address.bytes), wordsDepth == 0, altDepth == 0 {
            beginEmbed(node, address)
        } else {
            beginImage(node, address)
        }
    }

    mutating func endReference() {
        guard let ended = open.popLast() else { return }
        switch ended.kind {
        case .link:
            let start = out.count
            print("</a>")
            cut(start..<out.count)
        case .image:
            altDepth -= 1
            print("\"")
            writeTitle(ended.node)
            print(" />")
        case .figure(let figure): endFigure(figure, ended)
        case .embed(let embed): endEmbed(embed, ended)
        }
    }

    /// What a table of contents leaves out of the heading that is being printed.
    func isInHeadingItself() -> Bool { heading?.depth == passageDepth }

    mutating func cut(_ range: Range<Int>) {
        if isInHeadingItself() { heading?.cuts.append(range) }
    }

    // MARK: Links and images

    private mutating func beginLink(_ node: OpaquePointer, _ address: Address) {
        if altDepth > 0 || wordsDepth > 0 { return }
        let start = out.count
        print("<a href=\"")
        guard writeAddress(address, isImage: false) else {
            out.removeLast(out.count - start)
            return
        }
        print("\"")
        writeTitle(node)
        print(">")
        cut(start..<out.count)
        open.append(OpenInline(node: node, kind: .link, plainStart: plain.count))
    }

    private mutating func beginImage(_ node: OpaquePointer, _ address: Address) {
        if altDepth > 0 || wordsDepth > 0 { return }
        let start = out.count
        print("<img src=\"")
        guard writeAddress(address, isImage: true) else {
            out.removeLast(out.count - start)
            return
        }
        print("\" alt=\"")
        altDepth += 1
        open.append(OpenInline(node: node, kind: .image, plainStart: plain.count))
    }

    private mutating func writeTitle(_ node: OpaquePointer) {
        let title = CommonMarkNode.bytes(cmark_node_get_title(node))
        if title.isEmpty { return }
        print(" title=\"")
        // The title is no prose: it must not end up in the plain text.
        let depth = plainDepth
        plainDepth = 0
        printText(title, isCode: true)
        plainDepth = depth
        print("\"")
    }

    /// Prints an address or leaves a hole for it; false where it may not be followed.
    private mutating func writeAddress(_ address: Address, isImage: Bool) -> Bool {
        let destination = string(address.bytes)
        if !options.extensions {
            writeEncoded(destination)
            return true
        }
        if URLPolicy.scheme(of: destination) == nil, !destination.utf8.starts(with: "//".utf8) {
            hole(.href(document.links.count))
            document.links.append(
                LinkReference(destination: destination, location: location(of: address), isImage: isImage))
            return true
        }
        if URLPolicy.isAllowed(destination, for: isImage ? .image : .link) {
            writeEncoded(destination)
            if isImage { document.remoteImages.append(destination) }
            return true
        }
        findings.append(
            .error(
                .markdownURL, "“\(Self.excerpt(destination))” is no address that a page may lead to",
                at: location(of: address),
                hint: isImage
                    ? "an image is a file of the site, or an address with https:"
                    : "use http:, https:, mailto: or tel:, or a path of this site"))
        return false
    }

    /// The start of an address, on one line, for a message.
    private static func excerpt(_ address: String) -> String {
        String(String.UnicodeScalarView(address.unicodeScalars.prefix(80).map { $0.value < 0x20 ? "\u{FFFD}" : $0 }))
    }

    private mutating func writeEncoded(_ destination: String) {
        var encoded = URLPolicy.percentEncoded(destination)
        encoded.withUTF8 { Escaping.append(doubleQuoted: $0, to: &out) }
    }

    /// The place of an address in the file: exactly by its mark, else that of the link.
    mutating func location(of address: Address) -> SourceLocation {
        if let index = address.markIndex {
            let tail = LinkTail(in: map.bytes, from: marks[index].offset, isAngled: isAngled(index))
            return map.location(tail.destination)
        }
        let bracket = cursor.find(UInt8(ascii: "["), in: source.bytes)
        if let angle = cursor.find(UInt8(ascii: "<"), in: source.bytes), angle < bracket ?? Int.max {
            return map.location(source.sourceOffset(angle))
        }
        guard let start = unmarkedDestination(address.bytes) else {
            return map.location(source.sourceOffset(bracket ?? cursor.offset))
        }
        let isAngled = source.bytes[start - 1] == UInt8(ascii: "<")
        let tail = LinkTail(in: source.bytes, from: start, isAngled: isAngled)
        let offset = source.sourceOffset(start)
        return map.location(offset..<offset + tail.destination.count)
    }

    /// Where the address of an inline link without a mark starts in the marked text.
    private func unmarkedDestination(_ address: UnsafeBufferPointer<UInt8>) -> Int? {
        let bytes = source.bytes
        var at = cursor
        while let bracket = at.find(UInt8(ascii: "]"), in: bytes) {
            at.advance(to: bracket + 1)
            guard bracket + 1 < bytes.count, bytes[bracket + 1] == UInt8(ascii: "(") else { continue }
            var i = bracket + 2
            while i < bytes.count, bytes[i] <= 0x20 || bytes[i] == UInt8(ascii: "<") { i += 1 }
            if i < bytes.count, bytes[i] == address.first ?? UInt8(ascii: ")") { return i }
        }
        return nil
    }

    func isAngled(_ markIndex: Int) -> Bool {
        let offset = marks[markIndex].offset
        return offset > 0 && map.bytes[offset - 1] == UInt8(ascii: "<")
    }

    /// Moves the cursor past an inline link's address and title.
    mutating func passTail(of address: Address) {
        guard let index = address.markIndex, marks[index].kind == .destination else { return }
        let scalar = MarkedSource.firstMark + UInt32(index)
        var at = cursor
        while let found = at.find(MarkedSource.lead, in: source.bytes) {
            let isIt = source.bytes.withUnsafeBufferPointer { UTF8Scalars.at(found, in: $0).scalar == scalar }
            if isIt {
                let tail = LinkTail(
                    in: source.bytes, from: found + 4,
                    isAngled: found > 0 && source.bytes[found - 1] == UInt8(ascii: "<"))
                return cursor.advance(to: tail.end)
            }
            at.advance(to: found + 4)
        }
    }

    // MARK: Embeds

    private mutating func beginEmbed(_ node: OpaquePointer, _ address: Address) {
        let title = CommonMarkNode.bytes(cmark_node_get_title(node))
        let reference = EmbedReference(
            destination: string(address.bytes), location: location(of: address),
            title: title.isEmpty ? nil : string(title), caption: Passage(), captionText: "",
            isBlock: blockReference == node,
            isThumbnail: plainDepth == 0 && EmbedDestination.isChart(address.bytes) && isAllOfLink(node))
        if !reference.isBlock, !reference.isThumbnail {
            findings.append(
                .error(
                    .embedPlacement, "“\(reference.destination)” stands within a sentence, a cell or a heading",
                    at: reference.location, hint: "give it a paragraph of its own, with an empty line before and after")
            )
        }
        plainDepth += 1
        open.append(
            OpenInline(node: node, kind: .embed(OpenEmbed(reference: reference)), plainStart: plain.count))
        beginPassage()
    }

    private mutating func endEmbed(_ embed: OpenEmbed, _ ended: OpenInline) {
        var reference = embed.reference
        reference.caption = endPassage()
        reference.captionText = String(decoding: plain[ended.plainStart...], as: UTF8.self)
        endPlain()
        if reference.isBlock || reference.isThumbnail {
            hole(.embed(document.embeds.count))
        } else {
            append(reference.caption)
        }
        document.embeds.append(reference)
    }

    /// Whether a link shows this image and nothing else. (Headings and fields are kept as plain text, too, and hold
    /// no thumbnails.)
    private func isAllOfLink(_ image: OpaquePointer) -> Bool {
        guard let link = cmark_node_parent(image), cmark_node_get_type(link) == CMARK_NODE_LINK else { return false }
        return cmark_node_previous(image) == nil && cmark_node_next(image) == nil
    }

    /// Whether a paragraph holds nothing but headline figures and embeds, each on a line of its own.
    func isBlockReferences(_ paragraph: OpaquePointer) -> Bool {
        var child = cmark_node_first_child(paragraph)
        guard child != nil else { return false }
        while let node = child {
            switch cmark_node_get_type(node) {
            case CMARK_NODE_SOFTBREAK: break
            case CMARK_NODE_IMAGE:
                let bytes = address(of: node).bytes
                guard bytes.first == UInt8(ascii: "=") || EmbedDestination.isEmbed(bytes) else { return false }
            default: return false
            }
            child = cmark_node_next(node)
        }
        return true
    }

    mutating func writeBlockReferences(_ paragraph: OpaquePointer) {
        var child = cmark_node_first_child(paragraph)
        while let node = child {
            if cmark_node_get_type(node) == CMARK_NODE_IMAGE {
                line()
                blockReference = node
                write(inline: node)
                blockReference = nil
                print("\n")
            } else {
                cursor.nextLine(in: source.bytes)
            }
            child = cmark_node_next(node)
        }
    }
}

/// Which addresses of images are charts and tables of the bundle.
enum EmbedDestination {
    private static let charts = [".vl.yaml", ".vl.yml", ".vl.json"].map { Array($0.utf8) }
    private static let tables = [
        ".csv", ".tsv", ".xlsx", ".xlsm", ".json", ".ndjson", ".jsonl", ".yaml", ".yml",
    ].map { Array($0.utf8) }

    /// A table may have the name of a view behind it: `rates.csv#latest`.
    static func isEmbed(_ address: UnsafeBufferPointer<UInt8>) -> Bool {
        isChart(address)
            || ends(
                UnsafeBufferPointer(rebasing: address.prefix { $0 != UInt8(ascii: "#") }), in: tables)
    }

    /// True of specifications of charts.
    static func isChart(_ address: UnsafeBufferPointer<UInt8>) -> Bool { ends(address, in: charts) }

    private static func ends(_ address: UnsafeBufferPointer<UInt8>, in endings: [[UInt8]]) -> Bool {
        for ending in endings where address.count > ending.count {
            guard address[(address.count - ending.count)...].elementsEqual(ending) else { continue }
            return !address.starts(with: "//".utf8)
                && URLPolicy.scheme(of: String(decoding: address, as: UTF8.self)) == nil
        }
        return false
    }
}
