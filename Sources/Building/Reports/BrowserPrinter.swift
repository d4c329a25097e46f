import Diagnostics
import Files

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Prints HTML as PDF by an installed Chromium or a browser made from it: with the document's outline as bookmarks,
/// tagged for accessibility.
package struct BrowserPrinter: Sendable {
    /// Where the program is.
    package let path: String
    private let environment: [String]
    private let temporary: String

    /// Programs that print so, in the order in which they are looked for.
    static let names = [
        "chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "headless_shell",
        "microsoft-edge", "brave-browser",
    ]
    static let applications = [
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ]
    /// Seconds that a browser has.
    static let limit = 300

    /// Finds a browser: the one that is named, else the first on the `PATH`. `environment` gives a variable's value.
    package static func find(_ wanted: String?, _ environment: (String) -> String?) -> Diagnosed<BrowserPrinter?> {
        let folders = (environment("PATH") ?? "").split(separator: ":").map(String.init)
        func onPath(_ name: String) -> String? {
            folders.lazy.map { $0 + "/" + name }.first { isProgram($0) }
        }
        let found: String?
        if let wanted {
            found = wanted.contains("/") ? (isProgram(wanted) ? wanted : nil) : onPath(wanted)
        } else {
            found = names.lazy.compactMap(onPath).first ?? applications.first(where: isProgram)
        }
        guard let found else {
            let what =
                wanted.map { "there is no program \($0)" } ?? "no Chromium was found on the PATH to print the PDF"
            return Diagnosed(
                nil,
                [
                    .error(
                        .fileMissing, what, at: nil,
                        hint:
                            "install one (Debian: apt-get install chromium), name one by --browser, or write HTML: -o report.html"
                    )
                ])
        }
        // No more than a browser needs, so that nothing of the caller's changes what is printed.
        let kept = ["PATH", "HOME", "LANG", "LC_ALL", "XDG_RUNTIME_DIR", "FONTCONFIG_FILE", "FONTCONFIG_PATH"]
        let values = kept.compactMap { name in environment(name).map { "\(name)=\($0)" } }
        let temporary = environment("TMPDIR").flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
        return Diagnosed(BrowserPrinter(path: found, environment: values, temporary: temporary))
    }

    private static func isProgram(_ path: String) -> Bool {
        Disk.status(path, following: true)?.kind == .file && access(path, X_OK) == 0
    }

    /// The document as PDF.
    package func pdf(of html: [UInt8]) -> Diagnosed<[UInt8]?> {
        var template = Array((temporary + "/gazette-report-XXXXXX").utf8CString)
        guard let made = mkdtemp(&template) else { return failure("no folder can be made in \(temporary)") }
        let folder = String(cString: made)
        defer { remove(folder) }
        do {
            try Disk.write(html, to: folder + "/report.html")
        } catch {
            return failure("\(folder)/report.html cannot be written: \(error.reason)")
        }
        var arguments = [
            path, "--headless=new", "--disable-gpu", "--no-first-run", "--no-default-browser-check",
            "--disable-extensions", "--disable-background-networking", "--disable-sync", "--disable-dev-shm-usage",
            "--hide-scrollbars", "--font-render-hinting=none", "--user-data-dir=\(folder)/profile",
            "--no-pdf-header-footer", "--export-tagged-pdf", "--generate-pdf-document-outline",
            "--print-to-pdf=\(folder)/report.pdf",
        ]
        // Its sandbox refuses to start as root.
        if geteuid() == 0 { arguments.append("--no-sandbox") }
        arguments.append("file://" + folder + "/report.html")
        let status = run(arguments, saying: folder + "/said")
        let pdf = (try? Disk.read(folder + "/report.pdf", limit: 1_000_000_000)) ?? []
        if status == 0, pdf.starts(with: "%PDF-".utf8) { return Diagnosed(pdf) }
        let said = String(decoding: (try? Disk.read(folder + "/said", limit: 1_000_000)) ?? [], as: UTF8.self)
        let last = said.split(separator: "\n").last.map { ": " + $0.prefix(300) } ?? ""
        return failure(
            status == nil
                ? "\(path) did not end within \(Self.limit) seconds"
                : "\(path) printed no PDF (status \(status ?? 0))\(last)")
    }

    private func failure(_ message: String) -> Diagnosed<[UInt8]?> {
        Diagnosed(
            nil,
            [
                .error(
                    .fileUnreadable, message, at: nil, hint: "name another browser by --browser, or write HTML instead")
            ])
    }

    /// Runs a program to its end with its messages in a file; nil where it takes too long.
    private func run(_ arguments: [String], saying file: String) -> Int32? {
        var pid: pid_t = 0
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
            var attributes: posix_spawnattr_t?
        #else
            var actions = posix_spawn_file_actions_t()
            var attributes = posix_spawnattr_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, file, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // A group of its own, so that its children end with it.
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
        posix_spawnattr_setpgroup(&attributes, 0)
        let words = arguments.map { strdup($0) } + [nil]
        let values = environment.map { strdup($0) } + [nil]
        defer { for pointer in words + values { free(pointer) } }
        let code = posix_spawn(&pid, path, &actions, &attributes, words, values)
        guard code == 0 else { return code }
        var status: Int32 = 0
        for _ in 0..<(Self.limit * 50) {
            if waitpid(pid, &status, WNOHANG) == pid {
                // The exit code of what ended by itself, else the signal.
                return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + (status & 0x7F)
            }
            usleep(20_000)
        }
        kill(-pid, SIGKILL)
        waitpid(pid, &status, 0)
        return nil
    }

    /// Takes a folder away with all that is in it.
    private func remove(_ folder: String, depth: Int = 0) {
        for name in (try? Disk.names(in: folder)) ?? [] {
            let path = folder + "/" + name
            if Disk.status(path)?.kind == .folder, depth < 64 {
                remove(path, depth: depth + 1)
            } else {
                try? Disk.removeFile(path)
            }
        }
        try? Disk.removeFolder(folder)
    }
}
