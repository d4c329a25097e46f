import Content
import Diagnostics
import Files
import Languages
import Rendering

/// What `gazette report` is asked for.
package struct ReportOptions: Sendable {
    /// Folders of pages and of sections: paths on disk, or below `content/`. None for all briefings of the site.
    package var folders: [String]
    /// Nil for the language of a file that is named, else the site's first.
    package var language: LanguageTag?

    package init(folders: [String], language: LanguageTag? = nil) {
        self.folders = folders
        self.language = language
    }
}

/// Pages of a site as one document.
package struct Report: Sendable {
    package var findings: [Diagnostic] = []
    /// The document as HTML; nil where something is wrong.
    package private(set) var html: [UInt8]?
    /// How many pages it holds.
    package private(set) var pageCount = 0
    private let root: String

    /// Makes the document. `site.root` is nil where it is to be found from the first folder, or from the working
    /// directory.
    package static func make(_ options: ReportOptions, root: String?, _ site: (String) -> BuildOptions) -> Report {
        let start = options.folders.first { Disk.status($0, following: true) != nil } ?? "."
        let root = root ?? SiteRoot.nearest(to: start) ?? "."
        var report = Report(root: root)
        var build = site(root)
        build.countsNumerals = false
        let loaded = SiteBuild.load(build)
        report.findings = loaded.diagnostics
        guard let edition = loaded.value else { return report.finished() }
        var bindings = BuildReport(options: build)
        let bound = SiteBuild.bind(edition, build, into: &bindings)
        report.findings += bindings.findings
        guard !report.findings.hasErrors, let choice = report.choose(options, in: edition.site) else {
            return report.finished()
        }
        let volume = ReportVolume(
            edition: edition, bound: bound, pages: choice.pages, cover: choice.cover, language: choice.language)
        let made = volume.html()
        report.findings += made.diagnostics
        report.pageCount = choice.pages.count
        if !report.findings.contains(where: { $0.severity >= (build.isStrict ? .warning : .error) }) {
            report.html = made.value
        }
        return report.finished()
    }

    private init(root: String) { self.root = root }

    private func finished() -> Report {
        var out = self
        out.findings = findings.inReportingOrder()
        return out
    }

    /// A line of a source file, for printing a finding.
    package func line(_ file: String, _ number: Int) -> ArraySlice<UInt8>? {
        BuildReport.line(file, number, below: root)
    }

    // MARK: Which pages

    /// The pages in their order, the one that gives the document its name, and its language.
    private struct Choice {
        var pages: [Int]
        var cover: Int
        var language: Int
    }

    private mutating func choose(_ options: ReportOptions, in site: Site) -> Choice? {
        let named = options.folders.map { place(of: $0, in: site) }
        let tags = site.configuration.languages
        let wanted = options.language.map { wanted in tags.firstIndex(of: wanted) }
        guard let language = wanted ?? named.lazy.compactMap(\.language).first ?? 0 else {
            findings.append(
                .error(
                    .pageLanguage, "the site has no language \(options.language?.description ?? "")", at: nil,
                    hint: "its languages are " + tags.map(\.description).joined(separator: ", ")))
            return nil
        }
        guard let home = site.page(folder: "", language: language) else { return nil }
        if named.isEmpty { return whole(site, home, language) }
        var pages: [Int] = []
        var cover = home
        for place in named {
            guard let page = site.page(folder: place.folder, language: language) ?? site.pages(in: place.folder).first
            else {
                let folders = Set(site.pages.map(\.folder)).sorted()
                findings.append(
                    .error(
                        .fileMissing, "there is no page or section at content/\(place.folder)", at: nil,
                        hint: NearestName.hint(for: place.folder, among: folders)
                            ?? "name a folder below content/, such as content/briefings"))
                continue
            }
            let isPage = site.pages[page].kind == .page
            let listed = isPage ? [page] : site.listedDescendants(of: page).filter { site.pages[$0].kind == .page }
            // Where a section itself is not written in the language, its pages may be.
            let below = listed.map { page in
                site.translations(of: page).first { site.pages[$0].language == language } ?? page
            }
            if below.isEmpty {
                findings.append(
                    .error(.fileMissing, "the section content/\(place.folder) has no page to report", at: nil))
            }
            pages += below.filter { !pages.contains($0) }
            if named.count == 1 { cover = page }
        }
        return findings.hasErrors ? nil : Choice(pages: pages, cover: cover, language: language)
    }

    /// All briefings: what stands in sections and has a date, else all that stands in sections.
    private mutating func whole(_ site: Site, _ home: Int, _ language: Int) -> Choice? {
        let pages = site.listedDescendants(of: home).filter {
            site.pages[$0].kind == .page && site.pages[$0].folder.utf8.contains(UInt8(ascii: "/"))
        }
        let dated = pages.filter { site.pages[$0].frontMatter.date != nil }
        let chosen = dated.isEmpty ? pages : dated
        if chosen.isEmpty {
            findings.append(.error(.fileMissing, "the site has no briefing to report", at: nil))
            return nil
        }
        return Choice(pages: chosen, cover: home, language: language)
    }

    /// The folder below `content/` that an argument means, and the language of the file that it names.
    private func place(of argument: String, in site: Site) -> (folder: String, language: Int?) {
        var path = argument
        while path.utf8.count > 1, path.hasSuffix("/") { path.removeLast() }
        var inner =
            Disk.status(path, following: true) == nil ? nil : SiteRoot.relative(path, to: root + "/content")
        if inner == nil {
            let parts = path.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }.filter { $0 != "." }
            inner = (parts.first == "content" ? Array(parts.dropFirst()) : parts).joined(separator: "/")
        }
        let folder = inner ?? ""
        let name = SourcePath.name(of: folder)
        guard let language = PageSource.language(ofFile: name, among: site.configuration.languages) else {
            return (folder, nil)
        }
        return (SourcePath.folder(of: folder), language)
    }
}
