/// Brings notices to their recipients; the engine says which, and keeps them until they are taken.
package protocol Herald: Sendable {
    /// Delivers one notice, once.
    func deliver(_ notice: Notice) async -> Delivered
}

/// What came of a delivery.
package enum Delivered: Hashable, Sendable {
    case taken
    /// To be tried again; the reason is for people.
    case later(String, after: Duration?)
    /// It will never be taken: trying again is in vain.
    case refused(String)
}

/// Notices that are durable and not taken yet.
package struct NoticeQueue: Hashable, Sendable {
    private struct Entry: Hashable {
        var notice: Notice
        var tries = 0
        var next: Instant
        var isUnderWay = false
    }

    /// A notice that nobody takes for so long is given up.
    package static let patience = Duration.seconds(86_400)
    /// The longest pause between two tries.
    static let pauseMax = Duration.seconds(300)

    private var entries: [String: Entry] = [:]

    package init() {}

    /// How many wait.
    package var count: Int { entries.count }

    /// Whether a delivery is under way.
    package var isBusy: Bool { entries.values.contains(where: \.isUnderWay) }

    /// Takes one in, to be delivered at once.
    /// - Returns: Those it stands for as well: earlier repetitions that nobody has taken yet.
    @discardableResult
    package mutating func enter(_ notice: Notice) -> [String] {
        let old = entries.values.filter {
            $0.notice.isRepetition && !$0.isUnderWay && $0.notice.lane == notice.lane
        }
        let dropped = notice.isRepetition ? old.map(\.notice.id).sorted() : []
        for id in dropped { entries[id] = nil }
        entries[notice.id] = Entry(notice: notice, next: notice.at)
        return dropped
    }

    /// Those to be delivered now; they count as under way until they are settled.
    ///
    /// Of one recipient and object only the oldest: a resolution never overtakes its alert.
    package mutating func take(at now: Instant) -> [Notice] {
        var taken: [Notice] = []
        var seen: Set<String> = []
        let ordered = entries.values.sorted {
            ($0.notice.at, $0.notice.id) < ($1.notice.at, $1.notice.id)
        }
        for entry in ordered {
            guard seen.insert(entry.notice.lane).inserted, !entry.isUnderWay, entry.next <= now
            else { continue }
            entries[entry.notice.id]?.isUnderWay = true
            taken.append(entry.notice)
        }
        return taken
    }

    /// Notes what came of a delivery.
    /// - Returns: Whether the notice is done with, one way or the other.
    package mutating func settle(_ id: String, _ delivered: Delivered, at now: Instant) -> Bool {
        guard var entry = entries[id] else { return true }
        switch delivered {
        case .taken, .refused:
            entries[id] = nil
            return true
        case .later(_, let after):
            guard now - entry.notice.at < Self.patience else {
                entries[id] = nil
                return true
            }
            let pause = min(Duration.seconds(5) * (1 << min(entry.tries, 6)), Self.pauseMax)
            entry.tries += 1
            entry.next = now + max(pause, after ?? .zero)
            entry.isUnderWay = false
            entries[id] = entry
            return false
        }
    }
}

extension Notice {
    /// What stays in order: notices of one recipient about one object.
    fileprivate var lane: String { "\(recipient)/\(object.group)" }
}
