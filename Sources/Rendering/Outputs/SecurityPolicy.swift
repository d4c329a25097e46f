import Content
import Files
import Markup

/// What `_headers` asks a host to send with every page: a Content-Security-Policy (W3C CSP 3) under which a browser
/// loads nothing but the site's own files and runs and styles nothing in line, but for what the theme holds itself.
struct SecurityPolicy {
    static let path = "_headers"

    /// The policy of a site, in one line.
    static func text(of edition: Edition) -> String {
        let styles = ["'self'"] + edition.theme.inlineStyles.map { "'\($0)'" }
        let images = ["'self'", "data:"] + hostsOfImages(edition.site)
        var directives = [
            "default-src 'none'", "style-src " + styles.joined(separator: " "),
            "img-src " + images.joined(separator: " "), "font-src 'self'", "media-src 'self'",
        ]
        if hasScripts(edition) {
            let scripts = ["'self'"] + edition.theme.inlineScripts.map { "'\($0)'" }
            directives.append("script-src " + scripts.joined(separator: " "))
        }
        directives += ["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"]
        return directives.joined(separator: "; ")
    }

    /// The file of hosts that read it: a pattern of paths, and below it what they send.
    static func headers(of edition: Edition) -> OutputFile {
        let text = """
            /*
              Content-Security-Policy: \(text(of: edition))
              Referrer-Policy: strict-origin-when-cross-origin
              X-Content-Type-Options: nosniff

            """
        return OutputFile(path: path, bytes: Array(text.utf8))
    }

    /// Scripts are the theme's: Markdown has none.
    private static func hasScripts(_ edition: Edition) -> Bool {
        !edition.theme.inlineScripts.isEmpty || edition.theme.assets.contains { $0.path.hasSuffix(".js") }
    }

    /// The origins of pictures that pages show from elsewhere, each once, in order.
    private static func hostsOfImages(_ site: Site) -> [String] {
        var hosts: Set<String> = []
        for page in site.pages {
            for address in page.body.remoteImages {
                if let origin = origin(of: address) { hosts.insert(origin) }
            }
        }
        return hosts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Scheme, host and port of a whole address; nil of one that a header could not hold.
    static func origin(of address: String) -> String? {
        guard let scheme = URLPolicy.scheme(of: address), scheme == "https" || scheme == "http" else { return nil }
        let parts = address.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count > 2, parts[1].isEmpty else { return nil }
        let host = parts[2].prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
        let isHost = host.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":"): true
            default: false
            }
        }
        return isHost && !host.isEmpty ? "\(scheme)://\(String(Substring(host)))" : nil
    }
}

/// The elements of the theme's templates that a policy without `unsafe-inline` refuses unless it names their digests.
enum InlineElements {
    /// The digests of what stands in elements of a name (`style`, `script`), in the order of the templates. What a
    /// template fills in is not known here, and what a browser does not run (data blocks) needs none.
    static func digests(of name: String, in templates: [SourceFile]) -> [String] {
        var out: [String] = []
        for template in templates {
            for content in contents(of: name, in: template.bytes) {
                let digest = "sha256-" + SHA256.base64(content)
                if !out.contains(digest) { out.append(digest) }
            }
        }
        return out
    }

    private static func contents(of name: String, in bytes: [UInt8]) -> [[UInt8]] {
        let (open, close) = (Array("<\(name)".utf8), Array("</\(name)>".utf8))
        var out: [[UInt8]] = []
        var i = 0
        while let start = find(open, in: bytes, from: i) {
            guard let tagEnd = bytes[start...].firstIndex(of: UInt8(ascii: ">")),
                let end = find(close, in: bytes, from: tagEnd)
            else { break }
            let tag = bytes[start...tagEnd]
            // A browser reads CRLF as LF before it takes the digest.
            let content = bytes[(tagEnd + 1)..<end].filter { $0 != 0x0D }
            let isRun = find(Array("type=".utf8), in: Array(tag), from: 0) == nil
            if isRun, !content.isEmpty, find(Array("{{".utf8), in: content, from: 0) == nil { out.append(content) }
            i = end + close.count
        }
        return out
    }

    private static func find(_ wanted: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        var i = start
        while i + wanted.count <= bytes.count {
            if bytes[i] == wanted[0], bytes[i..<(i + wanted.count)].elementsEqual(wanted) { return i }
            i += 1
        }
        return nil
    }
}
