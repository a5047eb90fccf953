internal import Orchestration

/// Something out of the ordinary, with how often the like of it came again soon after.
struct Occurrence: Hashable {
    /// As it came first.
    let event: EventLine
    var times = 1
    var last: Instant
    /// Whether it came of another object again.
    var isOfMany = false

    init(_ event: EventLine) {
        self.event = event
        last = event.at
    }

    /// What comes again within so long is counted and not told again.
    static let soon = Duration.seconds(60)

    /// The event as a line; a hundred alike are one.
    var line: EventLine {
        guard times > 1 else { return event }
        var line = event
        line.text = "\(Figures.count(times))x to \(Figures.clock(last))  \(event.text)"
        line.object = object
        return line
    }

    /// What it came of; of a workflow's many runs, the workflow.
    var object: String {
        isOfMany ? String(event.object.prefix { $0 != "#" }) : event.object
    }

    /// Whether an event is the same again: its word, and how its text begins.
    func isRepeated(by other: EventLine) -> Bool {
        event.word == other.word && event.text.prefix(24) == other.text.prefix(24)
            && other.at - last <= Self.soon
    }

    /// As it was known at a moment: how often it came again later is not for the past to know.
    func known(at moment: Instant?) -> Occurrence? {
        guard let moment else { return self }
        guard event.at <= moment else { return nil }
        return last <= moment ? self : Occurrence(event)
    }
}

extension Occurrence {
    /// Runs that failed alike, as one.
    init(_ failures: IncidentReport.Failures) {
        let step = failures.step.isEmpty ? "" : "\(failures.step): "
        self.init(
            EventLine(
                at: failures.first,
                word: StateWord.fail.rawValue,
                object: "\(failures.workflow)#\(failures.run)",
                text: step + failures.reason
            )
        )
        (times, last, isOfMany) = (failures.count, failures.last, failures.count > 1)
    }
}
