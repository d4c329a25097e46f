import Content
import Diagnostics
import Files

/// What `gazette new` writes: a site that builds, and a briefing with a table, an indicator, a claim and a chart.
package enum Scaffold {
    /// Makes a folder with a site in it. The folder may exist if it is empty.
    package static func site(at path: String) -> Diagnosed<[String]> {
        if path.isEmpty { return refused("“”", "names no folder", "name a folder that does not exist") }
        if let status = Disk.status(path, following: true) {
            let isEmpty = status.kind == .folder && ((try? Disk.names(in: path))?.isEmpty ?? false)
            guard isEmpty else { return refused(path, "exists and is not empty", "name a folder that does not exist") }
        }
        return write(siteFiles, below: path)
    }

    /// Makes the folder of one briefing. It must not exist.
    package static func briefing(at path: String) -> Diagnosed<[String]> {
        let parts = OutputFolder.absolute(path).utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
        guard parts.dropLast().contains("content") else {
            return refused(
                path, "is not below content/", "a briefing stands in a site: content/briefings/\(parts.last ?? "name")")
        }
        guard Disk.status(path) == nil else { return refused(path, "exists", "name a folder that does not exist") }
        return write(briefingFiles.map { ($0.0, named($0.1, parts.last ?? "")) }, below: path)
    }

    /// The example with a source of the briefing's own: two briefings from one source would contradict each other as soon
    /// as an author changes a number of the one.
    private static func named(_ text: String, _ name: String) -> String {
        let name = String(name.unicodeScalars.filter { $0 != "\"" && $0 != "\\" && $0.value >= 0x20 })
        let own = "title: {zh-Hant-HK: \"借閱統計（\(name)）\", en: \"Statistics of loans (\(name))\"}"
        return text.replacing(sourceTitle, with: own)
    }

    private static let sourceTitle = "title: {zh-Hant-HK: 借閱統計, en: Statistics of loans}"

    private static func refused(_ path: String, _ why: String, _ hint: String) -> Diagnosed<[String]> {
        Diagnosed([], [.error(.outputRefused, "\(path) \(why)", at: nil, hint: hint)])
    }

    private static func write(_ files: [(String, String)], below path: String) -> Diagnosed<[String]> {
        var written: [String] = []
        for (name, text) in files {
            let target = path + "/" + name
            do {
                try makeFolders(String(target[..<(target.lastIndex(of: "/") ?? target.endIndex)]))
                try Disk.write(Array(text.utf8), to: target)
            } catch {
                return Diagnosed(
                    written, [.error(.outputFailed, "\(target) cannot be written: \(error.reason)", at: nil)])
            }
            written.append(target)
        }
        return Diagnosed(written)
    }

    private static func makeFolders(_ path: String) throws(DiskError) {
        if path.isEmpty || Disk.status(path, following: true)?.kind == .folder { return }
        if let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) { try makeFolders(String(path[..<slash])) }
        try Disk.makeFolder(path)
    }

    // MARK: What is written

    private static let siteFiles: [(String, String)] =
        [
            (
                "content/site.yaml",
                """
                title: {zh-Hant-HK: 我的政策簡報, en: My Policy Briefings}
                # Where the site will stand; without it, feeds, the sitemap and canonical links are left out.
                # base_url: https://briefings.example/
                languages: [zh-Hant-HK, en]

                """
            ),
            (
                "content/_index.md",
                """
                ---
                title: 我的政策簡報
                summary: 每個數字都與數據綁定。
                ---

                """
            ),
            (
                "content/_index.en.md",
                """
                ---
                title: My Policy Briefings
                summary: Every number is bound to data.
                ---

                """
            ),
            ("content/briefings/_index.md", "---\ntitle: 簡報\n---\n"),
            ("content/briefings/_index.en.md", "---\ntitle: Briefings\n---\n"),
            (".gitignore", "public/\n"),
        ] + briefingFiles.map { ("content/briefings/first/" + $0.0, $0.1) }

    private static let briefingFiles: [(String, String)] = [
        (
            "index.md",
            """
            ---
            title: 圖書館的借閱
            date: 2026-01-15
            summary: 由 2023 年到 2025 年，借閱[增加 50%](=loans_growth)。
            ---

            ## 數字說明甚麼

            借閱由 [](=loans["2023"].loans)增至 [](=loans["2025"].loans)，[增加 50%](=loans_growth)。

            ![](=loans_growth)

            ![每年借閱](loans.vl.yaml)

            ![借閱數目](loans.csv)

            """
        ),
        (
            "index.en.md",
            """
            ---
            title: Loans of the library
            date: 2026-01-15
            summary: Loans are [up 50%](=loans_growth) from 2023 to 2025.
            ---

            ## What the figures show

            Loans went from [](=loans["2023"].loans) to [](=loans["2025"].loans), [up 50%](=loans_growth).

            ![](=loans_growth)

            ![Loans a year](loans.vl.yaml)

            ![Number of loans](loans.csv)

            """
        ),
        ("loans.csv", "year,loans\n2023,24000\n2024,31000\n2025,36000\n"),
        (
            "datapackage.yaml",
            """
            name: loans
            title: {zh-Hant-HK: 圖書館借閱, en: Loans of the library}
            origins:
              - producer: {zh-Hant-HK: 示例圖書館, en: An example library}
                title: {zh-Hant-HK: 借閱統計, en: Statistics of loans}
                date_published: 2026-01
            units:
              loans: {zh-Hant-HK: 冊, en: [loan, loans]}
            resources:
              - name: loans
                path: loans.csv
                schema:
                  primaryKey: year
                  fields:
                    - {name: year, type: string, title: {zh-Hant-HK: 年份, en: Year}}
                    - {name: loans, type: integer, unit: loans, title: {zh-Hant-HK: 借閱, en: Loans}}

            """
        ),
        (
            "indicators.yaml",
            """
            loans_growth:
              label: {zh-Hant-HK: 2023 年至 2025 年的增幅, en: growth from 2023 to 2025}
              formula: growth(loans["2023"].loans, loans["2025"].loans)
              format: .0%

            """
        ),
        (
            "loans.vl.yaml",
            """
            $schema: https://vega.github.io/schema/vega-lite/v6.json
            title: {zh-Hant-HK: 借閱逐年上升, en: Loans rise each year}
            data: {name: loans}
            mark: bar
            encoding:
              y: {field: year, type: ordinal, title: null}
              x: {field: loans, type: quantitative, title: {zh-Hant-HK: 冊, en: loans}}

            """
        ),
    ]
}
