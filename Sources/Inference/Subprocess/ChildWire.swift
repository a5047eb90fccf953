package import Orchestration

/// What a process answered to one request.
package struct ChildReply: Hashable, Sendable {
    package var output: Value
    /// What it says of itself; nil where it does not.
    package var tokensIn: Int?
    package var tokensOut: Int?
    package var served: String?
}

/// The protocol of models that are programs, one JSON object a line.
///
///     → {"id":7,"model":"churn","input":{…},"traceparent":"00-…"}
///     ← {"id":7,"progress":0.4}
///     ← {"id":7,"output":{…}}
///     ← {"id":7,"error":{"kind":"rate_limited","message":"…","retry_after":2.5}}
///
/// Answers may come in any order; an output may be any value, and may come with `tokens_in`,
/// `tokens_out` and `model`. Before its answer a request may have any number of lines with its
/// progress, which may be any value: each is a sign of life. A request that goes on where an
/// earlier delivery of it was lost has the last of them, as `progress`.
enum ChildWire {
    /// The kinds of failure a process may name; any other is its own bad output.
    static let kinds: Set<FailureKind> = [
        .timeout, .rateLimited, .overloaded, .contextTooLong, .contentPolicy, .badOutput, .auth,
        .badInput, .unknownModel, .quotaSpent,
    ]

    /// The line that asks, with its end.
    static func request(
        _ id: Int64,
        of model: String,
        _ input: Value,
        _ trace: TraceContext?,
        progress: Value? = nil
    ) -> [UInt8] {
        var request: [Value: Value] = [
            "id": .int(id), "model": .string(model), "input": input,
        ]
        if let progress { request["progress"] = progress }
        for (name, value) in trace?.headers ?? [] {
            request[.string(name.lowercased())] = .string(value)
        }
        return Value.map(request).jsonBytes + [0x0A]
    }

    /// What a line says of a request.
    enum Word: Hashable {
        case answer(Result<ChildReply, Failure>)
        case progress(Value)
    }

    /// What a line says; nil for one that is about no request.
    static func word(in line: [UInt8]) -> (id: Int64, word: Word)? {
        guard let json = try? Value(json: line), let id = json["id"]?.whole else { return nil }
        if let progress = json["progress"], json["error"] == nil, json["output"] == nil {
            return (id, .progress(progress))
        }
        return (id, .answer(answer(in: json)))
    }

    private static func answer(in json: Value) -> Result<ChildReply, Failure> {
        if let error = json["error"] { return .failure(failure(error)) }
        guard let output = json["output"] else {
            let sentence = "The process answered with neither `output` nor `error`."
            return .failure(Failure(.badOutput, sentence))
        }
        let reply = ChildReply(
            output: output,
            tokensIn: count(json["tokens_in"]),
            tokensOut: count(json["tokens_out"]),
            served: (json["model"]?.text).map(readable)
        )
        return .success(reply)
    }

    private static func count(_ value: Value?) -> Int? {
        value?.whole.flatMap { (0...1_000_000_000).contains($0) ? Int($0) : nil }
    }

    private static func failure(_ error: Value) -> Failure {
        let word = error["kind"]?.text ?? ""
        let message = readable(error["message"]?.text ?? error.text ?? "")
        guard let kind = FailureKind(rawValue: word), kinds.contains(kind) else {
            let named = word.isEmpty ? "no kind" : "the unknown kind `\(readable(word))`"
            return Failure(.badOutput, "The process failed with \(named): \(message)")
        }
        let seconds = error["retry_after"]?.number.map { $0.isFinite ? min(max(0, $0), 3600) : 0 }
        return Failure(
            kind,
            message.isEmpty ? "The process says \(kind.rawValue)." : message,
            retryAfter: seconds.map { .milliseconds(Int64($0 * 1000)) }
        )
    }
}
