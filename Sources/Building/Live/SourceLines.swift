import Diagnostics
import Files
import Synchronization
import Tables

/// The lines of sources, each file read once: for printing many findings.
package final class SourceLines: Sendable {
    private let root: String
    private let files = Mutex<[String: LineIndex?]>([:])

    package init(root: String) { self.root = root }

    /// A line of a file below the root; nil of what has no lines.
    package func line(_ file: String, _ number: Int) -> ArraySlice<UInt8>? {
        files.withLock { files in
            if let known = files[file] { return known?.line(number) }
            let index = BuildReport.lines(of: file, below: root)
            files[file] = index
            return index?.line(number)
        }
    }
}
