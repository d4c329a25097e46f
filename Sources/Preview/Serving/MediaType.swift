import Files

/// The media type that a host gives a file by its name.
enum MediaType {
    static func of(_ path: String) -> String {
        let suffix = SourcePath.suffix(of: path)
        if let type = texts[suffix] { return type + "; charset=utf-8" }
        return others[suffix] ?? "application/octet-stream"
    }

    private static let texts = [
        "html": "text/html", "htm": "text/html", "css": "text/css", "js": "text/javascript", "mjs": "text/javascript",
        "txt": "text/plain", "md": "text/markdown", "csv": "text/csv", "tsv": "text/tab-separated-values",
        "xml": "application/xml", "yaml": "application/yaml", "yml": "application/yaml",
        "json": "application/json", "geojson": "application/geo+json", "ndjson": "application/x-ndjson",
        "map": "application/json", "webmanifest": "application/manifest+json", "svg": "image/svg+xml",
        "vtt": "text/vtt",
    ]

    private static let others = [
        "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp",
        "avif": "image/avif", "ico": "image/x-icon", "woff": "font/woff", "woff2": "font/woff2", "ttf": "font/ttf",
        "otf": "font/otf", "pdf": "application/pdf", "zip": "application/zip", "gz": "application/gzip",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "ods": "application/vnd.oasis.opendocument.spreadsheet", "sqlite": "application/vnd.sqlite3",
        "db": "application/vnd.sqlite3", "mp4": "video/mp4", "webm": "video/webm", "mp3": "audio/mpeg",
        "ogg": "audio/ogg", "wasm": "application/wasm",
    ]
}
