internal import Orchestration
internal import Screen

/// The columns that tables have in common.
extension Column {
    /// A text that sorts as it is written; `-` where it is empty.
    static func words(
        _ id: String,
        _ title: String,
        _ width: Int,
        _ priority: Int,
        grows: Int = 0,
        role: Role = .text,
        _ value: @escaping @Sendable (Row) -> String
    ) -> Column {
        Column(
            id: id,
            title: title,
            width: width,
            grows: grows,
            priority: priority,
            content: { row, _ in .text(RunWords.orMissing(value(row)), role) },
            order: { .text(value($0)) }
        )
    }

    /// A four-letter word that sorts worst first, from a closed set that filters can check.
    static func state<Word: RawRepresentable & CaseIterable & SendableMetatype>(
        _ id: String = "st",
        _ title: String = "ST",
        _ width: Int = 6,
        _ priority: Int = 0,
        role: @escaping @Sendable (Row) -> Role,
        rank: @escaping @Sendable (Row) -> Int,
        _ word: @escaping @Sendable (Row) -> Word
    ) -> Column where Word.RawValue == String {
        Column(
            id: id,
            title: title,
            width: width,
            priority: priority,
            content: { row, _ in .text(word(row).rawValue, role(row)) },
            order: { .rank(rank($0)) },
            words: Word.allCases.map(\.rawValue)
        )
    }

    /// The state word of a row.
    static func state(_ width: Int = 6, _ word: @escaping @Sendable (Row) -> StateWord) -> Column {
        state("st", "ST", width, role: { word($0).role }, rank: { word($0).severity }, word)
    }

    /// A figure at the right of its column.
    static func figure(
        _ id: String,
        _ title: String,
        _ width: Int,
        _ priority: Int,
        by order: @escaping @Sendable (Row) -> SortKey,
        _ content: @escaping @Sendable (Row, Moment) -> (String, Role)
    ) -> Column {
        Column(
            id: id,
            title: title,
            width: width,
            alignment: .right,
            priority: priority,
            content: { row, moment in
                let (text, role) = content(row, moment)
                return .text(text, role)
            },
            order: order
        )
    }

    /// A number with a letter for thousands, quiet where the role says nothing else.
    static func count(
        _ id: String,
        _ title: String,
        _ width: Int,
        _ priority: Int,
        role: @escaping @Sendable (Double?) -> Role = { ($0 ?? 0) == 0 ? .muted : .text },
        _ value: @escaping @Sendable (Row) -> Double?
    ) -> Column {
        figure(id, title, width, priority, by: { .number(value($0)) }) { row, _ in
            (Figures.short(value(row)), role(value(row)))
        }
    }

    /// How long something takes.
    static func latency(
        _ id: String,
        _ title: String,
        _ width: Int,
        _ priority: Int,
        _ value: @escaping @Sendable (Row) -> Duration?
    ) -> Column {
        figure(id, title, width, priority, by: { .duration(value($0)) }) { row, _ in
            (Figures.latency(value(row)), value(row) == nil ? .muted : .text)
        }
    }

    /// The share of failed calls in percent.
    static func errors(
        _ priority: Int,
        _ value: @escaping @Sendable (Row) -> Double?
    ) -> Column {
        figure("err", "ERR%", 5, priority, by: { .number(value($0)) }) { row, _ in
            (Figures.percent(value(row)), ModelWords.role(errors: value(row)))
        }
    }

    /// A small line of the newest values, in the colour of the row's state.
    static func trend(
        _ id: String,
        _ title: String,
        _ width: Int,
        _ priority: Int,
        grows: Int = 0,
        state: @escaping @Sendable (Row) -> StateWord,
        _ values: @escaping @Sendable (Row) -> [Double?]
    ) -> Column {
        Column(
            id: id,
            title: title,
            width: width,
            grows: grows,
            priority: priority,
            content: { row, _ in .trend(values(row), state(row) == .ok ? .chart : state(row).role) }
        )
    }
}
