/// A call, run or event that shows what an alert is about: where to look first.
package struct AlertSample: Hashable, Sendable, Codable {
    /// The most that an alert keeps, and that one measure of a model does.
    package static let kept = 3

    package let at: Instant
    /// The run that made the call; empty where it was none's.
    package let run: String
    /// The step of that run; empty for a run as a whole.
    package let step: String
    /// The trace, 32 hexadecimal digits; empty where nothing is traced.
    package let trace: String
    /// What it shows, in words: `overloaded after 2.1 s`.
    package let shows: String

    package init(at now: Instant, run: String, step: String, trace: String = "", shows: String) {
        at = now
        self.run = run
        self.step = step
        self.trace = trace
        self.shows = shows
    }

    /// One made of a call.
    package init(_ origin: CallOrigin, at now: Instant, shows: String) {
        self.init(
            at: now,
            run: origin.run.text,
            step: origin.step,
            trace: origin.trace?.traceText ?? "",
            shows: shows
        )
    }

    /// Its place and what it shows, for example `3-7/copy: overloaded after 2.1 s, trace 4bf9…`.
    package var words: String {
        let place = [run, step].filter { !$0.isEmpty }.joined(separator: "/")
        let text = place.isEmpty ? shows : "\(place): \(shows)"
        return trace.isEmpty ? text : "\(text), trace \(trace)"
    }
}

/// Which attempt of a run made a call, and where in a trace that is.
package struct CallOrigin: Hashable, Sendable {
    package let run: RunID
    package let workflow: String
    package let step: String
    /// Nil where nothing is traced.
    package let trace: TraceContext?

    package init(run: RunID, workflow: String, step: String, trace: TraceContext? = nil) {
        self.run = run
        self.workflow = workflow
        self.step = step
        self.trace = trace
    }
}

extension AlertSample {
    /// As the journal keeps it.
    package var value: Value {
        Value(present: [
            "at": Value(milliseconds: at), "shows": .string(shows),
            "run": run.isEmpty ? nil : .string(run), "step": step.isEmpty ? nil : .string(step),
            "trace": trace.isEmpty ? nil : .string(trace),
        ])
    }

    /// Read back; nil where this is none.
    package init?(value: Value) {
        guard let at = value["at"]?.moment, let shows = value["shows"]?.text else { return nil }
        self.init(
            at: at,
            run: value["run"]?.text ?? "",
            step: value["step"]?.text ?? "",
            trace: value["trace"]?.text ?? "",
            shows: shows
        )
    }
}
