import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// A strict look at a feed by RFC 4287: what must be there, once or at all, and in which form.
final class AtomChecker: NSObject, XMLParserDelegate {
    private(set) var problems: [String] = []
    /// Texts of elements by their path below the feed, in order: `entry/title`.
    private(set) var texts: [String: [String]] = [:]
    /// Attributes of links: `entry self https://…`.
    private(set) var links: [String] = []
    private var path: [String] = []
    private var text = ""
    /// Elements of the feed or of the entry that is open.
    private var counts: [[String: Int]] = []
    private var alternates: [Set<String>] = []
    private var hasFeedAuthor = false

    private static let atom = "http://www.w3.org/2005/Atom"
    private static let known: [String: Set<String>] = [
        "feed": [
            "author", "category", "contributor", "generator", "icon", "id", "link", "logo", "rights", "subtitle",
            "title", "updated", "entry",
        ],
        "entry": [
            "author", "category", "content", "contributor", "id", "link", "published", "rights", "source", "summary",
            "title", "updated",
        ],
    ]
    /// At most one of each.
    private static let single = [
        "generator", "icon", "id", "logo", "rights", "subtitle", "title", "updated", "content", "published", "source",
        "summary",
    ]

    init(_ bytes: [UInt8]) {
        super.init()
        let parser = XMLParser(data: Data(bytes))
        parser.shouldProcessNamespaces = true
        parser.delegate = self
        if !parser.parse() { problems.append("no XML: \(parser.parserError.map(String.init(describing:)) ?? "")") }
        let ids = texts["entry/id"] ?? []
        if Set(ids).count != ids.count { problems.append("two entries of one id") }
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String] = [:]
    ) {
        if namespaceURI != Self.atom { problems.append("<\(name)> is in no namespace of Atom") }
        if path.isEmpty, name != "feed" { problems.append("<\(name)> is no feed") }
        if let parent = path.last, let known = Self.known[parent] {
            if !known.contains(name) { problems.append("<\(parent)> holds <\(name)>") }
            counts[counts.count - 1][name, default: 0] += 1
        }
        if name == "feed" || name == "entry" {
            counts.append([:])
            alternates.append([])
        }
        switch name {
        case "link": check(link: attributes)
        case "category": if attributes["term"]?.isEmpty ?? true { problems.append("a category without a term") }
        case "content":
            if attributes["type"] != "html" { problems.append("content of type \(attributes["type"] ?? "none")") }
        default: break
        }
        path.append(name)
        text = ""
    }

    private func check(link: [String: String]) {
        let relation = link["rel"] ?? "alternate"
        guard let address = link["href"] else { return problems.append("a link without href") }
        isWhole(address, "a link")
        links.append("\(path.last ?? "") \(relation) \(address)")
        let kind = "\(link["type"] ?? "") \(link["hreflang"] ?? "")"
        if relation == "alternate", !alternates[alternates.count - 1].insert(kind).inserted {
            problems.append("two alternates of one type and language")
        }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        path.removeLast()
        texts[(path.dropFirst() + [name]).joined(separator: "/"), default: []].append(text)
        switch name {
        case "id": isWhole(text, "an id")
        case "updated", "published":
            let date =
                /[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T[0-9]{2}:[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})/
            if text.wholeMatch(of: date) == nil { problems.append("<\(name)> is \(text)") }
        case "name", "title": if text.isEmpty { problems.append("<\(name)> is empty") }
        case "feed", "entry": finish(name)
        default: break
        }
        text = ""
    }

    private func finish(_ name: String) {
        let count = counts.removeLast()
        alternates.removeLast()
        for wanted in ["id", "title", "updated"] where count[wanted] != 1 {
            problems.append("<\(name)> has \(count[wanted] ?? 0) <\(wanted)>")
        }
        for once in Self.single where count[once, default: 0] > 1 { problems.append("<\(name)> has two <\(once)>") }
        if name == "feed" {
            if count["author"] == nil { problems.append("the feed has no author") }
            if !links.contains(where: { $0.hasPrefix("feed self ") }) { problems.append("no link to itself") }
        } else if count["content"] == nil || count["link"] == nil {
            problems.append("an entry without content or link")
        }
    }

    /// RFC 3987: an address or id stands for itself anywhere.
    private func isWhole(_ address: String, _ what: String) {
        if address.wholeMatch(of: /(https?:\/\/|tag:)[^\s<>"{}|\\^`]+/) == nil {
            problems.append("\(what): “\(address)”")
        }
    }
}

/// Whether bytes are XML that is well formed.
func isXML(_ text: String) -> Bool { XMLParser(data: Data(text.utf8)).parse() }
