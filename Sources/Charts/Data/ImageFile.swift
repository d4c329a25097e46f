import Diagnostics
import Files
import Markup

/// A bitmap that a chart shows, put into the drawing itself so that it is whole wherever it is opened.
struct ImageFile: Sendable {
    /// A `data:` address.
    var address: String
    /// Its own size in pixels.
    var width: Double
    var height: Double

    /// Larger files do not belong into a page.
    static let sizeLimit = 512 * 1024
    /// All images of one chart.
    static let totalLimit = 4 * 1024 * 1024

    /// A bitmap of a known kind; nil for anything else.
    init?(_ bytes: [UInt8]) {
        guard let (kind, width, height) = Self.header(bytes), width > 0, height > 0 else { return nil }
        self.width = Double(width)
        self.height = Double(height)
        address = "data:image/\(kind);base64," + Base64.encoded(bytes)
    }

    /// A bitmap in a `data:` address.
    init?(address: String) {
        guard URLPolicy.scheme(of: address) == "data", URLPolicy.isAllowed(address, for: .image),
            let comma = address.utf8.firstIndex(of: UInt8(ascii: ","))
        else { return nil }
        guard address.utf8[..<comma].suffix(7).map({ $0 | 0x20 }) == Array(";base64".utf8),
            let bytes = Base64.decoded(address.utf8[address.utf8.index(after: comma)...]), bytes.count <= Self.sizeLimit
        else { return nil }
        self.init(bytes)
    }

    // MARK: - Headers

    /// Kind, width and height by the file's first bytes (PNG, GIF, JPEG, WebP).
    private static func header(_ bytes: [UInt8]) -> (kind: String, width: Int, height: Int)? {
        func big(_ at: Int, _ count: Int) -> Int {
            at + count <= bytes.count ? bytes[at..<(at + count)].reduce(0) { $0 << 8 | Int($1) } : 0
        }
        func little(_ at: Int, _ count: Int) -> Int {
            at + count <= bytes.count ? bytes[at..<(at + count)].reversed().reduce(0) { $0 << 8 | Int($1) } : 0
        }
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            return ("png", big(16, 4), big(20, 4))
        }
        if bytes.starts(with: Array("GIF8".utf8)) { return ("gif", little(6, 2), little(8, 2)) }
        if bytes.starts(with: Array("RIFF".utf8)), bytes.dropFirst(8).starts(with: Array("WEBP".utf8)) {
            switch bytes.dropFirst(12).prefix(4) {
            case let kind where kind.elementsEqual("VP8X".utf8): return ("webp", little(24, 3) + 1, little(27, 3) + 1)
            case let kind where kind.elementsEqual("VP8 ".utf8):
                return ("webp", little(26, 2) & 0x3FFF, little(28, 2) & 0x3FFF)
            default: return ("webp", (little(21, 4) & 0x3FFF) + 1, (little(21, 4) >> 14 & 0x3FFF) + 1)
            }
        }
        guard bytes.starts(with: [0xFF, 0xD8]) else { return nil }
        var at = 2
        while at + 9 < bytes.count, bytes[at] == 0xFF {
            // The segment that begins a frame holds its size; others are passed over.
            let marker = bytes[at + 1]
            if (0xC0...0xCF).contains(marker), ![0xC4, 0xC8, 0xCC].contains(marker) {
                return ("jpeg", big(at + 7, 2), big(at + 5, 2))
            }
            at += 2 + max(2, big(at + 2, 2))
        }
        return nil
    }
}

extension CompiledChart {
    /// Reads the images that marks show; an address that is no bitmap of the site is an error where the channel
    /// stands.
    func loadImages(
        _ units: [UnitModel], _ request: ChartRequest, into data: inout ChartData, _ findings: inout [Diagnostic]
    ) {
        var total = 0
        for unit in units where unit.mark.kind == .image {
            let definition = unit.encoding[.url]
            let frame = data.frames[unit.dataNode]
            var addresses: [String] = []
            if let field = definition?.field {
                addresses = frame.distinct(field).filter { !$0.isNullish }.map(\.asText)
            } else if let text = definition?.value?.string ?? unit.mark.definition.properties.string("url") {
                addresses = [text]
            }
            let location = definition?.location ?? unit.mark.definition.location
            for address in addresses where !address.isEmpty && data.names.images[address] == nil {
                guard let image = image(address, request, at: location, into: &findings) else { continue }
                total += image.address.utf8.count
                guard total <= ImageFile.totalLimit else {
                    findings.append(
                        .error(
                            .chartLimit, "the images of the chart are larger than \(ImageFile.totalLimit >> 20) MB",
                            at: location))
                    return
                }
                data.names.images[address] = image
            }
        }
    }

    private func image(
        _ address: String, _ request: ChartRequest, at location: SourceLocation, into findings: inout [Diagnostic]
    ) -> ImageFile? {
        let shown = address.utf8.count > 60 ? String(address.prefix(60)) + "…" : address
        if let scheme = URLPolicy.scheme(of: address) {
            if scheme == "data", let image = ImageFile(address: address) { return image }
            findings.append(
                .error(
                    .chartData, "“\(shown)” is no image that a chart may show", at: location,
                    hint: "a file beside the chart, or PNG, JPEG, GIF or WebP in a data: address"))
            return nil
        }
        guard let file = request.load(address) else {
            findings.append(.error(.chartData, "there is no file “\(shown)” beside the chart", at: location))
            return nil
        }
        guard file.bytes.count <= ImageFile.sizeLimit else {
            findings.append(
                .error(.chartLimit, "“\(shown)” is larger than \(ImageFile.sizeLimit >> 10) kB", at: location))
            return nil
        }
        guard let image = ImageFile(file.bytes) else {
            findings.append(
                .error(
                    .chartData, "“\(shown)” is no bitmap", at: location, hint: "PNG, JPEG, GIF and WebP are shown"))
            return nil
        }
        return image
    }
}
