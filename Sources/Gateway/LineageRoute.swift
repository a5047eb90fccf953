internal import Hummingbird
package import Orchestration

/// Takes in that a source was loaded at a moment; whether there is such a source.
package typealias LineageDoor = @Sendable (_ source: String, _ at: Instant) async -> Bool

/// `POST /api/v1/lineage`: a RunEvent of OpenLineage, or a list of them, as its clients send them.
///
/// A `COMPLETE` whose outputs name a source of this project counts as an arrival of it at its
/// `eventTime`. Other events are taken and do nothing: a producer sends what it has, to everybody.
/// Source: OpenLineage, `spec/OpenLineage.json`, 2-0-2.
struct LineageRoute: Sendable {
    static let path = "/api/v1/lineage"
    static let bytesMax = 4 << 20
    static let eventsMax = 1000

    let door: LineageDoor

    func add(to router: Router<BasicRequestContext>) {
        router.post(RouterPath(Self.path)) { request, _ in
            let body: [UInt8]
            do {
                let buffer = try await request.body.collect(upTo: Self.bytesMax)
                body = Array(buffer.readableBytesView)
            } catch {
                return Problem(.contentTooLarge, "At most 4 MiB are taken at once.").response
            }
            guard let value = try? Value(json: body) else {
                return Problem(.badRequest, "The event is no JSON.").response
            }
            return await take(value.listed ?? [value])
        }
    }

    private func take(_ events: [Value]) async -> Response {
        guard events.count <= Self.eventsMax else {
            return Problem(.badRequest, "A batch is a list of at most 1000 events.").response
        }
        if let wrong = events.lazy.compactMap(Self.flaw).first {
            return Problem(.unprocessableContent, wrong).response
        }
        var sources: [Value] = []
        for event in events where event["eventType"]?.text == "COMPLETE" {
            guard let at = Self.moment(of: event) else { continue }
            for name in Self.outputs(of: event) where await door(name, at) {
                sources.append(.string(name))
            }
        }
        let answer: Value = ["arrived": .list(sources)]
        return Response(
            status: .ok,
            headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.jsonBytes))
        )
    }

    /// What keeps an event from being a RunEvent; nil for nothing.
    private static func flaw(in event: Value) -> String? {
        guard case .map = event else { return "The event is no map." }
        guard moment(of: event) != nil else {
            return "`eventTime` is missing or no RFC 3339 instant."
        }
        guard event["run"]?["runId"]?.text != nil else { return "`run.runId` is missing." }
        guard event["job"]?["name"]?.text != nil else { return "`job.name` is missing." }
        return nil
    }

    private static func moment(of event: Value) -> Instant? {
        event["eventTime"]?.text.flatMap(Instant.init(text:))
    }

    /// The names of what it made, each once.
    private static func outputs(of event: Value) -> [String] {
        let names = (event["outputs"]?.listed ?? []).compactMap { $0["name"]?.text }
        return Set(names).sorted()
    }
}
