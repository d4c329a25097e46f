import Foundation
import Synchronization

/// A headless Chromium, spoken to by its DevTools protocol over pipes (`--remote-debugging-pipe`): no port, no library.
final class Browser {
    private let process = Process()
    private let toBrowser = Pipe()
    private let fromBrowser = Pipe()
    private let profile: String
    private var number = 0
    private var buffer: [UInt8] = []
    private var session: String?

    /// The browser of this machine; nil where there is none. `GAZETTE_CHROMIUM` names one.
    static let program: String? = {
        let environment = ProcessInfo.processInfo.environment
        if let named = environment["GAZETTE_CHROMIUM"] { return named }
        let folders = (environment["PATH"] ?? "").split(separator: ":").map(String.init)
        for name in ["chromium", "chromium-browser", "google-chrome", "chrome"] {
            for folder in folders where FileManager.default.isExecutableFile(atPath: folder + "/" + name) {
                return folder + "/" + name
            }
        }
        return nil
    }()

    init(_ program: String) throws {
        profile = FileManager.default.temporaryDirectory.path + "/gazette-browser-" + UUID().uuidString
        // The protocol's pipes are the descriptors 3 and 4, which Process leaves no way to name: a shell moves them.
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        let flags = [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
            "--remote-debugging-pipe", "--user-data-dir=\(profile)", "--window-size=1000,700", "about:blank",
        ]
        process.arguments = ["-c", "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>/dev/null", program] + flags
        process.standardInput = toBrowser
        process.standardOutput = fromBrowser
        try process.run()
        let target = try call("Target.createTarget", ["url": "about:blank"])["targetId"] as? String ?? ""
        session = try call("Target.attachToTarget", ["targetId": target, "flatten": true])["sessionId"] as? String
    }

    deinit {
        process.terminate()
        process.waitUntilExit()
        try? FileManager.default.removeItem(atPath: profile)
    }

    struct Failure: Error {
        var words: String
    }

    /// One command, and its result; events that come in between are passed over.
    @discardableResult
    func call(_ method: String, _ parameters: [String: Any] = [:]) throws -> [String: Any] {
        number += 1
        var message: [String: Any] = ["id": number, "method": method, "params": parameters]
        if let session { message["sessionId"] = session }
        toBrowser.fileHandleForWriting.write(try JSONSerialization.data(withJSONObject: message) + [0])
        while true {
            let answer = try receive()
            guard answer["id"] as? Int == number else { continue }
            if let error = answer["error"] { throw Failure(words: "\(method): \(error)") }
            return answer["result"] as? [String: Any] ?? [:]
        }
    }

    private func receive() throws -> [String: Any] {
        while true {
            if let end = buffer.firstIndex(of: 0) {
                let message = Data(buffer[..<end])
                buffer.removeFirst(end + 1)
                return try JSONSerialization.jsonObject(with: message) as? [String: Any] ?? [:]
            }
            let data = fromBrowser.fileHandleForReading.availableData
            if data.isEmpty { throw Failure(words: "the browser has ended") }
            buffer += data
        }
    }

    func open(_ address: String) throws {
        try call("Page.navigate", ["url": address])
        try wait("document.readyState === 'complete' && document.querySelector('gazette-preview') !== null")
        // Streams that are not open yet tell nothing.
        try wait("document.documentElement.dataset.gazetteErrors !== undefined")
    }

    /// The value of an expression in the page.
    func value(_ expression: String) throws -> Any? {
        let result = try call(
            "Runtime.evaluate", ["expression": expression, "returnByValue": true, "awaitPromise": true])
        return (result["result"] as? [String: Any])?["value"]
    }

    func text(_ expression: String) throws -> String { try value(expression) as? String ?? "" }
    func isTrue(_ expression: String) throws -> Bool { try value(expression) as? Bool ?? false }

    /// Until the page says so.
    func wait(_ expression: String) throws { while try !isTrue(expression) { usleep(5000) } }

    func picture() throws -> Data {
        let result = try call("Page.captureScreenshot", ["format": "png"])
        return Data(base64Encoded: result["data"] as? String ?? "") ?? Data()
    }
}
