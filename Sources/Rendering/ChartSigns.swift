import Charts
import Content
import Templates

extension Edition {
    /// What explains the signs of a chart's drawings, the one for small screens too, in the language of a page: those
    /// that they use, no others.
    func signs(of drawings: ChartOutput?..., on page: Page) -> [TemplateValue] {
        let used = Set(drawings.compactMap { $0?.signs }.joined())
        return IntervalSign.allCases.filter(used.contains).map { sign in
            .object(["text": .text(theme.interface.text("sign_" + sign.rawValue, page.language))])
        }
    }
}
