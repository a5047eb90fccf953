/// The minutes and hours of one subject.
struct MetricAccount: Sendable {
    private(set) var minutes = MetricRow()
    private(set) var hours = MetricRow()

    /// Whether nothing is known any more.
    var isEmpty: Bool { minutes.cells.isEmpty && hours.cells.isEmpty }

    /// Counts a call in a minute.
    mutating func add(_ point: MetricPoint, in minute: Int64) { minutes.add(point, in: minute) }

    /// Counts what a call used in a minute.
    mutating func charge(_ point: MetricPoint, in minute: Int64) {
        minutes.charge(point, in: minute)
    }

    /// Takes back a journaled minute; one that changed since is newer here.
    mutating func restore(minute: Int64, _ slice: MetricSlice) {
        guard minutes[minute]?.isUnsaved != true else { return }
        minutes.set(slice, for: minute)
    }

    /// Takes back a journaled hour.
    mutating func restore(hour: Int64, _ slice: MetricSlice) { hours.set(slice, for: hour) }

    /// The windows that changed: minutes, and the hours they belong to.
    mutating func drain(_ subject: MetricSubject) -> [MetricLedger.Window] {
        let changed = minutes.drain()
        guard !changed.isEmpty else { return [] }
        let text = subject.text
        var windows = changed.map {
            MetricLedger.Window(name: "1m/\(text)", minute: $0.number, slice: $0.slice)
        }
        for hour in Set(changed.map { $0.number / 60 }).sorted() {
            let whole = sum(hour * 60...hour * 60 + 59)
            hours.set(whole, for: hour)
            windows.append(
                MetricLedger.Window(name: "1h/\(text)", minute: hour * 60, slice: whole)
            )
        }
        return windows
    }

    /// Lets go of what is older than is kept.
    mutating func forget(before minute: Int64) {
        minutes.forget(through: minute - MetricLedger.minutesKept)
        hours.forget(through: minute / 60 - MetricLedger.hoursKept)
    }

    /// What those minutes hold together.
    func sum(_ range: ClosedRange<Int64>) -> MetricSlice {
        var sum = MetricSlice()
        for cell in minutes.cells(in: range) { sum.merge(cell.slice) }
        return sum
    }

    /// The sum of an hour, where it is one: the running hour and one with news have only minutes.
    private func whole(_ hour: Int64, running: Int64) -> MetricSlice? {
        guard hour != running, !minutes.hasNews(in: hour * 60...hour * 60 + 59) else { return nil }
        return hours[hour]?.slice
    }

    /// Whole hours; of the running one, and of one with news, what its minutes hold now.
    func sum(hours range: ClosedRange<Int64>) -> MetricSlice {
        range.reduce(into: MetricSlice()) { sum, hour in
            if let slice = whole(hour, running: range.upperBound) {
                sum.merge(slice)
            } else {
                for cell in minutes.cells(in: hour * 60...hour * 60 + 59) { sum.merge(cell.slice) }
            }
        }
    }

    /// Calls and failures over every window of an error budget that holds any.
    ///
    /// From two hours on in whole hours: all are summed from one walk, and where nothing was
    /// called nothing is looked at.
    func counts(at minute: Int64) -> [BurnRate.Window: CallCounts] {
        let hour = minute / 60
        let hourly = hourly(through: hour)
        var counts: [BurnRate.Window: CallCounts] = [:]
        for window in BurnRate.Window.allCases {
            var sum = CallCounts()
            switch window {
            case .fiveMinutes, .halfHour, .hour:
                sum = minutes.counts(in: minute - Int64(window.hours * 60) + 1...minute)
            case .twoHours, .sixHours, .day, .threeDays:
                for one in hourly where one.hour > hour - Int64(window.hours) {
                    sum.add(one.counts)
                }
            }
            if sum.calls > 0 { counts[window] = sum }
        }
        return counts
    }

    /// Hours in which there were calls, `last` at most; of it, and of hours with news, what their
    /// minutes hold.
    private func hourly(through last: Int64) -> [(hour: Int64, counts: CallCounts)] {
        var found: [(hour: Int64, counts: CallCounts)] = []
        var summed = Set<Int64>()
        for place in hours.cells.indices where hours.cells[place].number < last {
            let hour = hours.cells[place].number
            guard !minutes.hasNews(in: hour * 60...hour * 60 + 59) else { continue }
            summed.insert(hour)
            found.append((hour, hours.cells[place].slice.judged))
        }
        var next = minutes.cells.first?.number
        while let hour = next.map({ $0 / 60 }), hour <= last {
            let range = hour * 60...hour * 60 + 59
            if !summed.contains(hour) { found.append((hour, minutes.counts(in: range))) }
            next = minutes.number(after: range.upperBound)
        }
        return found
    }
}

extension CallCounts {
    mutating func add(_ other: CallCounts) {
        calls += other.calls
        failed += other.failed
    }
}
