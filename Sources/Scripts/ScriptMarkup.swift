import Languages

/// Converts the text of HTML, SVG or a feed that was printed: text nodes, and attributes that are read out. Code,
/// addresses, ids, and what is marked as text in another language stay as they are.
package struct ScriptMarkup {
    let converter: ScriptConverter
    /// Han characters that no table knows.
    package private(set) var unknown: Set<UInt32> = []

    var source: [UInt8]
    private var out: [UInt8] = []
    /// Text of one block, with inline tags in it: it is converted as one.
    private var run: [UInt8] = []
    private var tags: [UInt8] = []
    private var cuts: [(place: Int, end: Int)] = []
    private var isActive: Bool
    private var open: [Open] = []
    private var protected = 0

    /// An element that has changed whether text is converted, and how many of its name are open in it.
    private struct Open {
        var name: [UInt8]
        var wasActive: Bool
        var inner = 0
    }

    /// Bytes that stand around what an author has written in the language itself; they are not printed.
    package static let written: (begin: UInt8, end: UInt8) = (0x0E, 0x0F)

    /// `isActive` is false of a page in another language, of which a part may be in this one.
    package init(_ source: [UInt8], _ converter: ScriptConverter, isActive: Bool = true) {
        self.source = source
        self.converter = converter
        self.isActive = isActive
        out.reserveCapacity(source.count + 64)
    }

    package mutating func converted() -> [UInt8] {
        var i = 0
        var textStart = 0
        func isEnd(_ byte: UInt8) -> Bool {
            byte == UInt8(ascii: "<") || byte == Self.written.begin || byte == Self.written.end
        }
        while i < source.count {
            guard isEnd(source[i]) else {
                i += 1
                continue
            }
            text(textStart..<i)
            if source[i] == UInt8(ascii: "<") {
                i = markup(at: i)
            } else {
                flush()
                protected += source[i] == Self.written.begin ? 1 : -1
                i += 1
            }
            textStart = i
        }
        text(textStart..<source.count)
        flush()
        return out
    }

    private var converts: Bool { isActive && protected == 0 }

    private mutating func text(_ range: Range<Int>) {
        if range.isEmpty { return }
        if converts {
            run.append(contentsOf: source[range])
        } else {
            flush()
            out.append(contentsOf: source[range])
        }
    }

    /// Prints the text that was collected, with its inline tags where they belong.
    private mutating func flush() {
        if run.isEmpty, cuts.isEmpty { return }
        var text = run
        var places = cuts.map(\.place)
        if converter.isAffected(run) {
            let result = converter.convert(run, cuts: places, unknown: &unknown)
            text = result.bytes
            places = result.cuts
        }
        var start = 0
        var tag = 0
        for (place, cut) in zip(places, cuts) {
            out.append(contentsOf: text[start..<place])
            out.append(contentsOf: tags[tag..<cut.end])
            start = place
            tag = cut.end
        }
        out.append(contentsOf: text[start...])
        run.removeAll(keepingCapacity: true)
        tags.removeAll(keepingCapacity: true)
        cuts.removeAll(keepingCapacity: true)
    }

    // MARK: Tags

    /// A tag, a comment or the like; returns where it ends.
    private mutating func markup(at start: Int) -> Int {
        guard start + 1 < source.count else {
            text(start..<source.count)
            return source.count
        }
        switch source[start + 1] {
        case UInt8(ascii: "!"), UInt8(ascii: "?"):
            let isComment = hasPrefix("<!--", at: start)
            let end =
                isComment
                ? after("-->", from: start + 4)
                : hasPrefix("<![CDATA[", at: start)
                    ? after("]]>", from: start) : after(">", from: start)
            flush()
            out.append(contentsOf: source[start..<end])
            return end
        case UInt8(ascii: "/"), 0x41...0x5A, 0x61...0x7A: return tag(at: start)
        default:
            text(start..<start + 1)
            return start + 1
        }
    }

    private mutating func tag(at start: Int) -> Int {
        let isClosing = source[start + 1] == UInt8(ascii: "/")
        let nameStart = start + (isClosing ? 2 : 1)
        var nameEnd = nameStart
        while nameEnd < source.count, Self.isName(source[nameEnd]) { nameEnd += 1 }
        let name = source[nameStart..<nameEnd].map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        let attributes = attributes(from: nameEnd)
        let end = attributes.end
        if isClosing {
            place(source[start..<end], isInline: Self.inline.contains(name))
            close(name)
            return end
        }
        // The element's own language says how its attributes are read.
        let wasActive = isActive
        var keeps = Self.kept.contains(name)
        for attribute in attributes.list {
            let value = source[attribute.value]
            switch attribute.name {
            case Self.lang, Self.xmlLang: isActive = Self.same(value, converter.target)
            case Self.translate: if value.elementsEqual("no".utf8) { keeps = true }
            default: break
            }
        }
        let activeInside = isActive && !keeps
        var bytes: [UInt8] = []
        var copied = start
        for attribute in attributes.list where converts && !attribute.value.isEmpty {
            guard Self.spoken.contains(attribute.name) else { continue }
            let value = Array(source[attribute.value])
            guard converter.isAffected(value) else { continue }
            bytes.append(contentsOf: source[copied..<attribute.value.lowerBound])
            bytes.append(contentsOf: converter.convert(value, cuts: [], unknown: &unknown).bytes)
            copied = attribute.value.upperBound
        }
        bytes.append(contentsOf: source[copied..<end])
        isActive = wasActive
        place(bytes[...], isInline: Self.inline.contains(name) && activeInside == wasActive)
        let isVoid = attributes.isSelfClosing || Self.void.contains(name)
        if isVoid { return end }
        if name == Self.script || name == Self.style {
            return raw(name, from: end, isData: name == Self.script && attributes.isData(in: source))
        }
        if activeInside != wasActive {
            open.append(Open(name: name, wasActive: wasActive))
            isActive = activeInside
        } else if let last = open.indices.last, open[last].name == name {
            open[last].inner += 1
        }
        // What is kept is kept whole, whatever languages its inside names.
        return keeps ? skip(name, from: end) : end
    }

    /// The attributes of a tag; none of one that has nothing to convert and names no language.
    private func attributes(from start: Int) -> MarkupAttributes {
        var out = MarkupAttributes()
        var quote: UInt8 = 0
        var i = start
        while i < source.count {
            let byte = source[i]
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == UInt8(ascii: ">") {
                break
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            }
            // Anything beyond ASCII, an override, `lang`, `translate` and `type`.
            if byte >= 0x7B || byte == UInt8(ascii: "="), Self.isTelling(source, at: i) {
                return MarkupAttributes.read(source, from: start)
            }
            i += 1
        }
        out.end = min(i + 1, source.count)
        out.isSelfClosing = i > start && i < source.count && source[i - 1] == UInt8(ascii: "/")
        return out
    }

    private static func isTelling(_ source: [UInt8], at i: Int) -> Bool {
        guard source[i] == UInt8(ascii: "=") else { return true }
        guard i > 3 else { return false }
        switch (source[i - 3], source[i - 2], source[i - 1]) {
        case (UInt8(ascii: "a"), UInt8(ascii: "n"), UInt8(ascii: "g")): return true
        case (UInt8(ascii: "a"), UInt8(ascii: "t"), UInt8(ascii: "e")): return true
        case (UInt8(ascii: "y"), UInt8(ascii: "p"), UInt8(ascii: "e")): return true
        default: return false
        }
    }

    private mutating func place(_ tag: ArraySlice<UInt8>, isInline: Bool) {
        if isInline, converts {
            tags.append(contentsOf: tag)
            cuts.append((run.count, tags.count))
        } else {
            flush()
            out.append(contentsOf: tag)
        }
    }

    private mutating func close(_ name: [UInt8]) {
        guard let last = open.indices.last, open[last].name == name else { return }
        if open[last].inner > 0 {
            open[last].inner -= 1
        } else {
            isActive = open[last].wasActive
            open.removeLast()
        }
    }

    /// Copies the inside of an element that is kept, up to its end tag.
    private mutating func skip(_ name: [UInt8], from start: Int) -> Int {
        flush()
        var depth = 0
        var i = start
        while i < source.count {
            guard source[i] == UInt8(ascii: "<"), i + 1 < source.count else {
                i += 1
                continue
            }
            let isClosing = source[i + 1] == UInt8(ascii: "/")
            let nameStart = i + (isClosing ? 2 : 1)
            let nameEnd = nameStart + name.count
            let isSame =
                nameEnd <= source.count && source[nameStart..<nameEnd].elementsEqual(name)
                && (nameEnd == source.count || !Self.isName(source[nameEnd]))
            if isSame {
                if isClosing, depth == 0 { break }
                depth += isClosing ? -1 : 1
            }
            i += 1
        }
        out.append(contentsOf: source[start..<i].filter { $0 != Self.written.begin && $0 != Self.written.end })
        return i
    }

    /// The inside of a script or a style sheet, up to its end tag; data are converted.
    private mutating func raw(_ name: [UInt8], from start: Int, isData: Bool) -> Int {
        flush()
        var end = start
        let closing = [UInt8(ascii: "<"), UInt8(ascii: "/")] + name
        while end < source.count, !source[end...].starts(with: closing) { end += 1 }
        if isData, converts {
            var data = ScriptData(Array(source[start..<end]), converter)
            out.append(contentsOf: data.converted())
        } else {
            out.append(contentsOf: source[start..<end])
        }
        return end
    }

    // MARK: Bytes

    private func hasPrefix(_ text: StaticString, at start: Int) -> Bool {
        text.withUTF8Buffer { source[start...].starts(with: $0) }
    }

    private func after(_ text: StaticString, from start: Int) -> Int {
        text.withUTF8Buffer { wanted in
            var i = start
            while i + wanted.count <= source.count {
                if source[i] == wanted[0], source[i...].starts(with: wanted) { return i + wanted.count }
                i += 1
            }
            return source.count
        }
    }

    private static func isName(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: "_"): true
        default: false
        }
    }

    private static func same(_ value: ArraySlice<UInt8>, _ tag: LanguageTag) -> Bool {
        value.elementsEqual(tag.description.utf8)
            || LanguageTag(String(decoding: value, as: UTF8.self)) == tag
    }

    private static func names(_ list: String) -> Set<[UInt8]> {
        Set(list.split(separator: " ").map { Array($0.utf8) })
    }

    private static let lang = Array("lang".utf8)
    private static let xmlLang = Array("xml:lang".utf8)
    private static let translate = Array("translate".utf8)
    private static let script = Array("script".utf8)
    private static let style = Array("style".utf8)
    /// Elements that stand amid a sentence.
    private static let inline = names(
        "a abbr b bdi bdo button cite data del dfn em i ins mark q s small span strong sub sup time tspan u var wbr")
    /// Elements whose text is no prose; `content` and `id` are those of a feed, whose inside is converted before.
    private static let kept = names("code pre kbd samp textarea content id")
    private static let void = names(
        "area base br col embed hr img input link meta param source track wbr")
    /// Attributes that are read out or shown.
    private static let spoken = names(
        "alt title aria-label aria-description aria-roledescription content label placeholder term")
}
