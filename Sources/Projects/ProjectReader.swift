internal import Orchestration

/// Reads a project: `podium.yaml`, `workflows/`, `templates/` and the names of what is in `models/`.
///
/// All problems of all files are found in one pass. Reading never traps, whatever the bytes.
package enum ProjectReader {
    /// More files are refused.
    package static let filesMax = 2_000

    /// Reads the files of a project.
    ///
    /// A pure function of its arguments.
    /// - Parameters:
    ///   - files: Contents by path relative to the folder, for example `workflows/retention.yaml`.
    ///     Other files than those under `workflows/` and `templates/` only need to be there.
    ///   - settings: Constants to override, by name.
    ///   - environment: Where `url_variable` is looked up.
    /// - Returns: The project, or why there is none.
    package static func read(
        files: [String: [UInt8]],
        settings: [String: String] = [:],
        environment: [String: String] = [:]
    ) -> Reading {
        read(files: files, settings: settings, environment: environment, Findings())
    }

    static func read(
        files: [String: [UInt8]],
        settings: [String: String],
        environment: [String: String],
        _ found: Findings
    ) -> Reading {
        var pass = Pass(files: files, found)
        let project = pass.run(settings, environment)
        let problems = pass.findings.diagnostics(from: pass.sheets)
        return Reading(project: pass.findings.hasErrors ? nil : project, problems: problems)
    }
}

/// One pass over all files.
private struct Pass {
    let files: [String: [UInt8]]
    var findings: Findings
    var sheets: [String: Sheet] = [:]
    /// Whether some file could not be understood, so that what it declares is unknown.
    var hasGaps = false

    init(files: [String: [UInt8]], _ findings: Findings) {
        self.files = files
        self.findings = findings
    }

    mutating func run(_ settings: [String: String], _ environment: [String: String]) -> Project? {
        guard files.count <= ProjectReader.filesMax else {
            let place = Place(file: "podium.yaml")
            findings.report(.tooManyFiles(max: ProjectReader.filesMax), at: place)
            return nil
        }
        let root = projectItem()
        let templates = items(in: "templates/").map(\.item)
        let workflows = items(in: "workflows/")
        sheets[Constants.file] = Constants.sheet(settings)
        let constants = Constants.values(root?["constants"], settings: settings, into: &findings)
        let scalars = Scalars(constants: constants, areKnown: root != nil)
        check(root, templates, workflows.map(\.item), scalars)
        var lexicon = Lexicon(
            project: root,
            templates: templates,
            workflows: workflows.map(\.item),
            constants: constants
        )
        lexicon.hasGaps = hasGaps
        var builder = ProjectBuilder(
            scalars: scalars,
            lexicon: lexicon,
            files: Set(files.keys),
            environment: environment,
            findings: findings
        )
        defer { findings = builder.findings }
        guard let root else { return nil }
        return builder.project(root, templates: templates, workflows: workflows)
    }

    private mutating func projectItem() -> Item? {
        guard let bytes = files["podium.yaml"] else {
            findings.report(.noProjectFile, at: Place(file: "podium.yaml"))
            return nil
        }
        return item("podium.yaml", bytes)
    }

    /// The composed YAML files of a folder, in the order of their names.
    private mutating func items(in folder: String) -> [ProjectBuilder.Source] {
        var sources: [ProjectBuilder.Source] = []
        for (path, bytes) in files.sorted(by: { $0.key < $1.key }) {
            guard path.hasPrefix(folder), path.hasSuffix(".yaml") || path.hasSuffix(".yml"),
                let item = item(path, bytes)
            else { continue }
            sources.append(ProjectBuilder.Source(item: item, bytes: bytes))
        }
        return sources
    }

    private mutating func item(_ path: String, _ bytes: [UInt8]) -> Item? {
        do throws(Flaw) {
            let sheet = try Sheet(file: path, bytes: bytes)
            sheets[path] = sheet
            let item = Composer.compose(sheet, into: &findings)
            if item == nil { hasGaps = true }
            return item
        } catch {
            hasGaps = true
            findings.report(error.complaint, at: error.place)
            return nil
        }
    }

    private mutating func check(
        _ root: Item?,
        _ templates: [Item],
        _ workflows: [Item],
        _ scalars: Scalars
    ) {
        if let root { FormCheck.check(root, against: .project, scalars, into: &findings) }
        for item in templates {
            FormCheck.check(item, against: .template, scalars, into: &findings)
        }
        for item in workflows {
            FormCheck.check(item, against: .workflow, scalars, into: &findings)
        }
    }
}
