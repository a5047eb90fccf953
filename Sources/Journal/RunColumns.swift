internal import Orchestration

/// The columns of a run's list row, in the order they are read.
enum RunColumns {
    /// For a SELECT.
    static let list = """
        seq, id, workflow, version, subject, state, step, reason, opened, closed,
            done, total, attempt, attempts, seen, labels
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
        row.labels = labels(in: cells.text(15))
        return row
    }

    /// As they are kept: a map as JSON.
    static func text(of labels: [String: String]) -> String {
        guard !labels.isEmpty else { return "" }
        let pairs = labels.map { (Value.string($0), Value.string($1)) }
        return Value.map(Dictionary(pairs, uniquingKeysWith: { first, _ in first })).json
    }

    private static func labels(in text: String) -> [String: String] {
        guard !text.isEmpty, case .map(let pairs)? = try? Value(json: Array(text.utf8)) else {
            return [:]
        }
        return pairs.reduce(into: [:]) { labels, pair in
            if let name = pair.key.text { labels[name] = pair.value.text ?? "" }
        }
    }
}
