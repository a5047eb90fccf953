extension RunRow: FilterableRow {
    /// The fields a filter may name, beside labels.
    package static let filterFields =
        [
            "st", "wf", "subject", "step", "id", "version", "reason", "try", "done", "opened",
            "closed", "took",
        ] + filterAliases

    /// Second names of fields, among them the titles of columns: `state` is `st`, `elapsed` is `took`.
    package static let filterAliases = ["state", "workflow", "run", "elapsed", "started", "why"]

    /// What words are looked for in: id, workflow, subject, step and reason.
    package var searchText: String { "\(id.text) \(workflow) \(subject) \(step) \(reason)" }

    /// The value of a field that a filter may name.
    package func field(_ name: String) -> Value? {
        switch name {
        case "st", "state": .string(state.rawValue)
        case "wf", "workflow": .string(workflow)
        case "subject": .string(subject)
        case "step": .string(step)
        case "id", "run": .string(id.text)
        case "version": .string(version)
        case "reason", "why": .string(reason)
        case "try": attempt.map { .int(Int64($0)) } ?? .null
        case "done": .int(Int64(stepsDone))
        case "opened", "started": Value(opened)
        case "closed": closed.map { Value($0) } ?? .null
        case "took", "elapsed": closed.map { .duration($0 - opened) } ?? .null
        default: label(name).map { .string(labels[$0] ?? "") }
        }
    }

    /// What names a label in a filter: `label.tier=gold`.
    package static let labelPrefix = "label."

    private func label(_ field: String) -> String? {
        field.hasPrefix(Self.labelPrefix) ? String(field.dropFirst(Self.labelPrefix.count)) : nil
    }
}
