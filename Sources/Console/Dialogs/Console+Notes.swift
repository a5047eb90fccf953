internal import Orchestration
internal import Screen

/// Notes that operators leave for each other, and the links of what is selected.
extension Console {
    /// Leaves a note on what is selected, or the same one on all that is marked.
    mutating func note() -> [Effect] {
        let all = subjects.compactMap(Self.noteSubject)
        guard let first = all.first else { return [] }
        return ask(
            .note,
            title: all.count == 1 ? "Note on \(first.words)" : "Note on \(all.count) objects",
            button: "Leave",
            seen: subjects,
            choices: [.init("note", all.uniqued().map { .note(on: $0) })]
        )
    }

    private static func noteSubject(_ id: ObjectID) -> NoteSubject? {
        switch id {
        case .workflow(let name): NoteSubject(.workflow, name)
        case .run(let id), .step(let id, _): NoteSubject(.run, id.text)
        case .model(let name): NoteSubject(.model, name)
        case .target(let route, _): NoteSubject(.route, route)
        case .alert(let id): NoteSubject(.alert, id)
        case .source(let name): NoteSubject(.source, name)
        case .audit, .deadLetter, .silence, .proposal, .context, .anywhere, .occurrence,
            .command:
            nil
        }
    }

    /// The object a note is on.
    func object(of subject: NoteSubject) -> ObjectID {
        switch subject.kind {
        case .run: .run(RunID(subject.name))
        case .workflow: .workflow(subject.name)
        case .model: .model(subject.name)
        case .route: .target(route: subject.name, model: "")
        case .source: .source(subject.name)
        case .alert: .alert(subject.name)
        }
    }

    /// The notes on an object up to the moment that is shown, newest first.
    func noteLines(on id: ObjectID, _ width: Int) -> [TextLine] {
        guard let subject = Self.noteSubject(id) else { return [] }
        let moment = moment().now
        let notes = (snapshot?.notes ?? []).filter { $0.subject == subject && $0.at <= moment }
        guard !notes.isEmpty else { return [] }
        return notes.prefix(3).enumerated().flatMap { place, note in
            Paragraph.field(
                place == 0 ? "notes" : "",
                "\(Figures.age(moment - note.at)) ago  \(note.by): \(note.text)",
                width
            )
        }
            + (notes.count > 3
                ? [.field("", TextLine("\(notes.count - 3) older: 8 Audit", .muted))] : [])
    }

    /// The link of what is selected: an alert's runbook.
    var linkHere: String? {
        guard let runbook = selectedAlert?.runbook, !runbook.isEmpty else { return nil }
        return runbook
    }

    /// Puts the link on the clipboard and shows it whole: a console on a far machine opens nothing.
    mutating func openLink() -> [Effect] {
        guard let link = linkHere else { return [] }
        let width = min(106, max(20, size.columns - 4))
        mode = .reading(
            Sheet(
                title: "Runbook",
                lines: Paragraph.lines(link, width) + [
                    [], TextLine("copied by OSC 52, which the terminal must allow", .muted),
                ]
            )
        )
        return [.copy(link)]
    }
}
