import Foundation
import Orchestration
import Testing

@testable import Gateway

/// Silences in an Alertmanager's shape, over the engine's socket.
@Suite struct `Silences over HTTP` {
    private func body(_ matchers: String, also: String = "") -> String {
        """
        {"matchers":[\(matchers)],"startsAt":"1970-01-01T00:00:00Z",
        "endsAt":"1970-01-01T02:00:00Z","createdBy":"amtool","comment":"a deploy"\(also)}
        """
    }

    @Test func `are made by whoever speaks to an Alertmanager`() async throws {
        let rig = try await Rig()
        try await rig.use { _ in
            let matchers = """
                {"name":"alertname","value":"model-.*","isRegex":true,"isEqual":true},
                {"name":"object","value":"scribe-a","isRegex":false}
                """
            let answer = try await rig.ask(.POST, "/api/v2/silences", body(matchers))
            #expect(answer.status == 200)
            let order = try #require(rig.control.orders.withLock { $0.last })
            #expect(order.actor == "amtool" && order.reason == "a deploy" && order.via == "api/v2")
            guard case .silence(let silence) = order.action else {
                Issue.record("\(order.action)")
                return
            }
            #expect(silence.matchers == ["rule": "model-*", "object": "scribe-a"])
            #expect(silence.until == .epoch + .seconds(7200))
            #expect(answer.value["silenceID"] == .string(silence.id))
        }
    }

    @Test func `are listed and ended by their ids`() async throws {
        let rig = try await Rig()
        var snapshot = Snapshot()
        snapshot.silences = [
            Silence(
                id: "s1",
                matchers: ["rule": "model*", "kind": "model"],
                until: .epoch + .seconds(60),
                by: "mira",
                reason: "x",
                since: .epoch
            )
        ]
        rig.control.post(snapshot)
        try await rig.use { _ in
            let all = try await rig.ask(.GET, "/api/v2/silences")
            let one = try await rig.ask(.GET, "/api/v2/silence/s1")
            #expect(all.value == .list([one.value]))
            #expect(one.value["status"] == ["state": "active"] && one.value["createdBy"] == "mira")
            #expect(
                one.value["matchers"]?.listed?.last == [
                    "name": "alertname", "value": "model.*", "isRegex": true, "isEqual": true,
                ]
            )
            #expect(try await rig.ask(.GET, "/api/v2/silence/none").status == 404)
            #expect(try await rig.ask(.DELETE, "/api/v2/silence/s1").status == 200)
            #expect(rig.control.orders.withLock { $0.last?.action } == .unsilence(id: "s1"))
        }
    }

    @Test(arguments: [
        #"{"name":"team","value":"a"}"#, #"{"name":"object","value":"a","isEqual":false}"#,
        #"{"name":"object","value":"a|b","isRegex":true}"#, #"{"name":"object","value":""}"#,
        #"{"name":"object","value":"a"},{"name":"object","value":"b"}"#, "",
        #"{"name":"object","value":"a*"}"#,
    ])
    func `that ours cannot express are refused with what it is`(matchers: String) async throws {
        let rig = try await Rig()
        try await rig.use { _ in
            let answer = try await rig.ask(.POST, "/api/v2/silences", body(matchers))
            #expect(answer.status == 400 && answer.type == "application/problem+json")
            #expect(answer.value["detail"]?.text?.isEmpty == false)
            #expect(rig.control.orders.withLock { $0.isEmpty })
        }
    }

    @Test func `that begin later, or never end, are refused`() async throws {
        let rig = try await Rig()
        try await rig.use { _ in
            let matcher = #"{"name":"object","value":"a"}"#
            let later = body(matcher).replacing("1970-01-01T00:00", with: "1970-01-01T01:00")
            let endless = body(matcher).replacing("endsAt", with: "ends")
            for posted in [later, endless, "{"] {
                let answer = try await rig.ask(.POST, "/api/v2/silences", posted)
                #expect(answer.status == 400)
            }
        }
    }
}

@Suite struct `A question that cannot be answered` {
    @Test(arguments: [
        ("/v1/runs", UInt(409)), ("/nothing/here", 409), ("/api/v2/silence/none", 404),
    ])
    func `is answered with a problem, whatever is wrong with it`(uri: String, status: UInt)
        async throws
    {
        let rig = try await Rig()
        try await rig.use { _ in
            let answer = try await rig.ask(.GET, uri)
            #expect(answer.status == status && answer.type == "application/problem+json")
            #expect(answer.value["status"] == .int(Int64(status)))
            #expect(answer.value["type"] == "about:blank")
            #expect(answer.value["title"]?.text?.isEmpty == false)
            #expect(answer.value["detail"]?.text?.isEmpty == false)
        }
    }
}

@Suite struct `Lineage over HTTP` {
    private func event(_ kind: String, outputs: String = "orders") -> String {
        """
        {"eventType":"\(kind)","eventTime":"1970-01-01T00:01:00Z","run":{"runId":"r"},
        "job":{"namespace":"etl","name":"load"},"producer":"p","schemaURL":"s",
        "outputs":[{"namespace":"x","name":"\(outputs)"},{"namespace":"x","name":"elsewhere"}]}
        """
    }

    @Test func `counts a completed load as an arrival of the source it names`() async throws {
        let rig = try await Rig()
        try await rig.use { _ in
            let answer = try await rig.ask(.POST, "/api/v1/lineage", event("COMPLETE"))
            #expect(answer.status == 200 && answer.value["arrived"] == ["orders"])
            #expect(rig.control.arrived.withLock { $0 } == [.epoch + .seconds(60)])
        }
    }

    @Test(arguments: ["START", "RUNNING", "FAIL", "ABORT", "OTHER"])
    func `takes every other event, and nothing arrives by it`(kind: String) async throws {
        let rig = try await Rig()
        try await rig.use { _ in
            let answer = try await rig.ask(.POST, "/api/v1/lineage", event(kind))
            #expect(answer.status == 200 && answer.value["arrived"] == [])
            let list = "[\(event(kind)),\(event("COMPLETE"))]"
            let both = try await rig.ask(.POST, "/api/v1/lineage", list)
            #expect(both.value["arrived"] == ["orders"])
        }
    }

    @Test(arguments: [("{", UInt(400)), ("{}", 422), ("7", 422), (#"{"eventTime":"x"}"#, 422)])
    func `says what is wrong with what is no event`(body: String, status: UInt) async throws {
        let rig = try await Rig()
        try await rig.use { _ in
            let answer = try await rig.ask(.POST, "/api/v1/lineage", body)
            #expect(answer.status == status && answer.type == "application/problem+json")
            #expect(rig.control.arrived.withLock { $0.isEmpty })
        }
    }
}
