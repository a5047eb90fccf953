internal import Digest
internal import GRDB
internal import Orchestration

/// One link of the audit's hash chain.
///
/// The hash of an entry is the SHA-256 of its number, the hash before it and all its fields, each
/// with its length in front, so that no two different entries have the same bytes. Changing,
/// removing or inserting an entry breaks every later link. An entry without a command line and a
/// version has the bytes of formats 1 to 3, so that what they wrote still verifies. Cutting off the
/// newest entries does not show; comparing `Journal.verifyAudit()`'s newest hash with one kept
/// elsewhere does.
struct AuditLink {
    let number: Int64
    let previous: String
    let hash: String

    /// The hash before the first entry.
    static let origin = String(repeating: "0", count: 64)

    /// The link that `draft` makes after `newest`.
    init(after newest: AuditLink?, _ draft: AuditDraft) {
        number = (newest?.number ?? 0) + 1
        previous = newest?.hash ?? Self.origin
        hash = Self.hash(number, previous, draft)
    }

    private init(number: Int64, previous: String, hash: String) {
        self.number = number
        self.previous = previous
        self.hash = hash
    }

    /// The hash an entry must have.
    static func hash(_ number: Int64, _ previous: String, _ draft: AuditDraft) -> String {
        var writer = ByteWriter()
        writer.write(number)
        writer.write(previous)
        writer.write(draft.at.milliseconds)
        for field in [
            draft.actor, draft.via, draft.action, draft.object, draft.change, draft.reason,
            draft.result, draft.requestID,
        ] { writer.write(field) }
        if !draft.commandLine.isEmpty || draft.versionSeen != nil {
            writer.write(draft.commandLine)
            writer.write(draft.versionSeen.map(String.init) ?? "")
        }
        return Digest(of: writer.bytes).hex
    }

    /// The newest link; nil before the first entry.
    static func newest(in db: Database) throws -> AuditLink? {
        try Prepared("SELECT seq, previous, hash FROM audit ORDER BY seq DESC LIMIT 1", in: db)
            .first { AuditLink(number: $0.integer(0), previous: $0.text(1), hash: $0.text(2)) }
    }
}
