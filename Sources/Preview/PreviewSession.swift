import Building
import Diagnostics
import Dispatch
import Files
import Synchronization

/// A preview at work: it waits for changes, builds, shows what came of it, and tells browsers and the terminal.
package final class PreviewSession: Sendable {
    /// What one build came to, for the terminal.
    package struct Round: Sendable {
        package var changes: SourceChanges
        package var report: BuildReport
        /// How many pages were rendered anew.
        package var rendered: Int
        /// From the change until the pages could be asked for, and until all was checked.
        package var shown: Duration
        package var checked: Duration
        /// True where the site is served as it is now.
        package var isShown: Bool
    }

    let streams = EventStreams()
    private let options: BuildOptions
    /// Where `--write` writes to: the home folder is never written into.
    private let writes: Bool
    private let home: String?
    private let queue: ChangeQueue
    private let report: @Sendable (Round) -> Void
    private let site = Mutex(ShownSite())
    /// Held while the site is written to the disk.
    private let writing = Mutex(())

    package init(
        _ options: BuildOptions, writes: Bool = false, home: String? = nil, queue: ChangeQueue,
        report: @escaping @Sendable (Round) -> Void
    ) {
        self.options = options
        self.writes = writes
        self.home = home
        self.queue = queue
        self.report = report
    }

    /// What is served at this moment.
    var shown: ShownSite { site.withLock { $0 } }

    /// Builds, and builds again after each change, until the queue is closed.
    package func run() {
        var build = LiveBuild(options)
        var generation = 0
        var changes: SourceChanges? = .all
        while let now = changes {
            generation += 1
            round(now, generation, &build)
            changes = queue.take()
        }
    }

    /// The same on a thread of its own.
    package func runInBackground() { DispatchQueue(label: "gazette.preview").async { self.run() } }

    /// Waits until nothing is being written.
    package func finishWriting() { writing.withLock { _ in } }

    // MARK: One round

    private func round(_ changes: SourceChanges, _ generation: Int, _ build: inout LiveBuild) {
        let clock = ContinuousClock()
        let start = clock.now
        let live = build.update(changes)
        let first = live.firstReport
        let passes = !first.hasFailed && !live.isEmpty
        site.withLock { site in
            if passes {
                site.good = site.good ?? (site.hasPassed ? site.live : nil)
                site.live = live
            } else if site.good == nil, !site.hasPassed, !live.isEmpty {
                // Nothing good is known yet: better a page with holes than none.
                site.live = live
            }
            site.hasPassed = site.hasPassed || passes
        }
        let isShown = passes
        let shown = clock.now - start
        // A page is asked for again at once, what is wrong with it or not; it is told apart by its tag.
        streams.send("change", .object([("generation", .integer(generation))]))
        if !passes { tell(first) }
        guard let report = live.settle(unless: { self.queue.isWaiting }) else { return }
        if !report.hasFailed {
            site.withLock { if $0.live === live { $0.good = live } }
        }
        tell(report)
        if writes, !report.hasFailed { write(report) }
        self.report(
            Round(
                changes: changes, report: report, rendered: live.renderedCount, shown: shown,
                checked: clock.now - start, isShown: isShown))
    }

    private func tell(_ report: BuildReport) {
        streams.send("findings", FindingsMessage.value(report.findings, root: options.root))
    }

    private func write(_ report: BuildReport) {
        let written = writing.withLock { _ in SiteBuild.build(options, home: home) }
        if written.hasFailed { tell(written) }
    }
}
