/// How grave a finding is. An error stops the build; with `--strict`, so does a warning.
package enum Severity: String, Sendable, Comparable {
    case info
    case warning
    case error

    private var rank: Int {
        switch self {
        case .info: 0
        case .warning: 1
        case .error: 2
        }
    }

    package static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }
}

/// One finding: what went wrong, where, and how to mend it.
package struct Diagnostic: Hashable, Sendable {
    package var severity: Severity
    package var code: DiagnosticCode
    /// What was found and what was expected, one sentence without a full stop.
    package var message: String
    package var location: SourceLocation?
    /// How to mend it, one sentence without a full stop.
    package var hint: String?

    package init(
        _ severity: Severity, _ code: DiagnosticCode, _ message: String, at location: SourceLocation?,
        hint: String? = nil
    ) {
        self.severity = severity
        self.code = code
        self.message = message
        self.location = location
        self.hint = hint
    }

    package static func error(
        _ code: DiagnosticCode, _ message: String, at location: SourceLocation?, hint: String? = nil
    ) -> Diagnostic {
        Diagnostic(.error, code, message, at: location, hint: hint)
    }

    package static func warning(
        _ code: DiagnosticCode, _ message: String, at location: SourceLocation?, hint: String? = nil
    ) -> Diagnostic {
        Diagnostic(.warning, code, message, at: location, hint: hint)
    }
}

extension Sequence where Element == Diagnostic {
    package var hasErrors: Bool { contains { $0.severity == .error } }

    /// By file, line and column, without repeats: the order in which they are reported.
    package func inReportingOrder() -> [Diagnostic] {
        var seen: Set<Diagnostic> = []
        let unique = filter { seen.insert($0).inserted }
        return unique.enumerated().sorted { a, b in
            switch (a.element.location, b.element.location) {
            case (let x?, let y?) where x != y: x < y
            case (nil, _?): true
            case (_?, nil): false
            default: a.offset < b.offset
            }
        }.map(\.element)
    }
}

/// A stage's value with what it found on the way; a stage never prints and never stops at the first finding.
package struct Diagnosed<Value> {
    package var value: Value
    package var diagnostics: [Diagnostic]

    package init(_ value: Value, _ diagnostics: [Diagnostic] = []) {
        self.value = value
        self.diagnostics = diagnostics
    }

    package func map<T>(_ transform: (Value) throws -> T) rethrows -> Diagnosed<T> {
        Diagnosed<T>(try transform(value), diagnostics)
    }

    /// The value; its findings are appended to `list`.
    package func collecting(into list: inout [Diagnostic]) -> Value {
        list += diagnostics
        return value
    }
}

extension Diagnosed: Sendable where Value: Sendable {}
