import Building
import Diagnostics
import Files
import Rendering
import TestSupport
import Testing

/// Faults seeded into the tables of `content/`, one at a time, as somebody's slip would put them there.
///
/// What a claim depends on is the cells and columns of its formula, those of the indicators in it, the cells with their
/// units, and the keys by which they are found. A figure without words of the author's (`[](=name)`, a headline) prints
/// whatever the data say, so that cells which only such figures read are not told of here.
@Suite("Faults seeded into the tables of content/")
struct SeededFaultTests {
    private static let options = BuildOptions(root: Fixture.project, asOf: TemporarySite.day, isStrict: true)

    private static let tree = SourceTree.disk(root: Fixture.project, folders: ["content", "templates"]).value

    /// True where the build finds something once this file stands in place of its namesake: in its folder's data, or in
    /// the claims that depend on it.
    private static func isFound(_ file: SourceFile, in edition: Edition, pages: [Int]) -> Bool {
        let faulty = SourceTree(paths: tree.paths) { $0 == file.path ? Diagnosed(file) : tree.read($0) }
        let folder = String(file.folder.dropFirst("content/".count))
        let reread = SiteBuild.reread(folder, of: edition, from: faulty, options)
        func isFound(_ findings: [Diagnostic]) -> Bool { findings.contains { $0.severity >= .warning } }
        return isFound(reread.diagnostics)
            || pages.contains { isFound(BoundPage.bind($0, in: reread.value).diagnostics) }
    }

    @Test("without a fault nothing is found, also when a folder is read anew")
    func clean() throws {
        let loaded = SiteBuild.load(Self.tree, Self.options)
        #expect(loaded.diagnostics.filter { $0.severity >= .warning }.isEmpty)
        let edition = try #require(loaded.value)
        for (path, cells) in Dictionary(grouping: ClaimedCell.all(in: edition), by: \.location.file) {
            let file = try #require(Self.tree.read(path).value)
            let isFound = Self.isFound(file, in: edition, pages: Array(Set(cells.flatMap(\.pages))))
            #expect(!isFound, "\(path)")
        }
    }

    @Test("a fault in a cell that a claim depends on is found")
    func found() throws {
        let edition = try #require(SiteBuild.load(Self.tree, Self.options).value)
        let cells = ClaimedCell.all(in: edition)
        #expect(Set(cells.map(\.role)) == Set(ClaimedCell.Role.allCases))
        let seeded = cells.flatMap { cell in SeededFault.all(for: cell).map { (cell: cell, fault: $0) } }
        let missed = Parallel.map(count: seeded.count, jobs: 2) { index -> String? in
            let (cell, fault) = seeded[index]
            guard let file = Self.tree.read(cell.location.file).value,
                let faulty = cell.replaced(in: file, by: fault.text)
            else { return "\(cell.location): the cell “\(cell.text)” is not where it is said to be" }
            if Self.isFound(faulty, in: edition, pages: cell.pages) { return nil }
            return "\(cell.location): nothing is found when \(cell.text) becomes “\(fault.text)” (\(fault.kind)); "
                + "\(cell.claim) rests on it"
        }
        #expect(missed.count > 250)
        for message in missed.compactMap(\.self) { Issue.record(Comment(rawValue: message)) }
    }
}
