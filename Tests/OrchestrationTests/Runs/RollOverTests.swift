import Testing

@testable import Orchestration

@Suite struct `A roll-over` {
    /// Nothing that a run does shows where its history was closed and gone on with.
    @Test(arguments: UInt64(0)..<300, [2, 3, 7])
    func `changes nothing of what a run does`(seed: UInt64, facts: Int) {
        let pressure = Pressure(factsMax: facts, factsPerSlot: 0)
        var rolling = RandomWorld(seed: seed, under: pressure)
        var plain = RandomWorld(seed: seed)
        for _ in 0..<60 {
            let goesOn = rolling.step()
            #expect(plain.step() == goesOn)
            guard goesOn else { break }
            let (one, other) = (rolling.run.state, plain.run.state)
            #expect(one.outcome == other.outcome, "seed \(seed)")
            #expect(one.outstanding.map(\.key) == other.outstanding.map(\.key), "seed \(seed)")
            #expect(one.pendingAlarms.map(\.due) == other.pendingAlarms.map(\.due), "seed \(seed)")
            #expect(one.retryable == other.retryable, "seed \(seed)")
            #expect(one.names == other.names, "seed \(seed)")
            #expect(one.steps == other.steps, "seed \(seed)")
            #expect(Array(one.ready) == Array(other.ready), "seed \(seed)")
        }
        #expect(rolling.run.dispatched == plain.run.dispatched, "seed \(seed)")
        let acts = plain.run.history.count { if case .acted = $0.fact { true } else { false } }
        let kept = rolling.run.history.count { if case .acted = $0.fact { true } else { false } }
        #expect(acts == kept, "seed \(seed)")
    }

    /// What recovery reads is the newest history; what an operator reads is all of them.
    @Test(arguments: UInt64(0)..<300)
    func `is lived as it is replayed, from the beginning and from itself`(seed: UInt64) {
        var world = RandomWorld(seed: seed, under: Pressure(factsMax: 4, factsPerSlot: 0))
        for _ in 0..<60 where world.step() {
            let run = world.run
            let openings = run.history.indices.filter {
                if case .opened = run.history[$0].fact { true } else { false }
            }
            #expect(run.replayed == run.state, "seed \(seed)")
            let newest = run.history[(openings.last ?? 0)...]
            #expect(RunState(replaying: newest, plan: run.state.plan) == run.state, "seed \(seed)")
        }
    }

    @Test(arguments: UInt64(0)..<300)
    func `never leaves an open run with a history that is too long`(seed: UInt64) {
        var world = RandomWorld(seed: seed, under: Pressure(factsMax: 5, factsPerSlot: 0))
        for _ in 0..<60 where world.step() {
            let state = world.run.state
            #expect(!state.isOpen || state.length.facts < 5, "seed \(seed)")
        }
    }

    /// Bytes from outside may be anything: they are no state, or one that a run can go on from.
    @Test(arguments: UInt64(0)..<200)
    func `takes nothing up that could not have been carried`(seed: UInt64) throws {
        var world = RandomWorld(seed: seed)
        for _ in 0..<12 where world.step() {}
        guard let carry = world.run.state.carry else { return }
        let plan = world.run.state.plan
        var random = SplitMix(seed: seed)
        for _ in 0..<60 {
            var bytes = carry
            switch Int.random(in: 0..<3, using: &random) {
            case 0: bytes = Array(bytes.prefix(Int.random(in: 0..<bytes.count, using: &random)))
            case 1: bytes.append(0)
            default:
                let place = bytes.indices.randomElement(using: &random) ?? 0
                bytes[place] = UInt8.random(in: 0...255, using: &random)
            }
            var opening = world.run.state.opening
            opening.carried = bytes
            guard var state = RunState(carriedBy: opening, plan: plan) else { continue }
            _ = Decision.take([], into: &state, at: world.run.now)
            for (key, _) in state.outstanding {
                state.fold(.succeeded(key, Sample.result), at: .epoch)
            }
            _ = state.row(RunID("r"))
        }
    }

    @Test func `waits where what it carries is as long as the history itself`() {
        let pressure = Pressure(factsMax: 10, bytesMax: 1000, factsPerSlot: 4)
        #expect(!pressure.asksForRollOver(HistoryLength(facts: 9), slots: 1))
        #expect(pressure.asksForRollOver(HistoryLength(facts: 10), slots: 1))
        #expect(!pressure.asksForRollOver(HistoryLength(facts: 399), slots: 100))
        #expect(pressure.asksForRollOver(HistoryLength(facts: 400), slots: 100))
        #expect(pressure.asksForRollOver(HistoryLength(facts: 2, bytes: 1000), slots: 1))
        let heavy = HistoryLength(facts: 2, bytes: 1000, carried: 300)
        #expect(!pressure.asksForRollOver(heavy, slots: 1))
        #expect(
            !Pressure.none.asksForRollOver(HistoryLength(facts: 1 << 40, bytes: 1 << 40), slots: 9)
        )
        let impossible = Pressure(factsMax: 0, bytesMax: 0, factsPerSlot: 0)
        #expect(
            !impossible.asksForRollOver(HistoryLength(facts: 1), slots: 0),
            "it would never end"
        )
    }

    @Test func `carries every type of value as it is`() throws {
        let values: [Value] = [
            nil, true, false, 0, -1, .int(.min), .int(.max), .uint(.max), 1.5, -0.0,
            .double(.infinity), "", "é👩‍👩‍👧", .bytes([0, 255]), [1, [2, ["three"]]],
            ["a": 1, "b": ["c": nil]], .map([1: "int", true: "bool", .uint(1): "uint"]),
            .timestamp(seconds: -1, nanoseconds: 999_999_999),
            .duration(Duration(attoseconds: .max)), .duration(Duration(attoseconds: .min)),
            .duration(.milliseconds(-1)), .type("int"),
        ]
        for value in values {
            var writer = ByteWriter()
            writer.write(value)
            var reader = ByteReader(writer.bytes)
            #expect(try reader.value() == value)
            #expect(reader.isAtEnd)
        }
        var deep = ByteReader(Array(repeating: ByteWriter.ValueTag.list.rawValue, count: 1) + [1])
        #expect(throws: CodecError.self) { try deep.value() }
        let abyss = [[UInt8]](repeating: [ByteWriter.ValueTag.list.rawValue, 1], count: 100_000)
        var reader = ByteReader(Array(abyss.joined()))
        #expect(throws: CodecError.self) { try reader.value() }
    }
}
