internal import FoundationEssentials

/// How far local time is from UTC: a fixed distance such as `+02:00`, or a named zone with its
/// history, such as `Europe/Berlin`.
///
/// Names are read from the platform's time zone data. They are found when Foundation's calendars
/// are linked into the program, as they are into ours.
enum Zone: Hashable {
    case fixed(seconds: Int64)
    case named(TimeZone)

    /// The zone of an offset (`+11:00`, `-02:30`, `02:00`) or a name; nil when it is neither.
    init?(_ text: String) {
        if text == "UTC" || text == "Z" || text.isEmpty {
            self = .fixed(seconds: 0)
        } else if let seconds = Self.offset(text) {
            self = .fixed(seconds: seconds)
        } else if text.contains("/") || text.allSatisfy({ $0.isLetter || $0.isNumber }),
            let zone = TimeZone(identifier: text)
        {
            self = .named(zone)
        } else {
            return nil
        }
    }

    /// Seconds to add to UTC at that moment.
    func offset(at seconds: Int64) -> Int64 {
        switch self {
        case .fixed(let offset): return offset
        case .named(let zone):
            return Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds))))
        }
    }

    private static func offset(_ text: String) -> Int64? {
        var digits = Substring(text)
        let isWest = digits.first == "-"
        if isWest || digits.first == "+" { digits.removeFirst() }
        let parts = digits.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2,
            parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy(\.isDigit) }),
            let hours = Int64(parts[0]), let minutes = Int64(parts[1]), hours < 24, minutes < 60
        else { return nil }
        return (hours * 3600 + minutes * 60) * (isWest ? -1 : 1)
    }
}
