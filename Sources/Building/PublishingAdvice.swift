import Content
import Diagnostics
import Rendering

/// What a site leaves out until its author says more.
enum PublishingAdvice {
    /// Without its address a site has no feeds and no sitemap: these hold whole addresses or nothing.
    static func findings(_ edition: Edition) -> [Diagnostic] {
        if edition.site.configuration.baseURL != nil { return [] }
        return [
            .warning(
                .siteConfig, "the site has no base_url: feeds, sitemap.xml and canonical links are left out",
                at: SourceLocation(file: SiteConfiguration.path),
                hint: "write “base_url: https://briefings.example/” there, or build with --base-url")
        ]
    }
}
