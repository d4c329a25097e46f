import Diagnostics

/// Finds names in the values of the sections around a tag, the innermost first.
enum ContextLookup {
    enum Result {
        case found(TemplateValue)
        /// The number of the part of the path that is known nowhere.
        case unknown(part: Int)
    }

    /// The first part is looked for in every context, the others in what the part before has. A part of a value that
    /// is missing is missing.
    static func value(of path: Program.Path, in context: [TemplateValue]) -> Result {
        guard let first = path.keys.first else { return .found(context.last ?? .missing) }
        var level = context.count - 1
        while level >= 0 {
            if case .object(let object) = context[level], let value = object[first] {
                return path.keys.count == 1 ? .found(value) : parts(of: path, in: value)
            }
            level -= 1
        }
        return .unknown(part: 0)
    }

    private static func parts(of path: Program.Path, in first: TemplateValue) -> Result {
        var value = first
        for part in 1..<path.keys.count {
            if case .missing = value { return .found(.missing) }
            guard case .object(let object) = value, let inner = object[path.keys[part]] else {
                return .unknown(part: part)
            }
            value = inner
        }
        return .found(value)
    }

    /// What to say of a path whose part `part` is unknown.
    static func finding(
        for path: Program.Path, unknownPart part: Int, in context: [TemplateValue]
    ) -> (message: String, hint: String) {
        let name = path.keys[part].name
        if part == 0 {
            let known = context.reversed().flatMap(names)
            return (
                "“\(name)” is no name that is known here",
                NearestName.hint(for: name, among: known) ?? list(known)
            )
        }
        let before = Program.Path(name: path.name, keys: Array(path.keys[..<part]))
        guard case .found(let owner) = value(of: before, in: context) else { return ("“\(path.name)” is unknown", "") }
        let owning = before.keys.map(\.name).joined(separator: ".")
        guard case .object = owner else {
            return (
                "“\(owning)” is \(owner.kind) and has no part “\(name)”",
                "write {{\(owning)}}, or open it with {{#\(owning)}}"
            )
        }
        let known = names(of: owner)
        return ("“\(owning)” has no part “\(name)”", NearestName.hint(for: name, among: known) ?? list(known))
    }

    private static func names(of value: TemplateValue) -> [String] {
        if case .object(let object) = value { object.names } else { [] }
    }

    private static func list(_ names: [String]) -> String {
        if names.isEmpty { return "nothing has a name here; “{{.}}” is the current value" }
        let shown = names.prefix(12).map { "“\($0)”" }.joined(separator: ", ")
        return "known here: \(shown)" + (names.count > 12 ? " and \(names.count - 12) more" : "")
    }
}
