import Files

/// Finds the site that a path belongs to.
package enum SiteRoot {
    /// The nearest folder above `path`, itself included, that holds `content/`; absolute, without links. Nil where
    /// there is none.
    package static func nearest(to path: String) -> String? {
        var folder = OutputFolder.absolute(path)
        while true {
            if Disk.status(folder + "/content", following: true)?.kind == .folder { return folder }
            guard folder != "/", let slash = folder.utf8.lastIndex(of: UInt8(ascii: "/")) else { return nil }
            folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
        }
    }

    /// `path` below `folder`, "" where they are the same; nil where it is elsewhere.
    package static func relative(_ path: String, to folder: String) -> String? {
        let full = OutputFolder.absolute(path)
        let base = OutputFolder.absolute(folder)
        if full == base { return "" }
        let prefix = base == "/" ? "/" : base + "/"
        guard full.utf8.starts(with: prefix.utf8) else { return nil }
        return String(full.dropFirst(prefix.count))
    }
}
