import ArgumentParser

/// The command line: it reads arguments, hands them to Building, and prints. It decides nothing else.
@main
struct Gazette: ParsableCommand {
    private static let version = "0.1.0"

    static func main() {
        // Scripts ask for it before anything else: it waits for no command to be looked up.
        if CommandLine.arguments.dropFirst().elementsEqual(["--version"]) {
            print(version)
        } else {
            main(nil)
        }
    }

    static let configuration = CommandConfiguration(
        commandName: "gazette",
        abstract: "Policy briefings whose every number is bound to data.",
        discussion: """
            Gazette turns a folder of Markdown and data tables into a static website, and fails where the two disagree.
            Data goes to standard output, messages to standard error. Exit status: 0 clean, 1 failed, 64 usage.
            """,
        version: version,
        subcommands: [
            BuildCommand.self, ServeCommand.self, CheckCommand.self, EvalCommand.self, ChartCommand.self,
            DataCommand.self, ReportCommand.self, NewCommand.self,
        ])
}
