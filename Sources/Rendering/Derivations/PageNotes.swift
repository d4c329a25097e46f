import Content
import Indicators

/// The figures whose derivations a page tells: those that it prints, in the order of their first occurrence, then the
/// indicators that those rest on, each once. Their numbers are those of the notes in print.
///
/// Derivations stand at the end of the page, and not in the paragraphs whose figures they explain. There they would cut
/// the sentence for whoever reads without styles, copies it, hears it or finds it by a search; a paragraph may hold no
/// list; a figure that occurs twice would be told twice. At the end, the same elements are the notes in print, and a
/// derivation can open that of an indicator that it rests on, so that no tree is written out more than once.
struct PageNotes {
    struct Note {
        var figure: Figure
        /// The id of its popover.
        var id: String
        var number: Int
        /// False of one that is only rested on.
        var isPrinted: Bool
    }

    private(set) var notes: [Note] = []
    private let folder: String
    private var numbers: [String: Int] = [:]

    init(_ occurrences: [BoundFigure], on folder: String, of book: FigureBook) {
        self.folder = folder
        for occurrence in occurrences { if let figure = occurrence.figure { add(figure, isPrinted: true) } }
        var next = 0
        while next < notes.count {
            for input in notes[next].figure.derivation.inputs {
                guard case .indicator(let inner) = input,
                    let figure = book.figure(named: inner.name, in: inner.bundle)
                else { continue }
                add(figure, isPrinted: false)
            }
            next += 1
        }
    }

    private mutating func add(_ figure: Figure, isPrinted: Bool) {
        let id = popover(of: figure)
        guard numbers[id] == nil else { return }
        notes.append(Note(figure: figure, id: id, number: notes.count + 1, isPrinted: isPrinted))
        numbers[id] = notes.count
    }

    /// The popover's id of a figure: one for all its occurrences on the page.
    func popover(of figure: Figure) -> String {
        let id = "how-" + figure.id.dropFirst("fig-".count)
        guard figure.name != nil, figure.bundle != folder else { return id }
        // Another briefing may have an indicator of the same name.
        return id + Figure.id(ofFormula: figure.bundle).dropFirst("fig".count)
    }

    func number(of figure: Figure) -> Int { numbers[popover(of: figure)] ?? 0 }
}
