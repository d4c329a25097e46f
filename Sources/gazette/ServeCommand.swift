import ArgumentParser
import Building
import Diagnostics
import Preview

struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Preview the site while it is written.",
        discussion: """
            The site is served from memory, and every open page follows each save; what is wrong is told on the page and
            here. Nothing is written, unless --write says so. Ctrl-C ends it.
            """)

    @OptionGroup var site: SiteArguments

    @Option(name: .long, help: ArgumentHelp("The port, or the next one that is free; 0 is any.", valueName: "n"))
    var port = 1313

    @Option(name: .long, help: ArgumentHelp("The address to serve on.", valueName: "address"))
    var bind = "127.0.0.1"

    @Flag(name: .long, help: "Open the site in a browser.")
    var open = false

    @Flag(name: .long, help: "Write the site too, as build does, after each build without errors.")
    var write = false

    func validate() throws {
        if !(0...65535).contains(port) { throw ValidationError("--port is from 0 to 65535") }
        if bind.isEmpty { throw ValidationError("--bind names no address") }
    }

    func run() throws {
        let queue = ChangeQueue()
        let session = PreviewSession(
            site.options, writes: write, home: Terminal.environment("HOME"), queue: queue, report: RoundPrinter.print)
        Ending.begin { session.finishWriting() }
        let server: PreviewServer
        do throws(PreviewServer.Failure) {
            server = try PreviewServer.start(session, bind: bind, port: port)
        } catch {
            Terminal.say("\(bind) cannot be served on: \(error.reason)")
            throw ExitCode.failure
        }
        let watcher = SourceWatch.start(root: site.root, queue)
        Terminal.print(server.address + "\n")
        if open { Browser.open(server.address) }
        session.run()
        withExtendedLifetime((watcher, server)) {}
    }
}

/// The loop of `check --watch`.
enum WatchedCheck {
    static func run(_ options: BuildOptions) {
        let queue = ChangeQueue()
        let session = PreviewSession(options, queue: queue, report: RoundPrinter.print)
        Ending.begin {}
        let watcher = SourceWatch.start(root: options.root, queue)
        session.run()
        withExtendedLifetime(watcher) {}
    }
}
