internal import Orchestration
internal import Synchronization

/// What the reader of an answer and the watch over its clocks share.
final class CallInFlight: Sendable {
    private struct State {
        var clocks: CallClocks
        var reply: ChatReply?
    }

    private let watch: Stopwatch
    private let state: Mutex<State>

    init(_ clocks: CallClocks, watch: Stopwatch) {
        self.watch = watch
        state = Mutex(State(clocks: clocks))
    }

    /// Notes a content token; returns the time since the call began.
    @discardableResult
    func tokenCame() -> Duration {
        let now = watch.elapsed()
        state.withLock { $0.clocks.tokenCame(at: now) }
        return now
    }

    /// When the first token came.
    var firstToken: Duration? { state.withLock { $0.clocks.firstToken } }

    /// The time since the call began.
    var elapsed: Duration { watch.elapsed() }

    /// Notes that the answer is complete though its connection may still be open.
    func completed(_ reply: ChatReply) { state.withLock { $0.reply = reply } }

    /// Returns when a clock has run out; nil when cancelled first.
    ///
    /// A server that says `[DONE]` and then keeps the line open has answered: its reply stands.
    func outcomeOfClocks() async -> Result<ChatReply, Failure>? {
        while true {
            let now = watch.elapsed()
            let (failure, reply, next) = state.withLock {
                ($0.clocks.verdict(at: now), $0.reply, $0.clocks.look(after: now))
            }
            if let failure { return reply.map(Result.success) ?? .failure(failure) }
            guard (try? await watch.reach(next)) != nil else { return nil }
        }
    }
}
