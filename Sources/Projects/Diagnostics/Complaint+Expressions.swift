/// Complaints about expressions.
extension Complaint {
    static func unparsable(_ message: String) -> Complaint {
        Complaint("bad-expression", "this expression does not parse: \(message)")
    }

    static func unknownInExpression(
        _ name: String,
        among names: some Collection<String>,
        channels: Set<String>
    ) -> Complaint {
        let known = names.sorted().joined(separator: ", ")
        let isChannel = channels.contains(name)
        return Complaint(
            "unknown-name",
            "unknown \(names.contains("run") ? "step" : "name") \(name.quoted)",
            why: "Expressions see here: \(known).",
            next: isChannel ? "Put quotes around it to mean the text." : "",
            suggestion: isChannel ? "\"\(name)\"" : Nearest.name(to: name, among: names)
        )
    }
}
