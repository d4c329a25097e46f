import Content
import Markup

/// `llms.txt` (llmstxt.org), one for each language: what the site is, and its pages with their summaries, as Markdown
/// with links to their plain copies, for programs that read.
struct SiteOverview {
    static let name = "llms.txt"

    let renderer: PageRenderer
    let frame: SiteFrame

    private var site: Site { renderer.edition.site }

    private static func path(_ frame: SiteFrame) -> String {
        frame.rootFolder.isEmpty ? name : frame.rootFolder + "/" + name
    }

    func file() -> OutputFile? {
        let path = Self.path(frame)
        guard let home = site.page(folder: "", language: frame.language),
            !renderer.edition.tree.contains("content/" + path)
        else { return nil }
        var out = "# \(escaped(frame.siteTitle))\n"
        if let about = frame.siteDescription, !about.isEmpty { out += "\n> \(escaped(about))\n" }
        var loose: [Int] = []
        var sections: [(page: Int, entries: [Int])] = []
        for child in site.children(of: home) {
            if site.pages[child].kind == .page { loose.append(child) }
            let below = site.descendants(of: child).filter { site.pages[$0].kind == .page }
            if !below.isEmpty { sections.append((child, below)) }
        }
        if !loose.isEmpty { out += "\n" + loose.map { entry($0, from: path) }.joined() }
        for section in sections {
            out += "\n## \(escaped(frame.plainTitle(section.page)))\n\n"
            out += section.entries.map { entry($0, from: path) }.joined()
        }
        out += more(from: path)
        let text = renderer.edition.scripts.text(out, frame.language)
        return OutputFile(path: path, bytes: Array(text.utf8))
    }

    /// `- [Title](address): summary`.
    private func entry(_ index: Int, from: String) -> String {
        let page = site.pages[index]
        let isCopied = MarkdownCopy.isWanted(page, in: renderer.edition)
        let target = isCopied ? MarkdownCopy.path(of: page.permalink) : page.permalink.outputPath
        var out = "- [\(escaped(frame.plainTitle(index)))](\(address(target, from: from)))"
        if let summary = frame.plainSummary(index), !summary.isEmpty { out += ": " + escaped(summary) }
        return out + "\n"
    }

    /// The figures and tables of the site, and its other languages.
    private func more(from: String) -> String {
        let words = renderer.edition.theme.interface
        var out = ""
        if renderer.frames.contains(where: \.hasFigures) {
            let address = address(FigureLists.json, from: from)
            out += "\n## \(words.text("data", frame.language))\n\n"
            out += "- [\(words.text("figures_json_site", frame.language))](\(address))\n"
        }
        let others = renderer.frames.filter { $0.language != frame.language }
        if others.isEmpty { return out }
        out += "\n## \(words.text("languages", frame.language))\n\n"
        for other in others {
            out += "- [\(SiteFrame.ownName(of: other.tag))](\(address(Self.path(other), from: from)))\n"
        }
        return out
    }

    /// The whole address where the site's is known.
    private func address(_ path: String, from: String) -> String {
        let relative = Permalink.relative(from: from, to: path)
        return renderer.edition.configuration.baseURL.map { $0 + Permalink.encoded(path) } ?? relative
    }

    private func escaped(_ text: String) -> String {
        var line = MarkdownText.of(HTML(text: text).bytes)
        while line.last == 0x0A { line.removeLast() }
        return String(decoding: line.map { $0 == 0x0A ? 0x20 : $0 }, as: UTF8.self)
    }
}
