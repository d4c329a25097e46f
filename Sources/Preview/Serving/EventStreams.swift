import Files
import NIOCore
import NIOHTTP1
import Synchronization

/// The open event streams of browsers (server-sent events, WHATWG HTML 9.2).
final class EventStreams: Sendable {
    private let state = Mutex(State())

    private struct State {
        var channels: [ObjectIdentifier: any Channel] = [:]
        /// What a new stream is told first: the last message of each name.
        var last: [(name: String, message: [UInt8])] = []
    }

    var count: Int { state.withLock { $0.channels.count } }

    /// Takes a channel whose response has begun, and tells it how things are.
    func add(_ channel: any Channel) {
        let messages = state.withLock { state in
            state.channels[ObjectIdentifier(channel)] = channel
            return state.last.map(\.message)
        }
        write([UInt8]("retry: 300\n\n".utf8) + messages.joined(), to: channel)
    }

    func remove(_ channel: any Channel) {
        state.withLock { _ = $0.channels.removeValue(forKey: ObjectIdentifier(channel)) }
    }

    /// Tells all streams. A browser that does not read is left alone: it asks again when it does.
    func send(_ name: String, _ value: JSONValue) {
        let data = String(decoding: value.compactBytes(), as: UTF8.self)
        let message = Array("event: \(name)\ndata: \(data)\n\n".utf8)
        let channels = state.withLock { state in
            state.last.removeAll { $0.name == name }
            state.last.append((name, message))
            return Array(state.channels.values)
        }
        for channel in channels { write(message, to: channel) }
    }

    private func write(_ message: [UInt8], to channel: any Channel) {
        guard channel.isWritable else {
            channel.close(promise: nil)
            return
        }
        let part = HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(bytes: message)))
        channel.writeAndFlush(part, promise: nil)
    }
}
