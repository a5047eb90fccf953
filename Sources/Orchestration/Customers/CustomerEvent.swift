/// An event about a customer, checked once at the door.
///
/// ```json
/// {"id": "o1", "type": "order_completed", "time": "2026-04-16T13:40:25Z", "customer": "c7",
///  "first_name": "Ada", "amount": 286, "items": 3, "attributes": {"tier": "gold"}}
/// ```
struct CustomerEvent: Hashable, Sendable {
    let time: Instant
    /// What was bought, for an `order_completed`.
    let basket: Basket?
    /// By name: texts, numbers and booleans.
    let attributes: [String: Value]
    let identities: [Identity]

    /// Fields that say something about the customer rather than about what happened.
    static let attributeFields = [
        "first_name", "last_name", "email", "phone", "age_group", "nearby", "language", "country",
        "city", "postcode", "time_zone",
    ]
    /// Fields that lead to the customer.
    static let identityFields = ["customer", "email", "phone", "device", "loyalty_card"]

    /// Reads an event.
    ///
    /// - Parameters:
    ///   - event: A map; unknown fields are ignored.
    ///   - id: The same for the same event, however often it arrives; up to 128 bytes.
    ///   - arrival: When it came in; stands for a time the event does not have.
    /// - Throws: The first field that is missing, wrong or too large.
    init(_ event: Value, id: String, arrival: Instant) throws(EventError) {
        let fields = try Fields(event)
        guard !id.isEmpty else { throw .missing(field: "id") }
        guard id.utf8.count <= 128 else { throw .tooLarge(field: "id", limit: 128) }
        let type = try fields.text("type", atMost: 64)
        guard let type else { throw .missing(field: "type") }
        time = try fields.time(arrival: arrival)
        basket = type == "order_completed" ? try fields.basket(id: id, at: time) : nil
        attributes = try fields.attributes()
        identities = try fields.identities()
    }
}

/// A way to recognise a customer.
package struct Identity: Hashable, Sendable {
    /// For example `email`.
    package let kind: String
    package let value: String

    /// An identity; no form is checked or changed.
    package init(kind: String, value: String) {
        self.kind = kind
        self.value = value
    }
}

/// One purchase.
package struct Basket: Hashable, Sendable {
    /// The id of the event it came with.
    package let id: String
    package let at: Instant
    /// In the shop's currency: 0 to 1e12.
    package let amount: Double
    /// Pieces: 0 to 1e6.
    package let items: Double
}

/// The fields of an event, read with their limits.
private struct Fields {
    let event: Value

    init(_ event: Value) throws(EventError) {
        guard case .map = event else { throw .notAMap }
        self.event = event
    }

    func text(_ name: String, atMost limit: Int) throws(EventError) -> String? {
        guard let value = event[name], value != .null else { return nil }
        guard let text = value.text, !text.isEmpty else {
            throw .unexpected(field: name, expected: "a text")
        }
        guard text.utf8.count <= limit else { throw .tooLarge(field: name, limit: limit) }
        return text
    }

    func time(arrival: Instant) throws(EventError) -> Instant {
        guard let value = event["time"], value != .null else { return arrival }
        guard let time = value.text.flatMap({ Instant(text: $0) }) ?? value.instant else {
            throw .unexpected(field: "time", expected: "a time such as 2026-04-16T13:40:25Z")
        }
        // A date far ahead would push every real basket out of the window.
        guard time <= arrival + .seconds(86_400) else {
            throw .fromTheFuture(time: time, arrival: arrival)
        }
        return time
    }

    func basket(id: String, at time: Instant) throws(EventError) -> Basket {
        guard let amount = event["amount"], amount != .null else { throw .missing(field: "amount") }
        guard let number = amount.number, (0...1e12).contains(number) else {
            throw .unexpected(field: "amount", expected: "a number from 0 to 1e12")
        }
        return Basket(id: id, at: time, amount: number, items: try items())
    }

    /// A number of pieces, or a list of lines, each with its `quantity` or one piece.
    private func items() throws(EventError) -> Double {
        let pieces: Double? =
            switch event["items"] ?? .null {
            case .null: 1
            case .list(let lines): lines.reduce(0) { $0 + ($1["quantity"]?.number ?? 1) }
            case let value: value.number
            }
        guard let pieces, (0...1e6).contains(pieces) else {
            throw .unexpected(field: "items", expected: "a list, or a number from 0 to 1e6")
        }
        return pieces
    }

    func attributes() throws(EventError) -> [String: Value] {
        var found: [String: Value] = [:]
        for name in CustomerEvent.attributeFields {
            found[name] = try attribute(name, event[name] ?? .null)
        }
        guard let more = event["attributes"], more != .null else { return found }
        guard case .map(let entries) = more else {
            throw .unexpected(field: "attributes", expected: "an object")
        }
        guard entries.count <= Profile.Limits.attributes - found.count else {
            throw .tooLarge(field: "attributes", limit: Profile.Limits.attributes)
        }
        for (key, value) in entries {
            guard let name = key.text, (1...64).contains(name.utf8.count) else {
                throw .unexpected(field: "attributes", expected: "an object with short names")
            }
            found[name] = try attribute(name, value)
        }
        return found
    }

    private func attribute(_ name: String, _ value: Value) throws(EventError) -> Value? {
        switch value {
        case .null: return nil
        case .bool, .int, .uint: return value
        case .double(let number) where number.isFinite: return value
        case .string(let text):
            guard text.utf8.count <= Profile.Limits.text else {
                throw .tooLarge(field: name, limit: Profile.Limits.text)
            }
            return value
        case .double, .bytes, .list, .map, .timestamp, .duration, .type:
            throw .unexpected(field: name, expected: "a text, number, true or false")
        }
    }

    func identities() throws(EventError) -> [Identity] {
        var found: [Identity] = []
        for kind in CustomerEvent.identityFields {
            guard let value = try text(kind, atMost: Profile.Limits.text) else { continue }
            found.append(Identity(kind: kind, value: value))
        }
        return found
    }
}
