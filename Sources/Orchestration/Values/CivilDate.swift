/// A moment as a calendar and a clock in UTC show it, in the Gregorian calendar carried back.
///
/// Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", 2013.
package struct CivilDate: Hashable, Sendable {
    /// The days of the week, from Sunday = 0.
    package enum Weekday: Int, CaseIterable, Sendable {
        case sunday, monday, tuesday, wednesday, thursday, friday, saturday
    }

    package let year: Int64
    /// The month, 1 ... 12
    package let month: Int
    /// The day of the month, 1 ... 31
    package let day: Int
    /// The hour, 0 ... 23
    package let hour: Int
    /// The minute, 0 ... 59
    package let minute: Int
    /// The second, 0 ... 59; leap seconds are not counted
    package let second: Int
    package let weekday: Weekday

    /// Seconds since the epoch of the years 1 to 9999, which RFC 3339 can write.
    package static let secondsRange: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

    /// What a calendar shows `seconds` after the epoch; right for every `Int64`.
    package init(secondsSinceEpoch seconds: Int64) {
        let (days, rest) = seconds.flooredDivision(by: 86_400)
        (year, month, day) = Self.date(daysSinceEpoch: days)
        hour = Int(rest / 3600)
        minute = Int(rest / 60 % 60)
        second = Int(rest % 60)
        // The epoch was a Thursday.
        weekday = Weekday.allCases[Int((days % 7 + 11) % 7)]
    }

    /// The day of the year, 1 ... 366
    package var dayOfYear: Int {
        let first = Self.days(year: year, month: 1, day: 1)
        return Int(Self.days(year: year, month: month, day: day) - first) + 1
    }

    /// Days from the epoch to a date.
    ///
    /// - Parameters:
    ///   - year: Within ±1,000,000,000, so that nothing overflows.
    ///   - month: 1 ... 12.
    ///   - day: 1 ... 31.
    /// - Returns: Negative before 1970-01-01.
    package static func days(year: Int64, month: Int, day: Int) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let (era, yearOfEra) = shifted.flooredDivision(by: 400)
        let dayOfYear = Int64((153 * ((month + 9) % 12) + 2) / 5 + day - 1)
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// How many days a month has, 28 ... 31
    package static func daysInMonth(_ month: Int, of year: Int64) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        switch month {
        case 2: return isLeap ? 29 : 28
        case 4, 6, 9, 11: return 30
        default: return 31
        }
    }

    private static func date(daysSinceEpoch days: Int64) -> (Int64, Int, Int) {
        let (era, dayOfEra) = (days + 719_468).flooredDivision(by: 146_097)
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = Int(shifted < 10 ? shifted + 3 : shifted - 9)
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, Int(dayOfYear - (153 * shifted + 2) / 5 + 1))
    }
}

extension Int64 {
    /// Quotient rounded down and the remainder that goes with it, 0 ..< `divisor`.
    func flooredDivision(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}

extension Instant {
    /// The calendar and clock of this moment in UTC.
    package var civil: CivilDate {
        CivilDate(secondsSinceEpoch: milliseconds.flooredDivision(by: 1000).quotient)
    }
}
