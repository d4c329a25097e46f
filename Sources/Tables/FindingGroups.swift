import Diagnostics

/// Gathers the findings of a table and keeps each kind short: the first few of a code in a column stand with their
/// place, the rest are counted in one more finding ("37 more like this").
struct FindingGroups: Sendable {
    /// How many of a kind are shown.
    static let limit = 20

    private struct Key: Hashable {
        var code: DiagnosticCode
        var severity: Severity
        var group: Int
    }

    private struct Surplus {
        var count: Int
        var first: SourceLocation
    }

    /// One finding that is shown, and the kind that it counts in, if any.
    private struct Entry {
        var finding: Diagnostic
        var key: Key?
        var limit: Int
    }

    private var entries: [Entry] = []
    private var counts: [Key: Int] = [:]
    private var surplus: [Key: Surplus] = [:]
    /// The kinds of which there are too many, in the order in which they became so, and how many findings there were.
    private var order: [(key: Key, after: Int)] = []

    var list: [Diagnostic] { entries.map(\.finding) }
    var isEmpty: Bool { entries.isEmpty }

    /// `group` tells kinds of one code apart: the column, or −1 for the file. The finding is made only if shown:
    /// where it is among the first `limit` of its kind.
    mutating func add(
        _ severity: Severity, _ code: DiagnosticCode, group: Int = -1, limit: Int = limit,
        at location: @autoclosure () -> SourceLocation, _ finding: () -> (message: String, hint: String?)
    ) {
        let key = Key(code: code, severity: severity, group: group)
        let count = counts[key, default: 0]
        counts[key] = count + 1
        if count < limit {
            let (message, hint) = finding()
            let made = Diagnostic(severity, code, message, at: location(), hint: hint)
            entries.append(Entry(finding: made, key: key, limit: limit))
        } else if surplus[key] == nil {
            note(key, Surplus(count: 1, first: location()))
        } else {
            surplus[key]?.count += 1
        }
    }

    mutating func add(_ finding: Diagnostic) { entries.append(Entry(finding: finding, key: nil, limit: 0)) }

    private mutating func note(_ key: Key, _ found: Surplus) {
        if surplus[key] == nil {
            surplus[key] = found
            order.append((key, entries.count))
        } else {
            surplus[key]?.count += found.count
        }
    }

    /// Adds what `other` found, as if it had been found here after all else; `lines` is added to its lines.
    mutating func merge(_ other: FindingGroups, lines: Int = 0) {
        var late = other.order[...]
        func moved(_ location: SourceLocation) -> SourceLocation {
            var location = location
            location.line += lines
            return location
        }
        func addSurplus(before index: Int) {
            while let (key, after) = late.first, after <= index, let found = other.surplus[key] {
                late.removeFirst()
                counts[key, default: 0] += found.count
                note(key, Surplus(count: found.count, first: moved(found.first)))
            }
        }
        for (index, entry) in other.entries.enumerated() {
            addSurplus(before: index)
            var finding = entry.finding
            finding.location = finding.location.map(moved)
            guard let key = entry.key else {
                add(finding)
                continue
            }
            let location = finding.location ?? SourceLocation(file: "")
            add(finding.severity, finding.code, group: key.group, limit: entry.limit, at: location) {
                (finding.message, finding.hint)
            }
        }
        addSurplus(before: other.entries.count)
    }

    /// All findings, the counts of what was left out after them.
    func finished() -> [Diagnostic] {
        list
            + order.compactMap { key, _ in
                surplus[key].map { rest in
                    Diagnostic(
                        key.severity, key.code, "\(rest.count) more like this, from here on", at: rest.first,
                        hint: "the first of the kind are shown")
                }
            }
    }
}
