/// What stands between a journal and its disk: the seam at which simulations let things go wrong.
///
/// A journal without one asks nobody.
package protocol DiskGate: Sendable {
    /// Before a batch is written.
    /// - Throws: What the disk is to say; nothing is written then.
    nonisolated(nonsending) func willCommit() async throws(JournalError)
    /// After a batch is durable, and before anybody is told.
    nonisolated(nonsending) func didCommit() async
    /// Before anything is read.
    /// - Throws: What the disk is to say.
    func willRead() async throws(JournalError)
}

/// Where a journal's work is done.
package enum Workplace: Hashable, Sendable {
    /// On threads of its own: whoever asks is never held up.
    case threads
    /// On the caller's thread, at once: for simulations, in which one thread does everything in an
    /// order that can be repeated.
    case caller
}
