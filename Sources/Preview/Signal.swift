import Dispatch

/// What one thread waits for and another says.
package final class Signal: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)

    package init() {}
    package func raise() { semaphore.signal() }
    package func wait() { semaphore.wait() }
}
