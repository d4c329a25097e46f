import Charts
import Content
import Templates

extension Edition {
    /// What explains the signs of a chart's drawings, the one for small screens too, in the language of a page: those
    /// that they use, no others.
    func signs(_ used: [IntervalSign], on page: Page) -> [TemplateValue] {
        IntervalSign.allCases.filter(used.contains).map { sign in
            .object(["text": .text(theme.interface.text("sign_" + sign.rawValue, page.language))])
        }
    }
}
