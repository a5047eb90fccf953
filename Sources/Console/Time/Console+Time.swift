internal import Orchestration
internal import Screen

/// Freezing, and going through time.
extension Console {
    /// Freezes what is shown, or goes back to live.
    mutating func freeze() -> [Effect] {
        switch timeline {
        case .live:
            guard snapshot != nil else {
                say("there is nothing to freeze yet", .refused)
                return []
            }
            timeline = .frozen(back: 0)
            moments.open(moments.count - 1)
            say("frozen: , and . move through time, :at TIME goes further, Z is live again")
            return []
        case .frozen:
            timeline = .live
            moments.close()
            if let waiting { moments.keep(waiting) }
            waiting = nil
            (pastRuns, pastRunsAt) = (RunBook(), nil)
            asked = [:]
            arrange()
            say("live again", .done)
            return refresh()
        }
    }

    /// Through the kept moments; positive is back.
    mutating func scrub(by step: Int) -> [Effect] {
        guard case .frozen(let back) = timeline else { return [] }
        let next = back + step
        guard next >= 0, next < moments.count else {
            say(
                next < 0
                    ? "this is where it was frozen; Z is live again"
                    : "no older moment is kept; :at TIME asks the journal"
            )
            return []
        }
        return show(back: next)
    }

    /// Goes to a moment: one that is kept, else the journal is asked.
    mutating func travel(to text: String) -> [Effect] {
        if text == "now" { return isLive ? [] : freeze() }
        guard let wanted = Moment.read(text, before: now) else {
            say("\(text) is no time; write 13:55, 13:55:10, -20m or 2026-11-22T13:55:00Z", .refused)
            return []
        }
        guard wanted <= now else {
            say("\(Figures.stamp(wanted)) is yet to come", .refused)
            return []
        }
        guard let newest = moments.last, wanted < newest.at else { return isLive ? freeze() : [] }
        if let place = moments.place(near: wanted) {
            return show(back: moments.count - 1 - place)
        }
        say("asking the journal for \(Figures.stamp(wanted))")
        return ask(.fetchMoment(wanted))
    }

    /// Takes what the journal tells of a moment.
    mutating func take(_ snapshot: Snapshot?, asOf moment: Instant) -> [Effect] {
        asked[.fetchMoment(moment)] = nil
        guard let snapshot else {
            say("the journal cannot tell what was at \(Figures.stamp(moment))", .refused)
            return []
        }
        let place = moments.insert(snapshot)
        notice = nil
        return show(back: moments.count - 1 - place)
    }

    private mutating func show(back: Int) -> [Effect] {
        timeline = .frozen(back: back)
        moments.open(moments.count - 1 - back)
        // What was said about another moment would cover which moment this is.
        notice = nil
        arrange()
        return past.map { refreshPast($0) } ?? []
    }

    /// What the screen needs of a moment that is not now.
    mutating func refreshPast(_ moment: Instant) -> [Effect] {
        switch place {
        case .runs:
            let filter = lists[.runs]?.filter ?? ""
            if pastRunsAt != moment { (pastRuns, pastRunsAt) = (RunBook(), moment) }
            guard pastRuns.isBlank(for: filter), complaint(about: filter, in: .runs) == nil,
                case .fetchRuns(let query)? = pastRuns.ask(filter, at: now)
            else { return [] }
            return [.fetchPastRuns(query, moment)]
        case .run(let id):
            guard detail?.row.id != id || shownDetailAt != moment else { return [] }
            return ask(.fetchPastRun(id, moment))
        case .overview, .workflows, .models, .routing, .alerts, .sources, .audit, .incident, .help,
            .deadLetters, .silences, .proposals, .contexts:
            return []
        }
    }

    /// The time on the banner: when, how long ago, what that means, and what is not told of it; as
    /// much as there is room for, and what a key does goes first.
    func banner(_ width: Int) -> String {
        guard let past else { return "" }
        let word = timeline == .frozen(back: 0) ? "FROZEN" : "PAST"
        let ago = "\(Figures.age(now - past)) ago  actions are off"
        let known = snapshot?.caveat ?? ""
        let caveat = known.isEmpty ? "" : "  (\(known))"
        let stamp = "\(word) \(Figures.stamp(past))  \(ago)"
        let forms = [
            "\(stamp)  , . move  Z live\(caveat)", "\(stamp)\(caveat)",
            "\(word) \(Figures.clock(past))  \(ago)\(caveat)",
            "\(word) \(Figures.clock(past))  \(ago)",
            "\(word) \(Figures.clock(past))",
        ]
        return forms.first { Text.width($0) <= width } ?? forms[forms.count - 1]
    }
}

extension Moment {
    /// A moment to come as operators type it: `16:00` is the next such time, `3h` is so long from
    /// now; nil where it is neither, or past.
    static func ahead(_ text: String, of now: Instant) -> Instant? {
        if let span = Duration(text: text) { return span > .zero ? now + span : nil }
        if let instant = Instant(text: text) { return instant > now ? instant : nil }
        guard let before = read(text, before: now) else { return nil }
        let next = before + .seconds(86_400)
        return next > now ? next : nil
    }

    /// A moment as operators type it: `13:55` and `13:55:10` are the last such time, `-20m` or
    /// `20m` is that long ago, and RFC 3339 names any; nil where it is none of these.
    static func read(_ text: String, before now: Instant) -> Instant? {
        if let instant = Instant(text: text) { return instant }
        let ago = text.hasPrefix("-") ? String(text.dropFirst()) : text
        if let span = Duration(text: ago), span >= .zero { return now - span }
        let parts = (text.hasSuffix("Z") ? String(text.dropLast()) : text)
            .split(separator: ":", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { $0.count <= 2 ? Int64($0) : nil }
        guard (2...3).contains(parts.count), numbers.count == parts.count,
            (0...23).contains(numbers[0]), numbers.dropFirst().allSatisfy({ (0...59).contains($0) })
        else { return nil }
        let second = numbers[0] * 3600 + numbers[1] * 60 + (numbers.count > 2 ? numbers[2] : 0)
        let day = now.milliseconds - ((now.milliseconds % 86_400_000) + 86_400_000) % 86_400_000
        let today = Instant(milliseconds: day) + .seconds(second)
        return today <= now ? today : today - .seconds(86_400)
    }
}
