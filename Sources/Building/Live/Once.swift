import Synchronization

/// A value that is made when it is first asked for, once, whoever asks: others wait for it.
final class Once<Value: Sendable>: Sendable {
    private let state = Mutex<Value?>(nil)

    func value(_ make: () -> Value) -> Value {
        state.withLock { known in
            if let known { return known }
            let made = make()
            known = made
            return made
        }
    }
}
