import NIOCore

/// Stands before the HTTP parser: lets no more bytes through to one request than a browser's has, and gives no client
/// longer to send it than a slow line takes.
final class HeadLimit: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    static let bytes = 32_768
    /// For a request, from its connection's last answer on.
    static let patience = TimeAmount.seconds(20)

    private var count = 0
    private var isClosing = false
    private var deadline: Scheduled<Void>?

    func channelActive(context: ChannelHandlerContext) {
        expectRequest(context: context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.cancel()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isClosing else { return }
        count += unwrapInboundIn(data).readableBytes
        if count > Self.bytes { return refuse(context: context) }
        context.fireChannelRead(data)
    }

    /// A request is answered; the next may come.
    func expectRequest(context: ChannelHandlerContext) {
        count = 0
        deadline?.cancel()
        let channel = context.channel
        deadline = context.eventLoop.scheduleTask(in: Self.patience) { channel.close(promise: nil) }
    }

    /// A request is whole, and is being answered.
    func requestCame() {
        count = 0
        deadline?.cancel()
        deadline = nil
    }

    private func refuse(context: ChannelHandlerContext) {
        isClosing = true
        let answer = "HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
        let channel = context.channel
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: answer)), promise: nil)
        // What is still coming is not read; the answer gets a moment to arrive.
        context.close(mode: .output, promise: nil)
        context.eventLoop.scheduleTask(in: .milliseconds(200)) { channel.close(promise: nil) }
    }
}
