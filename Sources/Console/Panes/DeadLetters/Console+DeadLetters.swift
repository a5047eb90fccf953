internal import Orchestration

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
}
