import Foundation
import Journal
import Orchestration
import Testing

@testable import Engine

@Suite struct `A dead letter` {
    private func project(bytesMax: Int = 65_536, fields: [String: String] = [:]) -> Project {
        var project = Sample.project(Sample.workflow(Sample.step("a")))
        project.sources = [
            SourceCard(
                name: "orders",
                event: "order",
                sla: .seconds(60),
                fields: fields,
                bytesMax: bytesMax,
                oldest: .seconds(3600)
            )
        ]
        return project
    }

    private func event(_ id: String, time: String = "1970-01-01T00:00:00Z", _ more: String = "")
        -> [UInt8]
    {
        Array(
            #"{"id":"\#(id)","type":"order","time":"\#(time)","customer":"ada"\#(more)}"#.utf8
        )
    }

    @Test(arguments: [
        ("not_json", #"{"id":"#), ("not_a_map", "[1]"), ("unnamed:type", #"{"id":"e1"}"#),
        ("unnamed:id", #"{"type":"order","id":7,"time":"1970-01-01T00:00:00Z"}"#),
        ("bad_time", #"{"type":"order","id":"e1","time":"yesterday"}"#),
        ("unknown_type", #"{"type":"ordre","id":"e1","time":"1970-01-01T00:00:00Z"}"#),
        ("missing:amount", #"{"type":"order","id":"e1","time":"1970-01-01T00:00:00Z"}"#),
        ("future", #"{"type":"order","id":"e1","time":"1970-01-02T00:00:00Z","amount":1}"#),
    ])
    func `is counted by its reason, before and after a restart`(code: String, text: String)
        async throws
    {
        let world = try await World(project(fields: ["amount": "number"]))

        _ = await world.engine.submit(Array(text.utf8))
        #expect(await world.engine.rejections.rows.map(\.reason) == [code])

        try await world.crash()
        #expect(await world.engine.rejections.rows.map(\.reason) == [code])
        #expect(await world.engine.rejections.listed == 1)
    }

    @Test func `of an event that is too old says so`() async throws {
        let world = try await World(project())
        world.time.advance(by: .seconds(3601))
        let answer = await world.engine.submit(event("e1"))
        #expect(await world.engine.rejections.rows.map(\.reason) == ["too_old"])
        guard case .deadLetter = answer else {
            Issue.record("\(answer)")
            return
        }
    }

    @Test func `is refused for its size by its source's own limit, however large that is`()
        async throws
    {
        let filler = #","note":"\#(String(repeating: "x", count: 100_000))""#
        let small = try await World(project())
        let large = try await World(project(bytesMax: 200_000))

        _ = await small.engine.submit(event("e1", filler))
        let answer = await large.engine.submit(event("e1", filler))

        #expect(await small.engine.rejections.rows.map(\.reason) == ["too_large"])
        #expect(answer.run != nil)
    }

    @Test func `stays while it cannot be used, and goes with the event that it becomes`()
        async throws
    {
        let world = try await World(project())
        // From the future until its time has come.
        _ = await world.engine.submit(event("e1", time: "1970-01-01T01:00:00Z"))
        let letter = try #require(try await world.journal.newestDeadLetters().first)

        let early = await world.engine.submit(letter)
        guard case .deadLetter(let reason) = early else {
            Issue.record("\(early)")
            return
        }
        #expect(EventRejection.code(in: reason) == "future")
        #expect(try await world.journal.deadLetterCount() == 1)

        world.time.advance(by: .seconds(3600))
        let run = try #require(await world.engine.submit(letter).run)
        #expect(try await world.journal.deadLetterCount() == 0)
        #expect(await world.engine.rejections.listed == 0)
        await world.settle()
        #expect(try await world.row(run)?.state == .ok)

        #expect(await world.engine.submit(letter) == .duplicate)
    }

    @Test func `is never the end of the engine, whatever comes in`() async throws {
        let count = ProcessInfo.processInfo.environment["PODIUM_FUZZ"].flatMap(Int.init) ?? 5000
        let world = try await World(project(fields: ["customer": "string"]))
        let engine = world.engine
        var random = SplitMix(seed: 11)
        var answered = 0

        for start in stride(from: 0, to: count, by: 500) {
            let lines = (0..<min(500, count - start)).map { Hostile.line(start + $0, &random) }
            answered += await withTaskGroup(of: Admission.self) { group in
                for line in lines { group.addTask { await engine.submit(line) } }
                return await group.reduce(0) { sum, _ in sum + 1 }
            }
        }

        #expect(answered == count)
        await world.settle()
        let runs = try await world.journal.tallies().reduce(0) { $0 + $1.count }
        let kept = try await world.journal.deadLetterCount()
        let events = try await world.journal.eventCount()
        let repeated = await engine.pulse.duplicates
        #expect(runs == events)
        #expect(events + kept + repeated == count, "none was dropped in silence")
        #expect(kept > count / 4)
        #expect(runs > 0)
        try await world.journal.check()
    }
}

/// Lines a sender in trouble, or with bad intent, might send.
private enum Hostile {
    static func line(_ number: Int, _ random: inout SplitMix) -> [UInt8] {
        let good = Array(
            #"{"id":"e\#(number)","type":"order","time":"1970-01-01T00:00:00Z","customer":"ada"}"#
                .utf8
        )
        switch Int.random(in: 0..<9, using: &random) {
        case 0: return good
        case 1: return Array(good.prefix(Int.random(in: 0...good.count, using: &random)))
        case 2: return flipped(good, &random)
        case 3:
            return (0..<Int.random(in: 1...300, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
        case 4: return Array(String(repeating: "[", count: 5000).utf8)
        case 5: return Array(#"{"id":1e999999999,"type":"\u0000","time":"9999-99-99T"}"#.utf8)
        case 6: return Array(repeating: UInt8(ascii: "9"), count: 2000)
        case 7:
            return Array(
                #"{"id":"e\#(number)","type":"order","time":"\#(moment(&random))","customer":{}}"#
                    .utf8
            )
        default:
            return Array(
                "{\"id\":\"\u{202E}\(number)\",\"type\":\"order\",\"time\":\"-0001-01-01T00:00:00Z\"}"
                    .utf8
            )
        }
    }

    private static func flipped(_ bytes: [UInt8], _ random: inout SplitMix) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            bytes[place] ^= UInt8(1) << UInt8.random(in: 0...7, using: &random)
        }
        return bytes
    }

    private static func moment(_ random: inout SplitMix) -> String {
        ["1970-01-01T00:00:00+99:99", "292277026596-12-04T15:30:08Z", "", "1969-12-31T23:59:60Z"]
            .randomElement(using: &random) ?? ""
    }
}
