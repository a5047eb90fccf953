/// One line of the audit.
package struct AuditEntry: Hashable, Sendable, Codable {
    package let id: Int64
    package let at: Instant
    package let actor: String
    /// Where it came from: `console`, `cli`, `engine`.
    package let via: String
    package let action: String
    package let object: String
    package let change: String
    package let reason: String
    package let result: String
    /// What else is known of it; nil from an engine that told no more.
    package let evidence: Evidence?

    package init(
        id: Int64,
        at: Instant,
        actor: String,
        via: String,
        action: String,
        object: String,
        change: String,
        reason: String,
        result: String,
        evidence: Evidence? = nil
    ) {
        self.id = id
        self.at = at
        self.actor = actor
        self.via = via
        self.action = action
        self.object = object
        self.change = change
        self.reason = reason
        self.result = result
        self.evidence = evidence
    }

    /// What an entry can be repeated and checked by.
    package struct Evidence: Hashable, Sendable, Codable {
        /// The order as a command line; empty for what the engine did by itself, and for what an
        /// older build wrote down.
        package let commandLine: String
        /// The version of the object that the order had to find; nil where it was not checked.
        package let versionSeen: Int64?
        /// The request: who asked, in which session, with which number.
        package let request: String
        /// The hash before this entry, and its own, which covers all of it.
        package let previous: String
        package let hash: String

        package init(
            commandLine: String,
            versionSeen: Int64?,
            request: String,
            previous: String,
            hash: String
        ) {
            self.commandLine = commandLine
            self.versionSeen = versionSeen
            self.request = request
            self.previous = previous
            self.hash = hash
        }
    }
}
