import Building
import Dispatch
import Synchronization

/// Changes that wait to be built: those that come while a build runs are one change for the next.
package final class ChangeQueue: Sendable {
    private let state = Mutex(State())
    private let signal = DispatchSemaphore(value: 0)

    private struct State {
        var waiting: SourceChanges?
        var isClosed = false
    }

    package init() {}

    package func add(_ changes: SourceChanges) {
        state.withLock { $0.waiting = $0.waiting?.union(changes) ?? changes }
        signal.signal()
    }

    package func close() {
        state.withLock { $0.isClosed = true }
        signal.signal()
    }

    /// True where newer changes make the work at hand idle.
    package var isWaiting: Bool { state.withLock { $0.waiting != nil || $0.isClosed } }

    /// Waits for changes; nil once the queue is closed.
    package func take() -> SourceChanges? {
        while true {
            signal.wait()
            let (changes, isClosed) = state.withLock { state in
                defer { state.waiting = nil }
                return (state.waiting, state.isClosed)
            }
            if isClosed { return nil }
            if let changes { return changes }
        }
    }
}
