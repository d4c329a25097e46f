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

/// A list whose elements note that they are read. Each has a number, which it keeps when the list is put together anew
/// from elements that stayed what they were.
package struct NotedList<Element: Sendable>: RandomAccessCollection, Sendable {
    private var elements: [Element]
    package private(set) var numbers: [Int]

    package init(_ elements: [Element]) {
        self.elements = elements
        numbers = elements.map { _ in Reading.newNumber() }
    }

    /// The numbers are those of the elements, as another list had them.
    package init(_ elements: [Element], numbers: [Int]) {
        self.elements = elements
        self.numbers = numbers
    }

    package var startIndex: Int { 0 }
    package var endIndex: Int { elements.count }

    package subscript(index: Int) -> Element {
        _read {
            Reading.note(value: numbers[index])
            yield elements[index]
        }
    }

    /// Puts another value in the place of one; with `isSame` it says of itself what the old one said, and keeps its
    /// number.
    package mutating func replace(at index: Int, with element: Element, isSame: Bool = false) {
        elements[index] = element
        if !isSame { numbers[index] = Reading.newNumber() }
    }
}
