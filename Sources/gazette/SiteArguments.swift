import ArgumentParser
import Building

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What `build` and `check` have in common.
struct SiteArguments: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The folder that holds content/ and templates/.", valueName: "dir"))
    var root = "."

    @Option(
        name: [.short, .long],
        help: ArgumentHelp("Where the site is written. (default: public in the root)", valueName: "dir"))
    var output: String?

    @Option(
        name: [.customShort("u"), .long],
        help: ArgumentHelp("Where the site will stand; else base_url of site.yaml.", valueName: "url"))
    var baseUrl: String?

    @Flag(name: [.customShort("D"), .long], help: "Drafts too.")
    var drafts = false

    @Flag(name: [.customShort("F"), .long], help: "Pages too whose publishDate is to come.")
    var future = false

    @Flag(name: [.customShort("E"), .long], help: "Pages too whose expiryDate is past.")
    var expired = false

    @Option(
        name: .long,
        help: ArgumentHelp("The day to build for (2026-06-20); else $SOURCE_DATE_EPOCH, else today.", valueName: "date")
    )
    var asOf: String?

    @Flag(name: .long, help: "Warnings fail the build.")
    var strict = false

    @Option(
        name: [.short, .long], help: ArgumentHelp("How many threads. (default: one for each processor)", valueName: "n")
    )
    var jobs: Int?

    func validate() throws {
        if root.isEmpty || output?.isEmpty == true {
            throw ValidationError("\(root.isEmpty ? "--root" : "--output") names no folder")
        }
        if let jobs, !(1...256).contains(jobs) { throw ValidationError("--jobs is from 1 to 256") }
        if let baseUrl, SiteBuild.checkedBaseURL(baseUrl) == nil {
            throw ValidationError("--base-url is a whole address, such as https://briefings.example/")
        }
        if Self.day(asOf) == nil {
            throw ValidationError(
                asOf == nil ? "SOURCE_DATE_EPOCH is no number of seconds" : "--as-of is a day, such as 2026-06-20")
        }
    }

    var options: BuildOptions {
        BuildOptions(
            root: root, output: output, baseURL: baseUrl, includesDrafts: drafts, includesFuture: future,
            includesExpired: expired, asOf: Self.day(asOf) ?? 0, isStrict: strict, jobs: jobs ?? Self.processors)
    }

    /// Days since 1970-01-01.
    static func day(_ asOf: String?) -> Int? {
        BuildDate.resolve(asOf: asOf, sourceDateEpoch: Terminal.environment("SOURCE_DATE_EPOCH"))
    }

    static var processors: Int { min(max(Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))), 1), 64) }
}
