import ArgumentParser
import Building
import Diagnostics
import Files
import Languages

struct ChartCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chart", abstract: "Draw one Vega-Lite specification as SVG.")

    @Argument(help: "The specification, .vl.yaml or .vl.json.") var spec: String

    @Option(name: [.short, .long], help: ArgumentHelp("Where to write. (default: standard output)", valueName: "file"))
    var output: String?

    @Option(name: .long, help: "How it looks: gazette, or vega for Vega's own defaults.") var theme: String?

    @Option(name: .long, help: ArgumentHelp("The language of its texts, such as zh-Hant-HK.", valueName: "tag"))
    var language: String?

    @Option(
        name: .long,
        help: ArgumentHelp("The day to draw for (2026-06-20); else $SOURCE_DATE_EPOCH, else today.", valueName: "date"))
    var asOf: String?

    func validate() throws {
        if let theme, !ChartDrawing.themes.contains(theme) { throw ValidationError("--theme is gazette or vega") }
        if let language, LanguageTag(language) == nil {
            throw ValidationError("--language is a tag, such as zh-Hant-HK")
        }
        if SiteArguments.day(asOf) == nil { throw ValidationError("--as-of is a day, such as 2026-06-20") }
    }

    func run() throws {
        let drawing = ChartDrawing.draw(
            spec, theme: theme, language: language.flatMap { LanguageTag($0) }, asOf: SiteArguments.day(asOf) ?? 0,
            jobs: SiteArguments.processors)
        Terminal.report(drawing.findings, line: drawing.line)
        guard let svg = drawing.svg else { throw ExitCode.failure }
        guard let output else { return Terminal.print(svg + [0x0A]) }
        do {
            try Disk.write(svg + [0x0A], to: output)
        } catch {
            Terminal.say("\(output) cannot be written: \(error.reason)")
            throw ExitCode.failure
        }
    }
}
