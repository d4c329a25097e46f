import Content
import Files
import Tables

/// What the files beside a page that hold its data are called.
struct DataNames {
    /// What describes the tables.
    static let package = "datapackage.json"

    /// All of them in one; nil where the site wants none, or the page has no table.
    let archive: String?

    init(of job: PageJob) {
        let folder = SourcePath.name(of: job.page.folder)
        let isWanted = job.edition.configuration.zipsDownloads && !job.tables.isEmpty
        archive = isWanted ? (folder.isEmpty ? "data" : folder) + ".zip" : nil
    }

    func csv(_ table: Table) -> String { table.name + ".csv" }

    /// A name that is taken by a file of the page's own gets `-table` behind it.
    func json(_ table: Table) -> String {
        ["figures", "datapackage"].contains(table.name.lowercased()) ? table.name + "-table.json" : table.name + ".json"
    }
}
