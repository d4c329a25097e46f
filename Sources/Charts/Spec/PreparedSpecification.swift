import Diagnostics
import Expressions
import Files
import Languages

/// A specification as every theme reads it: in one language, its constant expressions computed, and without an error
/// of form.
struct PreparedSpecification: Sendable {
    let spec: Node
    let locale: ChartLocale
    let environment: RowExpression.Environment

    /// Nil where it cannot be read.
    static func read(_ request: ChartRequest) -> Diagnosed<PreparedSpecification?> {
        var findings: [Diagnostic] = []
        guard request.spec.mapping != nil else {
            findings.append(
                .error(.chartSyntax, "the chart is \(request.spec.kind), a map was expected", at: request.spec.location)
            )
            return Diagnosed(nil, findings)
        }
        var spec = SpecLocalising.localised(request.spec, request.language, first: request.firstLanguage)
        let locale = ChartLocale(request.language, spec["config"]?["locale"])
        var constants = ConstantExpressions(spec, formatting: ChartFormatting(locale: locale))
        spec = constants.replaced(spec)
        findings += constants.findings
        var check = SchemaCheck()
        check.check(view: spec)
        findings += check.findings
        // What is wrong in form cannot be read; what is unsupported alone is reported with the rest.
        guard !findings.hasErrors else { return Diagnosed(nil, findings) }
        return Diagnosed(
            PreparedSpecification(spec: spec, locale: locale, environment: constants.environment), findings)
    }
}
