internal import Orchestration

/// The audit's chain as far as it was read: each entry carries the hash of the one before.
///
/// That a hash is that of its entry is for `Journal.verifyAudit` to tell; here the links are looked
/// at, which a row that was taken out or put in would break.
struct Chain: Hashable {
    /// Links that were looked at.
    private(set) var links = 0
    /// The newest entry whose link does not hold; nil where all do.
    private(set) var broken: Int64?

    /// - Parameter entries: The newest first.
    init(of entries: [AuditEntry]) {
        for (entry, before) in zip(entries, entries.dropFirst()) where entry.id == before.id + 1 {
            guard let own = entry.evidence, let earlier = before.evidence else { continue }
            links += 1
            if own.previous != earlier.hash, broken == nil { broken = entry.id }
        }
    }

    var line: TextLine {
        if let broken { return TextLine("chain BROKEN before entry \(broken)", .failing) }
        return TextLine(
            links == 0
                ? "no links of the chain were read"
                : "the chain is whole over \(Figures.count(links + 1)) entries",
            .muted
        )
    }
}
