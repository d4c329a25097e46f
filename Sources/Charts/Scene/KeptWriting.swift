import Synchronization

/// The children of a group as they were written last: guides that stay as they were are not written anew.
final class KeptWriting: Sendable {
    /// All that the writing of a guide depends on besides the guide itself.
    struct Manner: Equatable {
        var theme: String
        var font: String
        var idPrefix: String
    }

    private let last = Mutex<(manner: Manner, bytes: [UInt8])?>(nil)

    func bytes(_ manner: Manner) -> [UInt8]? {
        last.withLock { last in last.flatMap { $0.manner == manner ? $0.bytes : nil } }
    }

    func keep(_ bytes: [UInt8], _ manner: Manner) { last.withLock { $0 = (manner, bytes) } }
}

extension SceneNode {
    /// The same node, whose items are written once.
    var keepingWriting: SceneNode {
        guard case .group(let role, var items, let label) = self else { return self }
        for i in items.indices { items[i].kept = KeptWriting() }
        return .group(role: role, items: items, label: label)
    }
}
