/// Where a failed call goes next.
package enum FallbackStep: Hashable, Sendable {
    case move(to: String)
    case stop(StopReason)

    package enum StopReason: Hashable, Sendable {
        /// The route does not fall back on this kind of failure.
        case kindStays(FailureKind)
        /// The first token has been passed on: another answer would contradict it.
        case streaming
        /// The next one's upstream is owed no retry: more load would keep it down.
        case budgetSpent(String)
        /// Every candidate has been tried, or may no longer be called.
        case noneLeft
    }
}

/// How far a call had come when it failed.
package enum CallProgress: Hashable, Sendable {
    case beforeFirstToken
    case streaming
}

extension RoutingTable {
    /// Where a call goes after its target failed.
    ///
    /// A prompt that was too long moves only to a target known to take a longer one.
    /// - Parameters:
    ///   - decision: What was decided for the call.
    ///   - kind: The class of the failure.
    ///   - tried: The targets tried so far, the newest last.
    ///   - progress: How far the call had come.
    ///   - tenant: Whose it is; empty for nobody's.
    ///   - health: What is known of the targets now.
    ///   - now: The moment of the failure.
    /// - Returns: The next target, or why there is none.
    package func fallback(
        from decision: RouteDecision,
        after kind: FailureKind,
        tried: [String],
        progress: CallProgress = .beforeFirstToken,
        tenant: String = "",
        given health: Health,
        at now: Instant
    ) -> FallbackStep {
        guard progress == .beforeFirstToken else { return .stop(.streaming) }
        guard routes[decision.route]?.fallback.contains(kind) ?? false else {
            return .stop(.kindStays(kind))
        }
        let limits = tried.compactMap { cards[$0]?.contextTokens }
        let needed = kind == .contextTooLong ? limits.max() : nil
        let next = decision.candidates.first { candidate in
            !tried.contains(candidate.model)
                && lets(candidate.model, take: decision.route, of: tenant, at: now)
                && health[candidate.model]?.mayBegin(at: now) ?? false
                && (kind != .contextTooLong || takesMore(candidate.model, than: needed))
        }
        guard let next else { return .stop(.noneLeft) }
        guard health.retries(of: next.model, at: now) >= 1 else {
            return .stop(.budgetSpent(next.model))
        }
        return .move(to: next.model)
    }

    private func takesMore(_ model: String, than tokens: Int?) -> Bool {
        guard let tokens, let limit = cards[model]?.contextTokens else { return false }
        return limit > tokens
    }
}

extension TargetHealth {
    /// Whether a call may begin now.
    package func mayBegin(at now: Instant) -> Bool {
        switch breaker.permission(at: now) {
        case .allowed, .trial: !isPaused
        case .refused, .asked, .trialsTaken, .forced: false
        }
    }
}
