import ArgumentParser
import Diagnostics

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Standard output for data, standard error for messages.
enum Terminal {
    static func print(_ text: String) { write(Array(text.utf8), to: STDOUT_FILENO) }
    static func print(_ bytes: [UInt8]) { write(bytes, to: STDOUT_FILENO) }
    static func say(_ text: String) { write(Array((text + "\n").utf8), to: STDERR_FILENO) }

    /// Colours on a terminal, unless `NO_COLOR` is set; `CLICOLOR_FORCE` sets them anywhere (no-color.org, bixense.com).
    static var usesColour: Bool {
        if let value = environment("NO_COLOR"), !value.isEmpty { return false }
        if let value = environment("CLICOLOR_FORCE"), value != "0" { return true }
        return isatty(STDERR_FILENO) == 1
    }

    static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

    /// Findings on standard error, with the lines that they speak of, and a count of them at the end.
    static func report(_ findings: [Diagnostic], line: (String, Int) -> ArraySlice<UInt8>?) {
        let colour = usesColour
        var text = ""
        for finding in findings { text += DiagnosticPrinter.text(finding, colour: colour, line: line) }
        write(Array(text.utf8), to: STDERR_FILENO)
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let put = rest.withUnsafeBytes { buffer in
                #if canImport(Glibc)
                    Glibc.write(descriptor, buffer.baseAddress, buffer.count)
                #elseif canImport(Musl)
                    Musl.write(descriptor, buffer.baseAddress, buffer.count)
                #else
                    Darwin.write(descriptor, buffer.baseAddress, buffer.count)
                #endif
            }
            if put < 0, errno == EINTR { continue }
            if put <= 0 { return }
            rest = rest.dropFirst(put)
        }
    }
}
