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
        /// That a second target was asked, and after how long; nil where none was.
        var hedged: Hedged?

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

    /// A call that a second target was asked for as well.
    struct Hedged: Sendable {
        let after: Duration
        let second: String
        /// Who was cut off, as the other had answered; nil where both had their say.
        var cut: String?

        /// In one sentence part, for example `hedged after 3 ms with b; a cancelled`.
        var words: String {
            "hedged after \(after.inWords) with \(second)" + (cut.map { "; \($0) cancelled" } ?? "")
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
                let ending = await attempt(model, question, .first, desk, began, ask)
                if second.isDecided { noteOvertaken(ending, question, desk) }
                return ending
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
                let ending = await attempt(other, question, .moved, desk, second.began, ask)
                if second.isDecided { noteOvertaken(ending, question, desk) }
                return ending
            }
            var failed: Ending?
            for await ending in group {
                guard let ending else { continue }
                if case .success = ending.result {
                    guard second.wasAsked else {
                        group.cancelAll()
                        return ending
                    }
                    second.decide()
                    group.cancelAll()
                    var winner = ending
                    let loser = ending.model == model ? other : model
                    winner.hedged = Hedged(
                        after: delay,
                        second: other,
                        cut: failed == nil ? loser : nil
                    )
                    // A call that had failed before the other answered was tried as well.
                    winner.alsoFailed = failed?.failed
                    return winner
                }
                failed = failed?.and(ending) ?? ending
                // Failed before the second was asked: falling back is the route's own rule. One that
                // is under way may still answer, and is not asked anew.
                if !second.wasAsked { group.cancelAll() }
            }
            if second.wasAsked { failed?.hedged = Hedged(after: delay, second: other) }
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
        private let decided = Atomic(false)

        var wasAsked: Bool { isAsked.load(ordering: .acquiring) }
        /// Whether one has answered: what is cut off from then on was overtaken.
        var isDecided: Bool { decided.load(ordering: .acquiring) }

        func decide() { decided.store(true, ordering: .releasing) }
    }

    /// Counts a call that was cut off, as the other of the two had answered: it was made and may be
    /// billed, and its target was no faster than this.
    private func noteOvertaken(_ ending: Ending, _ question: Question, _ desk: any Desk) {
        guard case .failure(let failure) = ending.result, failure.kind == .cancelled else { return }
        let now = desk.now
        var record = CallRecord(
            model: ending.model,
            route: question.call.route,
            took: ending.took,
            failure: .cancelled
        )
        record.cost = unknownCost(of: ending.model)
        record.origin = question.origin
        telemetry.record(record, at: now)
        guard ending.pieces == 0 else { return }
        switchboard.wasOvertaken(ending.model, after: ending.took, at: now)
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
