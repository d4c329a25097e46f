import ArgumentParser
import Building
import Diagnostics

struct NewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Begin a site or a briefing.", subcommands: [Site.self, Briefing.self],
        aliases: ["init"])

    struct Site: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Make a folder that builds.")

        @Argument(help: "The folder; it must not exist, or be empty.") var path: String

        func run() throws {
            try report(Scaffold.site(at: path))
            Terminal.say("its first briefing is \(path)/content/briefings/first/index.md")
            Terminal.say("build it: gazette build --root \(path)")
        }
    }

    struct Briefing: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a briefing with a table, an indicator, a claim and a chart.")

        @Argument(help: "Its folder, such as content/briefings/housing.") var path: String

        func run() throws {
            try report(Scaffold.briefing(at: path))
            Terminal.say("its numbers are an example: change \(path)/index.md and what stands beside it, then build")
        }
    }

    fileprivate static func report(_ result: Diagnosed<[String]>) throws {
        for path in result.value { Terminal.print(path + "\n") }
        Terminal.report(result.diagnostics) { _, _ in nil }
        if result.diagnostics.hasErrors { throw ExitCode.failure }
    }
}

extension ParsableCommand {
    fileprivate func report(_ result: Diagnosed<[String]>) throws { try NewCommand.report(result) }
}
