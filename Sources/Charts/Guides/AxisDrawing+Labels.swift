import Diagnostics
import Expressions
import Files

/// The labels of an axis: what each says, how it turns and aligns, and which are left out.
extension AxisDrawing.Builder {
    private func align(_ tick: AxisTicks.Tick) -> TextAlign {
        if let writtenAlign { return writtenAlign }
        let start: Double = isX ? 0 : 90
        if hasAngle {
            if (angle + start).truncatingRemainder(dividingBy: 180) == 0 {
                if !isX { return .center }
                if isAngleComputed { return .left }
            } else {
                let isMain = plan.orient == (isX ? "bottom" : "left")
                return (start < angle && angle < 180 + start) == isMain ? .left : .right
            }
        }
        guard isX else { return plan.orient == "right" ? .left : .right }
        return flush(tick, .left, .right) ?? .center
    }

    /// What a label at one end of the axis gets so that it stays within, nil for those between.
    private func flush<T>(_ tick: AxisTicks.Tick, _ atLow: T, _ atHigh: T) -> T? {
        guard let threshold = flushDistance else { return nil }
        let (a, b) = scale.range
        let (low, high) = (abs(tick.place - min(a, b)), abs(max(a, b) - tick.place))
        return low < high && low <= threshold ? atLow : high <= threshold ? atHigh : nil
    }

    private func baseline(_ tick: AxisTicks.Tick) -> String {
        if let writtenBaseline { return writtenBaseline }
        if isX {
            guard hasAngle else { return plan.orient == "top" ? "bottom" : "top" }
            if (45 < angle && angle < 135) || (225 < angle && angle < 315) { return "middle" }
            return (angle <= 45 || 315 <= angle) == (plan.orient == "top") ? "bottom" : "top"
        }
        guard hasAngle else { return flush(tick, "top", "bottom") ?? "middle" }
        if angle <= 45 || 315 <= angle || (135 <= angle && angle <= 225) {
            return isAngleComputed ? "alphabetic" : "middle"
        }
        return (45 <= angle && angle <= 135) == (plan.orient == "left") ? "top" : "bottom"
    }

    /// The labels that are shown, and what they take up.
    func labels(_ tickSize: Double) -> ([SceneItem], Bounds) {
        let (run, look) = lookup.text("label", style: "guide-label")
        let away = sign * (tickSize + (lookup.number("labelPadding") ?? 2))
        let shift = lookup.number("labelOffset") ?? 0
        // Its errors were reported when the specification was read.
        var findings: [Diagnostic] = []
        let expression = lookup.own("labelExpr").flatMap { RowExpression.read($0, environment, into: &findings) }
        let colour = TickConditional(lookup.node("labelColor"), environment)
        let opacity = TickConditional(lookup.node("labelOpacity"), environment)
        let weight = TickConditional(lookup.node("labelFontWeight"), environment)
        let size = TickConditional(lookup.node("labelFontSize"), environment)
        let padding = TickConditional(lookup.node("labelPadding"), environment)
        let conditionalAlign = TickConditional(lookup.node("labelAlign"), environment)
        let needsDatum =
            expression != nil || colour != nil || opacity != nil || weight != nil || size != nil
            || padding != nil || conditionalAlign != nil
        let wraps = lookup.config.isHouse && (isX ? angle : 0) == 0 && scale.step > 0
        var items: [SceneItem] = []
        items.reserveCapacity(ticks.count)
        for (i, tick) in ticks.enumerated() {
            var text = run
            var style = look
            var label = tick.label
            let datum: DataValue = needsDatum ? self.datum(tick, i) : .null
            if let expression { label = Self.lines(expression.value(of: datum)) }
            if let colour { style.fill = colour.value(datum).flatMap { UnitDrawing.paint($0) }.map(Paint.colour) }
            if let opacity { style.fillOpacity = opacity.value(datum)?.double }
            if let weight { text.weight = weight.value(datum)?.scalarText.flatMap { $0 == "normal" ? nil : $0 } }
            if let size { text.size = size.value(datum)?.double ?? text.size }
            text.lines =
                label.utf8.contains(0x0A)
                ? label.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) : [label]
            if wraps { wrap(&text) }
            text.align = conditionalAlign?.value(datum)?.string.flatMap(TextAlign.init) ?? align(tick)
            text.baseline = baseline(tick)
            text.angle = angle
            let distance = padding.flatMap { $0.value(datum)?.double }.map { sign * (tickSize + $0) } ?? away
            (text.x, text.y) = isX ? (tick.labelPlace + shift, distance) : (distance, tick.labelPlace + shift)
            if plan.labelsAbove {
                (text.align, text.baseline, text.x) = (.left, "bottom", 0)
                text.y = BandNames.baseline(tick.labelPlace, scale, lines: text.lines.count, text)
            } else if wraps, isX, plan.orient == "top" {
                text.y -= text.leading * Double(text.lines.count - 1)
            } else if wraps, !isX {
                text.y -= text.leading * Double(text.lines.count - 1) / 2
            }
            items.append(SceneItem(shape: .text(text), style: style))
        }
        return thinned(items)
    }

    /// Below its band, or beside it: as many lines as there is room for.
    private func wrap(_ text: inout TextRun) {
        let room = isX ? scale.step - 8 : plan.labelsAbove ? depth : BandNames.share * lookup.config.pageWidth
        let bold = text.isBold
        func isWhole(_ line: String) -> Bool {
            TextMetrics.isWhole(line) || TextMetrics.width(line, size: text.size, bold: bold) <= room
        }
        let lines =
            text.lines.allSatisfy(isWhole)
            ? text.lines : text.lines.flatMap { TextMetrics.wrapped($0, to: room, size: text.size, bold: bold) }
        if isX || plan.labelsAbove || Double(lines.count) * text.leading <= scale.step { text.lines = lines }
        if plan.labelsAbove || (!isX && text.limit < room) { text.limit = room }
    }

    private static func lines(_ value: DataValue) -> String {
        if case .array(let list) = value { return list.map(\.asText).joined(separator: "\n") }
        return value.isNullish ? "" : value.asText
    }

    /// Labels that would touch are left out.
    private func thinned(_ items: consuming [SceneItem]) -> ([SceneItem], Bounds) {
        let bounds = items.map(\.bounds)
        let visible = items.indices.filter { bounds[$0].width > 1 && bounds[$0].height > 1 }
        var method = lookup.own("labelOverlap")?.string
        if let flag = lookup.own("labelOverlap")?.boolean { method = flag ? "parity" : nil }
        if lookup.own("labelOverlap") == nil {
            let definition = plan.definition
            let isListed: Bool
            switch definition.sort {
            case .values, .encoding, .field: isListed = true
            default: isListed = false
            }
            if (definition.timeUnit != nil && !isListed) || !definition.type.isDiscrete {
                method = scale.kind == .log || scale.kind == .symlog ? "greedy" : "parity"
            }
        }
        var kept = Overlap.thinned(
            visible, bounds, method: method, separation: lookup.number("labelSeparation") ?? 0)
        if let bound = lookup.own("labelBound"), let tolerance = bound.double ?? (bound.boolean == true ? 1 : nil) {
            let (a, b) = scale.range
            let (low, high) = (min(a, b) - tolerance, max(a, b) + tolerance)
            kept = kept.filter { item in
                let b = bounds[item]
                return isX ? b.x1 >= low && b.x2 <= high : b.y1 >= low && b.y2 <= high
            }
        }
        var extent = Bounds()
        for item in kept { extent.add(bounds[item]) }
        guard kept.count < items.count else { return (items, extent) }
        var shown = items
        for (place, item) in kept.enumerated() where place != item { shown.swapAt(place, item) }
        shown.removeLast(shown.count - kept.count)
        return (shown, extent)
    }
}
