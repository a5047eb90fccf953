import Notices
import Orchestration
import Rehearsal
import Synchronization
import Testing

/// Spans that wait to be fetched.
private final class Shelf: Sendable {
    private let spans: Mutex<[TraceSpan]>

    init(_ count: Int) {
        let root = TraceContext(of: "1-a", salt: 7)
        spans = Mutex(
            (0..<count).map {
                TraceSpan(
                    "step \($0)",
                    root.part("\($0)"),
                    in: root,
                    from: .epoch,
                    until: .epoch + .seconds(1)
                )
            }
        )
    }

    func take(_ limit: Int) -> [TraceSpan] {
        spans.withLock { spans in
            let taken = Array(spans.prefix(limit))
            spans.removeFirst(taken.count)
            return taken
        }
    }
}

/// A clock on which every pause is over at once.
private struct Hurry: Clock {
    func sleep(until deadline: ContinuousClock.Instant, tolerance: Duration?) async throws {
        try Task.checkCancellation()
    }
    var now: ContinuousClock.Instant { ContinuousClock.now }
    var minimumResolution: Duration { .zero }
}

@Suite struct `Spans on their way to a collector` {
    @Test func `arrive in batches, as OTLP in JSON`() async throws {
        let collector = try await ScriptedReceiver.start()
        let shelf = Shelf(600)
        let exporter = SpanExporter(to: collector.url + "/", version: "1")
        await exporter.send(all: { shelf.take($0) })
        await exporter.close { shelf.take($0) }
        let letters = collector.letters
        await collector.stop()
        #expect(await exporter.sent == 600)
        #expect(letters.map(\.path) == ["/v1/traces", "/v1/traces"])
        #expect(letters.allSatisfy { $0.headers["content-type"] == "application/json" })
        let spans = try letters.flatMap { letter in
            let json = try Value(json: letter.body)
            return json.first("resourceSpans")?.first("scopeSpans")?["spans"]?.list ?? []
        }
        #expect(spans.count == 600)
        #expect(spans.first?["name"] == "step 0")
    }

    @Test func `are sent again where the collector is busy, and given up where it refuses`()
        async throws
    {
        let collector = try await ScriptedReceiver.start(answering: [503, 429, 200, 400])
        let shelf = Shelf(513)
        let exporter = SpanExporter(to: collector.url, version: "1", clock: Hurry())
        await exporter.send(all: { shelf.take($0) })
        await exporter.close { shelf.take($0) }
        await collector.stop()
        #expect(await exporter.sent == 512)
        #expect(await exporter.lost == 1)
        #expect(collector.letters.count == 4)
    }

    @Test func `are given up where nobody answers, and nobody waits for that`() async throws {
        let shelf = Shelf(3)
        let exporter = SpanExporter(to: "http://127.0.0.1:9", version: "1", clock: Hurry())
        await exporter.send(all: { shelf.take($0) })
        await exporter.close { shelf.take($0) }
        #expect(await exporter.lost == 3)
    }
}

extension Value {
    fileprivate var list: [Value]? {
        guard case .list(let list) = self else { return nil }
        return list
    }

    fileprivate func first(_ name: String) -> Value? { self[name]?.list?.first }
}
