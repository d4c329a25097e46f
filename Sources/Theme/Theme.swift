/// The files of the built-in theme, as they stand in the top-level `templates/`: templates, style sheet, chart theme
/// and the words of the interface, so that `gazette` works in a folder that has no templates of its own.
package enum Theme {
    package struct File: Sendable {
        package var name: String
        package var bytes: [UInt8]
    }

    package static var files: [File] {
        [
            File(name: "alias.html", bytes: PackageResources.alias_html),
            File(name: "archive.html", bytes: PackageResources.archive_html),
            File(name: "author.html", bytes: PackageResources.author_html),
            File(name: "base.html", bytes: PackageResources.base_html),
            File(name: "breadcrumbs.html", bytes: PackageResources.breadcrumbs_html),
            File(name: "chart-theme.yaml", bytes: PackageResources.chart_theme_yaml),
            File(name: "chart.html", bytes: PackageResources.chart_html),
            File(name: "data.html", bytes: PackageResources.data_html),
            File(name: "derivation.html", bytes: PackageResources.derivation_html),
            File(name: "derivations.html", bytes: PackageResources.derivations_html),
            File(name: "endmatter.html", bytes: PackageResources.endmatter_html),
            File(name: "entries.html", bytes: PackageResources.entries_html),
            File(name: "entry.html", bytes: PackageResources.entry_html),
            File(name: "figure.html", bytes: PackageResources.figure_html),
            File(name: "figures.html", bytes: PackageResources.figures_html),
            File(name: "footnotes.html", bytes: PackageResources.footnotes_html),
            File(name: "headline.html", bytes: PackageResources.headline_html),
            File(name: "headlines.html", bytes: PackageResources.headlines_html),
            File(name: "home.html", bytes: PackageResources.home_html),
            File(name: "icon.svg", bytes: PackageResources.icon_svg),
            File(name: "manual.html", bytes: PackageResources.manual_html),
            File(name: "neighbours.html", bytes: PackageResources.neighbours_html),
            File(name: "not-found.html", bytes: PackageResources.not_found_html),
            File(name: "page-data.html", bytes: PackageResources.page_data_html),
            File(name: "page.html", bytes: PackageResources.page_html),
            File(name: "pager.html", bytes: PackageResources.pager_html),
            File(name: "related.html", bytes: PackageResources.related_html),
            File(name: "report-chart.html", bytes: PackageResources.report_chart_html),
            File(name: "report-table.html", bytes: PackageResources.report_table_html),
            File(name: "report.css", bytes: PackageResources.report_css),
            File(name: "report.html", bytes: PackageResources.report_html),
            File(name: "section.html", bytes: PackageResources.section_html),
            File(name: "strings.en.yaml", bytes: PackageResources.strings_en_yaml),
            File(name: "strings.zh-Hans.yaml", bytes: PackageResources.strings_zh_Hans_yaml),
            File(name: "strings.zh-Hant-HK.yaml", bytes: PackageResources.strings_zh_Hant_HK_yaml),
            File(name: "style.css", bytes: PackageResources.style_css),
            File(name: "table.html", bytes: PackageResources.table_html),
            File(name: "tag.html", bytes: PackageResources.tag_html),
            File(name: "tags.html", bytes: PackageResources.tags_html),
            File(name: "terms.html", bytes: PackageResources.terms_html),
            File(name: "thumbnail.html", bytes: PackageResources.thumbnail_html),
            File(name: "tokens.css", bytes: PackageResources.tokens_css),
        ]
    }
}
