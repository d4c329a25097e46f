/// Which sources changed since they were last read.
package enum SourceChanges: Sendable, Hashable {
    /// The contents of these files, below the site's root; no file came or went.
    case contents(Set<String>)
    /// These files, and some that came or went.
    case files(Set<String>)
    /// Nobody knows: everything is read again.
    case all

    /// Both together.
    package func union(_ other: SourceChanges) -> SourceChanges {
        switch (self, other) {
        case (.contents(let a), .contents(let b)): .contents(a.union(b))
        case (.all, _), (_, .all): .all
        case (.contents(let a), .files(let b)), (.files(let a), .contents(let b)), (.files(let a), .files(let b)):
            .files(a.union(b))
        }
    }

    /// True where the file may have changed.
    func touches(_ path: String) -> Bool {
        switch self {
        case .contents(let paths), .files(let paths): paths.contains(path)
        case .all: true
        }
    }

    func touchesAny(_ paths: some Sequence<String>) -> Bool { paths.contains(where: touches) }

    /// True where some file below the folder may have changed.
    func touchesAny(below folder: String) -> Bool {
        switch self {
        case .contents(let paths), .files(let paths): paths.contains { $0.utf8.starts(with: (folder + "/").utf8) }
        case .all: true
        }
    }

    var changesListing: Bool {
        if case .contents = self { false } else { true }
    }
}
