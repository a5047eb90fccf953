/// Why one attempt was routed as it was.
package struct WhyReport: Hashable, Sendable, Codable {
    package var run: RunID
    package var step: String
    package var attempt: Int
    /// When it was decided; nil for attempts of a journal that kept words only.
    package var at: Instant?
    package var route: String
    /// Who answered; empty where nobody did.
    package var target: String
    /// The choice, its fallbacks and the rejections, in sentences.
    package var decision: [String]
    /// Candidates with their scores in words, in the order they were to be tried.
    package var candidates: [Line]
    /// Who was turned away, and why.
    package var rejections: [Line]
    /// Breaker and budgets of every target at that instant.
    package var standings: [Line]
    /// Failed tries of this attempt, with their failures.
    package var tried: [String]
    /// The last failure of an attempt that nobody answered: who, its class, after how much of an
    /// answer, and why; empty where somebody did.
    package var failed: String
    /// After how long a second target was asked, and who was cut off; empty where none was.
    package var hedged = ""
    /// Why it went no further; empty where it did.
    package var stopped: String
    /// The answer was kept from an earlier call with exactly the same question.
    package var isCached: Bool
    /// Nobody answered: the route's safe default was used.
    package var isSafeDefault: Bool
    /// What a judge said of the answer, and what people did; nil where nobody did.
    package var judgement: Judgement?
    package var rating: Rating?

    /// A model and what is said of it.
    package struct Line: Hashable, Sendable, Codable {
        package let model: String
        package let text: String
    }

    /// Read from what was journaled with an attempt.
    package init(run: RunID, step: String, attempt: Int, record: Value) {
        self.run = run
        self.step = step
        self.attempt = attempt
        let choice = record["choice"].flatMap(RouteDecision.init(value:))
        at = choice?.at
        route = choice?.route ?? ""
        decision = (record["decision"]?.elements ?? []).compactMap(\.text)
        candidates = (choice?.candidates ?? []).map {
            let trial = $0.isTrial ? ", a trial of its breaker" : ""
            return Line(model: $0.model, text: $0.score.words + trial)
        }
        rejections = (choice?.rejections ?? []).map { rejection in
            Line(model: rejection.model, text: rejection.reason.words(at: choice?.at ?? .epoch))
        }
        standings = (choice?.standings ?? []).map { Line(model: $0.model, text: $0.words) }
        tried = (record["tried"]?.elements ?? []).compactMap(\.text)
        // Journals of before kept no such entry, but the time only of what was answered.
        let isAnswered = record["took_ms"] != nil || tried.isEmpty
        target = isAnswered ? record["target"]?.text ?? "" : ""
        failed = isAnswered ? "" : record["failed"]?.text ?? tried.last ?? ""
        hedged = record["hedged"]?.text ?? ""
        stopped = record["stopped"]?.text ?? ""
        isCached = record["cached"] == .bool(true)
        isSafeDefault = record["safe_default"] == .bool(true)
        judgement = record["judge"].flatMap(Judgement.init(value:))
    }

    /// The report as lines of text.
    package var lines: [String] {
        var lines = ["\(run.text)/\(step) attempt \(attempt)" + (at.map { " at \($0.text)" } ?? "")]
        lines += decision.map { "  \($0)" }
        if isCached {
            lines.append("  Answered from the cache: exactly this question was asked before.")
        }
        if isSafeDefault { lines.append("  Nobody answered: the route's default was used.") }
        lines += tried.map { "  tried     \($0)" }
        if !hedged.isEmpty { lines.append("  hedged    \(hedged)") }
        if !stopped.isEmpty { lines.append("  stopped   \(stopped)") }
        if !target.isEmpty { lines.append("  answered  \(target)") }
        if !failed.isEmpty { lines.append("  failed    \(failed)") }
        if let judgement { lines.append("  judged    \(judgement.words)") }
        if let rating { lines.append("  rated     \(rating.words)") }
        lines += candidates.map { "  candidate \($0.model): \($0.text)" }
        lines += rejections.map { "  rejected  \($0.model): \($0.text)" }
        return lines + standings.map { "  stood     \($0.model): \($0.text)" }
    }
}
