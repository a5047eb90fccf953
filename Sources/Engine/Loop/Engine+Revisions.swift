internal import Journal
internal import Orchestration

/// Which revision of the decider opened which runs.
///
/// The journal keeps it once a start of the engine, and only where it has changed: a run's name
/// begins with the start in which it was opened.
extension Engine {
    private static let kind = "revision"

    /// Writes ours down, and tells of open runs that a newer program has opened.
    func noteRevision() async throws {
        var since: [Int64: Int] = [:]
        for (id, bytes) in try await journal.states(of: Self.kind) {
            since[Int64(id) ?? 0] = Int(String(decoding: bytes, as: UTF8.self))
        }
        let revisions = Revisions(since: since)
        if revisions.revision(at: ids.epoch) != options.revision {
            let ours = Array("\(options.revision)".utf8)
            outgoing.batch.records.append(
                .state(kind: Self.kind, id: "\(ids.epoch)", value: ours)
            )
        }
        guard since.values.contains(where: { $0 > options.revision }) else { return }
        let newer = runs.keys.filter { revisions.revision(of: $0) > options.revision }.sorted()
        guard let first = newer.first else { return }
        tail.append(
            EventLine(
                at: time.now(),
                word: "WARN",
                object: "run \(first.text)",
                text: "\(newer.count) open runs were opened by a newer Podium (decider "
                    + "\(revisions.revision(of: first)), this one has \(options.revision)): "
                    + "they may go on differently here"
            )
        )
    }
}

/// The revisions of the engines that opened runs in a journal.
private struct Revisions {
    /// By the start that was the first of that revision.
    let since: [Int64: Int]

    /// 0 for one before revisions were kept.
    func revision(at epoch: Int64) -> Int {
        since.keys.filter { $0 <= epoch }.max().flatMap { since[$0] } ?? 0
    }

    func revision(of run: RunID) -> Int { RunIDs.epoch(of: run).map(revision(at:)) ?? 0 }
}
