extension RunState {
    /// The state that a history tells; nil where it does not begin with an opening, or with one
    /// that carries what cannot be read.
    package init?(replaying history: some Sequence<Stamped>, plan: Plan) {
        var rest = history.makeIterator()
        guard let first = rest.next(), case .opened(let opening) = first.fact else { return nil }
        self.init(opening, plan: plan, beginning: first.at)
        while let stamped = rest.next() { fold(stamped.fact, at: stamped.at) }
    }

    /// The state after the first fact of a history, be it the run's first or a later one.
    init?(_ opening: Opening, plan: Plan, beginning instant: Instant) {
        guard opening.carried != nil else {
            self.init(opening, plan: plan, at: instant)
            return
        }
        self.init(carriedBy: opening, plan: plan)
        count(.opened(opening), at: instant)
    }
}

extension RunState {
    /// The history ends here and goes on in a fresh one: from now on the run is what was carried.
    ///
    /// What is lived and what is replayed pass through the same bytes, so they cannot differ.
    mutating func rolledOver(_ opening: Opening) {
        guard opening.carried != nil, let state = RunState(carriedBy: opening, plan: plan) else {
            return
        }
        self = state
    }

    /// The opening of the history that this one goes on in.
    func continuation(carrying bytes: [UInt8]) -> Opening {
        var opening = opening
        opening.carried = bytes
        return opening
    }
}
