/// The figures of every subject: minutes of the last two hours, hours of the last three days.
///
/// ```
///  samples ─▶ running minute ──over──▶ minutes (120) ──merged──▶ hours (73)
///                   └───────────── journaled ────────────┘
/// ```
/// 1. A minute belongs to one hour; the running hour is the sum of its minutes.
/// 2. Windows read back from a journal replace nothing that is newer here.
/// 3. A subject keeps its place while `edition` is the same: who counts every call asks once.
package struct MetricLedger: Sendable {
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

        init(name: String, minute: Int64, slice: MetricSlice) {
            self.init(name: name, start: Instant(milliseconds: minute * 60_000), slice: slice)
        }
    }

    /// Where a subject's figures are, for as long as `edition` is what it was.
    package struct Place: Hashable, Sendable { fileprivate let index: Int }

    private var places: [MetricSubject: Place] = [:]
    private var accounts: [MetricAccount] = []
    private var first: Int64?
    /// Counts how often subjects were let go, after which places mean others.
    package private(set) var edition = 0

    /// A ledger of nothing.
    package init() {}

    /// Who has figures, in order.
    package var subjects: [MetricSubject] { places.keys.sorted() }

    /// Where a subject is counted; nil where there are more subjects than are counted.
    package mutating func place(of subject: MetricSubject) -> Place? {
        if let place = places[subject] { return place }
        guard accounts.count < Self.subjectsMax else { return nil }
        let place = Place(index: accounts.count)
        accounts.append(MetricAccount())
        places[subject] = place
        return place
    }

    /// Takes in one call for each of the subjects.
    package mutating func record(
        _ sample: MetricSample,
        of subjects: some Sequence<MetricSubject>,
        at now: Instant
    ) {
        let point = MetricPoint(sample)
        for subject in subjects {
            if let place = place(of: subject) { record(point, in: place, at: now) }
        }
    }

    /// Takes in one call for the subject of a place given in this edition.
    package mutating func record(_ point: MetricPoint, in place: Place, at now: Instant) {
        guard place.index < accounts.count else { return }
        let minute = Self.minute(of: now)
        if minute < first ?? .max { first = minute }
        accounts[place.index].add(point, in: minute)
    }

    /// Takes in what a call used for whoever's run asked it: tokens and money, and no call.
    package mutating func charge(_ point: MetricPoint, to place: Place, at now: Instant) {
        guard place.index < accounts.count else { return }
        let minute = Self.minute(of: now)
        if minute < first ?? .max { first = minute }
        accounts[place.index].charge(point, in: minute)
    }

    /// What is new since the last time, for the journal; lets go of what is too old.
    package mutating func drain(at now: Instant) -> [Window] {
        let minute = Self.minute(of: now)
        var windows: [Window] = []
        for (subject, place) in places.sorted(by: { $0.key < $1.key }) {
            windows += accounts[place.index].drain(subject)
            accounts[place.index].forget(before: minute)
        }
        if accounts.contains(where: \.isEmpty) { close() }
        return windows
    }

    /// Gives the places of subjects of which nothing is known any more to others.
    private mutating func close() {
        let kept = places.filter { !accounts[$0.value.index].isEmpty }
        let all = accounts
        (places, accounts) = ([:], [])
        for (subject, place) in kept {
            places[subject] = Place(index: accounts.count)
            accounts.append(all[place.index])
        }
        edition += 1
    }

    /// Takes back a journaled window; one with a name of another kind is left out.
    package mutating func restore(_ window: Window) {
        let parts = window.name.split(separator: "/", maxSplits: 1)
        guard parts.count == 2, ["1m", "1h"].contains(parts[0]),
            let subject = MetricSubject(String(parts[1])), let place = place(of: subject)
        else { return }
        let minute = Self.minute(of: window.start)
        first = min(first ?? minute, minute)
        if parts[0] == "1m" {
            accounts[place.index].restore(minute: minute, window.slice)
        } else {
            accounts[place.index].restore(hour: minute / 60, window.slice)
        }
    }

    private func account(of subject: MetricSubject) -> MetricAccount? {
        places[subject].map { accounts[$0.index] }
    }

    /// What happened to a subject over a span that ends at `now`, the running minute included.
    ///
    /// A day is made of whole hours: the running one and the 23 before it.
    package func slice(of subject: MetricSubject, over span: MetricSpan, at now: Instant)
        -> MetricSlice
    {
        guard let account = account(of: subject) else { return MetricSlice() }
        let minute = Self.minute(of: now)
        switch span {
        // Two, since the running one may have just begun: a rate is over what they really cover.
        case .minute: return account.sum(minute - 1...minute)
        case .fiveMinutes: return account.sum(minute - 4...minute)
        case .quarterHour: return account.sum(minute - 14...minute)
        case .hour: return account.sum(minute - 59...minute)
        case .day: return account.sum(hours: minute / 60 - 23...minute / 60)
        }
    }

    /// What happened over the last `minutes` (1 to 120), the running one included.
    package func slice(of subject: MetricSubject, minutes: Int, at now: Instant) -> MetricSlice {
        let minute = Self.minute(of: now)
        let wanted = Int64(max(1, min(minutes, Int(Self.minutesKept))))
        return account(of: subject)?.sum(minute - wanted + 1...minute) ?? MetricSlice()
    }

    /// The last so many whole minutes of a subject, oldest first.
    package func minutes(of subject: MetricSubject, count: Int, at now: Instant) -> [MetricReport] {
        let newest = Self.minute(of: now)
        let wanted = Int64(max(0, min(count, Int(Self.minutesKept) - 1)))
        let account = account(of: subject)
        return (newest - wanted..<newest).map {
            MetricReport(subject, .minute, account?.sum($0...$0) ?? MetricSlice(), seconds: 60)
        }
    }

    /// Calls and failures of a subject in every window that error budgets are judged over.
    package func counts(of subject: MetricSubject, at now: Instant) -> [BurnRate.Window: CallCounts]
    {
        account(of: subject)?.counts(at: Self.minute(of: now)) ?? [:]
    }

    /// What happened since the hour that `from` lies in, a day at most.
    package func slice(of subject: MetricSubject, from: Instant, at now: Instant) -> MetricSlice {
        let (first, last) = (Self.minute(of: from) / 60, Self.minute(of: now) / 60)
        return account(of: subject)?.sum(hours: min(last, max(first, last - 24))...last)
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
            .filter { $0.calls > 0 || $0.cost != nil }
    }

    /// What a query asks for, at its end.
    package func answer(_ query: MetricQuery, at now: Instant) -> [MetricReport] {
        switch query.shape {
        case .whole: reports(query.prefix, over: query.span, at: now)
        case .parts: MetricSubject(query.prefix).map { parts(of: $0, query.span, at: now) } ?? []
        }
    }

    /// The minutes of a span, or the hours of a day, one by one: the oldest first.
    private func parts(of subject: MetricSubject, _ span: MetricSpan, at now: Instant)
        -> [MetricReport]
    {
        guard let account = account(of: subject) else { return [] }
        let minute = Self.minute(of: now)
        guard span != .day else {
            let hour = minute / 60
            return (hour - 23...hour).map {
                MetricReport(subject, .hour, account.sum(hours: $0...$0), seconds: 3600)
            }
        }
        let count = Int64(span.duration.inSeconds / 60)
        return (minute - count + 1...minute).map {
            MetricReport(subject, .minute, account.sum($0...$0), seconds: 60)
        }
    }

    /// The time the slices of a span cover: less than the span while little time has passed.
    private func seconds(over span: MetricSpan, at now: Instant) -> Double {
        guard let first else { return 0 }
        let running = Double(now.milliseconds - Self.minute(of: now) * 60_000) / 1000
        let whole: Double =
            switch span {
            case .minute: 60
            case .fiveMinutes: 240
            case .quarterHour: 14 * 60
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
