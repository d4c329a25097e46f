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
        let source = from.utf8.split(separator: slash).dropLast().map { Substring($0) }
        let target = to.utf8.split(separator: slash).map { Substring($0) }
        var shared = 0
        while shared < source.count, shared < target.count - 1, source[shared].utf8.elementsEqual(target[shared].utf8) {
            shared += 1
        }
        var out = String(repeating: "../", count: source.count - shared)
        out += target[shared...].joined(separator: "/")
        // A first part with a colon would read as a scheme (RFC 3986 §4.2).
        let encoded = encoded(out)
        return target[shared...].first?.utf8.contains(UInt8(ascii: ":")) == true && source.count == shared
            ? "./" + encoded : encoded
    }

    private static let slash = UInt8(ascii: "/")

    /// Percent-encodes a path: whatever is no letter, digit or `-._~/` of ASCII, a `%` too.
    package static func encoded(_ path: String) -> String {
        let hex = Array("0123456789ABCDEF".utf8)
        var out: [UInt8] = []
        for byte in path.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"), UInt8(ascii: "/"):
                out.append(byte)
            default: out += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
            }
        }
        return String(decoding: out, as: UTF8.self)
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
