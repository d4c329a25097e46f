#if XLSX
    import CExpat

    /// The local name of an element of SpreadsheetML, or of a package's relationships; of all other elements "".
    struct XMLName {
        fileprivate let start: UnsafePointer<CChar>

        static func == (name: XMLName, text: StaticString) -> Bool {
            let count = text.utf8CodeUnitCount
            return text.withUTF8Buffer { buffer in
                for i in 0..<count where UInt8(bitPattern: name.start[i]) != buffer[i] { return false }
                return name.start[count] == 0
            }
        }

        /// The first byte; 0 of other elements.
        var first: UInt8 { UInt8(bitPattern: start.pointee) }
    }

    /// The attributes of an element. Those of other namespaces are asked for by their local name after a `|`.
    struct XMLAttributes {
        fileprivate let list: UnsafeMutablePointer<UnsafePointer<CChar>?>?

        /// The value of an attribute; nil where there is none. Valid until the handler returns.
        subscript(_ name: StaticString) -> UnsafeBufferPointer<UInt8>? {
            guard var pair = list else { return nil }
            while let key = pair[0], let value = pair[1] {
                if Self.matches(key, name) {
                    return value.withMemoryRebound(to: UInt8.self, capacity: 1) { bytes in
                        var count = 0
                        while bytes[count] != 0 { count += 1 }
                        return UnsafeBufferPointer(start: bytes, count: count)
                    }
                }
                pair += 2
            }
            return nil
        }

        func text(_ name: StaticString) -> String? { self[name].map { String(decoding: $0, as: UTF8.self) } }

        func flag(_ name: StaticString) -> Bool {
            guard let value = self[name] else { return false }
            return value.elementsEqual("1".utf8) || value.elementsEqual("true".utf8)
        }

        /// True where the key ends in the name: the whole key, or, for a name that begins with `|`, what follows the
        /// namespace.
        private static func matches(_ key: UnsafePointer<CChar>, _ name: StaticString) -> Bool {
            let count = name.utf8CodeUnitCount
            return name.withUTF8Buffer { wanted in
                var start = key
                if wanted[0] == UInt8(ascii: "|") {
                    var i = 0
                    var bar = -1
                    while key[i] != 0 {
                        if UInt8(bitPattern: key[i]) == UInt8(ascii: "|") { bar = i }
                        i += 1
                    }
                    guard bar >= 0 else { return false }
                    start = key + bar
                }
                for i in 0..<count where UInt8(bitPattern: start[i]) != wanted[i] { return false }
                return start[count] == 0
            }
        }
    }

    /// What is told of a part while it is read.
    protocol XMLHandler: AnyObject {
        /// Set to stop.
        var failure: WorkbookError? { get set }
        func start(_ name: XMLName, _ attributes: XMLAttributes)
        func end(_ name: XMLName)
        func text(_ bytes: UnsafeBufferPointer<UInt8>)
    }

    /// Reads one part of a workbook with expat, element by element: never a tree.
    ///
    /// A document type is refused, and with it all entities but the five of XML: no part of a workbook has one, and
    /// expansions of entities can be made to fill any memory ("billion laughs").
    final class XMLScan {
        private let handler: any XMLHandler
        private let parser: XML_Parser
        private let path: String
        private let depthLimit: Int
        private var depth = 0

        private init(_ path: String, _ handler: any XMLHandler, _ limits: WorkbookLimits) throws(WorkbookError) {
            guard let parser = XML_ParserCreateNS(nil, XML_Char(bitPattern: UInt8(ascii: "|"))) else {
                throw WorkbookError("there is no memory left to read “\(path)” of the workbook")
            }
            self.parser = parser
            self.handler = handler
            self.path = path
            depthLimit = limits.depth
        }

        deinit { XML_ParserFree(parser) }

        static func run(
            _ path: String, of archive: Archive, _ limits: WorkbookLimits, _ handler: any XMLHandler
        ) throws(WorkbookError) {
            let scan = try XMLScan(path, handler, limits)
            scan.connect()
            var isWell = true
            try archive.read(path) { bytes in
                isWell = scan.feed(bytes, isLast: false)
                return isWell
            }
            if isWell { isWell = scan.feed(UnsafeRawBufferPointer(start: nil, count: 0), isLast: true) }
            if let failure = handler.failure { throw failure }
            guard isWell else { throw scan.broken() }
        }

        private func feed(_ bytes: UnsafeRawBufferPointer, isLast: Bool) -> Bool {
            let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            return XML_Parse(parser, start, Int32(bytes.count), isLast ? 1 : 0) == XML_STATUS_OK
                && handler.failure == nil
        }

        private func broken() -> WorkbookError {
            let words = XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) } ?? "not well-formed"
            return WorkbookError(
                "“\(path)” in the workbook is damaged: \(words), line \(XML_GetCurrentLineNumber(parser))",
                hint: "open it in a spreadsheet program, and save it as .xlsx")
        }

        private func connect() {
            // The scan outlives the parser that points to it.
            XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
            XML_SetElementHandler(
                parser,
                { data, name, attributes in
                    guard let data, let name else { return }
                    Unmanaged<XMLScan>.fromOpaque(data).takeUnretainedValue().start(name, attributes)
                },
                { data, name in
                    guard let data, let name else { return }
                    Unmanaged<XMLScan>.fromOpaque(data).takeUnretainedValue().end(name)
                })
            XML_SetCharacterDataHandler(parser) { data, bytes, count in
                guard let data, let bytes else { return }
                let scan = Unmanaged<XMLScan>.fromOpaque(data).takeUnretainedValue()
                bytes.withMemoryRebound(to: UInt8.self, capacity: Int(count)) {
                    scan.handler.text(UnsafeBufferPointer(start: $0, count: Int(count)))
                }
            }
            XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in
                guard let data else { return }
                let scan = Unmanaged<XMLScan>.fromOpaque(data).takeUnretainedValue()
                scan.stop(
                    WorkbookError(
                        "“\(scan.path)” in the workbook declares a document type, which is refused",
                        hint: "open it in a spreadsheet program, and save it as .xlsx"))
            }
        }

        private func start(_ name: UnsafePointer<CChar>, _ list: UnsafeMutablePointer<UnsafePointer<CChar>?>?) {
            depth += 1
            guard depth <= depthLimit else {
                return stop(WorkbookError("“\(path)” in the workbook nests deeper than \(depthLimit) elements"))
            }
            handler.start(Namespaces.local(name), XMLAttributes(list: list))
            if handler.failure != nil { XML_StopParser(parser, 0) }
        }

        private func end(_ name: UnsafePointer<CChar>) {
            depth -= 1
            handler.end(Namespaces.local(name))
            if handler.failure != nil { XML_StopParser(parser, 0) }
        }

        private func stop(_ failure: WorkbookError) {
            if handler.failure == nil { handler.failure = failure }
            XML_StopParser(parser, 0)
        }
    }

    /// The namespaces that are read: SpreadsheetML, transitional and strict, and a package's relationships. Some
    /// programs write none.
    private enum Namespaces {
        private static let known: [StaticString] = [
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main|",
            "http://purl.oclc.org/ooxml/spreadsheetml/main|",
            "http://schemas.openxmlformats.org/package/2006/relationships|",
        ]

        static func local(_ name: UnsafePointer<CChar>) -> XMLName {
            for prefix in known {
                let count = prefix.utf8CodeUnitCount
                let isOf = prefix.withUTF8Buffer { bytes in
                    for i in 0..<count where UInt8(bitPattern: name[i]) != bytes[i] { return false }
                    return true
                }
                if isOf { return XMLName(start: name + count) }
            }
            var i = 0
            while name[i] != 0 {
                if UInt8(bitPattern: name[i]) == UInt8(ascii: "|") {
                    return XMLName(start: name + i + length(name + i))
                }
                i += 1
            }
            return XMLName(start: name)
        }

        private static func length(_ text: UnsafePointer<CChar>) -> Int {
            var i = 0
            while text[i] != 0 { i += 1 }
            return i
        }
    }
#endif
