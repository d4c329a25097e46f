import Diagnostics
import Expressions
import Files
import Languages
import Quantities

/// An indicator as `indicators.yaml` defines it: a name, a formula, and how it is called and printed.
package struct IndicatorDefinition: Sendable {
    package var name: String
    package var nameLocation: SourceLocation
    package var label: LocalizedText?
    package var note: LocalizedText?
    package var description: LocalizedText?
    /// Nil where the formula has errors; they are reported.
    package var formula: Expression?
    package var format: FigureFormat?
    /// The unit that the author expects of the value, and where it is written.
    package var unit: (unit: Unit, location: SourceLocation)?

    /// Names that formulas give a meaning of their own.
    package static let reservedNames: Set<String> = ["table", "briefing", "true", "false", "null"]

    /// Reads `indicators.yaml`: a map of names to definitions, of which a bare formula is the shortest.
    package static func read(_ file: SourceFile) -> Diagnosed<[IndicatorDefinition]> {
        let parsed = file.name.hasSuffix(".json") ? JSON.parse(file) : YAML.parse(file)
        guard let node = parsed.value, !node.isNull else { return Diagnosed([], parsed.diagnostics) }
        var findings = parsed.diagnostics
        let source = Source(bytes: file.bytes, lines: LineIndex(file.bytes))
        let definitions = read(node, source, into: &findings)
        return Diagnosed(definitions, findings)
    }

    /// The file, by which the places of folded and quoted formulas are found.
    private struct Source {
        let bytes: [UInt8]
        let lines: LineIndex
    }

    private static func read(_ node: Node, _ source: Source, into findings: inout [Diagnostic])
        -> [IndicatorDefinition]
    {
        guard let entries = node.mapping else {
            findings.append(
                .error(
                    .keyType, "the indicators are \(node.kind), a map of names to formulas was expected",
                    at: node.location, hint: "write name: {formula: …}"))
            return []
        }
        return entries.compactMap { read($0, source, into: &findings) }
    }

    private static func read(_ entry: Node.Entry, _ source: Source, into findings: inout [Diagnostic])
        -> IndicatorDefinition?
    {
        let isNamed = checkName(entry, into: &findings)
        var definition = IndicatorDefinition(name: entry.key, nameLocation: entry.keyLocation)
        if entry.value.mapping != nil {
            definition.readKeys(entry, source, into: &findings)
        } else if let text = entry.value.scalarText {
            definition.formula = parse(text, entry.value, source, into: &findings)
        } else {
            findings.append(
                .error(
                    .keyType, "“\(entry.key)” is \(entry.value.kind), a formula or a map was expected",
                    at: entry.value.isNull ? entry.keyLocation : entry.value.location))
        }
        return isNamed ? definition : nil
    }

    private mutating func readKeys(_ entry: Node.Entry, _ source: Source, into findings: inout [Diagnostic]) {
        var reader = MappingReader(entry.value, of: "an indicator", into: &findings)
        label = reader.localizedText("label", into: &findings)
        note = reader.localizedText("note", into: &findings)
        description = reader.localizedText("description", into: &findings)
        if let text = reader.string("formula", into: &findings), let node = entry.value["formula"] {
            formula = Self.parse(text, node, source, into: &findings)
        } else if entry.value["formula"]?.isNull ?? true {
            findings.append(.error(.keyMissing, "“\(name)” has no formula", at: nameLocation))
        }
        if let text = reader.string("format", into: &findings), let node = entry.value["format"] {
            format = FigureFormat(text)
            if format == nil {
                findings.append(
                    .error(
                        .formulaFormat, "“\(text)” is no format", at: node.contentLocation,
                        hint: "formats are d3's: .1f, .0%, \",.0f\""))
            }
        }
        if let text = reader.string("unit", into: &findings), let node = entry.value["unit"] {
            unit = Unit(parsing: text).map { ($0, node.contentLocation) }
            if unit == nil {
                findings.append(
                    .error(
                        .keyType, "“\(text)” is no unit", at: node.contentLocation,
                        hint: "units are written cars, cars/day, %, pp"))
            }
        }
        reader.finish(into: &findings)
    }

    private static func parse(
        _ text: String, _ node: Node, _ source: Source, into findings: inout [Diagnostic]
    ) -> Expression? {
        let places =
            TextPlaces(of: text, node, in: source.bytes, lines: source.lines)
            ?? TextPlaces(of: text, at: node.contentLocation)
        return Expression.parse(text, places: places).collecting(into: &findings)
    }

    /// True where formulas can say the name.
    private static func checkName(_ entry: Node.Entry, into findings: inout [Diagnostic]) -> Bool {
        if reservedNames.contains(entry.key) {
            findings.append(
                .error(.figureName, "“\(entry.key)” has a meaning of its own in formulas", at: entry.keyLocation))
            return false
        }
        if Expression.isName(entry.key) { return true }
        let mended = String(
            String.UnicodeScalarView(
                entry.key.unicodeScalars.map { $0.properties.isIDContinue || $0 == "$" ? $0 : "_" }))
        findings.append(
            .error(
                .figureName, "“\(entry.key)” is no name: letters, digits and _ make one, a letter first",
                at: entry.keyLocation, hint: Expression.isName(mended) ? "write \(mended)" : nil))
        return false
    }
}
