package import Orchestration
package import Screen

/// A list as a table of values: which columns it has, what each shows, how rows are told apart.
package struct Table<Row>: Sendable {
    package let columns: [Column<Row>]
    package let identity: @Sendable (Row) -> ObjectID
    /// The order when the operator has chosen none: true when the first comes first.
    package let precedes: (@Sendable (Row, Row) -> Bool)?
    /// What the own order is called in the border.
    package let ordering: String
    /// Columns that only twins have: what they say is too long for a screen beside others.
    package var more: [Column<Row>] = []
}

/// One column of a table.
package struct Column<Row>: Sendable {
    /// Lower case, as in a filter: `p95`.
    package let id: String
    package let title: String
    /// Cells it needs.
    package let width: Int
    /// Share of the cells left over; 0 keeps the width.
    package var grows = 0
    package var alignment = Alignment.left
    /// 0 is never dropped; 9 goes first.
    package let priority: Int
    package let content: @Sendable (Row, Moment) -> Piece
    /// What it sorts by; nil when it cannot be sorted.
    package var order: (@Sendable (Row) -> SortKey)?
    /// All it may say, where that is a closed set; empty where it is not.
    package var words: [String] = []
}

package enum Alignment: Hashable, Sendable { case left, right }

/// What a row is drawn with: the time, the glyphs, and what is only simulated.
package struct Moment: Hashable, Sendable {
    package let now: Instant
    package let glyphs: Glyphs
    /// The models that a scripted provider stands in for: wherever one is named, a mark says so.
    package var simulated: Set<String> = []

    /// Whether a row says again what it shares with the one above: scripts read rows one by one.
    package var repeats = false

    /// The mark behind the name of a simulated model.
    static let mark = " SIM"

    /// The name of a model or of anything else, with the mark where it is a simulated model.
    func named(_ name: String, _ role: Role = .strong) -> TextLine {
        guard simulated.contains(name) else { return TextLine(name, role) }
        return [Span(name, role), Span(" "), Span("SIM", .simulated)]
    }

    /// The same as plain text.
    func plain(_ name: String) -> String { simulated.contains(name) ? name + Self.mark : name }
}

/// What a cell of a table holds.
package enum Piece: Hashable, Sendable {
    case text(String, Role)
    /// Newest values at the right; nil where nothing was measured.
    case trend([Double?], Role)
    case line(TextLine)

    /// The plain text, for filters, copies and exports.
    package var plain: String {
        switch self {
        case .text(let text, _): text
        case .line(let line): line.plain
        case .trend(let values, _):
            values.last.flatMap { $0 }.map { Figures.number($0) } ?? "-"
        }
    }
}

/// What rows are compared by; missing values come last in either direction.
package enum SortKey: Hashable, Sendable {
    case number(Double?)
    case duration(Duration?)
    case instant(Instant?)
    /// From a moment to another, or to now.
    case span(from: Instant, to: Instant?)
    /// The place of a word in its own order; filters compare the word.
    case rank(Int)
    case text(String)

    /// Whether `self` comes before `other`; nil when they are alike.
    func precedes(_ other: SortKey, descending: Bool, at now: Instant) -> Bool? {
        if case .text(let a) = self, case .text(let b) = other {
            return a == b ? nil : (a < b) != descending
        }
        switch (magnitude(at: now), other.magnitude(at: now)) {
        case (let a?, let b?): return a == b ? nil : (a < b) != descending
        case (.some, nil): return true
        case (nil, .some): return false
        case (nil, nil): return nil
        }
    }

    /// A number that sorts like the value; nil where it is missing.
    private func magnitude(at now: Instant) -> Double? {
        switch self {
        case .number(let number): number
        case .duration(let duration): duration?.inSeconds
        case .instant(let instant): instant.map { Double($0.milliseconds) }
        case .span(let from, let to): ((to ?? now) - from).inSeconds
        case .rank(let rank): Double(rank)
        case .text: nil
        }
    }

    /// What a filter compares with; nil where the text of the cell says it.
    func value(at now: Instant) -> Value? {
        switch self {
        case .number(let number): number.map { .double($0) } ?? .null
        case .duration(let duration): duration.map { .duration($0) } ?? .null
        case .instant(let instant): instant.map { Value($0) } ?? .null
        case .span(let from, let to): .duration((to ?? now) - from)
        case .text(let text): .string(text)
        case .rank: nil
        }
    }
}

extension Table {
    /// The rows that pass the filter, in the order asked for; ties keep the order of the data.
    package func entries(
        of rows: [Row],
        filter: Filter,
        sort: ListState.Sort?,
        at moment: Moment
    ) -> [ListState.Entry] {
        var kept = rows.indices.filter { place in
            filter.root == nil
                || filter.matches(FilteredRow(table: self, row: rows[place], moment: moment))
        }
        if let sort, let key = (columns + more).first(where: { $0.id == sort.column })?.order {
            let keys = rows.map(key)
            kept.sort { a, b in
                keys[a].precedes(keys[b], descending: sort.descending, at: moment.now) ?? (a < b)
            }
        } else if let precedes {
            kept.sort { a, b in
                precedes(rows[a], rows[b]) || (!precedes(rows[b], rows[a]) && a < b)
            }
        }
        return kept.map { ListState.Entry(id: identity(rows[$0]), index: $0) }
    }
}
