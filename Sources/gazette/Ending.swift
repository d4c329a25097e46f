import Dispatch

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Ends the program at once on Ctrl-C and on SIGTERM, whatever is open; what must not be cut short is finished first.
final class Ending {
    private let sources: [any DispatchSourceSignal]

    init(finish: @escaping @Sendable () -> Void) {
        sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                finish()
                _exit(0)
            }
            source.resume()
            return source
        }
    }
}

/// The reader's own browser.
enum Browser {
    static func open(_ address: String) {
        #if os(macOS)
            let command = "open"
        #else
            let command = "xdg-open"
        #endif
        var process = pid_t()
        let arguments = [strdup(command), strdup(address), nil]
        defer { for argument in arguments { free(argument) } }
        if posix_spawnp(&process, command, nil, nil, arguments, environ) != 0 {
            Terminal.say("no browser could be opened by \(command); open \(address)")
        }
    }
}
