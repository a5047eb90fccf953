internal import Foundation
internal import Orchestration
internal import Testing

@testable import podium

/// Replays real days through the whole sample project: journal, engine, models, channels.
@Suite(.serialized, .enabled(if: Days.areFetched, Comment(rawValue: Days.absence)))
struct `Real days replayed` {
    /// All sentences but the last look at one replay; the second time, the same days come again.
    private static let replay = Task {
        let theatre = try Theatre()
        defer { theatre.close() }
        let days = try Days(first: Days.wanted)
        let first = try await theatre.play(days)
        return (days: days, first: first, again: try await theatre.play(days))
    }

    @Test func `make every basket exactly one run of the expected workflow`() async throws {
        let (days, first, _) = try await Self.replay.value
        #expect(days.lines.count >= 500)
        #expect(first.counts.started == days.lines.count)
        let baskets = first.runsByBasket
        #expect(Set(baskets.keys) == Set(days.expected.keys))
        #expect(baskets.allSatisfy { $0.value.count == 1 })
        for (id, runs) in baskets {
            #expect(runs.map(\.opening.workflow) == [days.expected[id]?.workflow], "\(id)")
        }
        let others = first.runs.filter { $0.opening.once.isEmpty }
        #expect(others.allSatisfy { $0.opening.workflow == "nightly" })
    }

    @Test func `end every run well`() async throws {
        let (_, first, _) = try await Self.replay.value
        let unwell = first.runs.filter { $0.row.state != .ok || $0.row.closed == nil }
        #expect(
            unwell.isEmpty,
            "\(unwell.prefix(3).map { ($0.row.id.text, $0.row.state, $0.row.reason) })"
        )
    }

    @Test func `score every basket as the reference does`() async throws {
        let (days, first, _) = try await Self.replay.value
        var compared = 0
        for (id, runs) in first.runsByBasket {
            guard let expected = days.expected[id]?.churn else { continue }
            let found = runs.first?.results["churn"]?["probability"]?.number
            #expect(
                abs((found ?? .nan) - expected) < 1e-6,
                "\(id): \(found ?? .nan), not \(expected)"
            )
            compared += 1
        }
        #expect(compared == days.expected.values.count { $0.churn != nil })
        #expect(compared > days.expected.count / 2)
    }

    @Test func `send every message once and to nobody too often`() async throws {
        let (_, first, _) = try await Self.replay.value
        try Self.checkMessages(of: first)
        #expect(first.sendings.contains("sent"))
        #expect(Set(first.sendings).isSubset(of: ["sent", "capped"]))
    }

    @Test func `start nothing when they come again`() async throws {
        let (days, first, again) = try await Self.replay.value
        #expect(again.counts.duplicates == days.lines.count)
        #expect(again.counts.total == days.lines.count)
        #expect(Set(again.runs.map(\.row.id)) == Set(first.runs.map(\.row.id)))
        #expect(again.messages.count == first.messages.count)
    }

    @Test func `block what is over the cap and say so`() async throws {
        let days = try Days(first: 7).ofCustomers(withBaskets: 5)
        let theatre = try Theatre(settings: ["high_risk": "0.0"])
        defer { theatre.close() }
        let performance = try await theatre.play(days)
        try Self.checkMessages(of: performance)
        #expect(Set(performance.sendings) == ["sent", "capped"])
        let most = try performance.moments().values.map(\.count).max()
        #expect(most == 3)
    }

    @Test func `send nothing to people who never agreed`() async throws {
        let days = try Days(first: 7).ofCustomers(withBaskets: 5).withoutConsent()
        let theatre = try Theatre(settings: ["high_risk": "0.0"])
        defer { theatre.close() }
        let performance = try await theatre.play(days)
        #expect(performance.messages.isEmpty)
        #expect(Set(performance.sendings) == ["no_consent"])
        #expect(performance.runs.allSatisfy { $0.row.state == .ok })
    }

    /// Keys are unique, as many messages left as runs say, and nobody got four in seven days.
    private static func checkMessages(of performance: Performance) throws {
        let keys = performance.messages.compactMap { $0["key"]?.text }
        #expect(Set(keys).count == performance.messages.count)
        #expect(performance.sendings.count { $0 == "sent" } == performance.messages.count)
        let week = Duration.seconds(7 * 86_400)
        for (person, moments) in try performance.moments() {
            for (earlier, later) in zip(moments, moments.dropFirst(3)) {
                #expect(later - earlier >= week, "\(person) got four messages in seven days")
            }
        }
    }
}
