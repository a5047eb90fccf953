/// Slices by the number of their minute or hour.
///
/// ```
///  [ 361 | 362 | 365 | 366 ]      ascending, without gaps filled
///                       ^ running: last, and changed where it stands
/// ```
struct MetricRow: Sendable {
    struct Cell: Sendable {
        let number: Int64
        var slice: MetricSlice
        /// Whether it changed since it was last given to the journal.
        var isUnsaved = false
    }

    private(set) var cells: [Cell] = []

    /// Counts a call in a stretch of time.
    mutating func add(_ point: MetricPoint, in number: Int64) {
        let place = place(making: number)
        cells[place].slice.add(point)
        cells[place].isUnsaved = true
    }

    /// Counts what a call used in a stretch of time.
    mutating func charge(_ point: MetricPoint, in number: Int64) {
        let place = place(making: number)
        cells[place].slice.charge(point)
        cells[place].isUnsaved = true
    }

    /// Takes in a slice as it is, in place of what was there.
    mutating func set(_ slice: MetricSlice, for number: Int64) {
        let place = place(making: number)
        cells[place].slice = slice
        cells[place].isUnsaved = false
    }

    /// What a stretch of time holds; nil where it has no slice.
    subscript(number: Int64) -> Cell? {
        let place = place(of: number)
        return place < cells.count && cells[place].number == number ? cells[place] : nil
    }

    /// Whether anything in a range changed since it was last given to the journal.
    func hasNews(in range: ClosedRange<Int64>) -> Bool {
        var place = place(of: range.lowerBound)
        while place < cells.count, cells[place].number <= range.upperBound {
            if cells[place].isUnsaved { return true }
            place += 1
        }
        return false
    }

    /// The least number above one; nil where that was the last.
    func number(after number: Int64) -> Int64? {
        let place = place(of: number + 1)
        return place < cells.count ? cells[place].number : nil
    }

    /// The cells of a range of numbers, ascending.
    func cells(in range: ClosedRange<Int64>) -> ArraySlice<Cell> {
        let from = place(of: range.lowerBound)
        var to = from
        while to < cells.count, cells[to].number <= range.upperBound { to += 1 }
        return cells[from..<to]
    }

    /// Calls and failures of a range of numbers; what cells hold besides is not touched.
    func counts(in range: ClosedRange<Int64>) -> CallCounts {
        var counts = CallCounts()
        var place = place(of: range.lowerBound)
        while place < cells.count, cells[place].number <= range.upperBound {
            counts.add(cells[place].slice.judged)
            place += 1
        }
        return counts
    }

    /// The cells that changed since they were last asked for, ascending.
    mutating func drain() -> [Cell] {
        cells.indices.compactMap { place in
            guard cells[place].isUnsaved else { return nil }
            cells[place].isUnsaved = false
            return cells[place]
        }
    }

    /// Lets go of what is not after `number`.
    mutating func forget(through number: Int64) {
        guard let first = cells.first, first.number <= number else { return }
        cells.removeFirst(place(of: number + 1))
    }

    /// Where a number stands; made empty where it was not there.
    private mutating func place(making number: Int64) -> Int {
        let last = cells.count - 1
        if last >= 0, cells[last].number == number { return last }
        let place = place(of: number)
        if place == cells.count || cells[place].number != number {
            cells.insert(Cell(number: number, slice: MetricSlice()), at: place)
        }
        return place
    }

    /// The first place whose number is not below `number`.
    private func place(of number: Int64) -> Int {
        var (from, to) = (0, cells.count)
        while from < to {
            let middle = (from + to) / 2
            if cells[middle].number < number { from = middle + 1 } else { to = middle }
        }
        return from
    }
}
