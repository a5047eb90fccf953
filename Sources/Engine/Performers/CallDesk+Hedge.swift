internal import Inference
internal import Orchestration
internal import Synchronization

/// How much content of an answer has come; after the first another answer would contradict it.
final class Beginning: Sendable {
    private let count = Atomic(0)
    private let first = Mutex<(@Sendable () -> Void)?>(nil)

    /// Calls back at the first content, once.
    func whenFirst(_ callBack: @escaping @Sendable () -> Void) {
        first.withLock { $0 = callBack }
    }

    /// Notes that a piece of content has come.
    func note() {
        guard count.wrappingAdd(1, ordering: .acquiringAndReleasing).oldValue == 0 else { return }
        first.withLock { first in
            defer { first = nil }
            return first
        }?()
    }

    /// Whether content has come.
    var hasContent: Bool { pieces > 0 }

    /// Pieces of content so far, as the provider cuts them: a token or a few.
    var pieces: Int { count.load(ordering: .acquiring) }
}

extension CallDesk {
    /// How one call ended, or two of which one was hedged with the other.
    struct Ending: Sendable {
        let model: String
        let result: Result<ModelPool.Answer, Failure>
        /// Pieces of content that came, and the time from asking to the end.
        var pieces = 0
        var took = Duration.zero
        /// The second one, where both failed: neither is asked again.
        var alsoFailed: FailedTry?

        init(_ model: String, _ result: Result<ModelPool.Answer, Failure>) {
            self.model = model
            self.result = result
        }

        /// It as a try that failed; nil where it did not.
        var failed: FailedTry? {
            guard case .failure(let failure) = result else { return nil }
            return FailedTry(model: model, failure: failure, pieces: pieces, took: took)
        }

        fileprivate func and(_ other: Ending) -> Ending {
            var both = self
            both.alsoFailed = other.failed
            return both
        }
    }

    /// A target that was asked and failed, with how far its answer had come.
    struct FailedTry: Sendable {
        let model: String
        let failure: Failure
        let pieces: Int
        let took: Duration

        /// The class of the failure, after how much of an answer and why, in one sentence.
        var words: String {
            let content = pieces == 1 ? "1 piece" : "\(pieces) pieces"
            let after = pieces > 0 ? " after \(content) of content in \(took.inWords)" : ""
            return "\(model): \(failure.kind.rawValue)\(after), \(failure.message)"
        }
    }

    /// First tokens that must have been measured before anything is hedged.
    static let hedgeSamplesMin = 20

    /// How long a target usually takes at most to begin; nil where too little is known.
    func hedgeDelay(_ route: String, _ model: String, at now: Instant) -> Duration? {
        let slice = telemetry.figures {
            $0.slice(of: .target(route: route, model: model), over: .fiveMinutes, at: now)
        }
        guard slice.firstToken.count >= Self.hedgeSamplesMin else { return nil }
        return slice.firstToken.quantile(0.95).map { .microseconds(Int64($0)) }
    }

    /// Asks a second target where the first is slow to begin; the first answer counts and the other
    /// call is cancelled.
    func hedged(
        _ model: String,
        _ other: String,
        _ hedge: RouteExtras.Hedge,
        _ delay: Duration,
        _ question: Question,
        _ desk: any Desk,
        _ began: Beginning,
        _ ask: @escaping Ask
    ) async -> Ending {
        switchboard.countForHedges(question.call.route)
        let second = Second()
        let ending = await withTaskGroup(of: Ending?.self) { group in
            group.addTask {
                await attempt(model, question, .first, desk, began, ask)
            }
            group.addTask {
                guard (try? await pool.rest(delay)) != nil, !began.hasContent,
                    switchboard.mayHedge(
                        question.call,
                        with: other,
                        share: hedge.share,
                        at: desk.now
                    )
                else { return nil }
                second.isAsked.store(true, ordering: .releasing)
                return await attempt(other, question, .moved, desk, second.began, ask)
            }
            var failed: Ending?
            for await ending in group {
                guard let ending else { continue }
                if case .success = ending.result {
                    group.cancelAll()
                    return ending
                }
                failed = failed?.and(ending) ?? ending
                // Failed before the second was asked: falling back is the route's own rule. One that
                // is under way may still answer, and is not asked anew.
                if !second.isAsked.load(ordering: .acquiring) { group.cancelAll() }
            }
            return failed
                ?? Ending(model, .failure(Failure(.cancelled, "The call was cancelled.")))
        }
        // Whoever of the two has begun: another answer would contradict it.
        if second.began.hasContent { began.note() }
        return ending
    }

    /// The second target of a hedged call.
    private final class Second: Sendable {
        let isAsked = Atomic(false)
        let began = Beginning()
    }
}

extension FallbackStep.StopReason {
    /// The reason in words.
    var words: String {
        switch self {
        case .kindStays(let kind): "the route does not fall back on \(kind.rawValue)"
        case .streaming: "content had come: another answer would contradict it"
        case .budgetSpent(let model): "the upstream of \(model) is owed no retry"
        case .noneLeft: "nobody is left to ask"
        }
    }
}
