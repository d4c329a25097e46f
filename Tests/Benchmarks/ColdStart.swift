import Files
import TestSupport

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A process that draws one chart and ends.
enum ColdStart {
    /// The milliseconds from its start to its end, once for each round; nil where it fails.
    static func times(_ gazette: String, _ chart: MeasuredChart, rounds: Int) -> [Double]? {
        var random = SplitMix(state: 2)
        let folder = "/tmp/gazette-benchmark-\(getpid())"
        guard mkdir(folder, 0o700) == 0 else { return nil }
        let paths = (spec: folder + "/chart.vl.json", out: folder + "/chart.svg")
        defer {
            unlink(paths.spec)
            unlink(paths.out)
            rmdir(folder)
        }
        guard (try? Disk.write(Array(chart.inline(&random).utf8), to: paths.spec)) != nil else { return nil }
        var out: [Double] = []
        for _ in 0..<rounds {
            let start = Clock.now
            guard run([gazette, "chart", paths.spec, "-o", paths.out, "--theme", "vega"]) else { return nil }
            out.append(Clock.now - start)
        }
        return out
    }

    private static func run(_ arguments: [String]) -> Bool {
        var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
        defer { for pointer in pointers { free(pointer) } }
        pointers.append(nil)
        var process = pid_t()
        var environment: [UnsafeMutablePointer<CChar>?] = [nil]
        guard posix_spawn(&process, arguments[0], nil, nil, pointers, &environment) == 0 else { return false }
        var status: Int32 = 0
        return waitpid(process, &status, 0) == process && status == 0
    }
}
