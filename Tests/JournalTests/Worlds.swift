import Foundation
import Journal
import Orchestration

/// A folder of a test's own, gone when the test is.
final class Folder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory
            .appending(path: "journal-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// The path of a file in it.
    func path(_ name: String = "test.podium") -> String { url.appending(path: name).path }
}

/// SplitMix64: the same seed gives the same world on every machine.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

extension Instant {
    /// A moment of a test's small world.
    static func at(_ seconds: Int64) -> Instant { Instant(milliseconds: seconds * 1000) }
}

/// The first turn of a run.
func opening(
    _ run: String,
    workflow: String = "retention",
    subject: String = "",
    once: String = "",
    at: Int64 = 0,
    state: StateWord = .run
) -> Turn {
    let fact = Opening(
        workflow: workflow,
        version: "v1",
        input: .inline(Array(#"{"order":7}"#.utf8)),
        subject: subject,
        once: once
    )
    var row = RunRow()
    row.id = RunID(run)
    row.state = state
    return Turn(run: RunID(run), at: .at(at), facts: [.opened(fact)], row: row)
}

/// A later turn of a run, after which lists show it in `state`.
func turn(
    _ run: String,
    _ facts: [Fact],
    at: Int64 = 1,
    state: StateWord? = nil,
    step: String = "",
    closed: Int64? = nil
) -> Turn {
    var row = RunRow()
    row.id = RunID(run)
    row.state = state ?? .run
    row.step = step
    row.closed = closed.map(Instant.at)
    return Turn(run: RunID(run), at: .at(at), facts: facts, row: state == nil ? nil : row)
}

/// A batch of openings, turns and records.
func batch(
    _ openings: [Batch.Start] = [],
    _ turns: [Turn] = [],
    _ records: [Record] = []
) -> Batch {
    var batch = Batch()
    batch.openings = openings
    batch.turns = turns
    batch.records = records
    return batch
}

/// An event of the orders source.
func event(_ id: String, at: Int64 = 0) -> Event {
    Event(type: "order_completed", id: id, time: .at(at), received: .at(at), payload: [1, 2, 3])
}
