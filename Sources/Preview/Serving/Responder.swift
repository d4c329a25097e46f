import Building
import Content
import Rendering

/// Answers requests from the site in memory. There is no way from an address to a disk.
struct Responder: Sendable {
    let session: PreviewSession

    static let ownFolder = "/__gazette/"
    static let events = ownFolder + "events"

    /// `target` is what stands behind the method: a path, maybe with a query.
    func answer(_ target: String, knownTags: [String]) -> Answer {
        let path = String(target.utf8.prefix { $0 != UInt8(ascii: "?") }) ?? target
        let query = String(target.dropFirst(path.count))
        guard path.utf8.first == UInt8(ascii: "/"), let decoded = Permalink.decoded(path) else {
            return .text(400, "this is no address of a page")
        }
        if decoded.hasPrefix(Self.ownFolder) { return own(decoded).unlessKnown(knownTags) }
        return page(decoded, query).unlessKnown(knownTags)
    }

    /// The script of the preview and its style.
    private func own(_ path: String) -> Answer {
        switch path.dropFirst(Self.ownFolder.count) {
        case "preview.js": .file(PackageResources.preview_js, type: MediaType.of("preview.js"))
        case "preview.css": .file(PackageResources.preview_css, type: MediaType.of("preview.css"))
        default: .text(404, "the preview has nothing here")
        }
    }

    /// As static hosts answer: a folder by the page in it, its name without a slash by the way there, what is not found by
    /// the site's own page.
    private func page(_ path: String, _ query: String) -> Answer {
        let shown = session.shown
        let relative = String(path.dropFirst())
        guard !shown.isEmpty else { return .file(Decoration.placeholder, type: MediaType.of("index.html")) }
        for candidate in [relative, withoutBase(relative, shown)].compactMap({ $0 }) {
            if let answer = lookUp(candidate, query, shown) { return answer }
        }
        guard let missing = shown.file(at: "404.html") else { return .text(404, "there is no such page") }
        return file(missing, status: 404)
    }

    private func lookUp(_ relative: String, _ query: String, _ shown: ShownSite) -> Answer? {
        if relative.isEmpty || relative.utf8.last == UInt8(ascii: "/") {
            return shown.file(at: relative + Permalink.folderFile).map { file($0) }
        }
        if let found = shown.file(at: relative) { return file(found) }
        if shown.file(at: relative + "/" + Permalink.folderFile) != nil {
            return .redirect(to: "/" + Permalink.encoded(relative) + "/" + query)
        }
        return shown.file(at: relative + ".html").map { file($0) }
    }

    /// Where the site's address has a path of its own, its absolute links begin with that.
    private func withoutBase(_ relative: String, _ shown: ShownSite) -> String? {
        let base = shown.basePath.dropFirst()
        guard !base.isEmpty, ("/" + relative).utf8.starts(with: shown.basePath.utf8) else { return nil }
        return String(relative.dropFirst(base.count))
    }

    private func file(_ found: ShownSite.Found, status: Int = 200) -> Answer {
        let type = MediaType.of(found.file.path)
        guard found.file.path.hasSuffix(".html") else { return .file(found.file.bytes, type: type, status: status) }
        let page = Decoration.page(found)
        return .file(page.bytes, type: type, status: status, tag: page.tag)
    }
}
