internal import Journal
package import Orchestration

/// How far a step has come, by its own account: for whoever looks, and for its next delivery.
struct Progress: Sendable {
    var value: Value
    /// When that was heard.
    var at: Instant
    /// When the journal was given one last; nil where it has none.
    var kept: Instant?

    /// The most bytes of JSON; a longer word is a sign of life and no more.
    static let bytesMax = 8 * 1024
    /// The journal is given the newest once in that time: what a lost worker did in it is done again.
    static let pause = Duration.seconds(5)
}

extension Engine {
    /// What the journal keeps of progress: a state a step, by run and step.
    private static let kind = "progress"

    package func beat(_ lease: Lease, progress: Value?) {
        let step = lease.key.step
        guard let live = runs[lease.run], live.attempts[step]?.key == lease.key else { return }
        let now = time.now()
        live.attempts[step]?.beat = now
        guard let progress, progress.jsonBytes.count <= Progress.bytesMax else { return }
        let kept = live.progress[step]?.kept
        live.progress[step] = Progress(value: progress, at: now, kept: kept)
        guard kept.map({ now - $0 >= Progress.pause }) ?? true else { return }
        live.progress[step]?.kept = now
        stage(progress, lease.run, step)
        kick()
    }

    /// The step has ended: nothing builds on how far it had come.
    func forgetProgress(of step: Int, _ live: LiveRun) {
        guard live.progress.removeValue(forKey: step)?.kept != nil else { return }
        stage(nil, live.row.id, step)
    }

    /// What was kept of open runs; the rest has ended with its run.
    func restoreProgress() async throws {
        let now = time.now()
        for (id, bytes) in try await journal.states(of: Self.kind) {
            let cut = id.lastIndex(of: "/") ?? id.startIndex
            let run = RunID(String(id[..<cut]))
            guard let step = Int(id[cut...].dropFirst()), let live = runs[run], live.state.isOpen,
                let value = try? Value(json: bytes)
            else {
                outgoing.batch.records.append(.state(kind: Self.kind, id: id, value: nil))
                continue
            }
            live.progress[step] = Progress(value: value, at: now, kept: now)
        }
    }

    private func stage(_ progress: Value?, _ run: RunID, _ step: Int) {
        let id = "\(run.text)/\(step)"
        outgoing.batch.records.append(
            .state(kind: Self.kind, id: id, value: progress?.jsonBytes)
        )
    }
}
