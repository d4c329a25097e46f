import Foundation

/// Runs a corpus that others publish through Gazette's own engines: `corpora NAME PATH`. Prints each case that
/// fails, then how many hold; the exit status is 1 if one fails that is not a listed deviation.
@main enum Corpora {
    /// A runner is handed the path of its corpus and returns whether all cases hold.
    static let runners: [String: @Sendable (String) throws -> Bool] = [
        "chart-mutations": runChartMutations(folder:),
        "commonmark": runCommonMark(folder:),
        "csv-spectrum": runCSVSpectrum(folder:),
        "datapackages": runDataPackages(folder:),
        "json": runJSONTestSuite(folder:),
        "datapackages-command": runDataPackagesByCommand(folder:),
        "mustache": runMustache(folder:),
        "yaml": runYAMLTestSuite(folder:),
    ]

    static func main() {
        let arguments = CommandLine.arguments
        guard arguments.count == 3, let runner = runners[arguments[1]] else {
            print("usage: corpora \(runners.keys.sorted().joined(separator: "|")) PATH")
            exit(64)
        }
        do {
            exit(try runner(arguments[2]) ? 0 : 1)
        } catch {
            print("\(arguments[1]): \(arguments[2]) cannot be read: \(error)")
            exit(1)
        }
    }
}
