import Building
import Diagnostics
import Preview

/// Tells on the terminal what a build of the preview came to: its findings, and one line.
enum RoundPrinter {
    static func print(_ round: PreviewSession.Round) {
        let lines = SourceLines(root: round.report.root)
        Terminal.report(round.report.findings.filter { $0.severity > .info }, line: lines.line)
        Terminal.say(summary(round))
    }

    /// `content/cars/index.md: 1 page in 8 ms; clean: 6 pages, 6 charts, …`.
    static func summary(_ round: PreviewSession.Round) -> String {
        let pages = "\(round.rendered) page\(round.rendered == 1 ? "" : "s")"
        let state = round.isShown ? "shown after \(milliseconds(round.shown))" : "the last good site is still shown"
        return "\(name(round.changes)): \(pages) rendered in \(milliseconds(round.checked)), \(state); "
            + round.report.checkSummary
    }

    private static func name(_ changes: SourceChanges) -> String {
        switch changes {
        case .all: return "the site"
        case .contents(let paths), .files(let paths):
            let sorted = paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            let rest = sorted.count - 2
            return sorted.prefix(2).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
        }
    }

    private static func milliseconds(_ duration: Duration) -> String {
        let tenths = Int(duration / .microseconds(100))
        return tenths < 100 ? "\(tenths / 10).\(tenths % 10) ms" : "\(tenths / 10) ms"
    }
}
