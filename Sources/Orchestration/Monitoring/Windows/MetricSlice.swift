/// What happened to one subject in one stretch of time; slices merge into longer ones.
package struct MetricSlice: Hashable, Sendable {
    /// Calls, or runs that ended.
    package private(set) var calls = 0
    package private(set) var failed = 0
    /// Failed calls by class.
    package private(set) var failures: [FailureKind: Int] = [:]
    /// Microseconds, of answered and failed calls alike.
    package private(set) var took = Spread()
    /// Microseconds to the first content token.
    package private(set) var firstToken = Spread()
    /// Tokens per prompt, of calls that told.
    package private(set) var promptTokens = Spread()
    package private(set) var tokensIn = 0
    package private(set) var tokensOut = 0
    /// Microseconds between first and last token of streamed answers, and their tokens.
    package private(set) var streaming = 0
    package private(set) var streamedTokens = 0
    /// Known cost, in millionths of the unit of money.
    package private(set) var costMicros = 0
    /// Calls whose cost nobody knows.
    package private(set) var unpriced = 0

    /// A slice in which nothing happened.
    package init() {}

    /// Takes in one call or run.
    package mutating func add(_ sample: MetricSample) { add(MetricPoint(sample)) }

    /// Takes in one call or run, its figures worked out.
    mutating func add(_ point: MetricPoint) {
        calls = calls.addingClamped(1)
        switch point.outcome {
        case .answered: break
        case .failed(let kind):
            failed = failed.addingClamped(1)
            failures[kind, default: 0] += 1
        case .runFailed: failed = failed.addingClamped(1)
        // A time that was cut short is no time it took: only the call and its cost count.
        case .overtaken: return charge(point)
        }
        took.add(point.took)
        charge(point)
    }

    /// Takes in what a call used, and not the call: a run's calls are not runs.
    mutating func charge(_ point: MetricPoint) {
        if let tokens = point.tokensIn { note(tokensIn: tokens) }
        if let tokens = point.tokensOut { tokensOut = tokensOut.addingClamped(tokens) }
        if let first = point.firstToken {
            firstToken.add(first)
            streaming = streaming.addingClamped(max(0, point.took.number - first.number))
            streamedTokens = streamedTokens.addingClamped(point.tokensOut ?? 0)
        }
        switch point.cost {
        case .nothing: break
        case .micros(let cost): costMicros = costMicros.addingClamped(Int(clamping: max(0, cost)))
        case .unknown: unpriced = unpriced.addingClamped(1)
        }
    }

    private mutating func note(tokensIn tokens: Int) {
        promptTokens.add(tokens)
        tokensIn = tokensIn.addingClamped(tokens)
    }

    /// Takes in all of another slice.
    package mutating func merge(_ other: MetricSlice) {
        calls = calls.addingClamped(other.calls)
        failed = failed.addingClamped(other.failed)
        failures.merge(other.failures) { $0.addingClamped($1) }
        took.merge(other.took)
        firstToken.merge(other.firstToken)
        promptTokens.merge(other.promptTokens)
        tokensIn = tokensIn.addingClamped(other.tokensIn)
        tokensOut = tokensOut.addingClamped(other.tokensOut)
        streaming = streaming.addingClamped(other.streaming)
        streamedTokens = streamedTokens.addingClamped(other.streamedTokens)
        costMicros = costMicros.addingClamped(other.costMicros)
        unpriced = unpriced.addingClamped(other.unpriced)
    }
}

extension MetricSlice {
    /// Failed calls that say nothing about who was called: what nobody could have answered.
    package var excused: Int {
        failures.reduce(0) { $0.addingClamped($1.key.countsAgainstTarget ? 0 : $1.value) }
    }

    /// Calls that its quality may be judged by, and those of them that failed.
    package var judged: CallCounts {
        let excused = excused
        return CallCounts(calls: max(0, calls - excused), failed: max(0, failed - excused))
    }
}

extension MetricSlice {
    /// What happened in the slice after another one of the same stretch was taken.
    package func since(_ other: MetricSlice) -> MetricSlice {
        var rest = MetricSlice()
        rest.calls = max(0, calls - other.calls)
        rest.failed = min(rest.calls, max(0, failed - other.failed))
        for (kind, count) in failures {
            let left = count - other.failures[kind, default: 0]
            if left > 0 { rest.failures[kind] = left }
        }
        rest.took = took.without(other.took)
        rest.firstToken = firstToken.without(other.firstToken)
        rest.promptTokens = promptTokens.without(other.promptTokens)
        rest.tokensIn = max(0, tokensIn - other.tokensIn)
        rest.tokensOut = max(0, tokensOut - other.tokensOut)
        rest.streaming = max(0, streaming - other.streaming)
        rest.streamedTokens = max(0, streamedTokens - other.streamedTokens)
        rest.costMicros = max(0, costMicros - other.costMicros)
        rest.unpriced = max(0, unpriced - other.unpriced)
        return rest
    }
}

extension MetricSlice {
    /// The slice as it is journaled; what is nothing is left out.
    package var value: Value {
        Value(present: [
            "calls": .int(Int64(calls)), "failed": Self.some(failed),
            "failures": failures.isEmpty
                ? nil
                : .map(
                    Dictionary(
                        uniqueKeysWithValues: failures.map {
                            (.string($0.key.rawValue), .int(Int64($0.value)))
                        }
                    )
                ),
            "took": took.value, "first_token": Self.some(firstToken),
            "prompt_tokens": Self.some(promptTokens), "tokens_in": Self.some(tokensIn),
            "tokens_out": Self.some(tokensOut), "streaming": Self.some(streaming),
            "streamed": Self.some(streamedTokens), "cost": Self.some(costMicros),
            "unpriced": Self.some(unpriced),
        ])
    }

    /// The slice read back; what does not fit counts as nothing.
    package init(value: Value) {
        func number(_ key: String) -> Int { Int(clamping: max(0, value[key]?.whole ?? 0)) }
        calls = number("calls")
        failed = min(calls, number("failed"))
        for kind in FailureKind.allCases {
            guard let count = value["failures"]?[kind.rawValue]?.whole, count > 0 else { continue }
            failures[kind] = Int(clamping: count)
        }
        took = Spread(value: value["took"])
        firstToken = Spread(value: value["first_token"])
        promptTokens = Spread(value: value["prompt_tokens"])
        tokensIn = number("tokens_in")
        tokensOut = number("tokens_out")
        streaming = number("streaming")
        streamedTokens = number("streamed")
        costMicros = number("cost")
        unpriced = number("unpriced")
    }

    private static func some(_ number: Int) -> Value? { number == 0 ? nil : .int(Int64(number)) }
    private static func some(_ spread: Spread) -> Value? { spread.count == 0 ? nil : spread.value }
}
