internal import Foundation
internal import Hummingbird
internal import Orchestration

/// Takes one event in, and answers once that is durable.
package typealias EventDoor = @Sendable (_ json: [UInt8]) async -> EventAnswer

/// What became of an event that came over HTTP.
package enum EventAnswer: Hashable, Sendable {
    /// It is durable; what it did, in words.
    case taken(String)
    /// It cannot be used, and is kept among the dead letters; why.
    case unusable(String)
    /// It was not taken in, and may be sent again; why.
    case unavailable(String)
}

/// `POST /v1/events`: events by the HTTP binding of CloudEvents 1.0.
///
/// | content type | what is sent |
/// | --- | --- |
/// | `application/cloudevents+json` | one event, structured |
/// | `application/cloudevents-batch+json` | a list of them |
/// | `application/json` with `ce-…` headers | one event, binary: its data is the body |
/// | `application/json` | one event as a feed's line is |
///
/// 200 once all are durable; 422 where one cannot be used; 503 where one was not taken in, as a
/// problem (RFC 9457) that has the events beside it. What is no question about events is answered
/// with a problem too.
struct EventsRoute: Sendable {
    static let path = "/v1/events"
    /// The most events of one batch, and the most bytes of one question.
    static let batchMax = 1000
    static let bytesMax = 16 << 20

    let door: EventDoor

    func add(to router: Router<BasicRequestContext>) {
        router.post(RouterPath(Self.path)) { request, _ in
            let body: [UInt8]
            do {
                let buffer = try await request.body.collect(upTo: Self.bytesMax)
                body = Array(buffer.readableBytesView)
            } catch {
                return Problem(.contentTooLarge, "At most 16 MiB are taken at once.").response
            }
            switch Self.events(in: body, request.headers) {
            case .success(let events): return await answer(to: events)
            case .failure(let wrong): return Problem(wrong.status, wrong.why).response
            }
        }
    }

    private func answer(to events: [[UInt8]]) async -> Response {
        var status = HTTPResponse.Status.ok
        var lines: [Value] = []
        for event in events {
            switch await door(event) {
            case .taken(let words): lines.append(["taken": .bool(true), "what": .string(words)])
            case .unusable(let why):
                if status == .ok { status = .unprocessableContent }
                lines.append(["taken": .bool(false), "what": .string(why)])
            case .unavailable(let why):
                status = .serviceUnavailable
                lines.append(["taken": .bool(false), "what": .string(why)])
                // The others would wait as long, one after the other.
                let rest = Array(repeating: Self.untried, count: events.count - lines.count)
                return unavailable(why, lines + rest)
            }
        }
        return json(status, ["events": .list(lines)])
    }

    private static let untried: Value = [
        "taken": .bool(false), "what": "not tried after the one before it",
    ]

    private func unavailable(_ why: String, _ lines: [Value]) -> Response {
        let problem: Value = [
            "type": .string("about:blank"), "title": "Service Unavailable", "status": .int(503),
            "detail": .string(why), "events": .list(lines),
        ]
        var response = json(.serviceUnavailable, problem)
        response.headers[.contentType] = Problem.type
        response.headers[.retryAfter] = "5"
        return response
    }

    /// What kept a question from being one about events.
    private struct Wrong: Error {
        let status: HTTPResponse.Status
        let why: String
    }

    private static func events(in body: [UInt8], _ headers: HTTPFields) -> Result<[[UInt8]], Wrong>
    {
        let type = (headers[.contentType] ?? "").lowercased().prefix { $0 != ";" }
        switch type.trimmingCharacters(in: .whitespaces) {
        case "application/cloudevents+json": return .success([body])
        case "application/cloudevents-batch+json":
            guard case .list(let list)? = try? Value(json: body), list.count <= batchMax else {
                return .failure(
                    Wrong(status: .badRequest, why: "A batch is a list of at most 1000 events.")
                )
            }
            return .success(list.map(\.jsonBytes))
        case "application/json", "":
            guard headers.contains(where: { $0.name.canonicalName == "ce-specversion" }) else {
                return .success([body])
            }
            guard let data = try? Value(json: body) else {
                return .failure(Wrong(status: .badRequest, why: "The event's data is no JSON."))
            }
            return .success([enveloped(data, headers).jsonBytes])
        default:
            return .failure(
                Wrong(
                    status: .unsupportedMediaType,
                    why: "Send application/cloudevents+json, application/cloudevents-batch+json, "
                        + "or application/json with or without ce- headers."
                )
            )
        }
    }

    /// An event whose attributes came as headers.
    private static func enveloped(_ data: Value, _ headers: HTTPFields) -> Value {
        var fields: [Value: Value] = ["data": data]
        for header in headers where header.name.canonicalName.hasPrefix("ce-") {
            let name = String(header.name.canonicalName.dropFirst(3))
            fields[.string(name)] = .string(header.value.removingPercentEncoding ?? header.value)
        }
        return .map(fields)
    }

    private func json(_ status: HTTPResponse.Status, _ value: Value) -> Response {
        Response(
            status: status,
            headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: value.jsonBytes))
        )
    }
}
