import Dispatch

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Ends the program at once on Ctrl-C and on SIGTERM, whatever is open; what must not be cut short is finished first.
enum Ending {
    /// To be called before there are other threads: they inherit that these signals are none of their business.
    static func begin(finish: @escaping @Sendable () -> Void) {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGINT)
        sigaddset(&signals, SIGTERM)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        let awaited = signals
        DispatchQueue(label: "gazette.ending").async {
            var awaited = awaited
            var number: Int32 = 0
            while sigwait(&awaited, &number) != 0 {}
            finish()
            _exit(0)
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
        // The signals that end this program are to end the browser too.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var process = pid_t()
        let arguments = [strdup(command), strdup(address), nil]
        defer { for argument in arguments { free(argument) } }
        if posix_spawnp(&process, command, nil, &attributes, arguments, environ) != 0 {
            Terminal.say("no browser could be opened by \(command); open \(address)")
        }
    }
}
