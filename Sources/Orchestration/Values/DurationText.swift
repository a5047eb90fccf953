/// Durations as people write them: numbers with units, for example `1h30m` or `250ms`.
package enum DurationText {
    /// A unit and its length in nanoseconds.
    typealias Unit = (name: String, nanoseconds: Int128)

    /// Units of expressions: those of CEL, which has no days.
    static let expressionUnits: [Unit] = [
        ("ns", 1), ("us", 1_000), ("µs", 1_000), ("μs", 1_000), ("ms", 1_000_000),
        ("s", 1_000_000_000), ("m", 60_000_000_000), ("h", 3_600_000_000_000),
    ]

    /// Units of project files and filters.
    static let projectUnits: [Unit] = expressionUnits + [("d", 86_400_000_000_000)]

    /// Nanoseconds in `text`; nil when it is no duration.
    ///
    /// The form is an optional sign and one or more numbers, each with an optional fraction and a
    /// unit; a bare `0` needs none. What is finer than a nanosecond is cut. The result is held to
    /// ±10^36, far beyond any range that callers allow.
    static func nanoseconds(_ text: String, units: [Unit]) -> Int128? {
        var rest = Substring(text)
        let isNegative = rest.first == "-"
        if isNegative || rest.first == "+" { rest.removeFirst() }
        if rest == "0" { return 0 }
        guard !rest.isEmpty, rest.utf8.count <= 64 else { return nil }
        var total: Int128 = 0
        while !rest.isEmpty {
            guard let part = part(&rest, units) else { return nil }
            total += part
        }
        return isNegative ? -total : total
    }

    /// One number and its unit; 64 bytes of text keep every product within 128 bits.
    private static func part(_ rest: inout Substring, _ units: [Unit]) -> Int128? {
        let whole = rest.takeDigits()
        var fraction = Substring()
        if rest.first == "." {
            rest.removeFirst()
            fraction = rest.takeDigits()
        }
        let name = rest.prefix { !($0.isASCII && ($0.isNumber || $0 == ".")) }
        guard !(whole.isEmpty && fraction.isEmpty), whole.utf8.count <= 20,
            let unit = units.first(where: { $0.name == name }),
            let count = whole.isEmpty ? 0 : Int128(whole)
        else { return nil }
        rest = rest[name.endIndex...]
        let digits = fraction.prefix(15)
        var scale: Int128 = 1
        for _ in digits { scale *= 10 }
        return count * unit.nanoseconds + (Int128(digits) ?? 0) * unit.nanoseconds / scale
    }
}

extension Substring {
    /// Takes the ASCII digits at the beginning.
    fileprivate mutating func takeDigits() -> Substring {
        let digits = prefix { $0.isASCII && $0.isNumber }
        self = self[digits.endIndex...]
        return digits
    }
}

extension Duration {
    /// The duration that `text` writes, for example `250ms`, `30s`, `15m`, `4h`, `7d` or `1h30m`.
    ///
    /// Nil when it writes none or when it exceeds 292 years. A day is 24 hours.
    package init?(text: String) {
        guard
            let total = DurationText.nanoseconds(text, units: DurationText.projectUnits),
            let nanoseconds = Int64(exactly: total)
        else { return nil }
        self = .nanoseconds(nanoseconds)
    }

    /// The shortest text that `init(text:)` reads back as this duration, to the nanosecond: `1h30m`.
    package var text: String {
        let total = components.seconds
        let nanoseconds = components.attoseconds / 1_000_000_000
        guard total != 0 || nanoseconds != 0 else { return "0s" }
        var text = total < 0 || nanoseconds < 0 ? "-" : ""
        var rest = total.magnitude
        for (name, length) in [("d", UInt64(86_400)), ("h", 3600), ("m", 60)] where rest >= length {
            text += "\(rest / length)\(name)"
            rest %= length
        }
        return text + Self.tail(seconds: rest, nanoseconds: nanoseconds.magnitude)
    }

    private static func tail(seconds: UInt64, nanoseconds: UInt64) -> String {
        guard nanoseconds != 0 else { return seconds == 0 ? "" : "\(seconds)s" }
        if seconds == 0, nanoseconds % 1_000_000 == 0 { return "\(nanoseconds / 1_000_000)ms" }
        return "\(seconds)\(RFC3339.fraction(Int64(nanoseconds), digits: 9))s"
    }

    /// Seconds with as much fraction as needed, to the nanosecond: `1.5s`, the form of CEL and JSON.
    package var secondsText: String {
        let nanoseconds = components.attoseconds / 1_000_000_000
        let sign = components.seconds < 0 || nanoseconds < 0 ? "-" : ""
        let fraction = RFC3339.fraction(nanoseconds, digits: 9)
        return "\(sign)\(components.seconds.magnitude)\(fraction)s"
    }
}
