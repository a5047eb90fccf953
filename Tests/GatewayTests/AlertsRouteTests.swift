import Foundation
import Orchestration
import Testing

@testable import Gateway

/// Alerts in an Alertmanager's shape, over the engine's socket.
@Suite struct `Alerts over HTTP` {
    private static func row(_ object: String, _ state: AlertState, silenced: Bool = false)
        -> AlertRow
    {
        var row = AlertRow()
        (row.id, row.rule, row.object, row.kind) = ("errors/\(object)", "errors", object, "model")
        (row.state, row.severity, row.summary) = (state, .critical, "\(object): half failed")
        row.since = .epoch + .seconds(60)
        row.told = ["desk"]
        row.runbook = "https://runbooks.example/errors"
        if silenced { (row.silenced, row.silencedBy) = ("until noon", ["s1"]) }
        return row
    }

    @Test func `are those that have fired and are not over`() async throws {
        let rig = try await Rig()
        var snapshot = Snapshot()
        snapshot.at = .epoch + .seconds(120)
        snapshot.alerts = [
            Self.row("a", .firing), Self.row("b", .muted, silenced: true),
            Self.row("c", .pending), Self.row("d", .resolved),
        ]
        rig.control.post(snapshot)
        try await rig.use { _ in
            let all = try await rig.ask(.GET, "/api/v2/alerts").value.listed ?? []
            #expect(all.count == 2)
            let labels: Value = [
                "alertname": "errors", "severity": "critical", "object": "a", "kind": "model",
            ]
            #expect(all.first?["labels"] == labels)
            #expect(all.first?["startsAt"] == "1970-01-01T00:01:00Z")
            #expect(all.first?["endsAt"] == "1970-01-01T00:06:00Z")
            #expect(
                all.first?["annotations"]?["runbook_url"] == "https://runbooks.example/errors"
            )
            #expect(all.first?["receivers"] == [["name": "desk"]])
            #expect(all.last?["status"]?["state"] == "suppressed")
            #expect(all.last?["status"]?["silencedBy"] == ["s1"])
            let active = try await rig.ask(.GET, "/api/v2/alerts?silenced=false").value.listed
            #expect(active?.map { $0["labels"]?["object"] } == ["a"])
        }
    }
}
