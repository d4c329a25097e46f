import OpenCCTables

/// The dictionaries of one of OpenCC's configurations. libopencc opens the configuration and its dictionaries; the
/// matching, which is what takes the time, is done here, a hundred times as fast, and tests hold the two against each
/// other.
package struct ScriptTables: Sendable {
    /// What keeps phrases together before they are converted.
    let segmentation: Lexicon
    /// The conversions, one after another; of the dictionaries of one, the first that knows a text has the word.
    let steps: [[Lexicon]]

    /// Where a configuration cannot be opened, and what libopencc says of it.
    package struct Refusal: Error {
        package let message: String
    }

    private final class Sink {
        var pairs: [[[(key: [UInt8], value: [UInt8])]]] = []
    }

    /// `configuration` is a name such as `hk2s`: letters and digits, so that no path is one.
    package static func read(_ configuration: String) throws(Refusal) -> ScriptTables {
        let sink = Sink()
        var message = [CChar](repeating: 0, count: 300)
        let status = opencc_tables_read(
            configuration + ".json",
            { context, step, dictionary, key, keyLength, value, valueLength in
                guard let context, let key, let value else { return }
                let sink = Unmanaged<Sink>.fromOpaque(context).takeUnretainedValue()
                func bytes(_ start: UnsafePointer<CChar>, _ count: Int) -> [UInt8] {
                    UnsafeRawBufferPointer(start: start, count: count).map { $0 }
                }
                while sink.pairs.count <= step { sink.pairs.append([]) }
                while sink.pairs[step].count <= dictionary { sink.pairs[step].append([]) }
                sink.pairs[step][dictionary].append((bytes(key, keyLength), bytes(value, valueLength)))
            }, Unmanaged.passUnretained(sink).toOpaque(), &message, message.count)
        guard status == 0 else {
            let text = message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
            throw Refusal(message: String(decoding: text, as: UTF8.self))
        }
        let lexicons = sink.pairs.map { $0.map { Lexicon($0) } }
        return ScriptTables(segmentation: lexicons.first?.first ?? Lexicon(), steps: Array(lexicons.dropFirst()))
    }
}
