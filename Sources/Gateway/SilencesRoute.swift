internal import Foundation
internal import Hummingbird
internal import Orchestration

/// Silences as an Alertmanager has them, so that what speaks to one can silence our alerts.
///
/// | question | answer |
/// | --- | --- |
/// | `GET /api/v2/silences` | all that are in force |
/// | `POST /api/v2/silences` | `{"silenceID": …}`; with an `id` that silence is replaced |
/// | `GET /api/v2/silence/ID` | that one; 404 where there is none |
/// | `DELETE /api/v2/silence/ID` | 200 once it is over |
///
/// Of matchers, `=` and `=~` with a text, or a text and `.*` behind it, on the labels of our alerts:
/// `alertname`, `object`, `kind`, `severity`. What a silence of ours cannot express is refused with
/// what it is, never widened.
/// Source: Alertmanager, `api/v2/openapi.yaml`.
struct SilencesRoute: Sendable {
    let control: any ControlPlane

    func add(to router: Router<BasicRequestContext>) {
        router.get("/api/v2/silences") { _, _ in
            Self.json(.list(control.snapshot().silences.map(\.gettable)))
        }
        router.post("/api/v2/silences") { request, _ in
            let buffer = try await request.body.collect(upTo: 1 << 20)
            return try await put(Array(buffer.readableBytesView))
        }
        router.get("/api/v2/silence/:id") { _, context in
            let id = try context.parameters.require("id")
            guard let silence = control.snapshot().silences.first(where: { $0.id == id }) else {
                return Problem(.notFound, "There is no silence `\(id)`.").response
            }
            return Self.json(silence.gettable)
        }
        router.delete("/api/v2/silence/:id") { _, context in
            try await end(try context.parameters.require("id"))
        }
    }

    private func put(_ body: [UInt8]) async throws -> Response {
        do throws(PostedSilence.Wrong) {
            let posted = try PostedSilence(json: body, at: control.snapshot().at)
            let receipt = await control.perform(
                order(.silence(posted.silence), by: posted.by, because: posted.comment)
            )
            return answer(receipt, ["silenceID": .string(posted.silence.id)], refused: .badRequest)
        } catch { return Problem(.badRequest, error.why).response }
    }

    private func end(_ id: String) async throws -> Response {
        let receipt = await control.perform(
            order(.unsilence(id: id), by: "alertmanager", because: "ended over its API")
        )
        return answer(receipt, .map([:]), refused: .notFound)
    }

    private func order(_ action: Control.Action, by actor: String, because reason: String)
        -> Control.Order
    {
        Control.Order(
            action,
            actor: actor,
            via: "api/v2",
            reason: reason,
            requestID: UUID().uuidString
        )
    }

    private func answer(
        _ receipt: Control.Receipt,
        _ value: Value,
        refused status: HTTPResponse.Status
    ) -> Response {
        switch receipt.result {
        case .done: Self.json(value)
        case .refused(let why): Problem(status, why).response
        }
    }

    static func json(_ value: Value) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: value.jsonBytes))
        )
    }
}

/// A silence as it was posted, read into one of ours.
struct PostedSilence {
    let silence: Silence
    let by: String
    let comment: String

    /// What of it cannot be had here.
    struct Wrong: Error { let why: String }

    /// Names of labels and of what they are here.
    static let labels = [
        "alertname": "rule", "object": "object", "kind": "kind", "severity": "severity",
    ]
    /// How far ahead one may begin: a sender's clock is not ours.
    private static let earliest = Duration.seconds(60)
    private static let matchersMax = 16

    init(json: [UInt8], at now: Instant) throws(Wrong) {
        guard json.count <= 65_536, let posted = try? Value(json: json) else {
            throw Wrong(why: "The silence is no JSON, or has more than 64 KiB.")
        }
        guard let until = posted["endsAt"]?.text.flatMap(Instant.init(text:)) else {
            throw Wrong(why: "`endsAt` is missing or no RFC 3339 instant.")
        }
        let start = posted["startsAt"]?.text.flatMap(Instant.init(text:)) ?? now
        guard start - now <= Self.earliest else {
            throw Wrong(why: "A silence begins at once here: post it when `startsAt` has come.")
        }
        by = Self.plain(posted["createdBy"], or: "alertmanager")
        comment = Self.plain(posted["comment"], or: "posted over the Alertmanager API")
        silence = Silence(
            id: Self.name(posted["id"]?.text ?? "") ?? "s\(String(now.milliseconds, radix: 36))",
            matchers: try Self.matchers(posted["matchers"]?.listed ?? []),
            until: until,
            by: by,
            reason: comment
        )
    }

    private static func matchers(_ posted: [Value]) throws(Wrong) -> [String: String] {
        guard (1...matchersMax).contains(posted.count) else {
            throw Wrong(why: "A silence has 1 to \(matchersMax) `matchers`.")
        }
        var matchers: [String: String] = [:]
        for matcher in posted {
            let name = matcher["name"]?.text ?? ""
            guard let field = labels[name] else {
                let known = labels.keys.sorted().joined(separator: ", ")
                throw Wrong(why: "Alerts have no label `\(name.prefix(64))`; they have \(known).")
            }
            guard matcher["isEqual"] != .bool(false) else {
                throw Wrong(why: "`\(name)` may not be matched with != or !~ here.")
            }
            guard matchers[field] == nil else {
                throw Wrong(why: "`\(name)` is matched twice, which a silence here cannot express.")
            }
            matchers[field] = try pattern(matcher, of: name)
        }
        return matchers
    }

    private static func pattern(_ matcher: Value, of name: String) throws(Wrong) -> String {
        guard let text = matcher["value"]?.text, !text.isEmpty, text.utf8.count <= 256 else {
            throw Wrong(why: "The matcher of `\(name)` has no `value` of 1 to 256 bytes.")
        }
        guard matcher["isRegex"] == .bool(true) else {
            guard !text.hasSuffix("*") else {
                throw Wrong(why: "The value of `\(name)` ends in `*`, which is a pattern here.")
            }
            return text
        }
        let isPrefix = text.hasSuffix(".*")
        let literal = isPrefix ? String(text.dropLast(2)) : text
        guard !literal.contains(where: { "\\^$.|?*+()[]{}".contains($0) }) else {
            throw Wrong(
                why: "`\(name)` =~ `\(text.prefix(64))`: only a text, or one with `.*` behind it."
            )
        }
        return isPrefix ? literal + "*" : literal
    }

    private static func plain(_ value: Value?, or other: String) -> String {
        let text = value?.text.map { String($0.prefix(200)) } ?? ""
        return text.isEmpty ? other : text
    }

    /// Names come back in lists and on command lines: letters, digits and dashes, as a UUID's are.
    private static func name(_ text: String) -> String? {
        let isName =
            (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
        return isName ? text : nil
    }
}

extension Silence {
    /// `gettableSilence` of an Alertmanager.
    fileprivate var gettable: Value {
        let begin = (since ?? .epoch).text
        return [
            "id": .string(id), "status": ["state": "active"], "startsAt": .string(begin),
            "updatedAt": .string(begin), "endsAt": .string(ends.text), "createdBy": .string(by),
            "comment": .string(reason),
            "matchers": .list(
                matchers.sorted { $0.key < $1.key }.map { field, pattern in
                    let isRegex = pattern.hasSuffix("*")
                    let name = PostedSilence.labels.first { $0.value == field }?.key ?? field
                    return [
                        "name": .string(name), "isRegex": .bool(isRegex), "isEqual": .bool(true),
                        "value": .string(isRegex ? pattern.dropLast() + ".*" : pattern),
                    ]
                }
            ),
        ]
    }
}
