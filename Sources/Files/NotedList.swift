/// A list whose elements note that they are read. Each has a number, which it keeps when the list is put together anew
/// from elements that stayed what they were.
package struct NotedList<Element: Sendable>: RandomAccessCollection, Sendable {
    @usableFromInline var elements: [Element]
    @usableFromInline package internal(set) var numbers: [Int]

    package init(_ elements: [Element]) {
        self.elements = elements
        numbers = elements.map { _ in Reading.newNumber() }
    }

    /// All elements, for those who look at them without making anything of them.
    package var unnoted: [Element] { elements }

    @inlinable package var startIndex: Int { 0 }
    @inlinable package var endIndex: Int { elements.count }

    @inlinable package subscript(index: Int) -> Element {
        _read {
            Reading.note(value: numbers[index])
            yield elements[index]
        }
        _modify {
            // Whoever changes an element makes another of it.
            numbers[index] = Reading.newNumber()
            yield &elements[index]
        }
    }

    /// Puts a value in the place of one that says the same of itself, so that who read that need not read this.
    package mutating func replaceKeepingNumber(at index: Int, with element: Element) { elements[index] = element }

    /// The numbers of elements that another list of the same length has in place of ours.
    package func numbers(goneIn other: NotedList) -> [Int] {
        zip(numbers, other.numbers).compactMap { $0 == $1 ? nil : $0 }
    }
}

extension NotedList where Element: Hashable {
    /// What `make` gives for each index. Of `old`, a list made in the same way, all is taken but what `changed` names; and
    /// what comes out the same there keeps its number.
    package static func derived(
        count: Int, from old: NotedList?, changed: Set<Int>, _ make: (Int) -> Element
    ) -> NotedList {
        guard var out = old, out.count == count else { return NotedList((0..<count).map(make)) }
        for index in changed where out.elements.indices.contains(index) {
            let made = make(index)
            if made != out.elements[index] { out[index] = made }
        }
        return out
    }
}

/// Values by name that note that they are read.
package struct NotedMap<Value: Sendable>: Sendable {
    @usableFromInline var places: [String: Int]
    package private(set) var values: NotedList<Value>
    /// In the order of the values.
    package let keys: [String]

    /// Of two values of one name the first counts.
    package init(_ entries: [(key: String, value: Value)]) {
        var places: [String: Int] = [:]
        var values: [Value] = []
        var keys: [String] = []
        for entry in entries where places[entry.key] == nil {
            places[entry.key] = values.count
            values.append(entry.value)
            keys.append(entry.key)
        }
        self.places = places
        self.values = NotedList(values)
        self.keys = keys
    }

    @inlinable package subscript(key: String) -> Value? { places[key].map { values[$0] } }

    /// Puts another value in the place of one that is there.
    package mutating func replace(_ key: String, with value: Value) {
        if let place = places[key] { values[place] = value }
    }
}

/// A value that notes that it is read.
package struct Noted<Value: Sendable>: Sendable {
    @usableFromInline let stored: Value
    package let number: Int
    package var unnoted: Value { stored }

    package init(_ value: Value) {
        stored = value
        number = Reading.newNumber()
    }

    @inlinable package var value: Value {
        _read {
            Reading.note(value: number)
            yield stored
        }
    }
}
