import Content
import Diagnostics
import Files
import Templates

extension TemplateValue {
    /// An author's own value (`params` of a front matter), as templates see it: scalars as they were written, `true` and
    /// `false` as what sections ask for. Its depth is that which the YAML reader admits.
    init(parameter node: Node) {
        switch node.value {
        case .null: self = .missing
        case .boolean(let flag): self = .boolean(flag)
        case .number(let text), .string(let text): self = .text(text)
        case .sequence(let items): self = .list(items.map { TemplateValue(parameter: $0) })
        case .mapping(let entries):
            self = .object(
                TemplateObject(
                    open: entries.map { (key: TemplateKey($0.key), value: TemplateValue(parameter: $0.value)) }))
        }
    }
}

extension PageJob {
    /// The page's `params`; a map without anything where it has none.
    var parameters: TemplateValue {
        page.frontMatter.params.map { TemplateValue(parameter: $0) } ?? .object(TemplateObject(open: []))
    }

    /// The template that prints the page: that of its `layout`, else that of its kind and place.
    mutating func template() -> String {
        let usual = usualTemplate
        guard let layout = page.frontMatter.layout else { return usual }
        let templates = edition.theme.templates
        if templates.contains(layout.text) { return layout.text }
        findings.append(
            .error(
                .templatePartial, "no template is named “\(layout.text)”", at: layout.location,
                hint: NearestName.hint(for: layout.text, among: templates.names)
                    ?? "write it as templates/\(layout.text).html, or remove “layout”"))
        return usual
    }
}
