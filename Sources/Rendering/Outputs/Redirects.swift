import Content

/// `_redirects`, for hosts that answer from it with a status of their own; the pages of `alias.html` stand all the same,
/// for those that do not.
enum Redirects {
    static let path = "_redirects"

    /// A line for each alias, from the path of the site's address on; nil where there is none.
    static func file(of edition: Edition) -> OutputFile? {
        let site = edition.site
        if site.aliases.isEmpty { return nil }
        let base = PageRenderer.path(of: edition.configuration.baseURL)
        var text = ""
        for alias in site.aliases {
            let target = site.pages[alias.page].permalink
            text += "\(base)\(alias.permalink.address.dropFirst()) \(base)\(target.address.dropFirst()) 301\n"
        }
        return OutputFile(path: path, bytes: Array(text.utf8))
    }
}
