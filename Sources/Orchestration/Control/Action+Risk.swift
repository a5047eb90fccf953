extension Control.Action {
    /// Whether a mistake in it is felt by customers at once, or cannot be taken back: such an order
    /// has a reason, and whoever gives it says twice what is meant.
    package var isHighRisk: Bool {
        switch self {
        case .cancel, .kill, .pause(.everything), .act(_, .terminate): true
        case .pauseRun, .resumeRun, .pause, .resume, .retry, .skip, .act, .reroute, .split,
            .unroute, .throttle, .acknowledge, .escalate, .snooze, .resolveSnooze, .breaker,
            .revive,
            .approveRetrain, .declineRetrain, .silence, .unsilence, .start, .backfill,
            .cancelBackfill, .replay, .note, .rate, .unrate, .canary:
            false
        }
    }
}
