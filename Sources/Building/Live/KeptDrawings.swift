import Diagnostics
import Rendering
import Synchronization

/// The drawings of the pages that were rendered last: a sentence that changes moves no chart.
final class KeptDrawings: PageDrawingStore {
    /// How many are kept; more than these are all forgotten, and drawn again when they are asked for.
    private static let most = 256

    private let drawings = Mutex<[PageDrawingKey: Kept<PageDrawing?>]>([:])

    /// Takes over those of another edition of the same site that still hold.
    func take(_ other: KeptDrawings, _ changes: SourceChanges, without gone: Set<Int>) {
        let known = other.drawings.withLock { $0 }.filter { $0.value.holds(changes, without: gone) }
        drawings.withLock { $0 = known }
    }

    func drawing(
        _ key: PageDrawingKey, _ make: () -> Diagnosed<PageDrawing?>
    ) -> Diagnosed<PageDrawing?> {
        if let known = drawings.withLock({ $0[key] }) {
            known.note()
            return Diagnosed(known.value, known.findings)
        }
        let made = Kept(make)
        drawings.withLock { drawings in
            if drawings.count >= Self.most { drawings = [:] }
            drawings[key] = made
        }
        return Diagnosed(made.value, made.findings)
    }
}
