extension SVGWriter {
    mutating func group(_ group: SceneGroup) {
        out.append("<g")
        translate(group.x, group.y)
        if let label = group.label {
            out.append(" role=\"graphics-object\"")
            out.append(attribute: "aria-label", label)
        }
        out.append(">")
        if !clips.isEmpty, let width = group.width, let height = group.height {
            clip = clips.firstIndex { $0 == (width, height) } ?? clip
        }
        if let width = group.width, let height = group.height {
            out.append("<path class=\"background\" aria-hidden=\"true\" d=\"")
            if let corners = group.clipCorners {
                let path = PathData.rounded(0, 0, width, height, corners)
                out.withBytes { $0 += path.bytes }
            } else if let radius = group.cornerRadius, radius > 0 {
                let path = PathData.rounded(0, 0, width, height, [radius, radius, radius, radius])
                out.withBytes { $0 += path.bytes }
            } else {
                // A stroked frame lies on the pixels' middle.
                out.append(group.background.stroke == nil ? "M0,0h" : "M0.5,0.5h")
                number(width)
                out.append("v")
                number(height)
                out.append("h")
                number(-width)
                out.append("Z")
            }
            out.append("\"")
            style(group.background)
            out.append("/>")
        }
        if let corners = group.clipCorners, let width = group.width, let height = group.height {
            clipCount += 1
            namesIDs = true
            let id = "\(idPrefix)clip\(clipCount)"
            out.append("<clipPath")
            out.append(attribute: "id", id)
            out.append("><path d=\"")
            let path = PathData.rounded(0, 0, width, height, corners)
            out.withBytes { $0 += path.bytes }
            out.append("\"/></clipPath><g")
            out.append(attribute: "clip-path", "url(#\(id))")
            out.append(">")
            for child in group.children { node(child) }
            out.append("</g>")
        } else {
            children(group)
        }
        out.append("</g>")
    }

    private mutating func children(_ group: SceneGroup) {
        guard let kept = group.kept, clips.isEmpty else {
            for child in group.children { node(child) }
            return
        }
        if let bytes = kept.bytes(manner) { return out.withBytes { $0 += bytes } }
        let start = out.count
        for child in group.children { node(child) }
        kept.keep(Array(out.bytes[start...]), manner)
    }

    mutating func node(_ node: SceneNode) {
        switch node {
        case .mark(let mark): self.mark(mark)
        case .group(let role, let items, let label):
            out.append("<g class=\"mark-group role-")
            out.append(text: role)
            out.append("\"")
            if let label {
                out.append(" role=\"graphics-symbol\"")
                out.append(attribute: "aria-label", label)
            } else if role == "axis" || role == "legend" {
                out.append(" aria-hidden=\"true\"")
            }
            out.append(">")
            for item in items { group(item) }
            out.append("</g>")
        }
    }

    mutating func mark(_ mark: SceneMark) {
        out.append("<g class=\"mark-")
        out.append(text: mark.kind)
        out.append(" role-")
        out.append(text: mark.role)
        out.append("\"")
        if mark.clips {
            namesIDs = true
            out.append(attribute: "clip-path", "url(#\(clipID(clip)))")
        }
        if let label = mark.label {
            out.append(" role=\"graphics-object\"")
            out.append(attribute: "aria-label", label)
        } else if mark.isHidden {
            out.append(" aria-hidden=\"true\"")
        }
        out.append(">")
        itemRole = mark.itemRole
        mark.items.withUnsafeBufferPointer { items in for i in items.indices { item(items[i]) } }
        out.append("</g>")
    }
}
