import ArgumentParser
import Building
import Diagnostics

struct BuildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build", abstract: "Build the site.",
        discussion: "Where anything is wrong, all of it is reported and the published site stays what it was.")

    @OptionGroup var site: SiteArguments

    @Flag(name: [.short, .long], help: "Findings alone, no summary.")
    var quiet = false

    func run() throws {
        let clock = ContinuousClock()
        let start = clock.now
        var options = site.options
        // Numerals that are bound to nothing are information, which only `check` prints.
        options.countsNumerals = false
        let report = SiteBuild.build(options, home: Terminal.environment("HOME"))
        let advice = quiet || report.hasFailed ? [] : report.advice
        Terminal.report(report.findings.filter { $0.severity > .info } + advice, line: report.line)
        if report.hasFailed {
            Terminal.say(report.failureSummary)
            throw ExitCode.failure
        }
        if !quiet { Terminal.say(report.summary(duration: clock.now - start)) }
    }
}

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Everything that build does, and write nothing.")

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text
        case json
    }

    @OptionGroup var site: SiteArguments

    @Option(name: .long, help: "How findings are printed: for people, or as a JSON list on standard output.")
    var format = Format.text

    @Flag(name: .long, help: "Check again after every change, until Ctrl-C.")
    var watch = false

    func validate() throws {
        if watch, format == .json { throw ValidationError("--watch is for people: it has no --format json") }
    }

    func run() throws {
        if watch { return WatchedCheck.run(site.options) }
        let report = SiteBuild.check(site.options)
        switch format {
        case .json: Terminal.print(DiagnosticPrinter.json(report.findings))
        case .text:
            Terminal.report(report.findings, line: report.line)
            for page in report.coverage { Terminal.say(page.description) }
            Terminal.say(report.hasFailed ? report.failureSummary : report.checkSummary)
        }
        if report.hasFailed { throw ExitCode.failure }
    }
}
