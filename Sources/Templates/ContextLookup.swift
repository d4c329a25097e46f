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
    static func value(of path: Program.Path, _ keys: [TemplateKey], in context: [TemplateValue]) -> Result {
        if path.count == 0 { return .found(context.last ?? .missing) }
        let first = Int(path.first)
        var level = context.count - 1
        while level >= 0 {
            if case .object(let object) = context[level], let value = object[keys[first]] {
                if path.count == 1 { return .found(value) }
                return parts(keys[(first + 1)..<(first + Int(path.count))], in: value)
            }
            level -= 1
        }
        return .unknown(part: 0)
    }

    private static func parts(_ keys: ArraySlice<TemplateKey>, in first: TemplateValue) -> Result {
        var value = first
        for index in keys.indices {
            if case .missing = value { return .found(.missing) }
            guard case .object(let object) = value, let inner = object[keys[index]] else {
                if case .object(let object) = value, object.isOpen { return .found(.missing) }
                return .unknown(part: index - keys.startIndex + 1)
            }
            value = inner
        }
        return .found(value)
    }

    /// What to say of a path whose part `part` is unknown.
    static func finding(
        for path: Program.Path, _ keys: [TemplateKey], unknownPart part: Int, in context: [TemplateValue]
    ) -> (message: String, hint: String) {
        let name = keys[Int(path.first) + part].name
        if part == 0 {
            let known = context.reversed().flatMap(names)
            return (
                "“\(name)” is no name that is known here",
                NearestName.hint(for: name, among: known) ?? list(known)
            )
        }
        let before = Program.Path(first: path.first, count: Int32(part))
        let owning = keys[Int(path.first)..<Int(path.first) + part].map(\.name).joined(separator: ".")
        guard case .found(.object(let owner)) = value(of: before, keys, in: context) else {
            let kind =
                if case .found(let owner) = value(of: before, keys, in: context) { owner.kind } else { "unknown" }
            return (
                "“\(owning)” is \(kind) and has no part “\(name)”",
                "write {{\(owning)}}, or open it with {{#\(owning)}}"
            )
        }
        return (
            "“\(owning)” has no part “\(name)”", NearestName.hint(for: name, among: owner.names) ?? list(owner.names)
        )
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
