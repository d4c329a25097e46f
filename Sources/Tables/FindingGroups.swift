import Diagnostics

/// Gathers the findings of a table and keeps each kind short: the first few of a code in a column stand with their
/// place, the rest are counted in one more finding ("37 more like this").
struct FindingGroups {
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

    private(set) var list: [Diagnostic] = []
    private var counts: [Key: Int] = [:]
    private var surplus: [Key: Surplus] = [:]
    private var order: [Key] = []

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
            list.append(Diagnostic(severity, code, message, at: location(), hint: hint))
        } else if surplus[key] == nil {
            surplus[key] = Surplus(count: 1, first: location())
            order.append(key)
        } else {
            surplus[key]?.count += 1
        }
    }

    mutating func add(_ finding: Diagnostic) { list.append(finding) }

    /// All findings, the counts of what was left out after them.
    func finished() -> [Diagnostic] {
        list
            + order.compactMap { key in
                surplus[key].map { rest in
                    Diagnostic(
                        key.severity, key.code, "\(rest.count) more like this, from here on", at: rest.first,
                        hint: "the first of the kind are shown")
                }
            }
    }
}
