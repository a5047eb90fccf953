internal import Orchestration

/// The columns of a run's list row, in the order they are read.
enum RunColumns {
    /// For a SELECT.
    static let list = """
        seq, id, workflow, version, subject, state, step, reason, opened, closed,
            done, total, attempt, attempts, seen
        """

    /// The run's row number.
    static func key(in cells: Cells) -> Int64 { cells.integer(0) }

    /// The row those columns hold.
    static func row(in cells: Cells) -> RunRow {
        var row = RunRow()
        row.id = RunID(cells.text(1))
        row.workflow = cells.text(2)
        row.version = cells.text(3)
        row.subject = cells.text(4)
        // A word of a later build reads as "no data" rather than as a lie.
        row.state = StateWord(rawValue: cells.text(5)) ?? .noData
        row.step = cells.text(6)
        row.reason = cells.text(7)
        row.opened = cells.instant(8)
        row.closed = cells.isNull(9) ? nil : cells.instant(9)
        row.stepsDone = cells.int(10)
        row.stepsTotal = cells.int(11)
        row.attempt = cells.isNull(12) ? nil : cells.int(12)
        row.attemptsMax = cells.isNull(13) ? nil : cells.int(13)
        row.versionSeen = cells.integer(14)
        return row
    }
}
