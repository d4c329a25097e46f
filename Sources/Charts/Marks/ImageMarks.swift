import Files

extension UnitDrawing {
    /// Bitmaps in boxes: the mark's `width` and `height`, a band, or from one place to another or to zero; a side that
    /// none of these gives follows from the bitmap's own.
    func images() -> [SceneItem] {
        let urls = imageAddresses()
        let styles = styles()
        let tips = tooltips()
        let hrefs = links()
        let fits = mark.properties.flag("aspect") ?? true
        let (horizontal, vertical) = (imageExtents(.x), imageExtents(.y))
        return (0..<count).compactMap { row in
            guard let url = urls[row], let image = names.images[url] else { return nil }
            var (width, height) = (horizontal.size?[row], vertical.size?[row])
            if width == nil { width = height.map { $0 * image.width / image.height } ?? image.width }
            if height == nil { height = (width ?? image.width) * image.height / image.width }
            guard let width, let height else { return nil }
            let x = horizontal.starts?[row] ?? (horizontal.places[row] - horizontal.share * width)
            let y = vertical.starts?[row] ?? (vertical.places[row] - vertical.share * height)
            guard x.isFinite, y.isFinite, width.isFinite, height.isFinite, width > 0, height > 0 else { return nil }
            var style = Style()
            style.opacity = styles[row].opacity
            return SceneItem(
                shape: .image(image.address, x: x, y: y, width: width, height: height, fits: fits), style: style,
                tooltip: tips?[row], href: hrefs?[row])
        }
    }

    /// The addresses of each row's image, nil where it has none.
    func imageAddresses() -> [String?] {
        if let definition = unit.encoding[.url] { return texts(definition).map { $0.isEmpty ? nil : $0 } }
        return [String?](repeating: mark.properties.string("url"), count: count)
    }

    /// Where images lie along one direction.
    private struct ImageExtents {
        var places: [Double]
        /// The part of the image before its place: 0.5 for a centred one.
        var share = 0.5
        /// The lesser ends, where these are known whatever the size.
        var starts: [Double]?
        var size: [Double]?
    }

    private func imageExtents(_ channel: Channel) -> ImageExtents {
        let isX = channel == .x
        var out = ImageExtents(places: points(channel))
        let align = property(isX ? "align" : "baseline")?.string
        out.share = align == "left" || align == "top" ? 0 : align == "right" || align == "bottom" ? 1 : 0.5
        if unit.encoding[isX ? .x2 : .y2] != nil {
            let (a, b) = (points(channel, .zeroOrHigh), seconds(channel, .zeroOrLow))
            out.starts = zip(a, b).map { min($0, $1) }
            out.size = zip(a, b).map { abs($1 - $0) }
        } else if let size = number(first: isX ? "width" : "height", "size") {
            out.size = constant(size)
        } else if let scale = scale(channel), scale.kind == .band {
            out.size = constant(scale.bandwidth)
        } else if unit.encoding[channel]?.isField ?? false, scale(channel)?.kind.isContinuous ?? false {
            // Without a size it reaches from its value to zero, as bars do.
            let (a, b) = (out.places, seconds(channel, .zeroOrLow))
            out.starts = zip(a, b).map { min($0, $1) }
            out.size = zip(a, b).map { abs($1 - $0) }
        }
        return out
    }
}
