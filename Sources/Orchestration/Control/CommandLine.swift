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
        case .reroute, .acknowledge, .kill: words += option("--for", lasting)
        default: break
        }
        words += option("--guard", condition)
        if let versionSeen { words += ["--if-version", String(versionSeen)] }
        if !reason.isEmpty { words += ["--reason", reason] }
        return words.map(\.shellWord).joined(separator: " ")
    }

    /// What stands behind `--for` where something lasts until it ends by itself.
    package static let untilResolved = "resolved"

    private static func option(_ name: String, _ text: String) -> [String] {
        let words = text.split(whereSeparator: \.isWhitespace)
        return words.isEmpty ? [] : [name, words.joined(separator: " ")]
    }
}

extension Control.Order {
    /// The order as a command line that gives it once more, as it was given at a moment.
    ///
    /// The audit keeps this one rather than what a client says it was: it cannot differ from what is
    /// done. An end is told in whole seconds, since it came as an instant.
    package func commandLine(at moment: Instant) -> String {
        CommandLine.text(
            for: action,
            versionSeen: versionSeen,
            lasting: lasting(from: moment),
            condition: guardText ?? "",
            reason: reason
        )
    }

    private func lasting(from moment: Instant) -> String {
        guard let expires else { return "" }
        guard expires != .never else { return CommandLine.untilResolved }
        let seconds = (expires - moment).inSeconds.rounded()
        return Duration.seconds(Int64(max(1, seconds))).text
    }
}
