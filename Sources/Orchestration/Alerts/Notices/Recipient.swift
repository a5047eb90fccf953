/// Whom alerts are told to, and when.
package struct Recipient: Hashable, Sendable {
    package let name: String
    package let way: Way
    /// Only alerts of these.
    package let severities: Set<Severity>
    /// An alert is told once it has held for so long and nobody has acknowledged it: the steps of
    /// an escalation are recipients with greater times.
    package let after: Duration
    /// Told again while it holds and nobody has it; nil for once.
    package let again: Duration?

    package enum Way: Hashable, Sendable {
        /// Posts what Alertmanager's webhooks post, version 4; the key comes from that environment
        /// variable.
        case webhook(url: String, keyVariable: String?)
        /// Posts to an Alertmanager's `/api/v2/alerts`.
        case alertmanager(url: String, keyVariable: String?)
        /// Starts a program with these words; the webhook's JSON is its input.
        case command([String])
    }

    /// After how long what goes on firing is posted again, whoever has it; nil for never.
    ///
    /// An Alertmanager takes what it hears nothing of for over, and does its own reminding.
    package var refresh: Duration? {
        switch way {
        case .alertmanager: .seconds(60)
        case .webhook, .command: nil
        }
    }

    package init(
        name: String,
        way: Way,
        severities: Set<Severity> = [.critical, .warning],
        after: Duration = .zero,
        again: Duration? = nil
    ) {
        self.name = name
        self.way = way
        self.severities = severities
        self.after = after
        self.again = again
    }
}

extension Severity {
    /// The word of project files and notices.
    package var word: String {
        switch self {
        case .critical: "critical"
        case .warning: "warning"
        case .info: "info"
        }
    }
}
