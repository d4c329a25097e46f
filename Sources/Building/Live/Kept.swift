import Diagnostics
import Files

/// A result that is kept, with what it was made of.
struct Kept<Value: Sendable>: Sendable {
    var value: Value
    /// All that was found.
    let findings: [Diagnostic]
    /// What stops a build, or warns.
    let told: [Diagnostic]
    let notes: Reading.Notes

    /// Does the work and listens.
    init(_ work: () -> Diagnosed<Value>) {
        let made = Reading.noting(work)
        value = made.value.value
        findings = made.value.diagnostics
        told = findings.filter { $0.severity > .info }
        notes = made.notes
    }

    /// True for as long as nothing that it was made of is gone or has changed.
    func holds(_ changes: SourceChanges, without gone: Set<Int> = []) -> Bool {
        !changes.touchesAny(notes.files) && (gone.isEmpty || notes.values.isDisjoint(with: gone))
    }
}

/// What several stages found, in their order; put together when it is asked for, for there is much of it.
struct StageFindings: Sendable {
    private(set) var told: [Diagnostic] = []
    private var all: [[Diagnostic]] = []

    mutating func add(_ findings: [Diagnostic]) {
        guard !findings.isEmpty else { return }
        all.append(findings)
        told += findings.filter { $0.severity > .info }
    }

    mutating func add<Value>(_ kept: Kept<Value>) {
        guard !kept.findings.isEmpty else { return }
        all.append(kept.findings)
        told += kept.told
    }

    /// With `withInformation`, all of them.
    func list(withInformation: Bool) -> [Diagnostic] { withInformation ? Array(all.joined()) : told }
}
