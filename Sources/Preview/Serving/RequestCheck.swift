/// What the preview refuses before it looks at anything: it answers a browser on this machine, and nobody else.
struct RequestCheck: Sendable {
    /// The address that `--bind` named.
    let boundAddress: String
    let port: Int

    struct Refusal: Error, Hashable {
        var status: Int
        var reason: String
    }

    /// `hosts` are the values of all Host headers, `local` the address on which the connection came in.
    func host(_ hosts: [String], local: String?) throws(Refusal) {
        guard let host = hosts.first, !host.isEmpty else { throw Refusal(status: 400, reason: "no Host header") }
        guard hosts.count == 1, !host.utf8.contains(UInt8(ascii: ",")) else {
            throw Refusal(status: 400, reason: "more than one Host header")
        }
        guard isOwn(host, local: local) else {
            throw Refusal(status: 403, reason: "this host is not served here; open it by its loopback address")
        }
    }

    /// A browser names the origin of the page that asks; what is no browser names none.
    func origin(_ origins: [String], host: String, site: [String]) throws(Refusal) {
        let isOwn = origins.count <= 1 && origins.allSatisfy { $0.lowercased() == "http://" + host.lowercased() }
        let isSameSite = site.allSatisfy { $0 == "same-origin" || $0 == "none" }
        guard isOwn, isSameSite else {
            throw Refusal(status: 403, reason: "this stream is for pages of the preview alone")
        }
    }

    /// True of a loopback name and of the bound address, with the port or without.
    private func isOwn(_ host: String, local: String?) -> Bool {
        guard let (name, port) = Self.split(host), port == nil || port == self.port else { return false }
        let folded = name.lowercased()
        if folded == "localhost" || folded == "::1" || Self.isLoopback(folded) { return true }
        return folded == boundAddress.lowercased() || folded == local?.lowercased()
    }

    /// 127.0.0.0/8, in four decimal numbers.
    private static func isLoopback(_ name: String) -> Bool {
        let parts = name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0].elementsEqual("127".utf8)
            && parts.allSatisfy { part in
                (1...3).contains(part.count) && part.allSatisfy { (0x30...0x39).contains($0) }
                    && (Int(String(Substring(part))) ?? 256) < 256
            }
    }

    /// The name and the port of `name`, `name:1313` or `[::1]:1313`; nil of what is neither.
    private static func split(_ host: String) -> (name: String, port: Int?)? {
        var name = host
        var rest = ""
        if host.utf8.first == UInt8(ascii: "[") {
            guard let end = host.utf8.firstIndex(of: UInt8(ascii: "]")) else { return nil }
            name = String(host[host.index(after: host.startIndex)..<end])
            rest = String(host[host.index(after: end)...])
        } else if let colon = host.utf8.firstIndex(of: UInt8(ascii: ":")) {
            name = String(host[..<colon])
            rest = String(host[colon...])
        }
        if rest.isEmpty { return (name, nil) }
        guard rest.utf8.first == UInt8(ascii: ":"), rest.utf8.dropFirst().allSatisfy({ (0x30...0x39).contains($0) }),
            let port = Int(rest.dropFirst())
        else { return nil }
        return (name, port)
    }
}
