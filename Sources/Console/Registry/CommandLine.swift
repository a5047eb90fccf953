package import Orchestration

/// The command-line twin of an action: shown in every dialog and kept in the audit.
package enum CommandLine {
    /// For example `podium cancel 8f21c --if-version 17 --reason "stuck"`.
    package static func text(
        for action: Control.Action,
        versionSeen: Int64? = nil,
        lasting: String = "",
        condition: String = "",
        reason: String = ""
    ) -> String {
        var words = ["podium"] + action.words
        switch action {
        case .reroute, .acknowledge, .kill:
            if !lasting.isBlank { words += ["--for", lasting.trimmingBlanks] }
        default: break
        }
        if !condition.isBlank { words += ["--guard", condition.trimmingBlanks] }
        if let versionSeen { words += ["--if-version", String(versionSeen)] }
        if !reason.isEmpty { words += ["--reason", reason] }
        return words.map(\.shellWord).joined(separator: " ")
    }
}

extension Figures {
    /// Date and time in UTC as in ISO 8601: `2026-11-22T14:36:40Z`.
    ///
    /// Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.
    package static func stamp(_ instant: Instant) -> String {
        let days = Int64((Double(instant.milliseconds) / 86_400_000).rounded(.down))
        let z = days + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let ofEra = z - era * 146_097
        let year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * year + year / 4 - year / 100)
        let shifted = (5 * ofYear + 2) / 153
        let day = ofYear - (153 * shifted + 2) / 5 + 1
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        let civil = year + era * 400 + (month <= 2 ? 1 : 0)
        return "\(civil)-\(pad(month))-\(pad(day))T\(clock(instant))"
    }

    private static func pad(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
