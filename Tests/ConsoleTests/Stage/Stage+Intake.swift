import Foundation
import Orchestration

/// Silences, proposals and notes of the stage.
extension Stage {
    static var silences: [Silence] {
        [
            Silence(
                id: "s1a",
                matchers: ["object": "scribe-b", "rule": "model-*"],
                until: now + .seconds(3_000),
                by: "sam",
                reason: "maintenance until three, OPS-311"
            )
        ]
    }

    static var proposals: [RetrainProposal] {
        [
            proposal(#"{"open": {}}"#, "churn-risk", 4_000),
            proposal(
                #"{"declined": {"by": "lee", "reason": "labels were late"}}"#,
                "customer-value",
                90_000
            ),
        ].compactMap { $0 }
    }

    private static func proposal(_ phase: String, _ model: String, _ age: Int64)
        -> RetrainProposal?
    {
        let at = "{\"milliseconds\": \(ago(age).milliseconds)}"
        let text = """
            {"id": "churned/\(model)/\(ago(age).milliseconds)", "rule": "churned",
             "model": "\(model)", "version": "14", "workflow": "train-churn", "at": \(at),
             "changed": \(at), "phase": \(phase),
             "evidence": ["Ranking: AUC 0.61, recorded 0.74, n 812.", "Labels: 812, 40 awaited."]}
            """
        return try? JSONDecoder().decode(RetrainProposal.self, from: Data(text.utf8))
    }

    static var notes: [Note] {
        [
            Note(
                at: ago(480),
                by: "sam",
                on: NoteSubject(.model, "churn-risk"),
                text: "quota raise requested, ticket OPS-311"
            ),
            Note(
                at: ago(500),
                by: "lee",
                on: NoteSubject(.alert, "model.errors/scribe-a"),
                text: "same as last week"
            ),
        ]
    }
}
