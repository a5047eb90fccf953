/// How fresh a source was, hour by hour, over the last seven days.
///
/// Kept because a late feed often has a habit: the same hour of every night, the same day of every week.
package struct FreshnessCalendar: Hashable, Sendable, Codable {
    package enum Mark: UInt8, Hashable, Sendable, Codable, CaseIterable {
        /// Nobody looked: no engine ran.
        case unseen
        /// Within its SLA whenever it was looked at.
        case fresh
        /// Late for a part of the hour.
        case part
        /// Late whenever it was looked at.
        case late
    }

    /// The hours it covers.
    package static let hours = LocalHours.week

    /// The zone whose hours it covers; nil for UTC.
    package private(set) var zone: String?
    /// The number of the newest hour, as its zone counts them.
    package private(set) var newest: Int64
    /// Oldest first; at most `hours`, the last is the newest hour.
    package private(set) var marks: [Mark]

    /// A calendar of the hour of a moment, in which nobody has looked.
    package init(zone: String? = nil, at now: Instant) {
        self.zone = zone == "UTC" ? nil : zone
        newest = LocalHours(zone ?? "UTC").number(of: now)
        marks = [.unseen]
    }

    /// Notes how the source stands at a moment; one before the newest hour changes nothing.
    /// - Returns: Whether a mark changed.
    package mutating func note(isLate: Bool, at now: Instant) -> Bool {
        let hour = hour(of: now)
        guard hour >= newest else { return false }
        let skipped = min(hour - newest, Int64(Self.hours))
        if skipped > 0 {
            marks += Array(repeating: .unseen, count: Int(skipped))
            marks.removeFirst(max(0, marks.count - Self.hours))
            newest = hour
        }
        let last = marks.count - 1
        let before = marks[last]
        marks[last] = Self.joined(before, isLate: isLate)
        return skipped > 0 || marks[last] != before
    }

    private static func joined(_ mark: Mark, isLate: Bool) -> Mark {
        switch mark {
        case .unseen: isLate ? .late : .fresh
        case .fresh: isLate ? .part : .fresh
        case .late: isLate ? .late : .part
        case .part: .part
        }
    }

    /// The mark of an hour; unseen where it is not covered.
    package func mark(ofHour hour: Int64) -> Mark {
        guard hour <= newest, hour > newest - Int64(marks.count) else { return .unseen }
        return marks[marks.count - 1 - Int(newest - hour)]
    }

    /// The number of the hour of a moment.
    package func hour(of moment: Instant) -> Int64 {
        LocalHours(zone ?? "UTC").number(of: moment)
    }
}

extension FreshnessCalendar {
    /// As the journal keeps it: a letter an hour.
    package var value: Value {
        Value(present: [
            "newest": .int(newest), "zone": zone.map { .string($0) },
            "marks": .string(String(marks.map { Self.letters[Int($0.rawValue)] })),
        ])
    }

    /// Read back; nil where it is none.
    package init?(value: Value) {
        guard case .int(let newest)? = value["newest"], let text = value["marks"]?.text,
            (1...Self.hours).contains(text.count), newest > 0, newest < 1 << 40
        else { return nil }
        let marks = text.compactMap { letter in
            Self.letters.firstIndex(of: letter).flatMap { Mark(rawValue: UInt8($0)) }
        }
        guard marks.count == text.count else { return nil }
        (self.newest, self.marks, zone) = (newest, marks, value["zone"]?.text)
    }

    private static let letters: [Character] = ["-", ".", "~", "x"]
}
