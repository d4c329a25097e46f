import ArgumentParser
import Building
import Diagnostics
import Files
import Languages

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Print a briefing, a section or all briefings as one document.",
        discussion: """
            The document is one HTML file that asks for no other, or a PDF, which an installed Chromium prints. It has a
            cover, contents, lists of charts and tables, numbered throughout, notes, sources and an index of figures.
            """)

    @Argument(help: "Folders of briefings or sections, below content. (default: all briefings)")
    var folders: [String] = []

    @Option(name: [.short, .long], help: ArgumentHelp("Where to write: .html or .pdf.", valueName: "file"))
    var output: String

    @Option(
        name: .long, help: ArgumentHelp("The Chromium that prints the PDF. (default: on the PATH)", valueName: "path"))
    var browser: String?

    @Option(name: .customLong("lang"), help: ArgumentHelp("The language, such as en.", valueName: "tag"))
    var language: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The folder that holds content/ and templates/. (default: around the first)", valueName: "dir"))
    var root: String?

    @Option(
        name: [.customShort("u"), .long],
        help: ArgumentHelp("Where the site will stand; else base_url of site.yaml.", valueName: "url"))
    var baseUrl: String?

    @Flag(name: [.customShort("D"), .long], help: "Drafts too.")
    var drafts = false

    @Option(
        name: .long,
        help: ArgumentHelp("The day to print for (2026-06-20); else $SOURCE_DATE_EPOCH, else today.", valueName: "date")
    )
    var asOf: String?

    private var isPDF: Bool { output.lowercased().hasSuffix(".pdf") }

    func validate() throws {
        if !isPDF, ![".html", ".htm"].contains(where: { output.lowercased().hasSuffix($0) }) {
            throw ValidationError("--output is a file that ends in .html or .pdf")
        }
        if let language, LanguageTag(language) == nil { throw ValidationError("--lang is a tag, such as zh-Hant-HK") }
        if root?.isEmpty == true { throw ValidationError("--root names no folder") }
        if let baseUrl, SiteBuild.checkedBaseURL(baseUrl) == nil {
            throw ValidationError("--base-url is a whole address, such as https://briefings.example/")
        }
        if SiteArguments.day(asOf) == nil { throw ValidationError("--as-of is a day, such as 2026-06-20") }
    }

    func run() throws {
        // Without a browser there is nothing to wait for.
        let found: Diagnosed<BrowserPrinter?> =
            isPDF ? BrowserPrinter.find(browser, Terminal.environment) : Diagnosed(nil)
        let noLine: (String, Int) -> ArraySlice<UInt8>? = { _, _ in nil }
        Terminal.report(found.diagnostics, line: noLine)
        if found.diagnostics.hasErrors { throw ExitCode.failure }
        let options = ReportOptions(folders: folders, language: language.flatMap { LanguageTag($0) })
        let report = Report.make(options, root: root) { root in
            BuildOptions(
                root: root, baseURL: baseUrl, includesDrafts: drafts, asOf: SiteArguments.day(asOf) ?? 0,
                jobs: SiteArguments.processors)
        }
        Terminal.report(report.findings.filter { $0.severity > .info }, line: report.line)
        guard var bytes = report.html else { throw ExitCode.failure }
        if let printer = found.value {
            let printed = printer.pdf(of: bytes)
            Terminal.report(printed.diagnostics, line: noLine)
            guard let pdf = printed.value else { throw ExitCode.failure }
            bytes = pdf
        }
        do {
            try Disk.write(bytes, to: output)
        } catch {
            Terminal.say("\(output) cannot be written: \(error.reason)")
            throw ExitCode.failure
        }
        Terminal.say("\(report.pageCount) page\(report.pageCount == 1 ? "" : "s") of the site in \(output)")
    }
}
