import Orchestration

/// What happened on the stage, and who did what.
extension Stage {
    static var events: [EventLine] {
        [
            EventLine(
                at: ago(108),
                word: "OK",
                object: "r-7f91a retention",
                text: "7/7 steps in 3.4s"
            ),
            EventLine(
                at: ago(73),
                word: "ALRT",
                object: "churn-risk",
                text: "drift PSI 0.27 over 0.20"
            ),
            EventLine(
                at: ago(56),
                word: "OPER",
                object: "dana",
                text: "pause r-8e9f0 \"cost review\"  audit 1182"
            ),
            EventLine(
                at: ago(28),
                word: "ROUT",
                object: "copywriter",
                text: "scribe-a -> scribe-b: breaker open; candidates scribe-b 0.91, scribe-c 0.64"
            ),
            EventLine(
                at: ago(10),
                word: "FAIL",
                object: "r-8f21c copy",
                text: "timeout after 30s on scribe-a, 3 of 3"
            ),
            EventLine(
                at: ago(1),
                word: "RTRY",
                object: "r-8f220 copy",
                text: "try 3 of 5 in 8s: rate_limited on scribe-a"
            ),
        ]
    }

    /// What the journal tells of the day before.
    static func incident(from: Instant, until: Instant) -> IncidentReport {
        var report = IncidentReport()
        (report.from, report.until) = (from, until)
        report.events = [
            EventLine(
                at: ago(3_000),
                word: "ALRT",
                object: "source.late/orders",
                text: "fired at 15m02s",
                about: "alert source.late/orders"
            ),
            EventLine(
                at: ago(1_800),
                word: "DEPL",
                object: "retention",
                text: "retention: 1b22c01 -> 3f9a1c0",
                about: "retention"
            ),
            EventLine(at: ago(900), word: "DATA", object: "catalog", text: "catalog: 41 events"),
        ]
        var failures = IncidentReport.Failures()
        (failures.workflow, failures.step, failures.run) = ("retention", "copy", "r-8e001")
        failures.reason = "timeout after 30s on scribe-a"
        (failures.count, failures.first, failures.last) = (212, ago(2_400), ago(600))
        report.failures = [failures]
        return report
    }

    static var audit: [AuditEntry] {
        [
            AuditEntry(
                id: 1182,
                at: ago(56),
                actor: "dana",
                via: "console",
                action: "pause",
                object: "run r-8e9f0",
                change: "run -> paused",
                reason: "cost review",
                result: "ok",
                evidence: evidence(
                    "podium pause r-8e9f0 --if-version 9 --reason 'cost review'",
                    version: 9,
                    number: 2
                )
            ),
            AuditEntry(
                id: 1181,
                at: ago(448),
                actor: "sam",
                via: "console",
                action: "ack",
                object: "alert source.late/orders",
                change: "fire -> ack 30m",
                reason: "asked platform",
                result: "ok"
            ),
            AuditEntry(
                id: 1180,
                at: ago(486),
                actor: "sam",
                via: "cli",
                action: "retry",
                object: "run r-8f21c step copy",
                change: "try 3 -> 4",
                reason: "quota reset expected",
                result: "refused: version 16, now 17",
                evidence: evidence(
                    "podium retry r-8f21c --step copy --if-version 16 --reason 'quota reset expected'",
                    version: 16,
                    number: 1
                )
            ),
            AuditEntry(
                id: 1178,
                at: ago(1_259),
                actor: "router",
                via: "engine",
                action: "cooldown",
                object: "model scribe-a",
                change: "in -> cooling 5m",
                reason: "",
                result: "ok"
            ),
        ]
    }

    private static func evidence(_ line: String, version: Int64?, number: Int)
        -> AuditEntry.Evidence
    {
        AuditEntry.Evidence(
            commandLine: line,
            versionSeen: version,
            request: "console-4211-1795357928000/\(number)",
            previous: String(repeating: "77b0\(number)", count: 12),
            hash: String(repeating: "9f3a\(number)", count: 12)
        )
    }
}
