extension Double {
    /// The number with that many decimals, for sentences; `-` where it is not finite.
    func fixed(_ decimals: Int) -> String {
        let scale = [1.0, 10, 100, 1000, 10_000][max(0, min(decimals, 4))]
        guard isFinite, abs(self) * scale < 9e15 else { return isFinite ? "\(self)" : "-" }
        let whole = Int64((abs(self) * scale).rounded())
        let sign = self < 0 && whole > 0 ? "-" : ""
        guard scale > 1 else { return "\(sign)\(whole)" }
        let (units, rest) = whole.quotientAndRemainder(dividingBy: Int64(scale))
        let digits = String(rest)
        let zeros = String(repeating: "0", count: max(0, min(decimals, 4) - digits.count))
        return "\(sign)\(units).\(zeros)\(digits)"
    }

    /// The share as a percentage, for example `12 %` or `0.4 %`.
    package var percent: String {
        let share = self * 100
        return share.magnitude < 10 && share != share.rounded()
            ? "\(share.fixed(1)) %" : "\(share.fixed(0)) %"
    }
}

extension Duration {
    /// The duration as people say it, two units at most: `850 ms`, `12 s`, `5 min 30 s`, `3 h`.
    package var inWords: String {
        let milliseconds = milliseconds
        guard milliseconds != .min else { return "-" }
        guard milliseconds >= 0 else { return "-" + Duration.milliseconds(-milliseconds).inWords }
        guard milliseconds >= 1000 else { return "\(milliseconds) ms" }
        guard milliseconds >= 10_000 else { return "\((Double(milliseconds) / 1000).fixed(1)) s" }
        let units: [(String, Int64)] = [("d", 86_400), ("h", 3600), ("min", 60), ("s", 1)]
        var rest = milliseconds / 1000
        var words: [String] = []
        for (unit, seconds) in units where rest >= seconds && words.count < 2 {
            words.append("\(rest / seconds) \(unit)")
            rest %= seconds
        }
        return words.joined(separator: " ")
    }
}
