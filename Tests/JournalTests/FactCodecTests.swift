import Journal
import Orchestration
import Testing

@Suite struct `The codec of facts` {
    @Test(arguments: UInt64(0)..<400) func `gives back what it was given`(seed: UInt64) throws {
        var random = Seeded(seed)
        let facts = (0..<Int.random(in: 0...6, using: &random)).map { _ in
            Fact.any(using: &random)
        }

        #expect(try FactCodec.decode(FactCodec.encode(facts)) == facts)
    }

    @Test(arguments: UInt64(0)..<60) func `never takes a part for the whole`(seed: UInt64) throws {
        var random = Seeded(seed)
        let bytes = FactCodec.encode([.any(using: &random)])

        for count in 0..<bytes.count where count != 1 {
            #expect(throws: CodecError.self, "\(count) bytes of \(bytes)") {
                try FactCodec.decode(Array(bytes.prefix(count)))
            }
        }
    }

    @Test(arguments: UInt64(0)..<400) func `answers or throws whatever the bytes`(seed: UInt64) {
        var random = Seeded(seed)
        var bytes = FactCodec.encode((0..<3).map { _ in .any(using: &random) })
        for _ in 0..<Int.random(in: 1...8, using: &random) {
            bytes[Int.random(in: 1..<bytes.count, using: &random)] = UInt8(
                truncatingIfNeeded: random.next()
            )
        }

        // What it accepts, it also writes: nothing is read that has no meaning.
        guard let facts = try? FactCodec.decode(bytes) else { return }
        #expect((try? FactCodec.decode(FactCodec.encode(facts))) == facts)
    }

    @Test func `accepts no format but its own`() {
        for version in UInt8.min...UInt8.max where version != FactCodec.version {
            #expect(throws: CodecError.unknownVersion(version)) {
                try FactCodec.decode([version])
            }
        }
    }

    @Test func `believes no length beyond the bytes it has`() {
        // awaiting, step 0, attempt 1, then a text that claims 2^63 bytes.
        let claim: [UInt8] = [1, 3, 0, 2] + [UInt8](repeating: 0x80, count: 9) + [1, 65]
        #expect(throws: CodecError.truncated(at: 4)) { try FactCodec.decode(claim) }
        // labelled with 2^40 labels.
        let labels: [UInt8] = [1, 12, 0x80, 0x80, 0x80, 0x80, 0x80, 0x20, 0, 0]
        #expect(throws: CodecError.truncated(at: 2)) { try FactCodec.decode(labels) }
    }

    @Test func `refuses integers of more than 64 bits and integers written long`() {
        let long: [UInt8] = [1, 6] + [UInt8](repeating: 0xFF, count: 9) + [2]
        #expect(throws: CodecError.malformed("an integer", at: 2)) { try FactCodec.decode(long) }
        #expect(throws: CodecError.malformed("an integer", at: 2)) {
            try FactCodec.decode([1, 6, 0x80, 0])
        }
    }

    @Test func `refuses text that is not UTF-8`() {
        #expect(throws: CodecError.malformed("text", at: 4)) {
            try FactCodec.decode([1, 3, 0, 2, 1, 0xFF])
        }
    }

    @Test func `still reads the bytes of its first day`() throws {
        let firstDay: [UInt8] = [
            1,
            1, 1, 119, 1, 118, 0, 2, 123, 125, 1, 115, 1, 111, 7, 0, 0, 0, 0, 0, 0, 128, 1,
            2, 4, 2, 5, 4, 2, 7, 116, 105, 109, 101, 111, 117, 116, 1, 33, 0, 8, 0, 4, 2, 208, 15,
            13, 2, 2, 110, 111,
        ]
        let facts: [Fact] = [
            .opened(
                Opening(
                    workflow: "w",
                    version: "v",
                    input: .inline(Array("{}".utf8)),
                    subject: "s",
                    once: "o",
                    seed: 0x8000_0000_0000_0007,
                    held: true
                )
            ),
            .dispatched(StepKey(step: 2, attempt: 1)),
            .failed(StepKey(step: 2, attempt: 1), Failure(.timeout, "!")),
            .alarmSet(.retry(StepKey(step: 2, attempt: 1)), due: Instant(milliseconds: 1000)),
            .closed(.cancelled(reason: "no")),
        ]

        #expect(FactCodec.encode(facts) == firstDay)
        #expect(try FactCodec.decode(firstDay) == facts)
    }
}
