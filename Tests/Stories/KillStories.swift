import Foundation
import Journal
import Orchestration
import Testing

/// Twenty times where `PODIUM_KILLS` does not say otherwise.
@Suite struct `A replay that is killed again and again` {
    /// One order in the file.
    private struct Order {
        let id: String
        let line: String
    }

    private static let kills =
        ProcessInfo.processInfo.environment["PODIUM_KILLS"].flatMap(Int.init) ?? 20
    private static let count = max(2000, kills * 40)
    private static let settings = ["--set", "high_value=3000"]

    @Test(.timeLimit(.minutes(30)), arguments: [UInt64(1)])
    func `takes in every order once, runs it once, and sends its message once`(seed: UInt64)
        async throws
    {
        let scratch = try Scratch()
        let orders = try Self.orders()
        let file = scratch.folder + "/orders.jsonl"
        try orders.map { $0.line + "\n" }.joined().write(
            toFile: file,
            atomically: true,
            encoding: .utf8
        )
        let ledger = Ledger(data: scratch.folder + "/data")
        let command = ["replay", file, "--data", ledger.data] + Self.settings

        try kill(command, ledger, seed: seed)
        let last = try Program.run(command)

        #expect(last.status == 0, "\(last.errors)")
        #expect(last.output.hasPrefix("\(orders.count) events: "))
        try expectEveryOrderOnce(orders, ledger)
        try expectEveryRunListed(ledger)
        try await expectEveryMessageOnce(ledger)
    }

    // MARK: The killing

    /// Starts and kills it; the moments are drawn from the seed, as orders taken in and a little
    /// more, so that they fall where work is under way whatever the machine's speed.
    private func kill(_ command: [String], _ ledger: Ledger, seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        var figures: [String] = []
        for number in 1...Self.kills {
            let child = try Child(command)
            let target = ledger.accepted() + Int(random.unit() * 30)
            try #require(reaches(target, ledger, child), "life \(number), seed \(seed)")
            usleep(UInt32(random.unit() * 20_000))
            #expect(child.isRunning, "life \(number) ended before it was killed, seed \(seed)")
            child.kill()
            let open = try? ledger.rows("SELECT count(*) FROM runs WHERE closed IS NULL")
            let unsure = try? ledger.rows("SELECT count(*) FROM outbox WHERE state IS NULL")
            figures.append(
                "\(ledger.accepted())/\(open?.first?.first ?? "-")/\(unsure?.first?.first ?? "-")"
            )
        }
        print("killed at orders/open runs/unsettled messages: " + figures.joined(separator: " "))
    }

    /// Waits until so many orders are durable; false when it ends or stands still instead.
    private func reaches(_ target: Int, _ ledger: Ledger, _ child: Child) -> Bool {
        let deadline = ContinuousClock.now + .seconds(60)
        while child.isRunning, ContinuousClock.now < deadline {
            if ledger.accepted() >= target { return true }
            usleep(3_000)
        }
        return false
    }

    // MARK: What must hold

    private func expectEveryOrderOnce(_ orders: [Order], _ ledger: Ledger) throws {
        let events = try ledger.rows(
            "SELECT id, disposition, run FROM events WHERE type = 'order_completed'"
        )
        #expect(events.count == orders.count)
        #expect(Set(events.map { $0[0] }) == Set(orders.map(\.id)))
        #expect(events.allSatisfy { $0[1].hasPrefix("started ") })
        #expect(Set(events.map { $0[2] }).count == orders.count)
        let runs = try ledger.rows(
            "SELECT id, once FROM runs WHERE workflow IN ('retention', 'reengagement')"
        )
        #expect(Set(runs.map { $0[0] }) == Set(events.map { $0[2] }))
        #expect(Set(runs.map { $0[1] }) == Set(orders.map(\.id)))
        #expect(runs.count == orders.count)
        #expect(try ledger.rows("SELECT 1 FROM dead_letters").isEmpty)
    }

    /// The list says the same as the journal, and why whatever is still open is open.
    private func expectEveryRunListed(_ ledger: Ledger) throws {
        let outcome = try Program.run(
            ["runs", "--data", ledger.data, "--format", "json", "--limit", "100000"])
        #expect(outcome.status == 0)
        let rows = try #require(
            try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]]
        )
        let stored = try ledger.rows("SELECT id FROM runs").map { $0[0] }
        #expect(rows.compactMap { $0["run"] as? String }.sorted() == stored.sorted())
        for row in rows {
            let state = row["state"] as? String ?? ""
            switch state {
            case "OK", "SKIP": #expect(row["closed"] is String)
            case "WAIT", "HELD": #expect((row["reason"] as? String)?.isEmpty == false, "\(row)")
            default: Issue.record("run \(row["run"] ?? "") is left in state \(state)")
            }
        }
    }

    /// What the files hold, what the outbox says was sent, and what the runs' own histories say
    /// was sent are the same keys, each once.
    private func expectEveryMessageOnce(_ ledger: Ledger) async throws {
        let lines = try ledger.lines().map(\.key)
        let settled = try ledger.rows("SELECT key, state, run, step FROM outbox")
        let told = try await sentByHistory(ledger)
        #expect(lines.count > 300, "too few messages to mean anything")
        #expect(Set(lines).count == lines.count, "a message was sent twice")
        #expect(settled.allSatisfy { $0[1] == "sent" })
        #expect(settled.map { $0[0] }.sorted() == lines.sorted())
        #expect(told.map(\.key).sorted() == lines.sorted())
        let places = Dictionary(settled.map { ($0[0], $0[2] + "/" + $0[3]) }) { first, _ in first }
        for message in told { #expect(places[message.key] == message.place) }
    }

    /// The messages whose step succeeded, as the facts of all runs tell.
    private func sentByHistory(_ ledger: Ledger) async throws -> [(key: String, place: String)] {
        let journal = try Journal(at: ledger.data + "/journal.db")
        defer { try? journal.close() }
        var sent: [(key: String, place: String)] = []
        for row in try ledger.rows("SELECT id FROM runs") {
            let history = try #require(try await journal.history(of: RunID(row[0])))
            for case .succeeded(let step, .inline(let json)) in history.facts.map(\.fact) {
                let result = try Value(json: json)
                guard result["status"]?.text == "sent", let key = result["key"]?.text else {
                    continue
                }
                sent.append((key, "\(row[0])/\(step.step)"))
            }
        }
        return sent
    }

    // MARK: The orders

    /// The sample's orders from customers who consent, 25 within a minute and then two hours of
    /// silence: so that many runs are under way at once, and yet days pass.
    private static func orders() throws -> [Order] {
        let text = try String(
            contentsOfFile: Program.sample + "/events/orders.jsonl",
            encoding: .utf8
        )
        let start = Date(timeIntervalSince1970: 1_776_340_800)
        let lines = text.split(separator: "\n")
        return try (0..<count).map { index in
            let line = lines[index % lines.count]
            let json = try JSONSerialization.jsonObject(with: Data(line.utf8))
            var order = try #require(json as? [String: Any])
            let time = start + TimeInterval(index / 25 * 7200 + index % 25 * 2)
            order["time"] = time.formatted(.iso8601)
            order["id"] = "killed-\(index)"
            order["attributes"] = ["marketing_consent": true]
            let bytes = try JSONSerialization.data(withJSONObject: order, options: .sortedKeys)
            return Order(id: "killed-\(index)", line: String(decoding: bytes, as: UTF8.self))
        }
    }
}
