/// Timestamps as RFC 3339 writes them, for example `2009-02-13T23:31:30.5Z`.
package enum RFC3339 {
    /// A moment: seconds since the epoch and 0 ..< 1,000,000,000 nanoseconds after them.
    package typealias Moment = (seconds: Int64, nanoseconds: Int32)

    /// The moment that `text` names; nil when it is not of the form.
    ///
    /// Years have four digits, fractions up to nine; the zone is `Z` or an offset, always given.
    /// A leap second counts as the second after it.
    package static func parse(_ text: String) -> Moment? {
        var reader = Reader(text)
        guard let year = reader.digits(4), reader.take("-"), let month = reader.digits(2),
            reader.take("-"), let day = reader.digits(2), reader.take("Tt "),
            let hour = reader.digits(2), reader.take(":"), let minute = reader.digits(2),
            reader.take(":"), let second = reader.digits(2), let fraction = reader.fraction(),
            let offset = reader.offset(), reader.isAtEnd, (1...12).contains(month),
            (1...CivilDate.daysInMonth(month, of: Int64(year))).contains(day), hour < 24,
            minute < 60, second < 61
        else { return nil }
        let days = CivilDate.days(year: Int64(year), month: month, day: day)
        let local = days * 86_400 + Int64(hour * 3600 + minute * 60 + second)
        return (local - Int64(offset), Int32(fraction))
    }

    /// The text of a moment in UTC, with as many digits of fraction as it needs.
    package static func text(seconds: Int64, nanoseconds: Int32) -> String {
        let civil = CivilDate(secondsSinceEpoch: seconds)
        let date = "\(padded(civil.year, 4))-\(padded(civil.month, 2))-\(padded(civil.day, 2))"
        let time =
            "\(padded(civil.hour, 2)):\(padded(civil.minute, 2)):\(padded(civil.second, 2))"
        return "\(date)T\(time)\(fraction(Int64(nanoseconds), digits: 9))Z"
    }

    /// `number` with zeros before it up to `width` digits.
    static func padded(_ number: some BinaryInteger, _ width: Int) -> String {
        let digits = String(number.magnitude)
        let zeros = String(repeating: "0", count: max(0, width - digits.utf8.count))
        return (number < 0 ? "-" : "") + zeros + digits
    }

    /// A dot and the digits of a fraction in units of 10^-`digits`, without zeros at the end.
    static func fraction(_ number: Int64, digits: Int) -> String {
        guard number != 0 else { return "" }
        var text = padded(number.magnitude, digits)
        while text.hasSuffix("0") { text.removeLast() }
        return "." + text
    }
}

/// Reads the fixed fields of a timestamp.
private struct Reader {
    private var rest: Substring.UTF8View

    init(_ text: String) { rest = Substring(text).utf8 }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func take(_ choices: String) -> Bool {
        guard let first = rest.first, choices.utf8.contains(first) else { return false }
        rest.removeFirst()
        return true
    }

    mutating func digits(_ count: Int) -> Int? {
        var number = 0
        for _ in 0..<count {
            guard let digit = rest.popFirst(), digit.isDigit else { return nil }
            number = number * 10 + Int(digit - UInt8(ascii: "0"))
        }
        return number
    }

    /// Nanoseconds of an optional fraction of one to nine digits.
    mutating func fraction() -> Int? {
        guard take(".") else { return 0 }
        var (number, count) = (0, 0)
        while let digit = rest.first, digit.isDigit {
            guard count < 9 else { return nil }
            number = number * 10 + Int(digit - UInt8(ascii: "0"))
            count += 1
            rest.removeFirst()
        }
        guard count > 0 else { return nil }
        for _ in count..<9 { number *= 10 }
        return number
    }

    /// Seconds that the local time is ahead of UTC.
    mutating func offset() -> Int? {
        if take("Zz") { return 0 }
        let sign = rest.first == UInt8(ascii: "-") ? -1 : 1
        guard take("+-"), let hours = digits(2), take(":"), let minutes = digits(2), hours < 24,
            minutes < 60
        else { return nil }
        return sign * (hours * 3600 + minutes * 60)
    }
}

extension Instant {
    /// The moment that an RFC 3339 text names, cut to milliseconds; nil when it names none.
    package init?(text: String) {
        guard let (seconds, nanoseconds) = RFC3339.parse(text) else { return nil }
        self.init(milliseconds: seconds * 1000 + Int64(nanoseconds) / 1_000_000)
    }

    /// An instant, or a date alone, which is its first moment in UTC.
    package init?(day text: String) {
        guard let instant = Instant(text: text) ?? Instant(text: text + "T00:00:00Z") else {
            return nil
        }
        self = instant
    }

    /// The moment as RFC 3339 writes it, in UTC, for example `2026-01-02T03:04:05.678Z`.
    package var text: String {
        let (seconds, rest) = milliseconds.flooredDivision(by: 1000)
        return RFC3339.text(seconds: seconds, nanoseconds: Int32(rest) * 1_000_000)
    }
}
