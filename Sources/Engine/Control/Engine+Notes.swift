internal import Journal
internal import Orchestration

/// What operators leave for each other: audit entries that are also shown beside what they are on.
extension Engine {
    func note(on subject: NoteSubject, _ order: Control.Order) async -> Effect {
        guard !order.reason.allSatisfy(\.isWhitespace) else {
            return .refused("The note says nothing.")
        }
        guard order.reason.utf8.count <= Note.lengthMax else {
            return .refused("The note is longer than \(Note.lengthMax) bytes.")
        }
        guard await isKnown(subject) else { return .refused("There is no \(subject.words).") }
        keep(Note(at: time.now(), by: order.actor, on: subject, text: order.reason))
        return .done(order.reason)
    }

    /// The notes of earlier engines, from the audit.
    func restoreNotes() async throws(JournalError) {
        let entries = try await journal.audit(action: "note", limit: Note.shownMax)
        for entry in entries.reversed() where entry.result == "ok" {
            guard let subject = NoteSubject(words: entry.object) else { continue }
            keep(Note(at: entry.at, by: entry.actor, on: subject, text: entry.reason))
        }
    }

    private func keep(_ note: Note) {
        notes.insert(note, at: 0)
        if notes.count > Note.shownMax { notes.removeLast() }
    }

    private func isKnown(_ subject: NoteSubject) async -> Bool {
        switch subject.kind {
        case .run:
            let id = RunID(subject.name)
            guard await load(id) else { return false }
            unload(id)
            return true
        case .workflow: return plans[subject.name] != nil
        case .model: return project.models.contains { $0.name == subject.name }
        case .route: return project.routes.contains { $0.name == subject.name }
        case .source: return project.sources.contains { $0.name == subject.name }
        case .alert: return alerts.all.contains { $0.id.text == subject.name }
        }
    }
}
