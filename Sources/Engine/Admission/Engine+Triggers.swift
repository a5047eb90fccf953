internal import Journal
internal import Orchestration

extension Engine {
    /// Whose waits it may end: each workflow that waits for such events names its own subject.
    func subjects(waitingFor event: IncomingEvent) -> Set<String> {
        let names = ["event": event.value]
        return Set(
            pinned.values.filter { $0.workflow.waits(for: event.type) }.compactMap {
                $0.workflow.subject.flatMap { try? $0.evaluate(with: names).plainText }
            }
        )
    }

    /// Whose event it is, by the subject expression of the first workflow that triggers on it or
    /// waits for it.
    func subject(of event: IncomingEvent) -> String? {
        for workflow in project.workflows {
            guard let subject = workflow.subject,
                let value = try? subject.evaluate(with: ["event": event.value]),
                let text = value.plainText
            else { continue }
            return text
        }
        return nil
    }

    /// The workflow that gets the event: where its `when` is false, the one it names instead.
    func triggered(by event: IncomingEvent) -> Plan? {
        var candidate = project.workflows.first { workflow in
            if case .event(event.type, _, _) = workflow.trigger { return true }
            return false
        }
        // A chain of alternatives is no longer than the project; a circle ends here.
        for _ in project.workflows {
            guard let workflow = candidate else { return nil }
            guard case .event(_, let when?, let otherwise) = workflow.trigger,
                !holds(when, for: event)
            else { return plans[workflow.name] }
            candidate = project.workflows.first { $0.name == otherwise }
        }
        return nil
    }

    func holds(_ when: Expression, for event: IncomingEvent) -> Bool {
        let profile =
            subject(of: event).flatMap { profiles.cached($0, at: time.now()) } ?? .map([:])
        let names = ["event": event.value, "profile": profile, "constants": constants]
        return (try? when.evaluate(with: names)) == .bool(true)
    }
}

extension Workflow {
    /// Whether one of its steps waits for events of that type.
    func waits(for type: String) -> Bool {
        steps.contains { step in
            if case .wait(type, _) = step.action { return true }
            return false
        }
    }
}
