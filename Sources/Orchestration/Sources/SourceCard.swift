/// A feed of events, and what is expected of it.
package struct SourceCard: Hashable, Sendable {
    package let name: String
    package let owner: String
    /// The event type it carries.
    package let event: String
    /// The greatest age of its newest event, by the event's own time, before it is late.
    package let sla: Duration
    /// Fields every event must have, by name, with the type each must be: `string`, `number`,
    /// `bool`, `timestamp`, `list` or `map`.
    package let fields: [String: String]
    /// The largest event accepted, in bytes.
    package let bytesMax: Int
    /// The greatest age, by its own time, at which an event is still taken in; nil for any.
    package let oldest: Duration?

    /// What is promised of fields beyond their types.
    package var checks: [FieldCheck] = []
    /// How many events are promised; nil where nobody said.
    package var volume: VolumePromise?
    /// When events are expected; nil where that is learned from what came.
    package var expected: Schedule?
    /// The zone whose clocks its days and weeks go by.
    package var zone = "UTC"
    /// Days on which other things are expected.
    package var holidays = Holidays.none

    package init(
        name: String,
        owner: String = "",
        event: String,
        sla: Duration,
        fields: [String: String] = [:],
        bytesMax: Int = 65_536,
        oldest: Duration? = nil
    ) {
        self.name = name
        self.owner = owner
        self.event = event
        self.sla = sla
        self.fields = fields
        self.bytesMax = bytesMax
        self.oldest = oldest
    }
}
