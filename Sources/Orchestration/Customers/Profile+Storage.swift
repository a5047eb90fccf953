extension Profile {
    /// The profile in a form to store: short keys, lists for rows, moments as milliseconds.
    ///
    /// At most some 100 kB as JSON, typically 1 to 3.
    package var stored: Value {
        [
            "v": 1, "closed": .int(closedBefore.milliseconds),
            "baskets": .list(
                baskets.map {
                    [
                        .string($0.id), .int($0.at.milliseconds), .double($0.amount),
                        .double($0.items),
                    ]
                }
            ),
            "total": [.int(Int64(totals.baskets)), .double(totals.spend)],
            "span": Self.stored(totals.span), "seen": Self.stored(seen),
            "attributes": .map(
                Dictionary(
                    uniqueKeysWithValues: attributes.map {
                        (.string($0), [$1.content, .int($1.at.milliseconds)])
                    }
                )
            ),
            "identities": .list(
                identities.sorted { ($0.value, $0.key.value) < ($1.value, $1.key.value) }.map {
                    [.string($0.kind), .string($0.value), .int($1.milliseconds)]
                }
            ),
        ]
    }

    /// The profile in its stored form.
    ///
    /// - Parameter stored: As `stored` gives it, whole numbers perhaps as doubles.
    /// - Throws: The first part that is missing, wrong or more than a profile holds.
    package init(stored: Value) throws(EventError) {
        guard case .map = stored else { throw .notAMap }
        guard stored["v"]?.number == 1 else { throw .unexpected(field: "v", expected: "1") }
        closedBefore = try Self.moment(stored["closed"], "closed")
        for row in try Self.rows(stored["baskets"], "baskets", Limits.baskets) {
            baskets.append(try Basket(stored: row))
        }
        guard zip(baskets.dropFirst(), baskets).allSatisfy({ $1.precedes($0) }) else {
            throw .unexpected(field: "baskets", expected: "in order")
        }
        totals = try Totals(stored: stored["total"], span: Self.span(stored["span"], "span"))
        seen = try Self.span(stored["seen"], "seen")
        attributes = try Self.attributes(stored["attributes"])
        for row in try Self.rows(stored["identities"], "identities", Limits.identities) {
            guard row.count == 3, let kind = row[0].text, let value = row[1].text else {
                throw .unexpected(field: "identities", expected: "kind, value, time")
            }
            identities[Identity(kind: kind, value: value)] = try Self.moment(row[2], "identities")
        }
    }

    private static func stored(_ span: ClosedRange<Instant>?) -> Value {
        guard let span else { return .null }
        return [.int(span.lowerBound.milliseconds), .int(span.upperBound.milliseconds)]
    }

    fileprivate static func moment(_ value: Value?, _ field: String) throws(EventError) -> Instant {
        switch value {
        case .int(let milliseconds): return Instant(milliseconds: milliseconds)
        case .double(let number):
            guard let milliseconds = Int64(exactly: number) else { break }
            return Instant(milliseconds: milliseconds)
        default: break
        }
        throw .unexpected(field: field, expected: "milliseconds")
    }

    private static func span(
        _ value: Value?,
        _ field: String
    ) throws(EventError) -> ClosedRange<Instant>? {
        guard let value, value != .null else { return nil }
        guard case .list(let ends) = value, ends.count == 2 else {
            throw .unexpected(field: field, expected: "two moments")
        }
        let (first, last) = (try moment(ends[0], field), try moment(ends[1], field))
        guard first <= last else { throw .unexpected(field: field, expected: "in order") }
        return first...last
    }

    private static func rows(
        _ value: Value?,
        _ field: String,
        _ limit: Int
    ) throws(EventError) -> [[Value]] {
        guard case .list(let list) = value else {
            throw .unexpected(field: field, expected: "a list")
        }
        guard list.count <= limit else { throw .tooLarge(field: field, limit: limit) }
        return list.map { row in
            guard case .list(let cells) = row else { return [] }
            return cells
        }
    }

    private static func attributes(_ value: Value?) throws(EventError) -> [String: Dated<Value>] {
        guard case .map(let entries) = value, entries.count <= Limits.attributes else {
            throw .unexpected(field: "attributes", expected: "an object within its limit")
        }
        var found: [String: Dated<Value>] = [:]
        for (key, pair) in entries {
            guard let name = key.text, case .list(let cells) = pair, cells.count == 2 else {
                throw .unexpected(field: "attributes", expected: "values with their time")
            }
            found[name] = Dated(content: cells[0], at: try moment(cells[1], "attributes"))
        }
        return found
    }
}

extension Basket {
    fileprivate init(stored row: [Value]) throws(EventError) {
        guard row.count == 4, let id = row[0].text, let amount = row[2].number,
            let items = row[3].number, (0...1e12).contains(amount), (0...1e6).contains(items)
        else { throw .unexpected(field: "baskets", expected: "id, time, amount, items") }
        self.init(id: id, at: try Profile.moment(row[1], "baskets"), amount: amount, items: items)
    }
}

extension Profile.Totals {
    fileprivate init(
        stored value: Value?,
        span: ClosedRange<Instant>?
    ) throws(EventError) {
        guard case .list(let cells) = value, cells.count == 2,
            let count = cells[0].number.flatMap({ Int(exactly: $0) }), count >= 0,
            let spend = cells[1].number, spend.isFinite, (count == 0) == (span == nil)
        else { throw .unexpected(field: "total", expected: "a count and an amount") }
        self.init(baskets: count, spend: spend, span: span)
    }
}
