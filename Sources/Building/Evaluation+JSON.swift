import Files
import Indicators
import Languages
import Quantities
import Rendering
import Tables

extension Evaluation {
    private static let depth = 32

    /// The figure as `figures.json` has it, with all that the tree says: `full`, `bounds`, `names` and `numbers` by
    /// language, and what each indicator among the inputs rests on itself.
    package func json() -> [UInt8] {
        guard let figure else { return JSONValue.null.bytes() }
        var members = PublishedJSON.members(figure.value)
        members.insert(("label", byLanguage { $0.label(figure) }), at: 0)
        members.append(("text", .object(languages.map { ($0.description, .string(words(figure, $0))) })))
        members += derivation(figure, depth: 0)
        let writers = languages.map { derivations(in: $0) }
        members.append(
            ("sources", .array(figure.derivation.sources.map { source($0, writers) })))
        members.append(
            ("as_of", figure.derivation.usesBuildDate ? .string(EDTFDate(day: book.asOf).description) : .null))
        return JSONValue.object(members).bytes()
    }

    private func derivation(_ figure: Figure, depth: Int) -> [(String, JSONValue)] {
        [
            ("full", byLanguage { $0.account(of: figure).full }),
            ("bounds", byLanguage { $0.account(of: figure).bounds }),
            ("formula", .string(figure.derivation.formula)),
            ("names", byLanguage { $0.account(of: figure).names }),
            ("numbers", byLanguage { $0.account(of: figure).numbers }),
            ("tight", .boolean(figure.derivation.isTight)),
            ("inputs", .array(figure.derivation.inputs.map { input($0, depth: depth) })),
        ]
    }

    private func input(_ input: Derivation.Input, depth: Int) -> JSONValue {
        guard case .object(var members) = DerivationJSON.input(input) else { return .null }
        members.append(("label", byLanguage { $0.label(of: input) }))
        guard depth < Self.depth, case .indicator(let indicator) = input,
            let figure = edition?.figures.figure(named: indicator.name, in: indicator.bundle)
        else { return .object(members) }
        return .object(members + derivation(figure, depth: depth + 1))
    }

    private func source(_ origin: Origin, _ writers: [DerivationWriter]) -> JSONValue {
        .object([
            ("text", .object(zip(languages, writers).map { ($0.description, .string($1.source(origin).text)) })),
            ("date_published", JSONValue(origin.datePublished)), ("date_accessed", JSONValue(origin.dateAccessed)),
            ("url", JSONValue(origin.url)), ("license", JSONValue(origin.license)),
            ("stale", .boolean(writers.first.map { $0.source(origin).isStale } ?? false)),
        ])
    }

    /// Null where no language has a text.
    private func byLanguage(_ text: (DerivationWriter) -> String?) -> JSONValue {
        let texts = languages.map { ($0.description, text(derivations(in: $0))) }
        guard texts.contains(where: { $0.1 != nil }) else { return .null }
        return .object(texts.map { ($0.0, $0.1.map(JSONValue.string) ?? .null) })
    }
}
