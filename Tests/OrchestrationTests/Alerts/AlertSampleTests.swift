import Testing

@testable import Orchestration

/// What an alert keeps of the calls that showed it.
@Suite struct `Samples of an alert` {
    private let origin = CallOrigin(
        run: RunID("3-7"),
        workflow: "retention",
        step: "copy",
        trace: TraceContext(of: "3-7", salt: 9)
    )

    @Test func `are its newest failures, with run, step and trace`() {
        var samples = CallSamples()
        for second in 0..<5 {
            samples.record(
                origin,
                took: .seconds(second),
                failure: .overloaded,
                at: .epoch + .seconds(second)
            )
        }
        #expect(
            samples.failed.map(\.shows)
                == ["overloaded after 2.0 s", "overloaded after 3.0 s", "overloaded after 4.0 s"]
        )
        #expect(samples.failed.last?.run == "3-7")
        #expect(samples.failed.last?.trace == TraceContext(of: "3-7", salt: 9).traceText)
    }

    @Test func `are the slowest calls of the last minute, and no older ones`() {
        var samples = CallSamples()
        for (second, took) in [9, 1, 2, 3, 4, 5].enumerated() {
            samples.record(
                origin,
                took: .seconds(took),
                failure: nil,
                at: .epoch + .seconds(second * 15)
            )
        }
        let slowest = samples.slowest(at: .epoch + .seconds(75))
        #expect(slowest.map(\.shows) == ["took 5.0 s", "took 4.0 s", "took 3.0 s"])
        #expect(samples.slowest(at: .epoch + .seconds(200)).isEmpty)
    }

    @Test func `of drift are calls in the bins that have grown`() {
        let scores = (0..<1000).map { Double($0) / 1000 }
        var monitor = ScoreMonitor(reference: ScoreReference(scores: scores))
        for number in 0..<600 {
            let run = RunID("1-\(number)")
            let score = number % 2 == 0 ? 0.97 : Double(number % 90) / 100
            monitor.add(
                score,
                of: CallOrigin(run: run, workflow: "retention", step: "churn"),
                at: .epoch
            )
        }
        #expect(monitor.unlike.first?.shows == "score 0.970")
        #expect(monitor.unlike.first?.run == "1-598")
        #expect(monitor.unlike.allSatisfy { $0.trace.isEmpty })
    }

    @Test func `stay those that fired it, are journaled, and come anew when it fires again`() {
        var book = AlertBook()
        let rule = AlertRule(
            name: "errors",
            severity: .critical,
            condition: .modelErrors(over: 0.2, calls: 1)
        )
        var changes: [AlertChange] = []
        func see(_ share: Double, _ run: String, at second: Int) {
            var model = ModelObservation(model: "scribe")
            (model.calls, model.errorShare) = (100, share)
            let sample = AlertSample(at: .epoch, run: run, step: "copy", shows: "timeout")
            model.samples.failed = [sample]
            var seen = Observations()
            seen.models = [model]
            changes += book.evaluate(seen, rules: [rule], at: .epoch + .seconds(second))
        }
        see(0.5, "1-1", at: 0)
        see(0.5, "1-2", at: 5)
        #expect(book.all.first?.samples.map(\.run) == ["1-1"])
        #expect(book.rows().first?.samples.map(\.run) == ["1-1"])
        let kept = changes.last.flatMap { AlertChange(value: $0.value) }
        #expect(kept?.alert.samples == book.all.first?.samples)

        for second in [10, 15, 20] { see(0, "1-3", at: second) }
        see(0.5, "1-4", at: 25)
        #expect(book.all.first?.samples.map(\.run) == ["1-4"])
    }

    @Test func `are told in a notice's annotations and listed in an incident's report`() {
        let sample = AlertSample(
            at: .epoch,
            run: "1-1",
            step: "copy",
            trace: "4bf9",
            shows: "timeout after 4 s"
        )
        var line = Notice.Line(
            alert: AlertID("errors/a"),
            rule: "errors",
            severity: .critical,
            status: .firing,
            since: .epoch,
            ended: nil,
            summary: "half failed",
            runbook: ""
        )
        line.samples = [sample]
        let notice = Notice(
            id: "n",
            recipient: "desk",
            object: AlertObject(.model, "a"),
            status: .firing,
            at: .epoch,
            lines: [line]
        )
        let words = "1-1/copy: timeout after 4 s, trace 4bf9"
        let alert = notice.webhook["alerts"]?.elements?.first
        #expect(alert?["annotations"]?["samples"] == .string(words))
        #expect(Notice(value: notice.value) == notice)

        var report = IncidentReport()
        var course = IncidentReport.Course()
        (course.id, course.samples) = ("errors/a", [sample])
        report.alerts = [course]
        #expect(report.markdown.contains("| errors/a | 1970-01-01T00:00:00Z | 1-1 | copy |"))
        report.alerts[0].samples = []
        #expect(!report.markdown.contains("What showed them"))
    }
}
