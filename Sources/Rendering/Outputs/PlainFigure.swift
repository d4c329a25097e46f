import Markup

extension PageJob {
    /// A figure where nothing of a page's style is known: amid text its words, as a headline a line of its own, with
    /// `sign` between its value and its label.
    func write(plainly occurrence: BoundFigure, after sign: StaticString, into html: inout HTML) {
        guard let figure = occurrence.figure, occurrence.reference.isBlock else {
            if occurrence.isClaim || occurrence.figure == nil {
                html.append(occurrence.reference.wordsHTML)
            } else {
                html.append(text: occurrence.text)
            }
            return
        }
        html.append("<p><strong>")
        html.append(text: occurrence.text)
        html.append("</strong>")
        html.append(sign)
        html.append(text: figures.derivations.label(figure))
        html.append("</p>\n")
    }
}
