import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The HTTP server of a preview.
package final class PreviewServer: Sendable {
    /// The address to open: `http://127.0.0.1:1313/`.
    package let address: String
    package let port: Int
    private let channel: any Channel
    private let group: MultiThreadedEventLoopGroup
    private let workers: NIOThreadPool
    private let hasStopped = Atomic<Bool>(false)

    package struct Failure: Error {
        package var reason: String
    }

    /// More connections than these are closed as they come.
    static let mostConnections = 512
    /// How many ports are tried after the one that was asked for.
    private static let ports = 100

    /// Serves on `port`, or the next that is free; 0 is any.
    package static func start(_ session: PreviewSession, bind: String, port: Int) throws(Failure) -> PreviewServer {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let workers = NIOThreadPool(numberOfThreads: 4)
        workers.start()
        var reason = "no port is free"
        for candidate in port...min(65535, port == 0 ? 0 : port + ports) {
            do {
                let channel = try listen(session, bind, candidate, group, workers)
                return PreviewServer(channel, bind, group, workers)
            } catch let error as IOError where error.errnoCode == EADDRINUSE {
                reason = "port \(candidate) is taken"
            } catch {
                reason = "\(error)"
                break
            }
        }
        try? group.syncShutdownGracefully()
        try? workers.syncShutdownGracefully()
        throw Failure(reason: reason)
    }

    private static func listen(
        _ session: PreviewSession, _ bind: String, _ port: Int, _ group: MultiThreadedEventLoopGroup,
        _ workers: NIOThreadPool
    ) throws -> any Channel {
        let connections = ConnectionCount()
        let bootstrap = ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 256)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.maxMessagesPerRead, value: 4)
            .childChannelOption(.writeBufferWaterMark, value: .init(low: 65_536, high: 4_000_000))
            .childChannelInitializer { channel in
                guard connections.enter() else {
                    channel.closeFuture.whenComplete { _ in connections.leave() }
                    return channel.close()
                }
                channel.closeFuture.whenComplete { _ in connections.leave() }
                return channel.eventLoop.makeCompletedFuture {
                    let own = channel.parent?.localAddress?.port ?? port
                    try Self.prepare(channel, session, RequestCheck(boundAddress: bind, port: own), workers)
                }
            }
        return try bootstrap.bind(host: bind, port: port).wait()
    }

    private static func prepare(
        _ channel: any Channel, _ session: PreviewSession, _ check: RequestCheck, _ workers: NIOThreadPool
    ) throws {
        let pipeline = channel.pipeline.syncOperations
        let limit = HeadLimit()
        try pipeline.addHandler(limit)
        let limitContext = try pipeline.context(handler: limit)
        try pipeline.configureHTTPServerPipeline(withPipeliningAssistance: false, withErrorHandling: true)
        try pipeline.addHandler(
            RequestHandler(
                responder: Responder(session: session), check: check, streams: session.streams, workers: workers,
                limit: limit, limitContext: limitContext))
    }

    private init(
        _ channel: any Channel, _ bind: String, _ group: MultiThreadedEventLoopGroup, _ workers: NIOThreadPool
    ) {
        self.channel = channel
        self.group = group
        self.workers = workers
        port = channel.localAddress?.port ?? 0
        let name = bind == "0.0.0.0" || bind == "::" ? "127.0.0.1" : bind
        address = "http://\(name.utf8.contains(UInt8(ascii: ":")) ? "[\(name)]" : name):\(port)/"
    }

    /// Closes everything, open streams too. Once: a loop that has ended answers nobody who waits for it.
    package func stop() {
        guard !hasStopped.exchange(true, ordering: .acquiringAndReleasing) else { return }
        try? channel.close().wait()
        try? group.syncShutdownGracefully()
        try? workers.syncShutdownGracefully()
    }
}

/// How many connections are open.
private final class ConnectionCount: Sendable {
    private let count = Atomic<Int>(0)

    /// False where there are too many.
    func enter() -> Bool {
        count.wrappingAdd(1, ordering: .relaxed).newValue <= PreviewServer.mostConnections
    }

    func leave() { count.wrappingSubtract(1, ordering: .relaxed) }
}
