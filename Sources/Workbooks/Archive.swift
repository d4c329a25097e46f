#if XLSX
    import CZip

    /// A zip archive in memory, read by libzip. Nothing of it is written anywhere, so that names in it lead nowhere.
    final class Archive {
        private let handle: OpaquePointer
        private let limits: WorkbookLimits
        /// By name in small letters, as packages compare names (ECMA-376, part 2, 6.2.2.3); −1 where two files have it.
        private var indices: [String: Int] = [:]

        /// The bytes must outlive the archive.
        init(_ bytes: UnsafeRawBufferPointer, _ limits: WorkbookLimits) throws(WorkbookError) {
            var failure = zip_error_t()
            zip_error_init(&failure)
            defer { zip_error_fini(&failure) }
            guard let source = zip_source_buffer_create(bytes.baseAddress, zip_uint64_t(bytes.count), 0, &failure)
            else { throw Self.broken(&failure) }
            guard let opened = zip_open_from_source(source, ZIP_RDONLY, &failure) else {
                zip_source_free(source)
                throw Self.broken(&failure)
            }
            let count = Int(zip_get_num_entries(opened, 0))
            guard count <= limits.entries else {
                zip_discard(opened)
                throw WorkbookError("the workbook holds \(count) files, at most \(limits.entries) are read")
            }
            handle = opened
            self.limits = limits
            for index in 0..<max(0, count) {
                guard let name = zip_get_name(opened, zip_uint64_t(index), 0) else { continue }
                let key = String(cString: name).lowercased()
                indices[key] = indices[key] == nil ? index : -1
            }
        }

        deinit { zip_discard(handle) }

        private static func broken(_ failure: inout zip_error_t) -> WorkbookError {
            WorkbookError(
                "the file is no workbook, or a damaged one: \(String(cString: zip_error_strerror(&failure)))",
                hint: "open it in a spreadsheet program, and save it as .xlsx")
        }

        func contains(_ path: String) -> Bool { indices[path.lowercased()] != nil }

        /// Hands the bytes of a file over, piece by piece, until `take` answers false.
        func read(_ path: String, _ take: (UnsafeRawBufferPointer) -> Bool) throws(WorkbookError) {
            guard let index = indices[path.lowercased()] else {
                throw WorkbookError("the workbook lacks its part “\(path)”", hint: "save it anew")
            }
            guard index >= 0 else { throw WorkbookError("the workbook holds two files called “\(path)”") }
            var status = zip_stat_t()
            guard zip_stat_index(handle, zip_uint64_t(index), 0, &status) == 0 else { throw damaged(path) }
            if status.valid & zip_uint64_t(ZIP_STAT_ENCRYPTION_METHOD) != 0, status.encryption_method != 0 {
                throw WorkbookError("the workbook is encrypted", hint: "save a copy without a password")
            }
            guard let file = zip_fopen_index(handle, zip_uint64_t(index), 0) else { throw damaged(path) }
            defer { zip_fclose(file) }
            let deflated = max(1, status.comp_size > UInt64(Int.max / 2) ? 1 : Int(status.comp_size))
            let suspicious = max(
                limits.unsuspicious, deflated.multipliedReportingOverflow(by: limits.ratio).partialValue)
            let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
            defer { buffer.deallocate() }
            guard let base = buffer.baseAddress else { return }
            var total = 0
            while true {
                let got = Int(zip_fread(file, base, zip_uint64_t(buffer.count)))
                guard got >= 0 else { throw damaged(path) }
                if got == 0 { return }
                total += got
                guard total <= limits.inflated, total <= suspicious else {
                    throw WorkbookError(
                        "“\(path)” in the workbook inflates to more than \(min(limits.inflated, suspicious)) bytes",
                        hint: "a workbook that large is better kept as CSV, or in SQLite")
                }
                guard take(UnsafeRawBufferPointer(rebasing: buffer[..<got])) else { return }
            }
        }

        private func damaged(_ path: String) -> WorkbookError {
            WorkbookError(
                "“\(path)” in the workbook is damaged", hint: "open it in a spreadsheet program, and save it as .xlsx")
        }
    }
#endif
