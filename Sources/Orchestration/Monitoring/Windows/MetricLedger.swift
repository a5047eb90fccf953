/// The figures of every subject: minutes of the last two hours, hours of the last three days.
///
/// ```
///  samples ─▶ running minute ──over──▶ minutes (120) ──merged──▶ hours (73)
///                   └───────────── journaled ────────────┘
/// ```
/// 1. A minute belongs to one hour; the running hour is the sum of its minutes.
/// 2. Windows read back from a journal replace nothing that is newer here.
package struct MetricLedger: Hashable, Sendable {
    static let minutesKept: Int64 = 120
    /// Three days and the running hour: what the longest error budget looks back over.
    static let hoursKept: Int64 = 73
    /// More subjects than that are not counted: names may come from outside.
    static let subjectsMax = 10_000

    /// A window as the journal keeps it: `1m/model/scribe-a` at the moment it starts.
    package struct Window: Hashable, Sendable {
        package let name: String
        package let start: Instant
        package let slice: MetricSlice

        package init(name: String, start: Instant, slice: MetricSlice) {
            self.name = name
            self.start = start
            self.slice = slice
        }
    }

    private var accounts: [MetricSubject: MetricAccount] = [:]
    private var first: Int64?

    /// A ledger of nothing.
    package init() {}

    /// Who has figures, in order.
    package var subjects: [MetricSubject] { accounts.keys.sorted() }

    /// Takes in one call for each of the subjects.
    package mutating func record(
        _ sample: MetricSample,
        of subjects: some Sequence<MetricSubject>,
        at now: Instant
    ) {
        let minute = Self.minute(of: now)
        first = min(first ?? minute, minute)
        for subject in subjects where accounts[subject] != nil || accounts.count < Self.subjectsMax
        {
            accounts[subject, default: MetricAccount()].minutes[minute, default: MetricSlice()]
                .add(sample)
            accounts[subject]?.unsaved.insert(minute)
        }
    }

    /// What is new since the last time, for the journal; lets go of what is too old.
    package mutating func drain(at now: Instant) -> [Window] {
        let minute = Self.minute(of: now)
        var windows: [Window] = []
        for subject in accounts.keys.sorted() {
            guard var account = accounts[subject] else { continue }
            windows += account.drain(subject)
            account.forget(before: minute)
            accounts[subject] = account.isEmpty ? nil : account
        }
        return windows
    }

    /// Takes back a journaled window; one with a name of another kind is left out.
    package mutating func restore(_ window: Window) {
        let parts = window.name.split(separator: "/", maxSplits: 1)
        guard parts.count == 2, let subject = MetricSubject(String(parts[1])),
            accounts[subject] != nil || accounts.count < Self.subjectsMax
        else { return }
        let minute = Self.minute(of: window.start)
        first = min(first ?? minute, minute)
        switch parts[0] {
        case "1m":
            guard accounts[subject]?.unsaved.contains(minute) != true else { return }
            accounts[subject, default: MetricAccount()].minutes[minute] = window.slice
        case "1h": accounts[subject, default: MetricAccount()].hours[minute / 60] = window.slice
        default: return
        }
    }

    /// What happened to a subject over a span that ends at `now`, the running minute included.
    ///
    /// A day is made of whole hours: the running one and the 23 before it.
    package func slice(of subject: MetricSubject, over span: MetricSpan, at now: Instant)
        -> MetricSlice
    {
        guard let account = accounts[subject] else { return MetricSlice() }
        let minute = Self.minute(of: now)
        switch span {
        case .minute: return account.sum(minute - 1...minute)
        case .fiveMinutes: return account.sum(minute - 4...minute)
        case .hour: return account.sum(minute - 59...minute)
        case .day: return account.sum(hours: minute / 60 - 23...minute / 60)
        }
    }

    /// What happened over the last `minutes` (1 to 120), the running one included.
    package func slice(of subject: MetricSubject, minutes: Int, at now: Instant) -> MetricSlice {
        let minute = Self.minute(of: now)
        let wanted = Int64(max(1, min(minutes, Int(Self.minutesKept))))
        return accounts[subject]?.sum(minute - wanted + 1...minute) ?? MetricSlice()
    }

    /// Calls and failures over a window of an error budget; from two hours on in whole hours.
    func tally(of subject: MetricSubject, over window: BurnRate.Window, at now: Instant)
        -> CallCounts
    {
        guard let account = accounts[subject] else { return CallCounts() }
        let minute = Self.minute(of: now)
        switch window {
        case .fiveMinutes, .halfHour, .hour:
            return account.counts(minutes: minute - Int64(window.hours * 60) + 1...minute)
        case .twoHours, .sixHours, .day, .threeDays:
            let hour = minute / 60
            return account.counts(hours: hour - Int64(window.hours) + 1...hour)
        }
    }

    /// What happened since the hour that `from` lies in, a day at most.
    package func slice(of subject: MetricSubject, from: Instant, at now: Instant) -> MetricSlice {
        let (first, last) = (Self.minute(of: from) / 60, Self.minute(of: now) / 60)
        return accounts[subject]?.sum(hours: min(last, max(first, last - 24))...last)
            ?? MetricSlice()
    }

    /// The figures of one subject.
    package func report(_ subject: MetricSubject, over span: MetricSpan, at now: Instant)
        -> MetricReport
    {
        MetricReport(
            subject,
            span,
            slice(of: subject, over: span, at: now),
            seconds: seconds(over: span, at: now)
        )
    }

    /// The figures of every subject whose text begins so.
    package func reports(_ prefix: String, over span: MetricSpan, at now: Instant)
        -> [MetricReport]
    {
        subjects.filter { $0.text.hasPrefix(prefix) }
            .map { report($0, over: span, at: now) }
            .filter { $0.calls > 0 }
    }

    /// The time the slices of a span cover: less than the span while little time has passed.
    private func seconds(over span: MetricSpan, at now: Instant) -> Double {
        guard let first else { return 0 }
        let running = Double(now.milliseconds - Self.minute(of: now) * 60_000) / 1000
        let whole: Double =
            switch span {
            case .minute: 60
            case .fiveMinutes: 240
            case .hour: 59 * 60
            case .day: Double((Self.minute(of: now) % 60) + 23 * 60) * 60
            }
        let passed = (now - Instant(milliseconds: first * 60_000)).inSeconds
        return max(1, min(whole + running, passed))
    }

    static func minute(of moment: Instant) -> Int64 {
        // Nothing is measured before 1970, nor far beyond any clock.
        max(0, min(moment.milliseconds, 1 << 52)) / 60_000
    }
}
