internal import Foundation

/// Which project and which journal a command means that is told of neither.
///
/// As with version control, the nearest folder upwards that holds a project is meant; where there is
/// none, the demo's. An order that is typed inside a project never reaches another one's engine.
enum Whereabouts {
    /// The project around the working folder, as a short path; nil where there is none.
    static let project: String? = {
        var above = "."
        for _ in FileManager.default.currentDirectoryPath.split(separator: "/") {
            if FileManager.default.fileExists(atPath: above + "/podium.yaml") { return above }
            above = above == "." ? ".." : above + "/.."
        }
        return nil
    }()

    /// The folder with the journal of that project, or else of the demo.
    static var data: String { project.map(data(of:)) ?? Demo.data }

    /// Where the journal of a project is kept.
    static func data(of project: String) -> String {
        project == "." ? ".podium" : project + "/.podium"
    }
}
