import Synchronization

/// What a piece of work looks at, so that its result can be kept for as long as all of that stays what it was.
///
/// Nobody keeps a list of dependencies by hand: the values note by themselves that they are read, wherever that happens.
/// Outside of `noting` a note costs one look at whether anybody listens.
package enum Reading {
    /// What was read: files by their paths, values by their numbers.
    package struct Notes: Sendable, Hashable {
        package var files: Set<String> = []
        /// Folders whose list of files was looked at.
        package var listings: Set<String> = []
        package var values: Set<Int> = []

        package init() {}

        package mutating func formUnion(_ other: Notes) {
            files.formUnion(other.files)
            listings.formUnion(other.listings)
            values.formUnion(other.values)
        }
    }

    private final class Recorder: Sendable {
        let notes = Mutex(Notes())
    }

    @TaskLocal private static var recorder: Recorder?
    private static let lastNumber = Atomic<Int>(0)

    /// What `work` gives, and what it read on this thread. Work within such work is noted by both.
    package static func noting<T>(_ work: () throws -> T) rethrows -> (value: T, notes: Notes) {
        let outer = recorder
        let inner = Recorder()
        let value = try $recorder.withValue(inner, operation: work)
        let notes = inner.notes.withLock { $0 }
        outer?.notes.withLock { $0.formUnion(notes) }
        return (value, notes)
    }

    /// Runs work on other threads for whoever listens on this one.
    static func onOtherThreads() -> @Sendable (() -> Void) -> Void {
        let listening = recorder
        return { work in
            guard let listening else { return work() }
            $recorder.withValue(listening, operation: work)
        }
    }

    /// A number that no value ever had.
    package static func newNumber() -> Int { lastNumber.wrappingAdd(1, ordering: .relaxed).newValue }

    package static func note(value number: Int) {
        guard let recorder else { return }
        recorder.notes.withLock { _ = $0.values.insert(number) }
    }

    static func note(file path: String) {
        guard let recorder else { return }
        recorder.notes.withLock { _ = $0.files.insert(path) }
    }

    static func note(listing folder: String) {
        guard let recorder else { return }
        recorder.notes.withLock { _ = $0.listings.insert(folder) }
    }

    /// What a value was made of, where that is read in place of its parts.
    package static func note(_ notes: Notes) {
        guard let recorder else { return }
        recorder.notes.withLock { $0.formUnion(notes) }
    }
}
