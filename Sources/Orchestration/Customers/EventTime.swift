/// Reads the time of an event: a timestamp, or a text as RFC 3339 has it.
enum EventTime {
    /// The moment in `value`, nil where it holds none.
    static func instant(in value: Value) -> Instant? {
        value.text.flatMap { instant(rfc3339: $0) } ?? value.instant
    }

    /// Reads `2026-04-16T13:40:25Z`, with an optional fraction and any offset.
    ///
    /// Digits beyond milliseconds are cut; a leap second counts as the second after it.
    /// Source: RFC 3339, section 5.6.
    static func instant(rfc3339 text: String) -> Instant? {
        guard text.utf8.count <= 40 else { return nil }
        var scanner = Scanner(rest: Array(text.utf8)[...])
        guard let year = scanner.digits(4), scanner.take("-"),
            let month = scanner.digits(2), (1...12).contains(month), scanner.take("-"),
            let day = scanner.digits(2), (1...daysIn(month, of: year)).contains(day),
            scanner.take("T") || scanner.take("t") || scanner.take(" "),
            let hour = scanner.digits(2), hour < 24, scanner.take(":"),
            let minute = scanner.digits(2), minute < 60, scanner.take(":"),
            let second = scanner.digits(2), second <= 60,
            let fraction = scanner.fraction(), let offset = scanner.offset(), scanner.rest.isEmpty
        else { return nil }
        let seconds = ((dayNumber(year, month, day) * 24 + hour) * 60 + minute) * 60 + second
        return Instant(milliseconds: Int64((seconds - offset * 60) * 1000 + fraction))
    }

    private static func daysIn(_ month: Int, of year: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    /// Days since 1970-01-01 in the Gregorian calendar; years begin in March, so that the leap day
    /// comes last. Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
    private static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let y = month <= 2 ? year - 1 : year
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        let leapDays = (y >= 0 ? y / 4 - y / 100 + y / 400 : -1)
        return y * 365 + leapDays + dayOfYear - 719_468
    }
}

/// Takes ASCII off the front.
private struct Scanner {
    var rest: ArraySlice<UInt8>

    mutating func take(_ character: Character) -> Bool {
        guard let byte = character.asciiValue, rest.first == byte else { return false }
        rest.removeFirst()
        return true
    }

    mutating func digits(_ count: Int) -> Int? {
        guard rest.count >= count else { return nil }
        var number = 0
        for byte in rest.prefix(count) {
            guard (48...57).contains(byte) else { return nil }
            number = number * 10 + Int(byte - 48)
        }
        rest.removeFirst(count)
        return number
    }

    /// The fraction in milliseconds; 0 where there is none, nil for a point without digits.
    mutating func fraction() -> Int? {
        guard take(".") else { return 0 }
        var (milliseconds, unit, count) = (0, 100, 0)
        while let digit = digits(1) {
            (milliseconds, unit, count) = (milliseconds + digit * unit, unit / 10, count + 1)
        }
        return count > 0 ? milliseconds : nil
    }

    /// Minutes east of UTC.
    mutating func offset() -> Int? {
        if take("Z") || take("z") { return 0 }
        let sign = take("+") ? 1 : take("-") ? -1 : 0
        guard sign != 0, let hours = digits(2), hours < 24, take(":"), let minutes = digits(2),
            minutes < 60
        else { return nil }
        return sign * (hours * 60 + minutes)
    }
}
