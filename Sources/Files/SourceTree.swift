import Diagnostics

/// What stands below a site's root: the paths of its files, and a way to read them.
///
/// The tree of a disk and one of given files look the same, so that every stage can be tried without a disk.
package struct SourceTree: Sendable {
    /// The paths of all files, relative to the root, in the order of their bytes.
    package let paths: [String]
    /// How much of a file is read; set once the site's configuration is known.
    package var limits = SourceLimits.standard
    private let reader: @Sendable (String, SourceLimits) -> Diagnosed<SourceFile?>
    private let asker: @Sendable (Query) -> Result<QueryResult, QueryFailure>

    /// `asker` answers queries to the databases among the files.
    package init(
        paths: [String], limitedReader: @escaping @Sendable (String, SourceLimits) -> Diagnosed<SourceFile?>,
        asker: @escaping @Sendable (Query) -> Result<QueryResult, QueryFailure> = { _ in
            .failure(QueryFailure("there is no disk on which the database could be read"))
        }
    ) {
        self.paths = paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        reader = limitedReader
        self.asker = asker
    }

    /// A tree whose files are as long as they are.
    package init(paths: [String], reader: @escaping @Sendable (String) -> Diagnosed<SourceFile?>) {
        self.init(paths: paths, limitedReader: { path, _ in reader(path) })
    }

    /// A tree of paths in the order of their bytes, of which nothing can be read.
    package init(ordered paths: [String]) {
        self.paths = paths
        reader = { path, _ in Diagnosed(nil, [.error(.fileMissing, "there is no file \(path)", at: nil)]) }
        asker = { _ in .failure(QueryFailure("there is no disk on which the database could be read")) }
    }

    /// A tree of files that are given.
    package init(_ files: [SourceFile]) {
        var byPath: [String: SourceFile] = [:]
        for file in files { byPath[file.path] = file }
        let given = byPath
        self.init(paths: files.map(\.path)) { path in
            if let file = given[path] { return Diagnosed(file) }
            return Diagnosed(nil, [.error(.fileMissing, "there is no file \(path)", at: nil)])
        }
    }

    /// The file at `path`; nil with a finding where it cannot be read.
    package func read(_ path: String) -> Diagnosed<SourceFile?> {
        Reading.note(file: path)
        return reader(path, limits)
    }

    /// The rows that a query to one of the files gives. The file is not read whole.
    package func ask(_ query: Query) -> Result<QueryResult, QueryFailure> {
        Reading.note(file: query.path)
        return asker(query)
    }

    package func contains(_ path: String) -> Bool {
        Reading.note(listing: SourcePath.folder(of: path))
        let index = firstIndex(notBefore: path)
        return index < paths.count && paths[index].utf8.elementsEqual(path.utf8)
    }

    /// The paths below `folder`, itself given without a slash at its end.
    package func paths(below folder: String) -> ArraySlice<String> {
        Reading.note(listing: folder)
        let prefix = folder + "/"
        let start = firstIndex(notBefore: prefix)
        var end = start
        while end < paths.count, paths[end].utf8.starts(with: prefix.utf8) { end += 1 }
        return paths[start..<end]
    }

    private func firstIndex(notBefore path: String) -> Int {
        var low = 0
        var high = paths.count
        while low < high {
            let middle = (low + high) / 2
            if paths[middle].utf8.lexicographicallyPrecedes(path.utf8) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
