import Building
import Foundation
import Rendering

/// Pages without what the preview adds to them, and pages that a build makes.
enum Bare {
    static func page(_ text: String) -> String {
        var out = text
        for pattern in [
            "<link [^>]*data-gazette>", "<script [^>]*data-gazette[^>]*></script>", " data-gazette-source=\"[^\"]*\"",
        ] {
            out = out.replacingOccurrences(of: pattern, with: "", options: .regularExpression)
        }
        return out
    }

    /// What a clean build of the same sources writes, by path.
    static func built(_ site: PreviewSite) -> [String: String] {
        SiteBuild.files(site.options).files.mapValues { String(decoding: $0.bytes, as: UTF8.self) }
    }
}
