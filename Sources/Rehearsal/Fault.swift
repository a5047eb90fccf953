/// One way in which a scripted provider misbehaves.
package enum Fault: Hashable, Sendable {
    /// Takes the request and never answers.
    case silent
    /// Streams that many tokens, then only keep-alive comments.
    case stalls(afterTokens: Int)
    /// Refuses that share of the calls, 0 ... 1.
    case refuses(Trouble, share: Double)
    /// Every wait takes that many times as long.
    case slow(factor: Double)
    /// Streams something that is no JSON after the first tokens.
    case malformed
    /// Closes the connection after the first tokens, or at once when not streaming.
    case disconnects
    /// Answers with a head and keep-alive comments, and closes the connection before the first token.
    case leavesEarly

    /// What a refused call is told.
    package enum Trouble: Hashable, Sendable {
        /// 429 with a `Retry-After` of that many seconds.
        case rateLimited(retryAfterSeconds: Int)
        /// 500.
        case broken
        /// 503.
        case overloaded
    }
}

/// When which fault of which model begins and ends: a pure function of time.
package struct Script: Hashable, Sendable {
    /// One change.
    package struct Cue: Hashable, Sendable {
        /// Time since the start of the rehearsal.
        package let at: Duration
        package let model: String
        package let change: Change

        package init(at: Duration, model: String, _ change: Change) {
            self.at = at
            self.model = model
            self.change = change
        }
    }

    /// A fault that begins or ends.
    package enum Change: Hashable, Sendable {
        case on(Fault)
        case off(Fault)
    }

    private let cues: [Cue]

    /// Cues may come in any order; of equal moments the later in the list wins.
    package init(_ cues: [Cue] = []) {
        self.cues = cues.enumerated().sorted {
            ($0.element.at, $0.offset) < ($1.element.at, $1.offset)
        }
        .map(\.element)
    }

    /// The faults of a model at that time.
    package func faults(of model: String, at elapsed: Duration) -> Set<Fault> {
        cues.filter { $0.model == model && $0.at <= elapsed }.reduce(into: []) { faults, cue in
            switch cue.change {
            case .on(let fault): faults.insert(fault)
            case .off(let fault): faults.remove(fault)
            }
        }
    }
}
