internal import Orchestration

/// Which part of a run's time the timeline shows: all of it, or a part enlarged by powers of two.
package struct TimeWindow: Hashable, Sendable {
    /// 0 shows all; each step more shows half as much.
    private(set) var depth = 0
    /// The middle of the part, as a share of the whole.
    private(set) var middle = 0.5

    package init() {}

    /// At 2^12 an hour is shown second by second.
    static let depthMax = 12

    /// Enlarges or shrinks around a place.
    mutating func zoom(by steps: Int, around place: Double) {
        if depth == 0 { middle = place }
        depth = min(max(0, depth + steps), Self.depthMax)
        settle()
    }

    /// Moves by quarters of what is shown.
    mutating func pan(by quarters: Int) {
        middle += Double(quarters) * share / 4
        settle()
    }

    /// How much of the whole is shown.
    var share: Double { 1 / Double(1 << depth) }

    /// The part of a span that is shown.
    func part(from: Instant, to: Instant) -> (from: Instant, to: Instant) {
        guard depth > 0 else { return (from, to) }
        let whole = min(1e15, Double((to - from).milliseconds))
        let start = from + .milliseconds(Int64(whole * (middle - share / 2)))
        let length = Int64(max(2, whole * share))
        return (start, start + .milliseconds(length))
    }

    /// The part shown never leaves the whole.
    private mutating func settle() {
        middle = min(max(share / 2, middle), 1 - share / 2)
    }
}

extension Console {
    /// Enlarges or shrinks time in the timeline around the step that is selected.
    mutating func zoomTime(by steps: Int) {
        window.zoom(by: steps, around: selectedMiddle)
        if window.depth == 0 { say("the whole run is shown") }
    }

    private var selectedMiddle: Double {
        guard let detail, let attempt = selectedStep?.attempts.last else { return 0.5 }
        let whole = span(of: detail).inSeconds
        guard whole > 0 else { return 0.5 }
        return min(1, max(0, (attempt.dispatched - detail.row.opened).inSeconds / whole))
    }
}
