internal import Orchestration
internal import Screen

/// Letting things begin no faster than a rate.
extension Console {
    /// What a throttle could be on here, the narrowest first.
    var throttleSubjects: [Throttle.Subject] {
        var subjects: [Throttle.Subject] = []
        if case .step(_, let index)? = selected, let detail,
            detail.steps.indices.contains(index)
        {
            let step = detail.steps[index].sketch.name
            subjects.append(.step(workflow: detail.row.workflow, step: step))
        }
        if let route = routeHere { subjects.append(.route(route.name)) }
        if let workflow = workflowHere { subjects.append(.workflow(workflow.name)) }
        if let alert = selectedAlert { subjects += workflows(behind: alert) }
        return subjects
    }

    /// The workflow that an alert is about, else those that use the routes behind it: three at most.
    private func workflows(behind alert: AlertRow) -> [Throttle.Subject] {
        let all = snapshot?.workflows ?? []
        let itself = all.filter { $0.name == alert.object }
        let users = all.filter { row in
            row.steps.contains { step in alert.routes.contains(step.route) }
        }
        return (itself.isEmpty ? users : itself).prefix(3).map { .workflow($0.name) }
    }

    /// Caps what is selected at a rate, or lifts the cap.
    mutating func throttle() -> [Effect] {
        let subjects = throttleSubjects
        let standing = snapshot?.throttles ?? []
        let caps = subjects.map { subject in
            let now = standing.first { $0.subject == subject }
            return Confirmation.Choice(
                "\(subject.object), no faster than a rate"
                    + (now.map { "; now \($0.words)" } ?? ""),
                [.throttle(subject, now?.rate ?? Rate(1, per: .second), until: nil)],
                blanks: [
                    Blank(
                        .rate,
                        "rate",
                        initial: now?.rate.text ?? "1/s",
                        hint: "5/s, 600/m, 1000/h"
                    ),
                    Blank(.ends, "until", hint: "30m or 16:00; empty: until it is lifted"),
                ]
            )
        }
        let lifts = subjects.filter { subject in standing.contains { $0.subject == subject } }
            .map { subject in
                Confirmation.Choice(
                    "\(subject.object), as fast as the project lets it",
                    [.throttle(subject, nil, until: nil)],
                    button: "Lift"
                )
            }
        guard let first = subjects.first else { return [] }
        return ask(
            .throttle,
            title: "Throttle \(first.object)",
            button: "Throttle",
            seen: [object(of: first)],
            choices: caps + lifts
        )
    }

    private func object(of subject: Throttle.Subject) -> ObjectID {
        switch subject {
        case .workflow(let name), .step(let name, _): .workflow(name)
        case .route(let name): .target(route: name, model: "")
        }
    }

    /// What is throttled of an object.
    func throttleLines(on id: ObjectID, _ width: Int) -> [TextLine] {
        let here = (snapshot?.throttles ?? []).filter { throttle in
            switch (throttle.subject, id) {
            case (.workflow(let name), .workflow(let other)): name == other
            case (.step(let name, _), .workflow(let other)): name == other
            case (.route(let name), .target(let other, _)): name == other
            default: false
            }
        }
        guard !here.isEmpty else { return [] }
        return [[]]
            + here.enumerated().flatMap { place, throttle in
                Paragraph.field(
                    place == 0 ? "throttle" : "",
                    "\(throttle.subject.object): \(throttle.words), by \(throttle.by)"
                        + (throttle.waiting > 0 ? ", \(throttle.waiting) wait" : ""),
                    width,
                    role: .warning
                )
            }
    }
}
