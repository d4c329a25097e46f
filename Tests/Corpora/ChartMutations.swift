import Charts
import Diagnostics
import Files
import Foundation
import Languages
import TestSupport

/// Draws thousands of mutated specifications of a suite, the same in every run: each must be drawn or refused, and
/// each drawing must be strict XML without a number that is none.
func runChartMutations(folder: String) throws -> Bool {
    let total = 10_000
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".json") }.sorted()
    guard !names.isEmpty else {
        print("chart-mutations: \(folder) holds no specifications")
        return false
    }
    var (drawn, refused, broken) = (0, 0, 0)
    var slowest: [(seconds: Double, name: String)] = []
    let only = ProcessInfo.processInfo.environment["ONLY"]
    let isVerbose = ProcessInfo.processInfo.environment["VERBOSE"] != nil
    for number in 0..<total {
        let name = names[number % names.count]
        let title = "\(name) #\(number / names.count)"
        if let only, only != title { continue }
        let file = SourceFile(
            path: name, bytes: [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))))
        guard let spec = JSON.parse(file).value else { continue }
        var mutator = SpecificationMutator(seed: UInt64(number))
        var request = ChartRequest(
            spec: mutator.mutated(spec), file: name, language: .english, theme: .vega,
            load: { path in
                // Data files, of which one name stays within the folder.
                path.contains("..")
                    ? nil
                    : FileManager.default.contents(atPath: folder + "/" + path).map {
                        SourceFile(path: path, bytes: [UInt8]($0))
                    }
            })
        if number % 2 == 1 { request.review = ChartReview(hasSource: { _ in false }) }
        // A crash leaves the last line that was written: which mutation it was.
        if isVerbose { FileHandle.standardError.write(Data("drawing \(title)\n".utf8)) }
        let start = Date()
        let result = Chart.draw(request)
        slowest.append((Date().timeIntervalSince(start), title))
        if slowest.count > 400 { slowest = Array(slowest.sorted { $0.seconds > $1.seconds }.prefix(12)) }
        guard let svg = result.value?.svg.bytes else {
            refused += 1
            if !result.diagnostics.hasErrors {
                broken += 1
                print("chart-mutations: \(title): nothing drawn and nothing said")
            }
            continue
        }
        drawn += 1
        let problem = StrictXML.problem(in: svg) ?? (svg.count > 24_000_000 ? "\(svg.count) bytes" : nil)
        if let problem {
            broken += 1
            print("chart-mutations: \(title): \(problem)")
        }
    }
    print("chart-mutations: \(drawn + refused) mutations, \(drawn) drawn, \(refused) refused, \(broken) wrong")
    let shown = slowest.sorted { $0.seconds > $1.seconds }.prefix(5)
    print("the slowest: " + shown.map { "\($0.name) \(Int($0.seconds * 1000)) ms" }.joined(separator: ", "))
    return broken == 0
}
