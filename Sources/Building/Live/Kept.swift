import Diagnostics
import Files

/// A result that is kept, with what it was made of.
///
/// A reference, since a site has many of them, which are looked through after each change.
final class Kept<Value: Sendable>: Sendable {
    let value: Value
    /// All that was found.
    let findings: [Diagnostic]
    /// True where `findings` are more than information.
    let isTold: Bool
    private let files: [String]
    /// The folders whose lists of files were looked at.
    let listings: [String]
    /// Rising.
    private let values: [Int]

    /// Does the work and listens.
    init(_ work: () -> Diagnosed<Value>) {
        let made = Reading.noting(work)
        value = made.value.value
        findings = made.value.diagnostics
        isTold = findings.contains { $0.severity > .info }
        files = Array(made.notes.files)
        listings = Array(made.notes.listings)
        values = made.notes.values.sorted()
    }

    /// Another value that was made of the same.
    init(_ value: Value, like other: Kept) {
        self.value = value
        findings = other.findings
        isTold = other.isTold
        files = other.files
        listings = other.listings
        values = other.values
    }

    /// What stops a build, or warns.
    var told: [Diagnostic] { isTold ? findings.filter { $0.severity > .info } : [] }

    /// True for as long as nothing that it was made of is gone or has changed.
    func holds(_ changes: SourceChanges, without gone: Set<Int> = []) -> Bool {
        if changes.touchesAny(files) { return false }
        if gone.count < 16 { return !gone.contains(where: isMadeOf) }
        return !values.contains(where: gone.contains)
    }

    /// Tells whoever listens what it was made of.
    func note() {
        var notes = Reading.Notes()
        notes.files = Set(files)
        notes.listings = Set(listings)
        notes.values = Set(values)
        Reading.note(notes)
    }

    private func isMadeOf(_ number: Int) -> Bool {
        var (low, high) = (0, values.count)
        while low < high {
            let middle = (low + high) / 2
            if values[middle] < number { low = middle + 1 } else { high = middle }
        }
        return low < values.count && values[low] == number
    }
}

/// What several stages found, in their order; put together when it is asked for, for there is much of it.
struct StageFindings: Sendable {
    private var all: [[Diagnostic]] = []
    private(set) var worst = Severity.info

    mutating func add(_ findings: [Diagnostic]) {
        guard !findings.isEmpty else { return }
        all.append(findings)
        for finding in findings { worst = max(worst, finding.severity) }
    }

    mutating func add<Value>(_ kept: Kept<Value>) { if !kept.findings.isEmpty { add(kept.findings) } }

    /// With `withInformation`, all of them; else errors and warnings.
    func list(withInformation: Bool) -> [Diagnostic] {
        withInformation ? Array(all.joined()) : all.joined().filter { $0.severity > .info }
    }
}
