/// Paths with `/` between their parts, taken apart as bytes.
package enum SourcePath {
    /// The last part: `index.md` of `content/cars/index.md`.
    package static func name(of path: String) -> String {
        path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[path.index(after: $0)...]) } ?? path
    }

    /// What stands before the last part, "" where it is the only one: `content/cars` of `content/cars/index.md`.
    package static func folder(of path: String) -> String {
        path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[..<$0]) } ?? ""
    }

    /// What stands behind the last dot of its name, in small letters: `csv` of `data/GDP.CSV`; "" where there is none.
    package static func suffix(of path: String) -> String {
        let name = name(of: path)
        guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")), dot != name.startIndex else { return "" }
        return name[name.index(after: dot)...].lowercased()
    }
}
