import Markup

/// What a template is given: its type decides how it is printed, so that no template can print a text unescaped.
///
/// Falsy, so that a section of it is left out: `.missing`, `false`, an empty text, empty markup, an empty list and a
/// number that is not finite. Zero is a number like any other, and truthy.
package enum TemplateValue: Sendable, Hashable {
    /// A name that is known and has no value: prints nothing, and so does every part of it.
    case missing
    case boolean(Bool)
    case integer(Int)
    /// Printed as Swift writes it, without a trailing `.0`. Numbers for readers come as `.text`, formatted before.
    case number(Double)
    /// Escaped wherever it is printed.
    case text(String)
    /// Trusted, printed as it is.
    case markup(HTML)
    case list([TemplateValue])
    case object(TemplateObject)

    var isTruthy: Bool {
        switch self {
        case .missing: false
        case .boolean(let flag): flag
        case .integer: true
        case .number(let value): value.isFinite
        case .text(let text): !text.isEmpty
        case .markup(let html): !html.isEmpty
        case .list(let items): !items.isEmpty
        case .object: true
        }
    }

    /// What it is, for messages.
    var kind: String {
        switch self {
        case .missing: "nothing"
        case .boolean: "true or false"
        case .integer, .number: "a number"
        case .text: "a text"
        case .markup: "markup"
        case .list: "a list"
        case .object: "an object"
        }
    }
}

/// A name with its hash, so that a look-up compares whole numbers. Make the keys of often built objects once, as
/// `static let`.
package struct TemplateKey: Hashable, Sendable, ExpressibleByStringLiteral {
    package let name: String
    let fingerprint: UInt64

    /// FNV-1a, 64 bits.
    package init(_ name: String) {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        self.name = name
        fingerprint = hash
    }

    package init(stringLiteral value: String) { self.init(value) }

    package static func == (a: TemplateKey, b: TemplateKey) -> Bool {
        a.fingerprint == b.fingerprint && a.name == b.name
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(fingerprint) }
}

/// Values by name: a small array in one allocation, cheap to build and searched from front to back, so that what is
/// asked for most should stand first. Of two values for one name the first counts; `set` replaces.
package struct TemplateObject: Sendable, Hashable, ExpressibleByDictionaryLiteral {
    package typealias Entry = (key: TemplateKey, value: TemplateValue)

    private var entries: [Entry]
    /// True of an author's own values: what they lack is missing, and no misspelling.
    package let isOpen: Bool

    package init(_ entries: [Entry] = []) {
        self.entries = entries
        isOpen = false
    }

    /// An author's own values.
    package init(open entries: [Entry]) {
        self.entries = entries
        isOpen = true
    }

    package init(dictionaryLiteral elements: (TemplateKey, TemplateValue)...) {
        entries = elements.map { (key: $0.0, value: $0.1) }
        isOpen = false
    }

    package subscript(key: TemplateKey) -> TemplateValue? {
        for index in entries.indices where entries[index].key.fingerprint == key.fingerprint {
            if entries[index].key.name == key.name { return entries[index].value }
        }
        return nil
    }

    package mutating func set(_ key: TemplateKey, _ value: TemplateValue) {
        if let index = entries.firstIndex(where: { $0.key == key }) {
            entries[index].value = value
        } else {
            entries.append((key: key, value: value))
        }
    }

    package var names: [String] { entries.map(\.key.name) }

    package static func == (a: TemplateObject, b: TemplateObject) -> Bool {
        a.isOpen == b.isOpen && a.entries.elementsEqual(b.entries) { $0.key == $1.key && $0.value == $1.value }
    }

    package func hash(into hasher: inout Hasher) {
        for entry in entries { hasher.combine(entry.key.fingerprint) }
    }
}
