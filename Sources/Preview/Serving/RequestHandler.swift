import NIOCore
import NIOHTTP1
import NIOPosix

/// Answers the requests of one connection, one after the other.
final class RequestHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let responder: Responder
    private let check: RequestCheck
    private let streams: EventStreams
    private let workers: NIOThreadPool
    private let limit: HeadLimit
    private let limitContext: ChannelHandlerContext
    private var head: HTTPRequestHead?
    private var isStream = false
    private var isAnswering = false
    /// Requests that came before the one in hand was answered, in their order.
    private var waiting: [HTTPRequestHead] = []
    private static let mostWaiting = 100

    init(
        responder: Responder, check: RequestCheck, streams: EventStreams, workers: NIOThreadPool, limit: HeadLimit,
        limitContext: ChannelHandlerContext
    ) {
        self.responder = responder
        self.check = check
        self.streams = streams
        self.workers = workers
        self.limit = limit
        self.limitContext = limitContext
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): self.head = head
        case .body: break
        case .end:
            guard let head, !isStream else { return }
            self.head = nil
            limit.requestCame()
            waiting.append(head)
            if waiting.count > Self.mostWaiting { return context.close(promise: nil) }
            handleNext(context: context)
        }
    }

    private func handleNext(context: ChannelHandlerContext) {
        guard !isAnswering, !isStream, !waiting.isEmpty else { return }
        isAnswering = true
        handle(waiting.removeFirst(), context: context)
    }

    /// The answer has gone out, or the client wants no other.
    private func answered(closing: Bool, context: ChannelHandlerContext) {
        isAnswering = false
        if closing { return context.close(promise: nil) }
        if waiting.isEmpty { limit.expectRequest(context: limitContext) } else { handleNext(context: context) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        if isStream { streams.remove(context.channel) }
        context.fireChannelInactive()
    }

    /// A client that takes nothing is not read from either.
    func channelWritabilityChanged(context: ChannelHandlerContext) {
        let isWritable = context.channel.isWritable
        if !isWritable, isStream { return context.close(promise: nil) }
        context.channel.setOption(.autoRead, value: isWritable).whenFailure { _ in }
        context.fireChannelWritabilityChanged()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func handle(_ head: HTTPRequestHead, context: ChannelHandlerContext) {
        do throws(RequestCheck.Refusal) {
            let hosts = head.headers["host"]
            try check.host(hosts, local: context.localAddress?.ipAddress)
            guard head.method == .GET || head.method == .HEAD else {
                throw RequestCheck.Refusal(status: 405, reason: "the preview answers GET and HEAD alone")
            }
            let path = head.uri.prefix { $0 != "?" }
            if path == Responder.events {
                try check.origin(
                    head.headers["origin"], host: hosts.first ?? "", site: head.headers["sec-fetch-site"])
                return openStream(head, context: context)
            }
            answer(head, context: context)
        } catch {
            var answer = Answer.text(error.status, error.reason)
            if error.status == 405 { answer.headers.append(("Allow", "GET, HEAD")) }
            write(answer, to: head, closing: true, context: context)
        }
    }

    /// A page may have to be rendered first, which is no work for the thread that serves all connections.
    private func answer(_ head: HTTPRequestHead, context: ChannelHandlerContext) {
        let (responder, uri, tags) = (responder, head.uri, head.headers["if-none-match"])
        let box = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        workers.runIfActive(eventLoop: context.eventLoop) { responder.answer(uri, knownTags: tags) }
            .whenSuccess { answer in
                let (handler, context) = box.value
                handler.write(answer, to: head, closing: false, context: context)
            }
    }

    private func write(_ answer: Answer, to head: HTTPRequestHead, closing: Bool, context: ChannelHandlerContext) {
        guard context.channel.isActive else { return }
        let closes = closing || !head.isKeepAlive
        var headers = HTTPHeaders(answer.headers.map { ($0.name, $0.value) })
        if answer.status != 304 { headers.add(name: "Content-Length", value: String(answer.body.count)) }
        headers.add(name: "X-Content-Type-Options", value: "nosniff")
        headers.add(name: "Cross-Origin-Resource-Policy", value: "same-origin")
        headers.add(name: "Connection", value: closes ? "close" : "keep-alive")
        let status = HTTPResponseStatus(statusCode: answer.status)
        context.write(
            wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: status, headers: headers))), promise: nil)
        if head.method != .HEAD, answer.status != 304, !answer.body.isEmpty {
            context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: answer.body)))), promise: nil)
        }
        let box = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        // A client that takes its answer this slowly takes none.
        let channel = context.channel
        let deadline = context.eventLoop.scheduleTask(in: .seconds(60)) { channel.close(promise: nil) }
        context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { result in
            deadline.cancel()
            let (handler, context) = box.value
            if case .failure = result { return }
            handler.answered(closing: closes, context: context)
        }
    }

    private func openStream(_ head: HTTPRequestHead, context: ChannelHandlerContext) {
        let headers: HTTPHeaders = [
            "Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Resource-Policy": "same-origin",
        ]
        let response = HTTPResponseHead(version: .http1_1, status: .ok, headers: headers)
        context.writeAndFlush(wrapOutboundOut(.head(response)), promise: nil)
        if head.method == .HEAD {
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
            return context.close(promise: nil)
        }
        isStream = true
        streams.add(context.channel)
    }
}
