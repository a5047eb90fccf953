extension RouteDecision {
    /// The decision as it is journaled with the attempt.
    package var value: Value {
        Value(present: [
            "route": .string(route), "at": Value(milliseconds: at),
            "policy": .string(policy.rawValue),
            "candidates": .list(candidates.map(\.value)),
            "rejections": .list(rejections.map(\.value)),
            "override": override?.value, "exception": exception?.value,
            "passed_over": passedOver?.value,
            "shadows": shadows.isEmpty ? nil : .list(shadows.map(Value.string)),
            "standings": standings.isEmpty ? nil : .list(standings.map(\.value)),
        ])
    }

    /// The decision read back from a journal; nil where this is none.
    package init?(value: Value) {
        guard let route = value["route"]?.text, let at = value["at"]?.moment,
            let policy = value["policy"]?.text.flatMap(Route.Policy.init(rawValue:)),
            let candidates = value["candidates"]?.elements,
            let rejections = value["rejections"]?.elements
        else { return nil }
        self.route = route
        self.at = at
        self.policy = policy
        self.candidates = candidates.compactMap(Candidate.init(value:))
        self.rejections = rejections.compactMap(Rejection.init(value:))
        override = value["override"].flatMap(Override.init(value:))
        exception = value["exception"].flatMap(Exception.init(value:))
        passedOver = value["passed_over"].flatMap(PassedOver.init(value:))
        shadows = (value["shadows"]?.elements ?? []).compactMap(\.text)
        standings = (value["standings"]?.elements ?? []).compactMap(Standing.init(value:))
    }
}

extension RouteDecision.Candidate {
    fileprivate var value: Value {
        let (by, score): (Value, Value?) =
            switch score {
            case .place(let place): ("place", .int(Int64(place)))
            case .share(let share): ("share", .double(share))
            case .seconds(let seconds): ("seconds", seconds.map(Value.double))
            case .calls(let calls): ("calls", .int(Int64(calls)))
            case .money(let micros): ("money", micros.map(Value.int))
            case .belief(let mean, _): ("belief", .double(mean))
            case .affinity(let score): ("affinity", .double(score))
            case .canary(let share): ("canary", .double(share))
            }
        var propensity: Value?
        if case .belief(_, let chance) = self.score { propensity = .double(chance) }
        return Value(present: [
            "model": .string(model), "by": by, "score": score,
            "trial": isTrial ? .bool(true) : nil, "propensity": propensity,
        ])
    }

    fileprivate init?(value: Value) {
        guard let model = value["model"]?.text, let by = value["by"]?.text else { return nil }
        let number = value["score"]
        let whole = number?.whole.flatMap { Int(exactly: $0) }
        let score: RouteDecision.Score? =
            switch by {
            case "place": whole.map { .place($0) }
            case "share": number?.number.map { .share($0) }
            case "seconds": .seconds(number?.number)
            case "calls": whole.map { .calls($0) }
            case "money": .money(number?.whole)
            case "belief":
                number?.number.map {
                    .belief(mean: $0, propensity: value["propensity"]?.number ?? 0)
                }
            case "affinity": number?.number.map { .affinity($0) }
            case "canary": number?.number.map { .canary($0) }
            default: nil
            }
        guard let score else { return nil }
        self.init(model: model, score: score, isTrial: value["trial"] == .bool(true))
    }
}

extension RouteDecision.Rejection {
    fileprivate var value: Value {
        let (why, details): (Value, KeyValuePairs<String, Value?>) =
            switch reason {
            case .breakerOpen(let until): ("breaker_open", ["until": Value(milliseconds: until)])
            case .askedToWait(let until):
                ("asked_to_wait", ["until": Value(milliseconds: until)])
            case .trialsTaken: ("trials_taken", [:])
            case .forcedOpen: ("forced_open", [:])
            case .paused: ("paused", [:])
            case .ruleFalse(let rule): ("rule_false", ["rule": .string(rule)])
            case .ruleFailed(let rule): ("rule_failed", ["rule": .string(rule)])
            case .overridden(let target): ("overridden", ["to": .string(target)])
            case .contextTooLong(let tokens, let limit):
                (
                    "context_too_long",
                    ["tokens": .int(Int64(tokens)), "limit": .int(Int64(limit))]
                )
            case .setAside(let until): ("set_aside", ["until": Value(milliseconds: until)])
            case .notPinned: ("not_pinned", [:])
            case .unknownModel: ("unknown_model", [:])
            case .overLimit(let hit, let retryAt):
                ("over_limit", ["hit": hit.value, "until": retryAt.map(Value.init(milliseconds:))])
            case .canaryNotDrawn: ("canary_not_drawn", [:])
            case .canaryFailed(let why): ("canary_failed", ["because": .string(why)])
            case .shadow: ("shadow", [:])
            case .staleInput(let source, let age, let limit):
                (
                    "stale_input",
                    [
                        "source": .string(source), "age": .int(age.milliseconds),
                        "limit": .int(limit.milliseconds),
                    ]
                )
            case .killed(let why): ("killed", ["because": .string(why)])
            }
        var map: [Value: Value] = ["model": .string(model), "why": why]
        for (key, value) in details { if let value { map[.string(key)] = value } }
        return .map(map)
    }

    fileprivate init?(value: Value) {
        guard let model = value["model"]?.text, let why = value["why"]?.text else { return nil }
        let until = value["until"]?.moment
        let rule = value["rule"]?.text
        let reason: RouteDecision.Reason? =
            switch why {
            case "breaker_open": until.map { .breakerOpen(until: $0) }
            case "asked_to_wait": until.map { .askedToWait(until: $0) }
            case "trials_taken": .trialsTaken
            case "forced_open": .forcedOpen
            case "paused": .paused
            case "rule_false": rule.map { .ruleFalse($0) }
            case "rule_failed": rule.map { .ruleFailed($0) }
            case "overridden": value["to"]?.text.map { .overridden(to: $0) }
            case "context_too_long":
                if let tokens = value["tokens"]?.whole.flatMap({ Int(exactly: $0) }),
                    let limit = value["limit"]?.whole.flatMap({ Int(exactly: $0) })
                {
                    .contextTooLong(tokens: tokens, limit: limit)
                } else {
                    nil
                }
            case "set_aside": until.map { .setAside(until: $0) }
            case "not_pinned": .notPinned
            case "unknown_model": .unknownModel
            case "over_limit":
                value["hit"].flatMap(Quota.Hit.init(value:)).map { .overLimit($0, retryAt: until) }
            case "canary_not_drawn": .canaryNotDrawn
            case "canary_failed": .canaryFailed(value["because"]?.text ?? "")
            case "shadow": .shadow
            case "stale_input":
                .staleInput(
                    source: value["source"]?.text ?? "",
                    age: .milliseconds(value["age"]?.whole ?? 0),
                    limit: .milliseconds(value["limit"]?.whole ?? 0)
                )
            case "killed": .killed(value["because"]?.text ?? "")
            default: nil
            }
        guard let reason else { return nil }
        self.init(model: model, reason: reason)
    }
}

extension RouteDecision.Exception {
    fileprivate var value: Value {
        switch self {
        case .panic(let healthy, let all):
            ["healthy": .int(Int64(healthy)), "of": .int(Int64(all))]
        case .asked(let until): ["asked_until": Value(milliseconds: until)]
        }
    }

    fileprivate init?(value: Value) {
        if let until = value["asked_until"]?.moment {
            self = .asked(until: until)
            return
        }
        guard let healthy = value["healthy"]?.whole.flatMap({ Int(exactly: $0) }),
            let all = value["of"]?.whole.flatMap({ Int(exactly: $0) })
        else { return nil }
        self = .panic(healthy: healthy, of: all)
    }
}
