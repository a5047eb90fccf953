/// What was out of the ordinary between two moments, for whoever reads of it afterwards.
package struct IncidentReport: Hashable, Sendable, Codable {
    package var project = ""
    package var from = Instant.epoch
    package var until = Instant.epoch
    package var alerts: [Course] = []
    package var events: [EventLine] = []
    /// Failed runs by workflow, step and reason, most first.
    package var failures: [Failures] = []
    /// What is missing, in words; empty where nothing is.
    package var caveat = ""

    /// One alert, from its beginning to its end.
    package struct Course: Hashable, Sendable, Codable {
        package var id = ""
        package var severity = Severity.warning
        package var state = AlertState.firing
        package var since = Instant.epoch
        package var resolved: Instant?
        package var value = ""
        package var count = 0
        package var samples: [AlertSample] = []
        package init() {}
    }

    /// Runs that failed alike.
    package struct Failures: Hashable, Sendable, Codable {
        package var workflow = ""
        package var step = ""
        package var reason = ""
        package var count = 0
        package var first = Instant.epoch
        package var last = Instant.epoch
        /// The newest of them.
        package var run = ""
        package init() {}
    }

    package init() {}

    /// Takes in a failed run.
    package mutating func add(failed row: RunRow, at closed: Instant) {
        let reason = row.reason.shortened(to: 160)
        let place = failures.firstIndex {
            $0.workflow == row.workflow && $0.step == row.step && $0.reason == reason
        }
        guard let place else {
            var one = Failures()
            (one.workflow, one.step, one.reason) = (row.workflow, row.step, reason)
            (one.first, one.last, one.count, one.run) = (closed, closed, 1, row.id.text)
            return failures.append(one)
        }
        failures[place].count += 1
        if closed >= failures[place].last { failures[place].run = row.id.text }
        failures[place].first = min(failures[place].first, closed)
        failures[place].last = max(failures[place].last, closed)
    }
}

extension IncidentReport {
    /// The report as Markdown; text from outside cannot end its cell or begin anything.
    package var markdown: String {
        var lines = [
            "# Incident: \(Self.plain(project))", "",
            "\(from.text) to \(until.text), \((until - from).inWords).",
        ]
        if !caveat.isEmpty { lines += ["", Self.plain(caveat)] }
        lines += ["", "## Alerts", ""] + alertLines + sampleLines
        lines += ["", "## Failed runs", ""] + failureLines
        lines += ["", "## Timeline", ""] + timelineLines
        return lines.joined(separator: "\n") + "\n"
    }

    private var alertLines: [String] {
        Self.table(
            ["alert", "severity", "since", "ended", "after", "fired", "last seen"],
            alerts.map { course in
                [
                    course.id, course.severity.word, course.since.text,
                    course.resolved.map(\.text) ?? course.state.rawValue,
                    ((course.resolved ?? until) - course.since).inWords,
                    course.count == 1 ? "once" : "\(course.count) times", course.value,
                ]
            },
            nothing: "No alert fired."
        )
    }

    /// Where to look first: nothing where no alert has any.
    private var sampleLines: [String] {
        let rows = alerts.flatMap { course in
            course.samples.map { [course.id, $0.at.text, $0.run, $0.step, $0.shows, $0.trace] }
        }
        guard !rows.isEmpty else { return [] }
        let heads = ["alert", "time", "run", "step", "shows", "trace"]
        return ["", "### What showed them", ""] + Self.table(heads, rows, nothing: "")
    }

    private var failureLines: [String] {
        Self.table(
            ["workflow", "step", "runs", "from", "to", "why", "for example"],
            failures.sorted { ($1.count, $0.workflow) < ($0.count, $1.workflow) }.map { one in
                [
                    one.workflow, one.step, String(one.count), one.first.text, one.last.text,
                    one.reason, one.run,
                ]
            },
            nothing: "No run failed for good."
        )
    }

    private var timelineLines: [String] {
        Self.table(
            ["time", "", "of", "what"],
            events.map { [$0.at.text, $0.word, $0.object, $0.text] },
            nothing: "Nothing happened."
        )
    }

    private static func table(_ heads: [String], _ rows: [[String]], nothing: String) -> [String] {
        guard !rows.isEmpty else { return [nothing] }
        let ruler = "|" + heads.map { _ in " --- |" }.joined()
        return [row(heads), ruler] + rows.map(row)
    }

    private static func row(_ cells: [String]) -> String {
        "| " + cells.map(plain).joined(separator: " | ") + " |"
    }

    /// A text without meaning to Markdown, HTML or a terminal.
    static func plain(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "|", "\\", "`", "*", "_", "[", "]", "#": result += "\\\(scalar)"
            case "<": result += "&lt;"
            case "&": result += "&amp;"
            case _ where scalar.value < 32 || (127..<160).contains(scalar.value): result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
