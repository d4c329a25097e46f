import Diagnostics
import Files

/// How much a site lets one of its inputs be: `limits` in `site.yaml`.
package struct SiteLimits: Sendable {
    /// Of one file that is read.
    package var fileBytes = SourceLimits.standard.fileBytes
    /// Of one query to a database.
    package var query = Query.Limits.standard

    package init() {}
}

extension SiteConfiguration {
    /// Offsets into a table have 32 bits.
    private static let greatestFile = 4_000_000_000

    /// Reads `limits: {file_size: 2 GB, query_rows: 10000000, query_steps: 20000000000}`.
    static func limits(_ node: Node, into findings: inout [Diagnostic]) -> SiteLimits {
        var limits = SiteLimits()
        var reader = MappingReader(node, of: "limits", into: &findings)
        if let size = reader.node("file_size") {
            if let bytes = bytes(size), (1...greatestFile).contains(bytes) {
                limits.fileBytes = bytes
            } else {
                findings.append(
                    .error(
                        .siteConfig,
                        "“file_size” is \(size.scalarText ?? size.kind), a size of up to 4 GB was expected",
                        at: size.location, hint: "write it as 500 MB, or as 2 GB"))
            }
        }
        count("query_rows", atMost: 1_000_000_000, &reader, &limits.query.rows, into: &findings)
        count("query_steps", atMost: 1_000_000_000_000, &reader, &limits.query.steps, into: &findings)
        reader.finish(into: &findings)
        return limits
    }

    private static func count(
        _ key: String, atMost greatest: Int, _ reader: inout MappingReader, _ value: inout Int,
        into findings: inout [Diagnostic]
    ) {
        guard let node = reader.node(key) else { return }
        guard let count = node.integer, (1...greatest).contains(count) else {
            findings.append(
                .error(
                    .siteConfig,
                    "“\(key)” is \(node.scalarText ?? node.kind), a whole number from 1 to \(greatest) was expected",
                    at: node.location))
            return
        }
        value = count
    }

    /// Bytes, or a number of kB, MB or GB (powers of a thousand).
    private static func bytes(_ node: Node) -> Int? {
        if let bytes = node.integer { return bytes }
        guard let text = node.scalarText else { return nil }
        for (unit, factor) in [("kB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000)] where text.hasSuffix(unit) {
            let number = text.dropLast(unit.count).filter { $0 != " " }
            guard let count = Int(number), (1...greatestFile).contains(count) else { return nil }
            return count * factor
        }
        return nil
    }
}
