import Files

/// What a request is answered with.
struct Answer: Sendable {
    var status: Int
    var headers: [(name: String, value: String)] = []
    var body: [UInt8] = []

    /// A file, with the mark by which a browser knows whether it has changed.
    static func file(_ bytes: [UInt8], type: String, status: Int = 200, tag: String? = nil) -> Answer {
        Answer(
            status: status,
            headers: [("Content-Type", type), ("ETag", tag ?? entityTag(of: bytes)), ("Cache-Control", "no-cache")],
            body: bytes)
    }

    /// A few words.
    static func text(_ status: Int, _ words: String) -> Answer {
        Answer(
            status: status, headers: [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store")],
            body: Array((words + "\n").utf8))
    }

    static func redirect(to address: String) -> Answer {
        var answer = text(301, "moved to " + address)
        answer.headers.append(("Location", address))
        return answer
    }

    /// The same without a body, where the browser has the file already.
    func unlessKnown(_ tags: [String]) -> Answer {
        guard status == 200, let own = headers.first(where: { $0.name == "ETag" })?.value else { return self }
        let known = tags.flatMap { $0.split(separator: ",") }.map { tag in
            let trimmed = tag.utf8.drop { $0 == 0x20 }
            let strong = trimmed.starts(with: "W/".utf8) ? trimmed.dropFirst(2) : trimmed
            return String(Substring(strong.prefix { $0 != 0x20 }))
        }
        guard known.contains(own) || known.contains("*") else { return self }
        return Answer(status: 304, headers: headers.filter { $0.name != "Content-Type" })
    }

    static func entityTag(of bytes: [UInt8]) -> String { "\"" + SHA256.hexadecimal(bytes).prefix(32) + "\"" }
}
