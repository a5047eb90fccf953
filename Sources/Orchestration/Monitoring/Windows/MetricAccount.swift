/// The minutes and hours of one subject.
struct MetricAccount: Hashable, Sendable {
    var minutes: [Int64: MetricSlice] = [:]
    var hours: [Int64: MetricSlice] = [:]
    /// Minutes that have changed since they were last given to the journal.
    var unsaved: Set<Int64> = []

    /// Whether nothing is known any more.
    var isEmpty: Bool { minutes.isEmpty && hours.isEmpty }

    /// The windows that changed: minutes, and the hours they belong to.
    mutating func drain(_ subject: MetricSubject) -> [MetricLedger.Window] {
        guard !unsaved.isEmpty else { return [] }
        var windows = unsaved.sorted().compactMap { minute in
            minutes[minute].map {
                MetricLedger.Window(
                    name: "1m/\(subject.text)",
                    start: Instant(milliseconds: minute * 60_000),
                    slice: $0
                )
            }
        }
        for hour in Set(unsaved.map { $0 / 60 }).sorted() {
            let whole = sum(hour * 60...hour * 60 + 59)
            hours[hour] = whole
            windows.append(
                MetricLedger.Window(
                    name: "1h/\(subject.text)",
                    start: Instant(milliseconds: hour * 3_600_000),
                    slice: whole
                )
            )
        }
        unsaved = []
        return windows
    }

    /// Lets go of what is older than is kept.
    mutating func forget(before minute: Int64) {
        let (oldestMinute, oldestHour) = (
            minute - MetricLedger.minutesKept, minute / 60 - MetricLedger.hoursKept
        )
        if minutes.count > Int(MetricLedger.minutesKept) / 2 {
            minutes = minutes.filter { $0.key > oldestMinute }
        }
        if hours.count > Int(MetricLedger.hoursKept) {
            hours = hours.filter { $0.key > oldestHour }
        }
    }

    /// What those minutes hold together.
    func sum(_ range: ClosedRange<Int64>) -> MetricSlice {
        range.reduce(into: MetricSlice()) { sum, minute in
            if let slice = minutes[minute] { sum.merge(slice) }
        }
    }

    /// Whole hours; of the running one, what its minutes hold now.
    func sum(hours range: ClosedRange<Int64>) -> MetricSlice {
        range.reduce(into: MetricSlice()) { sum, hour in
            let hasNews = hour == range.upperBound || hours[hour] == nil
            if hasNews {
                sum.merge(self.sum(hour * 60...hour * 60 + 59))
            } else if let slice = hours[hour] {
                sum.merge(slice)
            }
        }
    }

    /// Calls and failures of those minutes.
    func counts(minutes range: ClosedRange<Int64>) -> CallCounts {
        range.reduce(into: CallCounts()) { sum, minute in
            guard let slice = minutes[minute] else { return }
            sum.calls += slice.calls
            sum.failed += slice.failed
        }
    }

    /// Calls and failures of those hours; of the running one, what its minutes hold.
    func counts(hours range: ClosedRange<Int64>) -> CallCounts {
        range.reduce(into: CallCounts()) { sum, hour in
            if hour != range.upperBound, let slice = hours[hour] {
                sum.calls += slice.calls
                sum.failed += slice.failed
                return
            }
            let running = counts(minutes: hour * 60...hour * 60 + 59)
            sum.calls += running.calls
            sum.failed += running.failed
        }
    }
}
