package import Orchestration

/// The command-line twin of an action: shown in every dialog and kept in the audit.
package enum CommandLine {
    /// For example `podium cancel 8f21c --if-version 17 --reason "stuck"`.
    package static func text(
        for action: Control.Action,
        versionSeen: Int64? = nil,
        reason: String = ""
    ) -> String {
        var words = ["podium"] + self.words(for: action)
        if let versionSeen { words += ["--if-version", String(versionSeen)] }
        if !reason.isEmpty { words += ["--reason", quoted(reason)] }
        return words.joined(separator: " ")
    }

    private static func words(for action: Control.Action) -> [String] {
        switch action {
        case .pauseRun(let id): ["pause", quoted(id.text)]
        case .resumeRun(let id): ["resume", quoted(id.text)]
        case .pauseWorkflow(let name): ["pause", "--workflow", quoted(name)]
        case .resumeWorkflow(let name): ["resume", "--workflow", quoted(name)]
        case .retry(let id, let step):
            ["retry", quoted(id.text)] + (step.map { ["--step", quoted($0)] } ?? [])
        case .skip(let id, let step): ["skip", quoted(id.text), "--step", quoted(step)]
        case .cancel(let id): ["cancel", quoted(id.text)]
        case .act(let id, let act): [act.verb, quoted(id.text)] + act.words.map(quoted)
        case .reroute(let route, let target):
            ["reroute", quoted(route)] + (target.map { ["--to", quoted($0)] } ?? ["--policy"])
        case .acknowledge(let alert): ["ack", quoted(alert)]
        case .snooze(let alert, let until):
            ["snooze", quoted(alert), "--until", Figures.stamp(until)]
        case .resolveSnooze(let alert): ["wake", quoted(alert)]
        case .breaker(let model, let order): ["breaker", quoted(model), "--to", order.rawValue]
        case .kill(let route): ["kill", quoted(route)]
        case .revive(let route): ["revive", quoted(route)]
        case .approveRetrain(let id): ["retrain", "approve", quoted(id)]
        case .declineRetrain(let id): ["retrain", "decline", quoted(id)]
        case .silence(let silence):
            ["silence", silence.words, "--until", Figures.stamp(silence.until)]
        case .unsilence(let id): ["unsilence", quoted(id)]
        }
    }

    /// A word as a shell reads it back: quoted only where it must be.
    package static func quoted(_ word: String) -> String {
        let plain = word.allSatisfy { character in
            character.isASCII && (character.isLetter || character.isNumber)
                || "-_./:#@=,+".contains(character)
        }
        if plain, !word.isEmpty { return word }
        return "'"
            + word.split(separator: "'", omittingEmptySubsequences: false)
            .joined(separator: "'\\''") + "'"
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
