internal import Orchestration
internal import Screen

/// Events that could not be used.
extension Console {
    /// Rows of one page.
    static let lettersPage = 200

    /// Takes a page: the first replaces, a later one is added.
    mutating func take(_ letters: [DeadLetterRow], before: Int64?) {
        asked[.fetchDeadLetters(before: before)] = nil
        hasAllLetters = letters.isEmpty || (before == nil && letters.count < Self.lettersPage)
        guard let before else {
            deadLetters = letters
            return arrange(.deadLetters)
        }
        guard let last = deadLetters?.last, last.number == before else { return }
        deadLetters = (deadLetters ?? []) + letters.filter { $0.number < before }
        arrange(.deadLetters)
    }

    /// The next page, before the end of the last is reached.
    mutating func fetchMoreLetters() -> [Effect] {
        let list = list(of: .deadLetters)
        guard !hasAllLetters, let last = deadLetters?.last, let index = list.index,
            index >= list.order.count - 20
        else { return [] }
        return ask(.fetchDeadLetters(before: last.number))
    }

    /// How many there are: the engine counts them all, the list holds what was read.
    var lettersTotal: Int? { snapshot?.totals.deadLetters }

    /// The unusable events by the code of their reason, the most frequent first.
    func rejectionLines(_ width: Int) -> [TextLine] {
        let rows = snapshot?.totals.rejections ?? []
        let most = rows.first?.count ?? 0
        guard most > 0 else { return [TextLine("every event could be used", .muted)] }
        let name = min(24, max(10, width - 30))
        return rows.map { row in
            let bar = max(1, min(16, row.count * 16 / most))
            return [
                Span(Text.padded(Text.clipped(row.reason, to: name), to: name + 1), .warning),
                Span(Text.padded(Figures.count(row.count), to: 7, .trailing) + "  "),
                Span(String(repeating: "━", count: bar), .chart),
            ]
        }
    }
}
