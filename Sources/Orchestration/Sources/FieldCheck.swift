/// What a source promises of one field, beyond that it is there and of its type.
package struct FieldCheck: Hashable, Sendable {
    package let field: String
    /// The least number it may be; nil for any.
    package var lowest: Double?
    /// The greatest number it may be; nil for any.
    package var highest: Double?
    /// The texts it may be; empty for any.
    package var allowed: [String] = []
    /// No two events within that time have the same; nil where they may.
    package var uniqueWithin: Duration?
    /// The greatest share of the last hour's events that may lack it; nil where nobody counts.
    package var missingAtMost: Double?
    /// What becomes of an event that breaks one of the promises about a single event.
    package var onBreach = Consequence.block

    package enum Consequence: String, Hashable, Sendable, CaseIterable {
        /// It is turned away, and kept as a dead letter.
        case block
        /// It is taken in, and counted as a breach of the contract.
        case warn
    }

    package init(field: String) { self.field = field }

    /// Whether it promises nothing.
    package var isEmpty: Bool {
        lowest == nil && highest == nil && allowed.isEmpty && uniqueWithin == nil
            && missingAtMost == nil
    }

    /// What a value of one event breaks; nil for nothing.
    func breach(by value: Value) -> EventRejection? {
        do throws(EventRejection) { try check(value) } catch { return error }
        return nil
    }

    /// Whether it promises anything of a single event.
    package var holdsOfOne: Bool {
        lowest != nil || highest != nil || !allowed.isEmpty || uniqueWithin != nil
    }

    /// Checks the value of one event; a missing one breaks no promise made here.
    func check(_ value: Value) throws(EventRejection) {
        if lowest != nil || highest != nil {
            guard let number = value.number, !number.isNaN else {
                throw .wrongType(field: field, expected: "number", found: value.contractWord)
            }
            guard number >= lowest ?? number, number <= highest ?? number else {
                throw .outOfRange(field: field, number, lowest: lowest, highest: highest)
            }
        }
        if !allowed.isEmpty || uniqueWithin != nil, value.plainText == nil {
            throw .wrongType(field: field, expected: "string", found: value.contractWord)
        }
        guard !allowed.isEmpty, let text = value.plainText, !allowed.contains(text) else { return }
        throw .notAllowed(field: field, text)
    }
}

/// How many events a source promises in any stretch of time.
package struct VolumePromise: Hashable, Sendable {
    /// From a minute to two hours, in whole minutes.
    package let per: Duration
    package var least: Int?
    package var most: Int?

    package init(per: Duration, least: Int? = nil, most: Int? = nil) {
        self.per = per
        self.least = least
        self.most = most
    }

    var minutes: Int { Int(per.inSeconds / 60) }
}

/// A promise that no single event breaks, but a stretch of time does.
package enum ContractBreach: Hashable, Sendable {
    case missing(field: String, share: Double, atMost: Double)
    case tooFew(Int, least: Int, per: Duration)
    case tooMany(Int, most: Int, per: Duration)
    /// Events of the last five minutes broke a promise that only warns.
    case warned(code: String, Int)
    /// The last whole hour, held against the same hour of earlier weeks.
    case unusualHour(Int, usual: Double)

    package var words: String {
        switch self {
        case .missing(let field, let share, let limit):
            "\(share.percent) of the last hour's events lack `\(field)`, at most \(limit.percent)"
        case .tooFew(let count, let least, let per):
            "\(count) events in \(per.inWords), at least \(least)"
        case .tooMany(let count, let most, let per):
            "\(count) events in \(per.inWords), at most \(most)"
        case .warned(let code, let count):
            "\(count) \(count == 1 ? "event" : "events") of the last five minutes: \(code), taken in"
        case .unusualHour(let count, let usual):
            "\(count) events in the last hour, at this hour of the week usually \(usual.fixed(0))"
        }
    }
}
