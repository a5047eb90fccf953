internal import FoundationEssentials
package import Orchestration

/// One order of a customer, as the demo's shop reports it.
package struct FeedEvent: Hashable, Sendable {
    /// Unique and ascending in a feed.
    package let id: String
    /// When the order was placed.
    package let time: Instant
    package let customer: String
    package let firstName: String
    /// At a domain that is nobody's.
    package let email: String
    /// In the shop's currency, with cents.
    package let amount: Double
    package let items: Int
    /// For example `25-34`.
    package let ageGroup: String

    /// The type of every event of the feed.
    package static let type = "order_completed"

    /// The event as expressions see it; `time` is a timestamp.
    package var value: Value {
        [
            "id": .string(id), "type": .string(Self.type), "time": Value(time),
            "customer": .string(customer), "first_name": .string(firstName),
            "email": .string(email),
            "amount": .double(amount), "items": .int(Int64(items)), "age_group": .string(ageGroup),
        ]
    }

    /// The event as one line of JSON; `time` is RFC 3339 in UTC with milliseconds.
    package var json: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(Wire(self))).map(Array.init) ?? []
    }

    private struct Wire: Encodable {
        let id: String
        let type = FeedEvent.type
        let time: String
        let customer: String
        let first_name: String
        let email: String
        let amount: Double
        let items: Int
        let age_group: String

        init(_ event: FeedEvent) {
            (id, customer, first_name) = (event.id, event.customer, event.firstName)
            (email, amount, items) = (event.email, event.amount, event.items)
            age_group = event.ageGroup
            let seconds = Double(event.time.milliseconds) / 1000
            time = Date(timeIntervalSince1970: seconds)
                .formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        }
    }
}
