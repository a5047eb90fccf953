/// What a `Retry-After` header asks for, in either of its two forms.
///
/// Source: RFC 9110, sections 5.6.7 (HTTP-date) and 10.2.3 (Retry-After).
package enum RetryAfter {
    /// The longest pause believed: a header may be hostile or mistaken.
    package static let longest = Duration.seconds(86_400)

    /// The pause asked for.
    ///
    /// A date is read against the answer's own `Date` header, so that neither a clock of ours nor a
    /// skew between the two machines enters; without it a date says nothing.
    /// - Parameters:
    ///   - text: The header's value: whole seconds, or an HTTP-date.
    ///   - date: The value of the same answer's `Date` header.
    /// - Returns: `.zero ... longest`; nil where it cannot be read.
    package static func pause(in text: String, date: String? = nil) -> Duration? {
        let text = text.trimmed
        if !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }) {
            return min(longest, Int64(text).map { .seconds($0) } ?? longest)
        }
        guard let due = HTTPDate.instant(in: text), let sent = date.flatMap(HTTPDate.instant(in:))
        else { return nil }
        return min(longest, max(.zero, due - sent))
    }

    /// How long until the last used-up limit of a `RateLimit` field is whole again.
    ///
    /// For example `"minute";r=0;t=30, "day";r=812;t=60000`: 30 s.
    /// - Returns: `.zero ... longest`; nil where no limit is used up, or none says when.
    /// Source: draft-ietf-httpapi-ratelimit-headers-10, section 4.1.
    package static func pause(inRateLimit text: String) -> Duration? {
        guard text.utf8.count <= 4096 else { return nil }
        return text.split(separator: ",").compactMap { limit -> Duration? in
            let parameters = limit.split(separator: ";").map { String($0).trimmed }
            guard parameters.contains("r=0"),
                let reset = parameters.first(where: { $0.hasPrefix("t=") })
            else { return nil }
            return pause(in: String(reset.dropFirst(2)))
        }.max()
    }
}

/// Dates as HTTP writes them.
package enum HTTPDate {
    /// The moment in any of the three forms RFC 9110 wants read; nil where it is none of them.
    ///
    /// `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT`,
    /// `Sun Nov  6 08:49:37 1994`. Two-digit years below 70 are taken as 20xx.
    package static func instant(in text: String) -> Instant? {
        guard text.utf8.count <= 40 else { return nil }
        let words = text.split(whereSeparator: { $0 == " " || $0 == "-" || $0 == "," }).map(
            String.init
        )
        switch words.count {
        case 6 where words[5] == "GMT":
            return instant(day: words[1], month: words[2], year: words[3], time: words[4])
        case 5: return instant(day: words[2], month: words[1], year: words[4], time: words[3])
        default: return nil
        }
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func instant(day: String, month: String, year: String, time: String) -> Instant?
    {
        guard let day = Int64(day), (1...31).contains(day), var year = Int64(year),
            (0...9999).contains(year), let month = months.firstIndex(of: month)
        else { return nil }
        let clock = time.split(separator: ":", omittingEmptySubsequences: false).map { Int64($0) }
        guard clock.count == 3, let hours = clock[0], let minutes = clock[1],
            let seconds = clock[2],
            (0...23).contains(hours), (0...59).contains(minutes), (0...60).contains(seconds)
        else { return nil }
        if year < 100 { year += year < 70 ? 2000 : 1900 }
        let days = daysSinceEpoch(year: year, month: Int64(month) + 1, day: day)
        return .epoch + .seconds(days * 86_400 + hours * 3600 + minutes * 60 + seconds)
    }

    /// Days from 1970-01-01 in the proleptic Gregorian calendar.
    ///
    /// Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
    private static func daysSinceEpoch(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}

extension String {
    fileprivate var trimmed: String {
        let core = drop(while: \.isWhitespace)
        return String(core.prefix(core.count - core.reversed().prefix(while: \.isWhitespace).count))
    }
}
