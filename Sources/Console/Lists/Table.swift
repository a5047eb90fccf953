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
}

package enum Alignment: Hashable, Sendable { case left, right }

/// The time and glyphs a row is drawn with.
package struct Moment: Hashable, Sendable {
    package let now: Instant
    package let glyphs: Glyphs
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
    case text(String)

    /// Whether `self` comes before `other`; nil when they are alike.
    package func precedes(_ other: SortKey, descending: Bool) -> Bool? {
        switch (self, other) {
        case (.number(let a?), .number(let b?)):
            a == b ? nil : (a < b) != descending
        case (.number(.some), .number(nil)): true
        case (.number(nil), .number(.some)): false
        case (.text(let a), .text(let b)): a == b ? nil : (a < b) != descending
        case (.number(nil), .number(nil)), (.number, .text), (.text, .number): nil
        }
    }
}

extension Table {
    /// The rows that pass the filter, in the order asked for; ties keep the order of the data.
    package func entries(
        of rows: [Row],
        filter: String,
        sort: ListState.Sort?,
        at moment: Moment
    ) -> [ListState.Entry] {
        let matcher = Matcher(filter)
        var kept = rows.indices.filter { matcher.isEmpty || matches(rows[$0], matcher, moment) }
        if let sort, let key = columns.first(where: { $0.id == sort.column })?.order {
            let keys = rows.map(key)
            kept.sort { a, b in
                keys[a].precedes(keys[b], descending: sort.descending) ?? (a < b)
            }
        } else if let precedes {
            kept.sort { a, b in
                precedes(rows[a], rows[b]) || (!precedes(rows[b], rows[a]) && a < b)
            }
        }
        return kept.map { ListState.Entry(id: identity(rows[$0]), index: $0) }
    }

    /// Whether a row passes: any column's text, or the named column's.
    private func matches(_ row: Row, _ matcher: Matcher, _ moment: Moment) -> Bool {
        matcher.matches { name in
            columns.filter { name == nil || $0.id == name || $0.title.lowercased() == name }
                .map { $0.content(row, moment).plain }
        }
    }
}
