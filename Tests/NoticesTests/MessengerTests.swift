import Foundation
import Notices
import Orchestration
import Rehearsal
import Testing

@Suite struct `A messenger` {
    private func notice(_ recipient: String) -> Notice {
        Notice(
            id: "\(recipient)/model:a/1",
            recipient: recipient,
            object: AlertObject(.model, "a"),
            status: .firing,
            at: .epoch,
            lines: [
                Notice.Line(
                    alert: AlertID("errors/a"),
                    rule: "errors",
                    severity: .critical,
                    status: .firing,
                    since: .epoch,
                    ended: nil,
                    summary: "half of them failed",
                    runbook: ""
                )
            ]
        )
    }

    @Test func `posts a webhook and an Alertmanager's alerts, with the key and the notice's id`()
        async throws
    {
        let server = try await ScriptedReceiver.start()
        let messenger = Messenger(
            [
                Recipient(name: "hook", way: .webhook(url: server.url + "/x", keyVariable: "K")),
                Recipient(name: "am", way: .alertmanager(url: server.url, keyVariable: nil)),
            ],
            environment: ["K": "secret"]
        )
        #expect(await messenger.deliver(notice("hook")) == .taken)
        #expect(await messenger.deliver(notice("am")) == .taken)
        #expect(await messenger.deliver(notice("gone")) != .taken)
        await messenger.shutDown()
        await server.stop()
        let letters = server.letters
        #expect(letters.map(\.path) == ["/x", "/api/v2/alerts"])
        #expect(letters.first?.headers["authorization"] == "Bearer secret")
        #expect(letters.last?.headers["authorization"] == nil)
        #expect(
            letters.map { $0.headers["idempotency-key"] } == ["hook/model:a/1", "am/model:a/1"]
        )
        let hook = try Value(json: letters[0].body)
        #expect(hook["version"] == "4" && hook["receiver"] == "hook")
        guard case .list(let alerts) = try Value(json: letters[1].body) else {
            Issue.record("no list")
            return
        }
        #expect(alerts.first?["labels"]?["alertname"] == "errors")
        #expect(alerts.first?["endsAt"] == "1970-01-01T00:04:00Z")
    }

    @Test(arguments: [
        (500, Delivered.later("answered with 500", after: nil)),
        (429, .later("answered with 429", after: nil)), (404, .refused("answered with 404")),
        (302, .refused("answered with 302")), (202, .taken),
    ])
    func `says what came of it`(status: Int, expected: Delivered) async throws {
        let server = try await ScriptedReceiver.start(answering: [status])
        let messenger = Messenger(
            [Recipient(name: "hook", way: .webhook(url: server.url + "/x", keyVariable: nil))],
            environment: [:]
        )
        #expect(await messenger.deliver(notice("hook")) == expected)
        await messenger.shutDown()
        await server.stop()
    }

    @Test func `tries again where nobody answers`() async throws {
        let messenger = Messenger(
            [Recipient(name: "hook", way: .webhook(url: "http://127.0.0.1:9/", keyVariable: nil))],
            environment: [:]
        )
        #expect(await messenger.deliver(notice("hook")) == .later("no answer came", after: nil))
        await messenger.shutDown()
    }

    @Test func `starts a program with the JSON as its input`() async throws {
        let file = FileManager.default.temporaryDirectory
            .appending(path: "notice-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: file) }
        let script = "cat > '\(file)'; echo \"$PODIUM_NOTICE_ID\" >> '\(file)'"
        let messenger = Messenger(
            [Recipient(name: "desk", way: .command(["sh", "-c", script]))],
            environment: [:]
        )
        #expect(await messenger.deliver(notice("desk")) == .taken)
        await messenger.shutDown()
        let text = try String(contentsOfFile: file, encoding: .utf8)
        #expect(text.hasPrefix(notice("desk").webhook.json))
        #expect(text.hasSuffix("desk/model:a/1\n"))
    }

    @Test(arguments: [
        (["sh", "-c", "exit 75"], Delivered.later("the program asks for later", after: nil)),
        (["sh", "-c", "exit 3"], .later("the program ended with 3", after: nil)),
        (["no-such-program-here"], .refused("there is no such program")),
    ])
    func `reads a program's exit code`(words: [String], expected: Delivered) async throws {
        let messenger = Messenger(
            [Recipient(name: "desk", way: .command(words))],
            environment: [:]
        )
        #expect(await messenger.deliver(notice("desk")) == expected)
        await messenger.shutDown()
    }
}
