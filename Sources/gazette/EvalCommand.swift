import ArgumentParser
import Building
import Diagnostics
import Languages

struct EvalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "eval", abstract: "A formula's value and its derivation.",
        discussion: """
            Names are looked up where the formula would stand: gazette eval 'a / b' --in content/briefings/x
            A formula that begins with a minus stands last, after two dashes: gazette eval --json -- '-a'
            """)

    @Argument(help: "A formula, or an indicator's name.") var formula: String

    @Option(name: .customLong("in"), help: ArgumentHelp("The folder of a page.", valueName: "folder"))
    var folder: String?

    @Flag(name: .long, help: "As JSON, in all languages.") var json = false

    @Option(name: .customLong("lang"), help: ArgumentHelp("The language of the derivation.", valueName: "tag"))
    var language: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The day to evaluate for (2026-06-20); else $SOURCE_DATE_EPOCH, else today.", valueName: "date"))
    var asOf: String?

    func validate() throws {
        if SiteArguments.day(asOf) == nil { throw ValidationError("--as-of is a day, such as 2026-06-20") }
        if let language, LanguageTag(language) == nil { throw ValidationError("--lang is a tag, such as zh-Hant-HK") }
    }

    func run() throws {
        let evaluation = Evaluation.evaluate(
            formula, in: folder, asOf: SiteArguments.day(asOf) ?? 0, jobs: SiteArguments.processors)
        Terminal.report(evaluation.findings, line: evaluation.line)
        guard evaluation.figure != nil else { throw ExitCode.failure }
        if json {
            Terminal.print(evaluation.json())
        } else {
            Terminal.print(evaluation.text(in: language.flatMap { LanguageTag($0) }))
        }
        if evaluation.findings.hasErrors { throw ExitCode.failure }
    }
}
