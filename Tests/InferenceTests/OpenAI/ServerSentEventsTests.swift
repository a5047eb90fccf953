import Inference
import Orchestration
import Testing

@Suite struct `A stream of events` {
    private func events(_ text: String, cutEvery size: Int) throws -> [String] {
        var stream = ServerSentEvents()
        let bytes = Array(text.utf8)
        return try stride(from: 0, to: bytes.count, by: size).flatMap { start in
            try stream.take(bytes[start..<min(start + size, bytes.count)])
        }.map { String(decoding: $0, as: UTF8.self) }
    }

    @Test(arguments: 1...40) func `means the same wherever its bytes are cut`(size: Int) throws {
        let text =
            "\u{FEFF}data: eins\r\n\r\n: comment\n\nevent: x\ndata:zw\ndata: ei ü🙂\n\rdata\r\r"
        #expect(try events(text, cutEvery: size) == ["eins", "zw\nei ü🙂", ""])
    }

    @Test func `makes no event of comments, other fields, or an unfinished one`() throws {
        #expect(
            try events(": ping\n\nid: 4\nretry: 5\n\ndatax: no\n\ndata: half\n", cutEvery: 7) == []
        )
    }

    @Test func `is refused beyond its limits`() {
        var limits = WireLimits()
        limits.lineBytesMax = 16
        limits.bodyBytesMax = 64
        for text in [
            "data: 12345678901", "data: 123456789\ndata: 1234567\n",
            ":\n\n" + String(repeating: ":x\n", count: 30),
        ] {
            var stream = ServerSentEvents(limits: limits)
            let failure = #expect(throws: Failure.self) { _ = try stream.take(Array(text.utf8)) }
            #expect(failure?.kind == .badOutput)
        }
    }

    @Test(arguments: UInt64(0)..<200) func `never traps on noise`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        let alphabet = Array("data: \n\r\n\n:{}\"[DONE]choices".utf8) + [0xFF, 0xF0, 0]
        var stream = ServerSentEvents()
        var assembly = ReplyAssembly()
        let noise = (0..<300).map { _ in alphabet[Int(random.next() % UInt64(alphabet.count))] }
        for event in (try? stream.take(noise)) ?? [] { _ = try? assembly.take(event) }
    }
}
