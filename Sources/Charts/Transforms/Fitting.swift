import Diagnostics
import Expressions

/// The transforms `regression` and `loess`: a curve through the points of each group.
struct Fitting: Sendable {
    enum Kind: Sendable {
        case regression(Regression.Method, order: Int)
        case loess(bandwidth: Double)
    }

    var kind: Kind
    var x: String
    var y: String
    var keys: [String]
    var names: (String, String)
    /// The stretch over which the curve is drawn, else that of the points.
    var extent: (Double, Double)?
    /// The coefficients are asked for, not the curve.
    var givesParameters = false
    var location: SourceLocation

    func applied(to frame: DataFrame, into findings: inout [Diagnostic]) -> DataFrame {
        let groups = frame.groups(by: keys)
        let (xs, ys) = (frame.doubles(x), frame.doubles(y))
        let points = groups.map { rows in
            rows.compactMap { row -> CurveSampling.Point? in
                xs[row].isFinite && ys[row].isFinite ? (xs[row], ys[row]) : nil
            }
        }
        switch kind {
        case .loess(let bandwidth):
            let work = points.reduce(0) { $0 + $1.count * Loess.neighbours($1.count, bandwidth) }
            guard work <= Loess.workLimit else {
                findings.append(
                    .error(
                        .chartLimit, "loess over so many points takes too long", at: location,
                        hint: "aggregate or sample the rows first, or take a smaller bandwidth"))
                return DataFrame(rowCount: 0)
            }
            return frame.generated(
                groups, by: keys, points.map { Loess.smoothed($0, bandwidth: bandwidth) }, names: names)
        case .regression(let method, let order):
            return regression(frame, groups, points, method, order)
        }
    }

    private func regression(
        _ frame: DataFrame, _ groups: [[Int]], _ points: [[CurveSampling.Point]], _ method: Regression.Method,
        _ order: Int
    ) -> DataFrame {
        var used: [[Int]] = []
        var curves: [[CurveSampling.Point]] = []
        var fits: [Regression.Fit] = []
        for (group, list) in zip(groups, points) {
            // Fewer points than coefficients decide nothing.
            guard group.count > Regression.degrees(method, order: order), !list.isEmpty else { continue }
            let fit = Regression.fit(list, method, order: order)
            used.append(group)
            fits.append(fit)
            // The curve spans all rows of the group, those without a y too.
            let all = frame.column(x)?.doubles ?? []
            let xs = group.map { all.indices.contains($0) ? all[$0] : .nan }.filter(\.isFinite)
            let own = (xs.min() ?? 0, xs.max() ?? 0)
            let usable = extent.map { method != .log || $0.0 > 0 } ?? false
            let (low, high) = usable ? extent ?? own : own
            if method == .linear {
                curves.append([low, high].map { ($0, fit.predict($0)) })
            } else {
                curves.append(CurveSampling.points(fit.predict, from: low, to: high, minimum: 25, maximum: 200))
            }
        }
        guard givesParameters else { return frame.generated(used, by: keys, curves, names: names) }
        var out = DataFrame(rowCount: fits.count)
        out.set(
            "keys",
            DataColumn(used.map { group in DataValue.array(keys.map { frame.value($0, group.first ?? 0) }) }))
        out.set("coef", DataColumn(fits.map { DataValue.array($0.coefficients.map { .number($0) }) }))
        out.set("rSquared", .numbers(fits.map(\.rSquared)))
        return out
    }
}
