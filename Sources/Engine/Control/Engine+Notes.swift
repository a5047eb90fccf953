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

    /// Where the newest notes are kept apart: the audit has all of them, and nothing to find them by.
    private static let kind = "note"

    /// The notes of earlier engines.
    func restoreNotes() async throws(JournalError) {
        let stored = try await journal.states(of: Self.kind)
        guard !stored.isEmpty else { return try await gatherNotes() }
        notes = stored.sorted { $0.key > $1.key }.compactMap { _, bytes in
            (try? Value(json: bytes)).flatMap(Note.init(value:))
        }
        noteCount = stored.keys.compactMap { Int($0) }.max() ?? 0
    }

    /// From the audit, once: a journal of an earlier build keeps none apart.
    private func gatherNotes() async throws(JournalError) {
        outgoing.batch.records.append(
            .state(kind: Self.kind, id: Self.id(0), value: [UInt8]("0".utf8))
        )
        let entries = try await journal.audit(action: "note", limit: Note.shownMax)
        for entry in entries.reversed() where entry.result == "ok" {
            guard let subject = NoteSubject(words: entry.object) else { continue }
            keep(Note(at: entry.at, by: entry.actor, on: subject, text: entry.reason))
        }
    }

    private func keep(_ note: Note) {
        notes.insert(note, at: 0)
        noteCount += 1
        let id = Self.id(noteCount)
        outgoing.batch.records.append(
            .state(kind: Self.kind, id: id, value: note.value.jsonBytes)
        )
        guard notes.count > Note.shownMax else { return }
        notes.removeLast()
        let gone = Self.id(noteCount - Note.shownMax)
        outgoing.batch.records.append(.state(kind: Self.kind, id: gone, value: nil))
    }

    /// Sorts as the numbers do.
    private static func id(_ number: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, 12 - text.count)) + text
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

extension Note {
    fileprivate var value: Value {
        [
            "at": .int(at.milliseconds), "by": .string(by), "on": .string(subject.words),
            "text": .string(text),
        ]
    }

    fileprivate init?(value: Value) {
        guard case .int(let at)? = value["at"], let by = value["by"]?.text,
            let subject = value["on"]?.text.flatMap(NoteSubject.init(words:)),
            let text = value["text"]?.text
        else { return nil }
        self.init(at: Instant(milliseconds: at), by: by, on: subject, text: text)
    }
}
