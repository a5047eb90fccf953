internal import Journal
internal import Orchestration

/// What rates have let begin outlives the process: a restart is no reason to begin as many again.
extension StepQueue {
    /// The kind of these records in the journal.
    static let rateKind = "rate"

    /// What rates have let begin since the last call, to be written with the next commit.
    ///
    /// An attempt that began and whose mark a crash took is delivered again and counted then.
    mutating func takeSpent() -> [Record] {
        defer { spent = [] }
        return spent.compactMap { key in
            spentMark(of: key).map {
                .state(kind: Self.rateKind, id: key.id, value: Array(String($0).utf8))
            }
        }
    }

    /// Takes over what an earlier process had let begin.
    mutating func restoreSpent(_ marks: [String: [UInt8]]) {
        for key in rules.rated {
            guard let mark = marks[key.id].flatMap({ Int64(String(decoding: $0, as: UTF8.self)) })
            else { continue }
            restore(key, spent: mark)
        }
    }
}
