internal import Orchestration

/// Complaints about names that name nothing.
extension Complaint {
    /// A name that names nothing of its kind.
    static func unknown(
        _ noun: String,
        _ name: String,
        among names: some Collection<String>,
        why: String = ""
    ) -> Complaint {
        let known = names.sorted().prefix(12).joined(separator: ", ")
        let more = names.count > 12 ? ", …" : ""
        return Complaint(
            "unknown-name",
            "unknown \(noun) \(name.quoted)",
            why: why,
            next: names.isEmpty ? "The project has no \(noun) yet." : "Known: \(known)\(more).",
            suggestion: Suggestion.nearest(to: name, among: names)
        )
    }

    /// A name that another file has taken.
    static func duplicate(_ noun: String, _ name: String, first: Place) -> Complaint {
        Complaint(
            "duplicate-name",
            "a second \(noun) \(name.quoted)",
            why: "The first is in \(first.file), line \(first.line).",
            next: "Rename one of them."
        )
    }

    /// A setting of no constant.
    static func unknownSetting(_ name: String, among names: [String]) -> Complaint {
        Complaint(
            "unknown-setting",
            "unknown constant \(name.quoted)",
            why: "Settings override constants of podium.yaml.",
            next: names.isEmpty
                ? "The project has none." : "Known: \(names.joined(separator: ", ")).",
            suggestion: Suggestion.nearest(to: name, among: names)
        )
    }

    /// A setting of another type than its constant.
    static func badSetting(_ name: String, _ text: String, expected: String) -> Complaint {
        Complaint("bad-setting", "\(name.quoted) must be \(expected), found \(text.quoted)")
    }

    /// A path to no file of the project.
    static func noSuchFile(_ path: String, among files: [String]) -> Complaint {
        Complaint(
            "no-such-file",
            "there is no file \(path.quoted)",
            why: "Paths are relative to the project's folder.",
            suggestion: Suggestion.nearest(to: path, among: files)
        )
    }
}
