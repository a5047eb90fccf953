/// The rules of the house for messages.
package struct ConsentPolicy: Hashable, Sendable {
    /// Channels on which a grant counts only once confirmed.
    package var doubleOptIn: Set<String> = []
    /// Stands for the time zone of a person whose own is unknown or no zone.
    package var defaultZone = "UTC"
    /// Nil for no quiet hours.
    package var quiet: QuietHours?
    package var caps: [Cap] = []
    /// Purposes that need no consent and know no caps and no quiet hours, for example receipts.
    package var essential: Set<String> = ["transactional"]

    /// No quiet hours, no caps, no double opt-in.
    package init() {}

    /// At most so many messages to one person within a window.
    package struct Cap: Hashable, Sendable {
        /// Nil for all channels together.
        package let channel: String?
        package let purpose: String
        package let count: Int
        /// Reaches back from the message, its far end not included.
        package let window: Duration

        /// A cap.
        package init(channel: String?, purpose: String, count: Int, window: Duration) {
            self.channel = channel
            self.purpose = purpose
            self.count = count
            self.window = window
        }
    }
}
