/// Answers to exactly the same question, for a while; the oldest leave first.
///
/// The key is the whole question as text, so that no two questions ever share an answer.
package struct ResponseCache: Hashable, Sendable {
    /// Answers kept over all routes.
    static let entriesMax = 1000
    /// Questions longer than this are not kept.
    static let keyBytesMax = 65_536

    /// A question to a route.
    package struct Key: Hashable, Sendable {
        let route: String
        let question: String
        package init(route: String, question: String) {
            self.route = route
            self.question = question
        }
    }

    /// An answer, and who gave it.
    package struct Entry: Hashable, Sendable {
        package let model: String
        package let answer: Value
        package let at: Instant
        package init(model: String, answer: Value, at: Instant) {
            self.model = model
            self.answer = answer
            self.at = at
        }
    }

    private var entries: [Key: Entry] = [:]
    /// Keys in the order they were kept; some may be gone by now.
    private var order: [Key] = []

    /// A cache of nothing.
    package init() {}

    /// The answer to a question that is not older than `age`; nil where there is none.
    package func answer(to key: Key, within age: Duration, at now: Instant) -> Entry? {
        guard let entry = entries[key], entry.at <= now, now - entry.at < age else { return nil }
        return entry
    }

    /// Keeps an answer.
    package mutating func keep(_ entry: Entry, for key: Key) {
        guard key.question.utf8.count <= Self.keyBytesMax else { return }
        if entries.updateValue(entry, forKey: key) == nil { order.append(key) }
        guard entries.count > Self.entriesMax else { return }
        // A quarter at once, so that the list is not moved for every answer.
        for old in order.prefix(Self.entriesMax / 4) { entries[old] = nil }
        order.removeFirst(min(order.count, Self.entriesMax / 4))
    }
}
