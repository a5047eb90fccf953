package import Orchestration

/// Numbers and moments as the operator reads them; a missing value is `-`, never 0.
package enum Figures {
    /// What stands for a value nobody has measured.
    package static let missing = "-"

    /// `9,881`.
    package static func count(_ number: Int) -> String {
        let digits = String(number.magnitude)
        var text = ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place).isMultiple(of: 3) { text.append(",") }
            text.append(digit)
        }
        return number < 0 ? "-" + text : text
    }

    /// Three significant digits with a letter: `412`, `9.1k`, `41.2M`.
    package static func short(_ number: Double?) -> String {
        guard let number, number.isFinite else { return missing }
        let size = abs(number)
        for (limit, letter) in [(1e9, "G"), (1e6, "M"), (1e3, "k")] where size >= limit {
            let scaled = number / limit
            return fixed(scaled, abs(scaled) < 100 ? 1 : 0) + letter
        }
        return size >= 100 || size == size.rounded() ? fixed(number, 0) : self.number(number)
    }

    /// Two to three significant digits without exponent: `0.27`, `4.1`, `311`.
    package static func number(_ number: Double?) -> String {
        guard let number, number.isFinite else { return missing }
        let size = abs(number)
        return fixed(number, size >= 100 ? 0 : size >= 10 ? 1 : 2)
    }

    /// A number with so many decimals; exact to 15 digits.
    package static func fixed(_ number: Double, _ decimals: Int) -> String {
        guard number.isFinite else { return missing }
        let places = min(max(0, decimals), 6)
        let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
        let scaled = (abs(number) * scale).rounded()
        guard scaled < 9e15 else { return number < 0 ? "<-1e9" : ">1e9" }
        let whole = Int64(scaled)
        let sign = number < 0 && whole != 0 ? "-" : ""
        guard places > 0 else { return "\(sign)\(whole)" }
        let unit = Int64(scale)
        let rest = String(whole % unit)
        let zeros = String(repeating: "0", count: places - rest.count)
        return "\(sign)\(whole / unit).\(zeros)\(rest)"
    }

    /// A share between 0 and 1 as a percentage with one decimal and no sign: `6.1`.
    package static func percent(_ share: Double?) -> String {
        guard let share, share.isFinite else { return missing }
        return share == 1 ? "100" : fixed(share * 100, 1)
    }

    /// How long a call took: `250ns`, `12us`, `38ms`, `1.40s`, `2m05s`.
    package static func latency(_ duration: Duration?) -> String {
        guard let duration else { return missing }
        let seconds = duration.inSeconds
        if seconds < 0 { return missing }
        if seconds == 0 { return "0s" }
        if seconds < 0.000_000_999_5 { return "\(Int((seconds * 1e9).rounded()))ns" }
        if seconds < 0.000_999_5 { return "\(Int((seconds * 1_000_000).rounded()))us" }
        if seconds < 0.9995 { return "\(Int((seconds * 1000).rounded()))ms" }
        if seconds < 10 { return fixed(seconds, 2) + "s" }
        if seconds < 100 { return fixed(seconds, 1) + "s" }
        return age(duration)
    }

    /// The same of seconds; what no clock can have measured is missing.
    package static func latency(seconds: Double?) -> String {
        guard let seconds, seconds >= 0, seconds < 1e9 else { return missing }
        return latency(Duration.seconds(seconds))
    }

    /// How old something is, in its two greatest units: `2s`, `9m02s`, `5h12m`, `3d04h`.
    package static func age(_ duration: Duration?) -> String {
        guard let duration else { return missing }
        let sign = duration < .zero ? "-" : ""
        let seconds = duration.milliseconds.magnitude / 1000
        let (minutes, hours, days) = (seconds / 60, seconds / 3600, seconds / 86_400)
        if days > 0 { return "\(sign)\(days)d\(two(hours % 24))h" }
        if hours > 0 { return "\(sign)\(hours)h\(two(minutes % 60))m" }
        if minutes > 0 { return "\(sign)\(minutes)m\(two(seconds % 60))s" }
        return "\(sign)\(seconds)s"
    }

    /// How old, with one unit, for narrow places: `2s`, `9m`, `5h`.
    package static func shortAge(_ duration: Duration?) -> String {
        guard let duration else { return missing }
        let seconds = duration.milliseconds.magnitude / 1000
        if seconds >= 86_400 { return "\(seconds / 86_400)d" }
        if seconds >= 3600 { return "\(seconds / 3600)h" }
        return seconds >= 60 ? "\(seconds / 60)m" : "\(seconds)s"
    }

    /// Elapsed time as a clock: `00:04:12`; from a day on `3d04h`.
    package static func elapsed(_ duration: Duration?) -> String {
        guard let duration, duration >= .zero else { return missing }
        let seconds = duration.milliseconds.magnitude / 1000
        guard seconds < 86_400 else { return age(duration) }
        return "\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
    }

    /// How long something took: as a call below a minute, so that 841 ms are not 00:00:00; above it
    /// as a clock.
    package static func took(_ duration: Duration) -> String {
        duration < .seconds(60) ? latency(duration) : elapsed(duration)
    }

    /// The time of day in UTC: `14:32:08Z`.
    package static func clock(_ instant: Instant) -> String {
        let day = modulo(instant.milliseconds, 86_400_000) / 1000
        return "\(two(day / 3600)):\(two(day / 60 % 60)):\(two(day % 60))Z"
    }

    /// The time of day in UTC without seconds: `14:32`.
    package static func shortClock(_ instant: Instant) -> String {
        let day = modulo(instant.milliseconds, 86_400_000) / 1000
        return "\(two(day / 3600)):\(two(day / 60 % 60))"
    }

    /// Pads with blanks at the right; longer texts stay as they are.
    package static func padded(_ text: String, to width: Int) -> String {
        let missing = width - text.count
        return missing > 0 ? text + String(repeating: " ", count: missing) : text
    }

    private static func two(_ number: UInt64) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// The remainder that is never negative.
    private static func modulo(_ a: Int64, _ b: Int64) -> UInt64 {
        UInt64(((a % b) + b) % b)
    }
}
