import Testing

@testable import Orchestration

@Suite struct `The report of an incident` {
    private var report: IncidentReport {
        var report = IncidentReport()
        report.project = "shop"
        report.from = Instant(milliseconds: 0)
        report.until = Instant(milliseconds: 600_000)
        var course = IncidentReport.Course()
        course.id = "errors/scribe-a"
        course.severity = .critical
        course.since = Instant(milliseconds: 60_000)
        course.resolved = Instant(milliseconds: 180_000)
        course.value = "50 % of 57 calls failed"
        course.count = 1
        report.alerts = [course]
        for number in 1...3 {
            var row = RunRow()
            row.id = RunID("1-\(number)")
            row.workflow = "retention"
            row.step = "copy"
            row.reason = "No token | within <4> s"
            report.add(failed: row, at: Instant(milliseconds: Int64(number) * 1000))
        }
        report.events = [
            EventLine(
                at: Instant(milliseconds: 90_000),
                word: "OPER",
                object: "dana",
                text: "reroute\n# not a `head`"
            )
        ]
        return report
    }

    @Test func `is Markdown, whatever its texts hold`() {
        #expect(
            report.markdown == """
                # Incident: shop

                1970-01-01T00:00:00Z to 1970-01-01T00:10:00Z, 10 min.

                ## Alerts

                | alert | severity | since | ended | after | fired | last seen |
                | --- | --- | --- | --- | --- | --- | --- |
                | errors/scribe-a | critical | 1970-01-01T00:01:00Z | 1970-01-01T00:03:00Z | 2 min | once | 50 % of 57 calls failed |

                ## Failed runs

                | workflow | step | runs | from | to | why | for example |
                | --- | --- | --- | --- | --- | --- | --- |
                | retention | copy | 3 | 1970-01-01T00:00:01Z | 1970-01-01T00:00:03Z | No token \\| within &lt;4> s | 1-3 |

                ## Timeline

                | time |  | of | what |
                | --- | --- | --- | --- |
                | 1970-01-01T00:01:30Z | OPER | dana | reroute \\# not a \\`head\\` |

                """
        )
    }

    @Test func `says so where nothing happened`() {
        let text = IncidentReport().markdown
        #expect(text.contains("No alert fired.") && text.contains("No run failed for good."))
    }
}
