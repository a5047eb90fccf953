internal import Journal
package import Orchestration

extension Engine {
    /// Failed runs that a report looks at.
    private static let reportedRuns = 5000

    /// What was out of the ordinary: alerts and what became of them, failed runs, what operators did.
    package func incident(from: Instant, until: Instant) async throws -> IncidentReport {
        var report = IncidentReport()
        report.project = project.name
        report.from = from
        report.until = until
        report.caveat =
            "Alerts that ended more than a day ago are not kept; of each the last 50 lines are."
        for alert in alerts.all where alert.count > 0 {
            let lines = alert.lines.filter { from <= $0.at && $0.at <= until }
            guard !lines.isEmpty || alert.isActive && alert.since <= until else { continue }
            report.alerts.append(alert.course)
            report.events += lines.map {
                EventLine(
                    at: $0.at,
                    word: "ALRT",
                    object: alert.id.text,
                    text: $0.text,
                    about: "alert \(alert.id.text)"
                )
            }
        }
        report.alerts.sort { ($0.since, $0.id) < ($1.since, $1.id) }
        let acts = try await journal.audit(limit: 10_000).filter { from <= $0.at && $0.at <= until }
        report.events += acts.map(\.eventLine)
        report.events += arrivalLines(from: from, until: until)
        report.events += routingLines(from: from, until: until)
        for proposal in proposals.all where from <= proposal.at && proposal.at <= until {
            report.events.append(
                EventLine(
                    at: proposal.at,
                    word: "MODL",
                    object: proposal.model,
                    text: "retraining proposed: \(proposal.evidence.first ?? "")"
                )
            )
        }
        try await addFailures(to: &report)
        report.events.sort { ($0.at, $0.word, $0.object) < ($1.at, $1.word, $1.object) }
        return report
    }

    /// Runs are listed newest first by their opening, so the walk goes on past those that began
    /// later than `until`, and ends after so many.
    private func addFailures(to report: inout IncidentReport) async throws {
        var query = RunQuery()
        query.limit = 1000
        var looked = 0
        repeat {
            let page = try await journal.runs(query, where: .states([.fail]))
            for row in page.rows {
                guard let closed = row.closed, report.from <= closed, closed <= report.until else {
                    continue
                }
                report.add(failed: row, at: closed)
            }
            looked += page.rows.count
            guard let next = page.next, looked < Self.reportedRuns else {
                if page.next != nil {
                    report.caveat += " Only the newest 5,000 failed runs were looked at."
                }
                return
            }
            query.after = next
        } while true
    }
}

extension Alert {
    fileprivate var course: IncidentReport.Course {
        var course = IncidentReport.Course()
        course.id = id.text
        course.severity = severity
        course.state = state
        course.since = since
        if case .resolved(let at) = phase { course.resolved = at }
        course.value = value
        course.count = count
        course.samples = samples
        return course
    }
}

extension AuditEntry {
    fileprivate var eventLine: EventLine {
        guard action != EventLine.deployAction else {
            return EventLine(
                at: at,
                word: EventLine.deploy,
                object: object,
                text: change,
                about: object
            )
        }
        return EventLine(
            at: at,
            word: "OPER",
            object: actor,
            text: "\(action) \(object): \(change)" + (reason.isEmpty ? "" : " (\(reason))"),
            about: object
        )
    }
}
