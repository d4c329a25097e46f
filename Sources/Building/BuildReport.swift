import Content
import Diagnostics
import Files
import Rendering
import Tables

/// What a build found and did.
package struct BuildReport: Sendable {
    package var findings: [Diagnostic] = []
    /// Warnings of what a build leaves out of the site as it is configured: nothing is wrong, so that they fail no
    /// build, `--strict` or not.
    package var advice: [Diagnostic] = []
    package var tally = PageTally()
    package var changes = PublishedChanges()
    /// Of each page that has numerals in its prose, in the order of pages.
    package var coverage: [PageCoverage] = []
    package let root: String
    private let outputFolder: String
    private let isStrict: Bool

    init(options: BuildOptions) {
        root = options.root
        outputFolder = options.outputFolder
        isStrict = options.isStrict
    }

    mutating func take<T>(_ stage: Diagnosed<T>) { findings += stage.diagnostics }

    /// With its findings in the order in which they are reported.
    func finished() -> BuildReport {
        var out = self
        out.findings = findings.inReportingOrder()
        return out
    }

    /// An error, or with `--strict` a warning.
    package var hasFailed: Bool { findings.contains { $0.severity >= (isStrict ? .warning : .error) } }

    /// A line of a source file, for printing a finding.
    package func line(_ file: String, _ number: Int) -> ArraySlice<UInt8>? {
        Self.line(file, number, below: root)
    }

    /// A line of a file below `root`; nothing of what a link leads to, since that may be no source of the site.
    static func line(_ file: String, _ number: Int, below root: String) -> ArraySlice<UInt8>? {
        lines(of: file, below: root)?.line(number)
    }

    /// The lines of a file below `root`.
    static func lines(of file: String, below root: String) -> LineIndex? {
        let path = root + "/" + file
        // A workbook or a database has no lines.
        guard !TableFormat.isBinary(file) else { return nil }
        guard Disk.status(path)?.kind == .file, let bytes = try? Disk.read(path, limit: 64_000_000) else { return nil }
        return LineIndex(bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes)
    }

    /// `3 errors and 1 warning; nothing was written`.
    package var failureSummary: String { counts + "; nothing was written" }

    private var counts: String {
        func count(_ severity: Severity, _ word: String) -> String? {
            let n = findings.count { $0.severity == severity }
            return n == 0 ? nil : "\(n) \(word)\(n == 1 ? "" : "s")"
        }
        return [count(.error, "error"), count(.warning, "warning")].compactMap { $0 }.joined(separator: " and ")
    }

    /// `clean: 6 pages, 6 charts, 40 figures, 31 claims checked`, after warnings, if any.
    package var checkSummary: String {
        let counts = counts
        return (counts.isEmpty ? "clean" : counts) + ": " + tally.description
    }

    /// `6 pages, … in public (14 files written, 2 unchanged) in 32 ms`.
    package func summary(duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        let milliseconds = Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
        var files = ["\(changes.written) written", "\(changes.unchanged) unchanged"]
        if changes.removed > 0 { files.append("\(changes.removed) removed") }
        let warnings = counts
        return (warnings.isEmpty ? "" : warnings + "\n") + tally.description + "; files: "
            + files.joined(separator: ", ") + "; \(milliseconds) ms\nthe site is in "
            + OutputFolder.absolute(outputFolder) + ": open index.html there"
    }
}
