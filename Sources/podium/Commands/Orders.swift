internal import ArgumentParser
internal import Orchestration

/// What the console shows as the command line of each action.
enum Orders {
    static let commands: [any ParsableCommand.Type] = [
        Pause.self, Resume.self, Retry.self, Skip.self, Cancel.self, Reroute.self,
        SplitCommand.self, ThrottleCommand.self, Throttles.self,
        CanaryCommand.self, BreakerCommand.self, Kill.self, Revive.self, Acknowledge.self,
        Escalate.self, Snooze.self,
        Wake.self,
        SilenceCommand.self, Unsilence.self, Silences.self, NoteCommand.self,
        RateCommand.self, Unrate.self, Ratings.self,
    ]
}

/// `podium pause`.
struct Pause: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Pause runs, a workflow, a route or everything; undo with resume."
    )
    @OptionGroup var subject: PauseSubject
    @OptionGroup var order: OrderOptions

    func run() async throws {
        try await subject.perform(order, runs: { .pauseRun($0) }, whole: { .pause($0) })
    }
}

/// `podium resume`.
struct Resume: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Let what is paused go on; undo with pause."
    )
    @OptionGroup var subject: PauseSubject
    @OptionGroup var order: OrderOptions

    func run() async throws {
        try await subject.perform(order, runs: { .resumeRun($0) }, whole: { .resume($0) })
    }
}

/// `podium retry`.
struct Retry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Try the failed steps of runs again; finished ones keep their results."
    )
    @OptionGroup var selection: RunSelection
    @Option(help: "Only this step.") var step: String?
    @Option(help: "This step and all that builds on it, finished or not.") var from: String?
    @Option(help: "The step's input, as JSON, in place of its own.") var input: String?
    @OptionGroup var order: OrderOptions

    func validate() throws {
        if step != nil, from != nil { throw ValidationError("Give --step or --from, not both.") }
        if input != nil, step == nil, from == nil {
            throw ValidationError("--input needs --step or --from.")
        }
    }

    func run() async throws {
        try await selection.runs.perform(order, action)
    }

    private func action(_ run: RunID) -> Control.Action {
        if let from { return .act(run, .retryFrom(step: from, input: input)) }
        if let step, let input { return .act(run, .retry(step: step, input: input)) }
        return .retry(run, step: step)
    }
}

/// `podium skip`.
struct Skip: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Count a step as skipped, and what builds on it."
    )
    @OptionGroup var selection: RunSelection
    @Option(help: "The step.") var step: String
    @OptionGroup var order: OrderOptions

    func run() async throws {
        try await selection.runs.perform(order) { .skip($0, step: step) }
    }
}

/// `podium cancel`.
struct Cancel: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "End runs, taking back what their steps can; it cannot be undone."
    )
    @OptionGroup var selection: RunSelection
    @OptionGroup var order: OrderOptions

    func run() async throws { try await selection.runs.perform(order) { .cancel($0) } }
}

/// `podium ack`.
struct Acknowledge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ack",
        abstract: "Take an alert on; it comes back if it still holds in a while."
    )
    @Argument(help: "The alert, for example model-errors/scribe-a.") var alert: String
    @Option(
        name: .customLong("for"),
        help: "When it comes back, for example 2h, or `resolved` for never; 30m without."
    )
    var lasting: String?
    @OptionGroup var order: OrderOptions

    func validate() throws {
        if let lasting, lasting != "resolved", (Duration(text: lasting) ?? .zero) <= .zero {
            throw ValidationError("--for is a time such as 30m or 2h, or the word resolved.")
        }
    }

    func run() async throws {
        try await order.perform(
            .acknowledge(alert: alert),
            expires: lasting == "resolved"
                ? .never : lasting.flatMap { Duration(text: $0) }.map { Moment.now + $0 }
        )
    }
}

/// `podium escalate`.
struct Escalate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell those who would be told of an alert later at once."
    )
    @Argument(help: "The alert, for example model-errors/scribe-a.") var alert: String
    @OptionGroup var order: OrderOptions

    func run() async throws { try await order.perform(.escalate(alert: alert)) }
}

/// `podium snooze`.
struct Snooze: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Hide an alert until a moment, or until it clears."
    )
    @Argument(help: "The alert.") var alert: String
    @Option(help: "An instant such as 2026-11-22T16:00:00Z.") var until: String
    @Option(help: "Go on so long after it is clear, as 10m: what fires again stays hidden.")
    var clear: String?
    @OptionGroup var order: OrderOptions

    func run() async throws {
        guard let until = Instant(text: until) else {
            throw ValidationError("--until is an instant such as 2026-11-22T16:00:00Z.")
        }
        let clears = try clear.map(ClearTime.read)
        try await order.perform(.snooze(alert: alert, until: until, clears: clears))
    }
}

/// `podium wake`.
struct Wake: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take a snooze or an acknowledgement back."
    )
    @Argument(help: "The alert.") var alert: String
    @OptionGroup var order: OrderOptions

    func run() async throws { try await order.perform(.resolveSnooze(alert: alert)) }
}

/// `podium note`.
struct NoteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "note",
        abstract: "Leave a note for other operators; it stands in the audit for good."
    )
    @Argument(help: "run, workflow, model, route, source or alert.") var kind: String
    @Argument(help: "Its name.") var name: String
    @OptionGroup var order: OrderOptions

    func validate() throws {
        guard NoteSubject.Kind(rawValue: kind) != nil else {
            throw ValidationError("\(kind) is none of run, workflow, model, route, source, alert.")
        }
        guard !order.reason.isEmpty else { throw ValidationError("Write the note: --reason TEXT.") }
    }

    func run() async throws {
        guard let kind = NoteSubject.Kind(rawValue: kind) else { return }
        try await order.perform(.note(on: NoteSubject(kind, name)))
    }
}
