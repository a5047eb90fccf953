import Testing

@testable import Orchestration

/// Bytes that stand in journals: they may never change their meaning.
@Suite struct `What a run carries over` {
    /// A run in which everything is carried that can be: results of every type of value, items,
    /// failures, pauses, labels, acts.
    private static var run: Driven {
        let list = Each(list: Sample.expression("[1, 'two', 3.5]"), limit: 2)
        var run = Driven(
            Plan(
                Workflow(
                    name: "sample",
                    version: "v1",
                    deadline: .seconds(3600),
                    labels: ["kind": Sample.expression("'golden'")],
                    steps: [
                        Sample.step("a"),
                        Sample.step("b", after: [0], when: "a.ok", attempts: 3),
                        Step(
                            name: "c",
                            action: .call(route: "r", input: Sample.expression("item")),
                            after: [0],
                            each: list,
                            undo: .call(route: "u", input: Sample.expression("c"))
                        ),
                        Step(name: "d", action: .wait(event: "x", within: .seconds(60))),
                        Step(
                            name: "e",
                            action: .compute(Sample.expression("[a, 1.5, -7, null]")),
                            after: [0]
                        ),
                        Step(
                            name: "f",
                            action: .compute(Sample.expression("[c, e]")),
                            after: [2, 3, 4]
                        ),
                    ]
                )
            )
        )
        run.now = .epoch + .milliseconds(1500)
        run.succeed(0)
        let failure = Failure(.overloaded, "später", retryAfter: .milliseconds(2500))
        run.take(.failed(StepKey(step: 1, attempt: 1), failure))
        run.take(.succeeded(StepKey(step: 6, attempt: 1), Sample.result))
        run.act(.skip, step: 7, id: "one")
        run.act(.pause, id: "two")
        return run
    }

    @Test func `has the bytes of its first day`() throws {
        let bytes = try #require(Self.run.state.carry)
        #expect(Self.text(bytes) == Self.firstDay)
    }

    @Test func `has the bytes of its first day in values of every type`() {
        let value: Value = [
            nil, true, false, .int(.min), .int(300), .uint(.max), 1.5, "é", .bytes([0, 255]),
            ["b": 1, "a": [2]], .timestamp(seconds: -1, nanoseconds: 999_999_999),
            .duration(Duration(attoseconds: .min)), .duration(.milliseconds(1500)), .type("int"),
        ]
        var writer = ByteWriter()
        writer.write(value)
        #expect(Self.text(writer.bytes) == Self.values)
    }

    private static func text(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    @Test func `is read from them`() {
        let run = Self.run
        var opening = run.state.opening
        opening.carried = stride(from: 0, to: Self.firstDay.count, by: 2).compactMap { place in
            let start = Self.firstDay.index(Self.firstDay.startIndex, offsetBy: place)
            return UInt8(Self.firstDay[start...].prefix(2), radix: 16)
        }
        #expect(RunState(carriedBy: opening, plan: run.state.plan)?.carry == run.state.carry)
    }

    private static let firstDay =
        "0100b8172600000001010000000101046b696e6406676f6c64656e090602000000000502000001c03e01"
        + "0a6f7665726c6f61646564077370c3a474657201008080d0a7a4b0e4b1450202000000000302000001c0"
        + "a9070006020000000000000004000006020000000009020000000001020000000001040c030302060374"
        + "776f0580808080808080864006040203090106026f6b0200000000010c0000020161090106026f6b0201"
        + "650804090106026f6b020580808080808080fc3f030d00000002036f6e650374776f"
    private static let values =
        "080e00020103ffffffffffffffffff0103d80404ffffffffffffffffff010580808080808080fc3f0602"
        + "c3a9070200ff09020601610801030406016203020a01fea7d6b9070bffffffffffffffffff01000b0080"
        + "80b0b1af8389d1290c03696e74"
}
