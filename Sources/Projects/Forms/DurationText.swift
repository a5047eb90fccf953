/// Durations as people write them: `250ms`, `15m`, `7d`, `1h30m`.
enum DurationText {
    private static let units: [(String, Int64)] = [
        ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000),
        ("w", 604_800_000),
    ]

    /// The duration a text stands for; nil where it is none, or longer than 64 bits of ms.
    static func duration(_ text: String) -> Duration? {
        var rest = Substring(text)
        var total: Int64 = 0
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            rest = rest.dropFirst(digits.count)
            let letters = rest.prefix { $0.isLetter }
            rest = rest.dropFirst(letters.count)
            guard let number = Int64(digits), let unit = units.first(where: { $0.0 == letters })
            else { return nil }
            let (part, overflow) = number.multipliedReportingOverflow(by: unit.1)
            let (sum, carried) = total.addingReportingOverflow(part)
            guard !overflow, !carried else { return nil }
            total = sum
        }
        return .milliseconds(total)
    }

    /// The shortest text of a duration, in its largest whole units.
    static func text(_ duration: Duration) -> String {
        var rest = duration.components.seconds * 1000
            + duration.components.attoseconds / 1_000_000_000_000_000
        guard rest > 0 else { return "0s" }
        var text = ""
        for (name, size) in units.dropLast().reversed() where rest >= size {
            text += "\(rest / size)\(name)"
            rest %= size
        }
        return text
    }
}
