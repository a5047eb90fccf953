/// The name of one call of a model that a run's step made: `1-e7/describe`, and with `#2` behind it
/// where the second attempt is meant.
///
/// What is left out is the only one there is: the step of a run that made one call, the attempt
/// that was answered.
package struct CallName: Hashable, Sendable, Codable {
    package let run: RunID
    package let step: String?
    /// 1-based.
    package let attempt: Int?

    package init(run: RunID, step: String? = nil, attempt: Int? = nil) {
        self.run = run
        self.step = step
        self.attempt = attempt
    }

    /// As it is typed; nil where it names no run, or an attempt that is no number from 1.
    package init?(_ text: String) {
        let halves = text.split(separator: "#", omittingEmptySubsequences: false).map(String.init)
        let parts = halves[0].split(separator: "/", omittingEmptySubsequences: false)
            .map(String.init)
        guard halves.count <= 2, parts.count <= 2, parts.allSatisfy({ !$0.isEmpty }) else {
            return nil
        }
        var attempt: Int?
        if halves.count == 2 {
            guard let number = Int(halves[1]), number >= 1 else { return nil }
            attempt = number
        }
        self.init(run: RunID(parts[0]), step: parts.count > 1 ? parts[1] : nil, attempt: attempt)
    }

    package var text: String {
        run.text + (step.map { "/\($0)" } ?? "") + (attempt.map { "#\($0)" } ?? "")
    }
}
