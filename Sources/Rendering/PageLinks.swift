import Content
import Diagnostics
import Files
import Markup

extension PageRenderer {
    /// The address that a link on a page gets, with a finding where it leads nowhere.
    func address(of link: LinkReference, on index: Int, into findings: inout [Diagnostic]) -> String {
        let outputPath = edition.site.pages[index].permalink.outputPath
        switch resolver.resolve(link.destination, from: index) {
        case .anchor(let anchor):
            checkAnchor(anchor, on: index, link, from: index, into: &findings)
            return URLPolicy.percentEncoded(anchor)
        case .page(let target, let suffix):
            checkAnchor(suffix, on: target, link, from: index, into: &findings)
            let to = edition.site.pages[target].permalink.outputPath
            return Permalink.relative(from: outputPath, to: to) + URLPolicy.percentEncoded(suffix)
        case .asset(let path, let suffix):
            let to = assetPath(path)
            return Permalink.relative(from: outputPath, to: to) + URLPolicy.percentEncoded(suffix)
        case .broken(let message, let written, let wanted):
            // The hundredth broken link of a page needs no hint of its own.
            let hint = written ?? (findings.count < 100 ? wanted.flatMap(resolver.nearest) : nil)
            findings.append(
                .error(link.isImage ? .linkImage : .linkBroken, message, at: link.location, hint: hint))
            return ""
        }
    }

    private func checkAnchor(
        _ suffix: String, on target: Int, _ link: LinkReference, from index: Int, into findings: inout [Diagnostic]
    ) {
        guard let hash = suffix.utf8.firstIndex(of: UInt8(ascii: "#")) else { return }
        let written = String(suffix[suffix.index(after: hash)...])
        guard !written.isEmpty, written != "top" else { return }
        let id = Permalink.decoded(written) ?? written
        guard !hasAnchor(id, on: target) else { return }
        let there = edition.site.pages[target]
        let ids = there.body.anchors.filter { !$0.hasPrefix("fn") } + embeds[target].ids.filter { !$0.isEmpty }
        findings.append(
            .error(
                .linkAnchor, "\(target == index ? "this page" : there.path ?? "that page") has no “#\(id)”",
                at: link.location, hint: NearestName.hint(for: id, among: ids)))
    }
}
