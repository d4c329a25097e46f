import Dispatch
import Synchronization

/// Work over many items on several threads, with results in the order of the items.
package enum Parallel {
    /// More threads than any machine has: as many run as there are processors.
    package static let all = 1024

    /// `transform` of 0, 1, … `count` − 1, on at most `jobs` threads. Items go in chunks, about twenty for each thread,
    /// since a task for each costs more than the work. The result does not depend on `jobs`.
    package static func map<T: Sendable>(
        count: Int, jobs: Int, _ transform: @Sendable (Int) -> T
    ) -> [T] {
        guard jobs > 1, count > 1 else { return (0..<max(count, 0)).map(transform) }
        let size = max(1, count / (jobs * 20))
        let chunks = (count + size - 1) / size
        let next = Atomic<Int>(0)
        let run = Reading.onOtherThreads()
        let results = Mutex([[T]?](repeating: nil, count: chunks))
        DispatchQueue.concurrentPerform(iterations: min(jobs, chunks)) { _ in
            while true {
                let chunk = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard chunk < chunks else { return }
                run {
                    let done = (chunk * size..<min(count, (chunk + 1) * size)).map(transform)
                    results.withLock { $0[chunk] = done }
                }
            }
        }
        return results.withLock { $0.flatMap { $0 ?? [] } }
    }
}
