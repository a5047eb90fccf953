import Foundation
import Orchestration

/// What the stage's engine answers to questions about routing and unusable events.
extension Stage {
    /// A forecast with a target of which little is known.
    static func forecast(_ route: String, _ target: String?) -> RerouteForecast? {
        let to = target.map { "\"\($0)\"" } ?? "null"
        return decoded(
            """
            {"route": "\(route)", "target": \(to), "minutes": 30, "calls": 412,
             "shares": [{"model": "scribe-a", "now": 0.88, "then": 0},
                        {"model": "scribe-b", "now": 0.12, "then": 1}],
             "p95": {"now": 8.41, "then": 1.4}, "firstToken95": {"now": 1.9, "then": 0.6},
             "errorShare": {"now": 0.31, "then": 0.004}, "cost": {"now": 0.0412},
             "quota": "", "openRuns": 41, "workflows": ["retention"],
             "sureness": "weak", "evidence": 12, "obstacle": ""}
            """
        )
    }

    /// A call that went to the second scribe because the first was out of rotation.
    static func why(_ run: RunID, _ step: String) -> WhyReport {
        var report = WhyReport(run: run, step: step, attempt: 3, record: .null)
        report.at = ago(30)
        report.route = "copywriter"
        report.target = "scribe-b"
        report.decision = ["scribe-b was chosen: the first of the route that takes calls."]
        report.tried = ["scribe-b: rate_limited: 429, retry after 11s"]
        report.candidates =
            decoded(#"[{"model": "scribe-b", "text": "second in the route"}]"#) ?? []
        report.rejections =
            decoded(#"[{"model": "scribe-a", "text": "its breaker is open until 14:36:40Z"}]"#)
            ?? []
        report.standings =
            decoded(#"[{"model": "scribe-a", "text": "open, 9 of 10 failed, 3.0 retries left"}]"#)
            ?? []
        return report
    }

    /// Three unusable events.
    static var deadLetters: [DeadLetterRow] {
        [
            DeadLetterRow(
                number: 19,
                at: ago(12),
                reason: "missing:customer: the event names no customer",
                bytes: 48,
                excerpt: #"{"id": "o-99813", "type": "order_completed"}"#
            ),
            DeadLetterRow(
                number: 18,
                at: ago(61),
                reason: "not_json: unexpected byte at 3",
                bytes: 812,
                excerpt: "id=o-99812&type=order_completed"
            ),
            DeadLetterRow(
                number: 7,
                at: ago(4_000),
                reason: "too_large: 2,097,152 bytes, at most 1,048,576",
                bytes: 2_097_152,
                excerpt: "\u{1b}[2J{\"id\": 1}"
            ),
        ]
    }

    /// A run that asks for an approval and waits for a signal.
    static var askingDetail: RunDetail {
        var detail = detail
        detail.row.state = .wait
        detail.row.reason = "waits for approval: Send to 12,000 people?"
        detail.steps[4].state = .wait
        detail.steps[4].question = .approval("Send to 12,000 people?")
        detail.steps[4].reason = ""
        detail.steps[4].attempts = []
        detail.steps[4].due = now + .seconds(7_200)
        detail.steps[5].question = .signal("payment_received")
        return detail
    }

    private static func decoded<T: Decodable>(_ text: String) -> T? {
        try? JSONDecoder().decode(T.self, from: Data(text.utf8))
    }
}
