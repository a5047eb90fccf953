extension RetrainProposal {
    /// As the journal keeps it.
    package var value: Value {
        Value(present: [
            "id": .string(id), "rule": .string(rule), "model": .string(model),
            "version": .string(version), "workflow": .string(workflow),
            "at": Value(milliseconds: at), "changed": Value(milliseconds: changed),
            "evidence": .list(evidence.map(Value.string)), "phase": phase.value,
        ])
    }

    /// Read back; nil where something is missing.
    package init?(value: Value) {
        guard let id = value["id"]?.text, let rule = value["rule"]?.text,
            let model = value["model"]?.text, let version = value["version"]?.text,
            let workflow = value["workflow"]?.text, let at = value["at"]?.moment,
            let changed = value["changed"]?.moment,
            let phase = value["phase"].flatMap(Phase.init(value:))
        else { return nil }
        self.id = id
        self.rule = rule
        self.model = model
        self.version = version
        self.workflow = workflow
        self.at = at
        self.changed = changed
        self.phase = phase
        evidence = (value["evidence"]?.elements ?? []).compactMap(\.text)
    }
}

extension RetrainProposal.Phase {
    fileprivate var value: Value {
        switch self {
        case .open: ["is": "open"]
        case .approved(let by, let reason, let run):
            ["is": "approved", "by": .string(by), "reason": .string(reason), "run": .string(run)]
        case .declined(let by, let reason):
            ["is": "declined", "by": .string(by), "reason": .string(reason)]
        case .withdrawn(let why): ["is": "withdrawn", "reason": .string(why)]
        }
    }

    fileprivate init?(value: Value) {
        let (by, reason) = (value["by"]?.text ?? "", value["reason"]?.text ?? "")
        switch value["is"]?.text {
        case "open": self = .open
        case "approved":
            self = .approved(by: by, reason: reason, run: value["run"]?.text ?? "")
        case "declined": self = .declined(by: by, reason: reason)
        case "withdrawn": self = .withdrawn(why: reason)
        default: return nil
        }
    }
}
