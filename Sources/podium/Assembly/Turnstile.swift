internal import Journal

/// Where a process waits its turn for a journal: whoever gives an order to a resting one, or stops,
/// is through in a moment, and nobody should fail for having come in it.
struct Turnstile {
    let path: String
    /// How long it is waited for.
    var patience = Duration.seconds(5)

    /// The journal, to be written.
    /// - Throws: As the journal does; `.inUse` once patience is over.
    func journal() async throws -> Journal {
        let start = ContinuousClock.now
        var isTold = false
        while true {
            do throws(JournalError) { return try Journal(at: path) } catch {
                guard case .inUse = error, ContinuousClock.now - start < patience else {
                    throw error
                }
                if !isTold { tell(error) }
                isTold = true
                try await Task.sleep(for: .milliseconds(50))
            }
        }
    }

    private func tell(_ error: JournalError) {
        Remark.say("\(error.why) Waiting up to \(patience.components.seconds) s for \(path).")
    }
}
