#if XLSX
    /// A package's relationships: which part a part leads to (ECMA-376, part 2, 9.3).
    final class RelationshipReader: XMLHandler {
        struct Relationship {
            var id: String
            /// The last part of its type's address: `worksheet`, `styles`, …
            var type: String
            var target: String
            var isExternal: Bool
        }

        var failure: WorkbookError?
        private(set) var list: [Relationship] = []
        private let limit: Int

        init(limit: Int) { self.limit = limit }

        func start(_ name: XMLName, _ attributes: XMLAttributes) {
            guard name == "Relationship", let id = attributes.text("Id"), let target = attributes.text("Target") else {
                return
            }
            guard list.count < limit else {
                failure = WorkbookError("the workbook has more than \(limit) relationships")
                return
            }
            let type = attributes.text("Type").map { $0.split(separator: "/").last.map(String.init) ?? $0 } ?? ""
            list.append(
                Relationship(
                    id: id, type: type, target: target, isExternal: attributes.text("TargetMode") == "External"))
        }

        func end(_ name: XMLName) {}
        func text(_ bytes: UnsafeBufferPointer<UInt8>) {}

        /// The part that a target means, seen from the part that names it; nil where it leads out of the package.
        static func resolve(_ target: String, from part: String) -> String? {
            var out: [Substring] = target.hasPrefix("/") ? [] : part.split(separator: "/").dropLast()
            for step in target.split(separator: "/") where step != "." {
                if step == ".." {
                    guard !out.isEmpty else { return nil }
                    out.removeLast()
                } else {
                    out.append(step)
                }
            }
            return out.isEmpty ? nil : out.joined(separator: "/")
        }
    }

    /// The workbook itself: its sheets in their order.
    final class WorkbookReader: XMLHandler {
        struct Sheet {
            var name: String
            var relationship: String
            var isHidden: Bool
        }

        var failure: WorkbookError?
        private(set) var sheets: [Sheet] = []
        private(set) var countsFrom1904 = false
        private let limit: Int

        init(limit: Int) { self.limit = limit }

        func start(_ name: XMLName, _ attributes: XMLAttributes) {
            if name == "workbookPr" {
                countsFrom1904 = attributes.flag("date1904")
            } else if name == "sheet", let title = attributes.text("name") {
                guard sheets.count < limit else {
                    failure = WorkbookError("the workbook has more than \(limit) sheets")
                    return
                }
                sheets.append(
                    Sheet(
                        name: title, relationship: attributes.text("|id") ?? "",
                        isHidden: attributes.text("state").map { $0 != "visible" } ?? false))
            }
        }

        func end(_ name: XMLName) {}
        func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
    }

    /// The number format of each style of cells.
    final class StyleReader: XMLHandler {
        var failure: WorkbookError?
        private(set) var formats: [NumberFormat] = []
        private var codes: [Int: NumberFormat] = [:]
        private var isInCells = false

        func start(_ name: XMLName, _ attributes: XMLAttributes) {
            if name == "numFmt", !isInCells {
                guard let id = attributes.text("numFmtId").flatMap({ Int($0) }), let code = attributes["formatCode"],
                    codes.count < Int(UInt16.max)
                else { return }
                codes[id] = NumberFormat(code: code)
            } else if name == "cellXfs" {
                isInCells = true
            } else if name == "xf", isInCells, formats.count < Int(UInt16.max) {
                let id = attributes.text("numFmtId").flatMap { Int($0) } ?? 0
                formats.append(codes[id] ?? NumberFormat.builtIn(id))
            }
        }

        func end(_ name: XMLName) {
            if name == "cellXfs" { isInCells = false }
        }

        func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
    }

    /// The texts that cells share: all in one buffer.
    final class SharedStringReader: XMLHandler {
        var failure: WorkbookError?
        private(set) var bytes: [UInt8] = []
        /// Where each ends; it begins where the one before it ends.
        private(set) var ends: [UInt32] = []
        private var rich = RichText()
        private let limits: WorkbookLimits

        init(_ limits: WorkbookLimits) { self.limits = limits }

        func start(_ name: XMLName, _ attributes: XMLAttributes) { rich.start(name, attributes) }

        func end(_ name: XMLName) {
            rich.end(name)
            guard name == "si" else { return }
            guard rich.bytes.count <= limits.text, bytes.count + rich.bytes.count < limits.inflated,
                ends.count < limits.parts
            else {
                failure = WorkbookError("the workbook holds more text than is read")
                return
            }
            bytes += rich.bytes
            ends.append(UInt32(bytes.count))
            rich.clear()
        }

        func text(_ bytes: UnsafeBufferPointer<UInt8>) { rich.append(bytes, limit: limits.text) }
    }

    /// The text of a cell: one run, or several that look different. How it is read aloud (`rPh`) is no part of it.
    struct RichText {
        private(set) var bytes: [UInt8] = []
        private var run: [UInt8] = []
        private var isOpen = false
        private var isPhonetic = false
        private var keepsSpace = false

        mutating func clear() { bytes.removeAll(keepingCapacity: true) }

        mutating func start(_ name: XMLName, _ attributes: XMLAttributes) {
            if name == "t" {
                isOpen = !isPhonetic
                keepsSpace = attributes["|space"]?.elementsEqual("preserve".utf8) ?? false
                run.removeAll(keepingCapacity: true)
            } else if name == "rPh" {
                isPhonetic = true
            }
        }

        mutating func end(_ name: XMLName) {
            if name == "t" {
                if isOpen {
                    bytes += keepsSpace ? XMLText.unescaped(run[...]) : XMLText.unescaped(XMLText.trimmed(run[...]))
                }
                isOpen = false
            } else if name == "rPh" {
                isPhonetic = false
            }
        }

        mutating func append(_ text: UnsafeBufferPointer<UInt8>, limit: Int) {
            if isOpen, run.count <= limit { run += text }
        }
    }

    enum XMLText {
        static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
            var slice = bytes
            while let byte = slice.first, byte <= 0x20 { slice.removeFirst() }
            while let byte = slice.last, byte <= 0x20 { slice.removeLast() }
            return slice
        }

        /// `_x000D_` undone: how characters that XML cannot hold are written (ECMA-376, part 1, 22.9.2.19). One that
        /// stands for a control character is a space.
        static func unescaped(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
            guard bytes.contains(UInt8(ascii: "_")) else { return bytes }
            var out: [UInt8] = []
            var i = bytes.startIndex
            while i < bytes.endIndex {
                if let scalar = escape(bytes[i...]) {
                    let isControl = scalar.value < 0x20 && scalar != "\n" && scalar != "\t"
                    out += Array(String(isControl ? " " : scalar).utf8)
                    i += 7
                } else {
                    out.append(bytes[i])
                    i += 1
                }
            }
            return out[...]
        }

        private static func escape(_ bytes: ArraySlice<UInt8>) -> Unicode.Scalar? {
            let part = bytes.prefix(7)
            guard part.count == 7, part.first == UInt8(ascii: "_"), part.last == UInt8(ascii: "_"),
                part[part.startIndex + 1] == UInt8(ascii: "x"),
                let value = UInt32(String(decoding: part.dropFirst(2).dropLast(), as: UTF8.self), radix: 16)
            else { return nil }
            return Unicode.Scalar(value)
        }
    }
#endif
