internal import Orchestration

/// Makes a project of composed and checked items, and finds what does not fit together.
///
/// Values that the schema check already refused are silently left out: the project is given away
/// only where nothing was found.
struct ProjectBuilder {
    let scalars: Scalars
    var lexicon: Lexicon
    /// Paths of all files of the project.
    let files: Set<String>
    let environment: [String: String]
    var findings: Findings

    /// A workflow's file.
    struct Source {
        let item: Item
        let bytes: [UInt8]
    }

    /// The project these items describe.
    mutating func project(_ root: Item, templates: [Item], workflows: [Source]) -> Project {
        var project = Project()
        project.name = root["project"]?.text ?? ""
        project.constants = lexicon.constants
        project.templates = self.templates(templates)
        project.models = models(root["models"])
        project.routes = routes(root["routes"])
        project.sources = sources(root["sources"])
        project.channels = channels(root["channels"])
        project.purposes = purposes(root["purposes"])
        project.segments = segments(root["segments"])
        project.alerts = alerts(root["alerts"])
        project.recipients = recipients(root["notify"])
        project.feedback = feedback(root["feedback"], of: project.models)
        project.retention = retention(root["journal"])
        project.limits = limits(root["limits"])
        project.lineage = lineage(root["lineage"], of: project.name)
        project.workflows = self.workflows(workflows)
        return project
    }

    /// Reports a name that is not among the known ones.
    /// - Parameters:
    ///   - noun: What it should name.
    ///   - item: Where it stands.
    ///   - names: The known ones.
    mutating func expect(_ noun: String, _ item: Item?, among names: some Collection<String>) {
        guard let item, let name = item.text, !names.contains(name) else { return }
        if lexicon.hasGaps, ["template", "workflow"].contains(noun) { return }
        findings.report(.unknown(noun, name, among: names), at: item.place)
    }

    /// The ages in a `needs` map, its sources checked.
    mutating func needs(_ item: Item?) -> [String: Duration] {
        var needs: [String: Duration] = [:]
        for entry in item?.entries ?? [] {
            if !lexicon.sources.contains(entry.key) {
                let complaint = Complaint.unknown("source", entry.key, among: lexicon.sources)
                findings.report(complaint, at: entry.keyPlace)
            }
            needs[entry.key] = scalars.duration(entry.value)
        }
        return needs
    }
}
