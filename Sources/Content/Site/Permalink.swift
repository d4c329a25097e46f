import Markup

/// Where a page stands on the site.
package struct Permalink: Hashable, Sendable {
    /// The folder of the page below the site's root, without slashes at its ends: `en/briefings/cars`, "" for home.
    package var folder: String
    /// The file in it; only that of a folder is left out of the address.
    package var file: String

    package init(folder: String, file: String = Permalink.folderFile) {
        self.folder = folder
        self.file = file
    }

    /// What a host answers a folder's address with.
    package static let folderFile = "index.html"

    /// The file that is written: `en/briefings/cars/index.html`.
    package var outputPath: String { folder.isEmpty ? file : folder + "/" + file }

    /// The address from the root, percent-encoded: `/en/briefings/cars/`.
    package var address: String {
        let path = folder.isEmpty ? "/" : "/" + Self.encoded(folder) + "/"
        return file == Self.folderFile ? path : path + Self.encoded(file)
    }

    /// The address with the site's base: `https://briefings.example/en/briefings/cars/`.
    package func canonical(base: String) -> String { base + address.dropFirst() }

    /// A relative address from the file `from` to the file `to`, both below the site's root, percent-encoded:
    /// from `briefings/cars/index.html` to `about/index.html` it is `../../about/index.html`.
    package static func relative(from: String, to: String) -> String {
        var (from, to) = (from, to)
        return from.withUTF8 { source in
            to.withUTF8 { target in
                let folders = parts(source).dropLast()
                let names = parts(target)
                var shared = 0
                while shared < folders.count, shared < names.count - 1,
                    source[folders[shared]].elementsEqual(target[names[shared]])
                {
                    shared += 1
                }
                var out: [UInt8] = []
                out.reserveCapacity(3 * (folders.count - shared) + target.count + 2)
                // A first part with a colon would read as a scheme (RFC 3986 §4.2).
                if folders.count == shared, names.count > shared, target[names[shared]].contains(UInt8(ascii: ":")) {
                    out += "./".utf8
                }
                for _ in shared..<folders.count { out += "../".utf8 }
                for index in shared..<max(shared, names.count) {
                    if index > shared { out.append(slash) }
                    for byte in target[names[index]] { append(encoded: byte, to: &out) }
                }
                return String(decoding: out, as: UTF8.self)
            }
        }
    }

    /// Where the parts of a path lie between its slashes; empty ones are none.
    private static func parts(_ path: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
        var out: [Range<Int>] = []
        out.reserveCapacity(8)
        var start = 0
        for index in 0...path.count where index == path.count || path[index] == slash {
            if start < index { out.append(start..<index) }
            start = index + 1
        }
        return out
    }

    private static let slash = UInt8(ascii: "/")

    /// Percent-encodes a path: whatever is no letter, digit or `-._~/` of ASCII, a `%` too.
    package static func encoded(_ path: String) -> String {
        if path.utf8.allSatisfy(isUnreserved) { return path }
        var out: [UInt8] = []
        out.reserveCapacity(3 * path.utf8.count)
        for byte in path.utf8 { append(encoded: byte, to: &out) }
        return String(decoding: out, as: UTF8.self)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"), UInt8(ascii: "/"):
            true
        default: false
        }
    }

    private static func append(encoded byte: UInt8, to out: inout [UInt8]) {
        if isUnreserved(byte) { return out.append(byte) }
        func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x41 - 10 + value }
        out.append(UInt8(ascii: "%"))
        out.append(digit(byte >> 4))
        out.append(digit(byte & 15))
    }

    /// A path with its percent escapes read; nil where they are no UTF-8 or hold a NUL.
    package static func decoded(_ path: String) -> String? {
        var out: [UInt8] = []
        var bytes = path.utf8[...]
        while let byte = bytes.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                out.append(byte)
                continue
            }
            guard let high = bytes.popFirst().flatMap(digit), let low = bytes.popFirst().flatMap(digit) else {
                return nil
            }
            out.append(high << 4 | low)
        }
        return out.contains(0) ? nil : String(validating: out, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46, 0x61...0x66: (byte | 0x20) - 0x61 + 10
        default: nil
        }
    }

    /// The parts of `path` with `.` and `..` followed, from the folder `base`; nil where it leads out of the root.
    package static func resolved(_ path: String, from base: String) -> String? {
        var parts = path.utf8.first == slash ? [] : base.utf8.split(separator: slash).map { String(Substring($0)) }
        for part in path.utf8.split(separator: slash) {
            let name = String(Substring(part))
            switch name {
            case ".": continue
            case "..":
                guard parts.popLast() != nil else { return nil }
            default: parts.append(name)
            }
        }
        return parts.joined(separator: "/")
    }
}
