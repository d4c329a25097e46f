import Diagnostics
import Expressions
import Files

/// An expression over the rows of a frame, compiled once for all frames: its fields are found by name.
struct RowExpression: Sendable {
    let compiled: CompiledExpression
    let fields: [String]
    /// The one field that it gives, perhaps with another sign.
    let mirrored: String?
    private(set) var parameters: [DataValue]
    /// The names of the parameters.
    private let names: [String]

    /// What an expression may use besides `datum`.
    struct Environment: Sendable {
        var names: [String] = []
        var values: [DataValue] = []
        var formatting: (any DataFormatting)?
        /// Parameters that hold the extent of a field, known with the data; transforms alone may use them.
        var extents: [String] = []
        /// What selections begin with, by their names; those that begin with nothing hold an empty one.
        var selections: [String: SelectionState] = [:]
        /// Where constant expressions stood among the properties of marks.
        var computed: Set<SourceLocation> = []

        /// With the names that transforms may use besides.
        var ofTransforms: Environment {
            var out = self
            out.names += extents
            out.values += [DataValue](repeating: .undefined, count: extents.count)
            return out
        }
    }

    /// With the values of parameters that were not known before there were data.
    func bound(_ known: [String: DataValue]) -> RowExpression {
        var out = self
        for (i, name) in names.enumerated() where i < parameters.count {
            if let value = known[name] { out.parameters[i] = value }
        }
        return out
    }

    /// Reads an expression; its errors are reported at their place within the text, and nil is returned.
    static func read(_ node: Node, _ environment: Environment, into findings: inout [Diagnostic]) -> RowExpression? {
        guard let text = node.string else { return nil }
        guard let parsed = Expression.parse(text, at: node.contentLocation).collecting(into: &findings) else {
            return nil
        }
        var fields: [String] = []
        let compiled = CompiledExpression.compile(
            parsed, parameters: environment.names, formatting: environment.formatting,
            fieldIndex: { name in
                if let i = fields.firstIndex(of: name) { return i }
                fields.append(name)
                return fields.count - 1
            }
        ).collecting(into: &findings)
        return compiled.map {
            RowExpression(
                compiled: $0, fields: fields, mirrored: parsed.mirrored, parameters: environment.values,
                names: environment.names)
        }
    }

    /// The value in every row, as a column keeps it.
    func column(over frame: DataFrame) -> DataColumn {
        var context = FrameContext(self, frame)
        var out: [DataValue] = []
        out.reserveCapacity(frame.rowCount)
        for row in 0..<frame.rowCount {
            context.row = row
            out.append(compiled.value(in: context).stored)
        }
        return DataColumn(out)
    }

    func holds(over frame: DataFrame) -> [Bool] {
        var context = FrameContext(self, frame)
        return (0..<frame.rowCount).map { row in
            context.row = row
            return compiled.holds(in: context)
        }
    }

    /// The value for one object, such as an axis label (`datum.value`, `datum.label`).
    func value(of datum: DataValue) -> DataValue {
        compiled.value(in: ObjectContext(datum, names: fields, parameters: parameters))
    }
}

/// One row of a frame, as expressions see it.
private struct FrameContext: DataContext {
    let columns: [DataColumn?]
    let parameters: [DataValue]
    let frame: DataFrame
    var row = 0

    init(_ expression: RowExpression, _ frame: DataFrame) {
        columns = expression.fields.map { frame.column($0) }
        parameters = expression.parameters
        self.frame = frame
    }

    func field(_ index: Int) -> DataValue {
        guard let column = columns[index] else { return .undefined }
        return column[row]
    }

    func field(named name: String) -> DataValue { frame.column(name).map { $0[row] } ?? .undefined }
    func parameter(_ index: Int) -> DataValue { index < parameters.count ? parameters[index] : .undefined }

    var datum: DataValue {
        .object(zip(frame.names, frame.columns).map { DataMember(key: $0, value: $1[row]) })
    }
}

extension RowExpression {
    /// A guide's label by a `labelExpr`, which sees the value and the label that it would have.
    func label(_ label: String, of value: DataValue) -> String {
        self.value(
            of: .object([
                DataMember(key: "value", value: value), DataMember(key: "label", value: .string(label)),
            ])
        ).asText
    }
}
