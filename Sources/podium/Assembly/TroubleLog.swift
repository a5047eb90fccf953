internal import Engine
@preconcurrency internal import Foundation
internal import Orchestration

/// What a process without a console says of its journal, on the error output: a line when it can no
/// longer be written, and one when it can.
struct TroubleLog {
    private let board: SnapshotBoard

    init(_ board: SnapshotBoard) { self.board = board }

    /// Writes until the task is cancelled.
    func write() async {
        var known = ""
        for await _ in board.changes() {
            let snapshot = board.newest
            let trouble = snapshot.environment.trouble
            if trouble != known { Remark.say(Self.line(trouble, at: snapshot.at)) }
            known = trouble
        }
    }

    static func line(_ trouble: String, at now: Instant) -> String {
        trouble.isEmpty
            ? "\(now.text) The journal is written again."
            : "\(now.text) Trouble: \(trouble). Nothing is acknowledged until it is over."
    }
}

/// The output as whoever reads along in a file or a pipe sees it.
enum OutputLines {
    /// Writes each line at once, as to a terminal, and not a block of them when it is full.
    static func flushEach() { setvbuf(stdout, nil, _IOLBF, 0) }
}
