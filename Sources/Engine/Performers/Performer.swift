package import Journal
package import Orchestration

/// Does the work of a step.
package protocol Performer: Sendable {
    /// Performs one attempt; a cancelled task should end soon, its result no longer counts.
    func perform(_ lease: Lease, _ desk: any Desk) async -> Performance
    /// What an attempt brings that needs nobody and some microseconds at most; nil for all others.
    ///
    /// Asked where the engine decides, before an attempt that begins alone is handed to a task: to
    /// wake a thread takes longer than such work does.
    func atOnce(_ lease: Lease) -> Performance?
    /// Asks a judge about an answer that counts; nobody waits for it.
    func judge(_ inquiry: Inquiry, _ desk: any Desk) async -> Finding
}

extension Performer {
    package func atOnce(_ lease: Lease) -> Performance? { nil }
    package func judge(_ inquiry: Inquiry, _ desk: any Desk) async -> Finding { .unanswered }
}

/// One attempt, handed to a performer.
package struct Lease: Sendable {
    package let run: RunID
    package let key: StepKey
    package let workflow: String
    package let step: String
    /// The place of the list's element it is about; nil where the step is no fan-out.
    package let item: Int?
    /// Whose run it is; empty when it is nobody's.
    package let subject: String
    package let work: Work
    /// Sources its result depends on, each with the greatest age allowed.
    package let needs: [String: Duration]
    /// 1 for the first delivery of this attempt; more after its worker was lost.
    package let delivery: Int

    /// Whether it takes back what the step did.
    package let isUndoing: Bool
    /// Whose attempts start first: a greater one before a smaller one.
    package let priority: Int
    /// What the run is found by, as its workflow says.
    let labels: [String: String]
    /// When its run began, or was opened again: it follows the routes of then.
    let runBegan: Instant
    /// What the key of its effect begins with; empty for its run's id.
    var effects = ""
    /// Whether its result may be an earlier one's, and may become a later one's.
    var isCached = false
    /// What was last heard of this step's progress before its worker was lost, or failed.
    var lastProgress: Value?

    /// The same for every attempt and delivery of a step, or of an item of its list: what makes its
    /// effect happen once.
    package var idempotencyKey: String {
        (effects.isEmpty ? run.text : effects) + "/\(step)" + (item.map { "/\($0)" } ?? "")
            + (isUndoing ? "/undo" : "")
    }
}

/// How an attempt ended, and what must become durable in the same breath.
package struct Performance: Sendable {
    package var result: Result<Value, Failure>
    package var records: [Record]
    /// Profiles that changed: written as they are when this is staged.
    package var profiles: [String]
    /// The model that answered; nil where none was asked.
    package var model: String?
    /// What a judge is to be asked about its answer where that comes to count; nil for nothing.
    package var inquiry: Inquiry?

    package init(
        _ result: Result<Value, Failure>,
        records: [Record] = [],
        profiles: [String] = [],
        model: String? = nil
    ) {
        self.result = result
        self.records = records
        self.profiles = profiles
        self.model = model
    }
}

/// What a performer may ask of the engine while it works.
package protocol Desk: Sendable {
    /// Returns when the records are durable, and the profiles as they are now.
    /// - Throws: Where the engine was stopped and they never will be.
    func record(_ records: [Record], profiles: [String]) async throws(JournalError)
    /// The time.
    var now: Instant { get }
    /// The age of a source's newest event, by the event's own time; nil when none ever came.
    func age(of source: String) async -> Duration?
    /// A sign of life: a step with `silence` fails where none comes for that long.
    ///
    /// `progress` is how far it has come, by its own account; nil for no word of that.
    func beat(_ lease: Lease, progress: Value?) async
    /// A line for the live tail.
    func tell(_ line: EventLine) async
}
