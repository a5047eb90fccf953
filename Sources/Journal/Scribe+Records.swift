internal import GRDB
internal import Orchestration

extension Scribe {
    /// Writes one record.
    mutating func write(_ record: Record, at index: Int) throws {
        switch record {
        case .event(let event):
            if try accept(event, for: nil) == .duplicate { verdict.duplicateEvents.append(index) }
        case .deadLetter(let raw, let reason, let at):
            try run("INSERT INTO dead_letters (at, reason, raw) VALUES (?, ?, ?)", at, reason, raw)
        case .deadLetterResolved(let number):
            try run("DELETE FROM dead_letters WHERE seq = ?", number)
        case .profile(let id, let bytes, let at): try run(Self.upsertProfile, id, at, bytes)
        case .outboxIntended(let message): try intend(message)
        case .outboxSettled(let key, let settlement, let reference, let at):
            try run(Self.settle, settlement.rawValue, reference, at, key)
        case .audit(let draft): try write(draft, at: index)
        case .state(let kind, let id, let value?):
            try run("INSERT OR REPLACE INTO states VALUES (?, ?, ?)", kind, id, value)
        case .state(let kind, let id, nil):
            try run("DELETE FROM states WHERE kind = ? AND id = ?", kind, id)
        case .choice(let run, let key, let bytes): try choose(run, key, bytes)
        case .window(let name, let start, let bytes):
            try run("INSERT OR REPLACE INTO windows VALUES (?, ?, ?)", name, start, bytes)
        case .artifact(let artifact, let at): try keep(artifact, at: at)
        }
    }

    /// Keeps an artifact unless it is there already.
    func keep(_ artifact: Artifact, at: Instant) throws {
        let sql =
            "INSERT INTO artifacts (digest, at, bytes) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
        try run(sql, artifact.digest, at, artifact.bytes)
    }

    private func run<each V: Bindable>(_ sql: String, _ values: repeat each V) throws {
        try Prepared(sql, in: db).run(repeat each values)
    }

    private func intend(_ message: Message) throws {
        guard !refused.contains(message.run) else { return }
        try run(
            Self.insertMessage,
            message.key,
            message.run.text,
            message.step,
            message.channel,
            message.address,
            message.body,
            message.at
        )
    }

    private mutating func choose(_ run: RunID, _ key: StepKey, _ bytes: [UInt8]) throws {
        guard !refused.contains(run) else { return }
        let number: Int64
        // What is learned of a call after its run was let go of has nowhere to stand.
        do { number = try self.key(of: run) } catch JournalError.unknownRun { return }
        let sql = "INSERT OR REPLACE INTO choices VALUES (?, ?, ?, ?)"
        try self.run(sql, number, key.step, key.attempt, bytes)
    }

    private mutating func write(_ draft: AuditDraft, at index: Int) throws {
        let isRepeated =
            try !draft.requestID.isEmpty
            && Prepared("SELECT 1 FROM audit WHERE request = ?", in: db)
                .first(draft.requestID) { _ in true } ?? false
        guard !isRepeated else { return verdict.repeatedRequests.append(index) }
        let link = try AuditLink(after: AuditLink.newest(in: db), draft)
        try run(
            "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            link.number,
            draft.at,
            draft.actor,
            draft.via,
            draft.action,
            draft.object,
            draft.change,
            draft.reason,
            draft.result,
            draft.requestID,
            link.previous,
            link.hash,
            draft.commandLine,
            draft.versionSeen
        )
        verdict.audited.append(link.number)
    }

    private static let upsertProfile = """
        INSERT INTO profiles (id, at, bytes) VALUES (?, ?, ?)
            ON CONFLICT DO UPDATE SET at = excluded.at, bytes = excluded.bytes
        """

    private static let insertMessage = """
        INSERT INTO outbox (key, run, step, channel, address, body, at)
            VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
        """

    /// What is known to be sent or refused stays so, whatever a late answer says.
    private static let settle = """
        UPDATE outbox SET state = ?, reference = ?, settled = ?
            WHERE key = ? AND (state IS NULL OR state = 'unknown')
        """
}
