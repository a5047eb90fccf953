internal import Journal
package import Orchestration

/// What people say of answers: kept until it is taken back, however long the run is.
extension Engine {
    static let ratingKind = "rating"
    /// Inputs and answers of rated calls, apart so that a start need not read them.
    private static let ratingTextKind = "rating-text"
    private static let pageMax = 200

    func rate(
        _ name: CallName,
        _ verdict: Rating.Verdict,
        note: String,
        by actor: String
    ) async -> Effect {
        guard note.utf8.count <= Rating.noteMax else {
            return .refused("The note is longer than \(Rating.noteMax) bytes.")
        }
        guard actor.utf8.count <= 200 else { return .refused("Who rates has too long a name.") }
        let found: Rating
        do { found = try await answered(name, verdict, note: note, by: actor) } catch {
            return .refused("\(error)")
        }
        let before = await rating(of: found.call)
        var rating = found
        rating.judgement = agreements.rate(rating)
        keep(rating)
        return .done(
            "\(before?.verdict.rawValue ?? "unrated") -> \(verdict.rawValue)",
            undo: before?.order ?? .unrate(found.call)
        )
    }

    func unrate(_ name: CallName) async -> Effect {
        let stored: Rating?
        if name.attempt == nil {
            let all = await ratings(ofRun: name.run).filter {
                name.step == nil || $0.call.step == name.step
            }
            if all.count > 1 {
                let names = all.map(\.call.text).sorted().joined(separator: ", ")
                return .refused("Several calls of it are rated: name one of \(names).")
            }
            stored = all.first
        } else {
            stored = await rating(of: name)
        }
        guard let stored else { return .refused("The call \(name.text) is not rated.") }
        agreements.unrate(stored.call)
        for kind in [Self.ratingKind, Self.ratingTextKind] {
            outgoing.batch.records.append(.state(kind: kind, id: stored.call.text, value: nil))
        }
        return .done("\(stored.verdict.rawValue) -> unrated", undo: stored.order)
    }

    /// A call was judged that had been rated before.
    func judgedLate(_ call: CallName, _ judgement: Judgement) {
        Task { await self.join(call, judgement) }
    }

    private func join(_ call: CallName, _ judgement: Judgement) async {
        guard var rating = await rating(of: call) else { return }
        rating.judgement = judgement
        outgoing.batch.records.append(rating.record)
        kick()
    }

    private func keep(_ rating: Rating) {
        let texts: Value = ["input": .string(rating.input), "answer": .string(rating.answer)]
        outgoing.batch.records += [
            rating.record,
            .state(kind: Self.ratingTextKind, id: rating.call.text, value: texts.jsonBytes),
        ]
    }

    /// Ratings of earlier engines, as far as agreement needs them.
    func restoreRatings() async throws {
        let stored = try await journal.states(of: Self.ratingKind).values
            .compactMap { Rating(stored: $0) }
        for rating in stored.sorted(by: { ($0.at, $0.call.text) < ($1.at, $1.call.text) }) {
            agreements.rate(rating)
        }
    }
}

extension Engine {
    /// A page of ratings, with what was asked and answered.
    package func ratings(of model: String?, after call: String?) async throws -> RatingPage {
        let page = try await journal.states(
            of: Self.ratingKind,
            after: call ?? "",
            limit: Self.pageMax
        )
        var ratings: [Rating] = []
        for (id, bytes) in page {
            guard var rating = Rating(stored: bytes), model == nil || rating.model == model else {
                continue
            }
            let texts = try await journal.states(of: Self.ratingTextKind, prefixed: id)[id]
                .flatMap { try? Value(json: $0) }
            rating.input = texts?["input"]?.text ?? ""
            rating.answer = texts?["answer"]?.text ?? ""
            ratings.append(rating)
        }
        return RatingPage(ratings, next: page.count < Self.pageMax ? nil : page.last?.id)
    }

    /// What calls of a run were rated.
    func ratings(ofRun run: RunID) async -> [Rating] {
        let stored = try? await journal.states(of: Self.ratingKind, prefixed: "\(run.text)/")
        return (stored ?? [:]).values.compactMap { Rating(stored: $0) }
    }

    private func rating(of call: CallName) async -> Rating? {
        await ratings(ofRun: call.run).first { $0.call == call }
    }
}

extension Engine {
    /// Why a call cannot be rated.
    private struct Unratable: Error, CustomStringConvertible {
        let description: String
        init(_ description: String) { self.description = description }
    }

    /// A rating of the call that a name means, with what it was asked and answered.
    private func answered(
        _ name: CallName,
        _ verdict: Rating.Verdict,
        note: String,
        by actor: String
    ) async throws -> Rating {
        guard let detail = try await detail(of: name.run) else {
            throw Unratable("There is no run \(name.run.text) in this journal.")
        }
        let step = try ratable(name, in: detail)
        guard
            let report = try await why(name.run, step: step).last(where: {
                (name.attempt == nil || $0.attempt == name.attempt) && $0.isAnswered
            })
        else {
            let attempt = name.attempt.map { "attempt \($0) of " } ?? ""
            throw Unratable("No model has answered in \(attempt)step \(step) of \(name.run.text).")
        }
        var rating = Rating(
            verdict,
            of: CallName(run: name.run, step: step, attempt: report.attempt),
            model: report.target,
            route: report.route,
            note: note,
            by: actor,
            at: time.now()
        )
        rating.judgement = report.judgement
        if let known = detail.steps.first(where: { $0.sketch.name == step }) {
            guard !known.standsIn else {
                throw Unratable(
                    "The model's sentence in step \(step) of \(name.run.text) was not used: the "
                        + "template's plain one stands there, and that is nobody's answer."
                )
            }
            rating.input = known.input.utf8.count <= Rating.textMax ? known.input : ""
            rating.answer = known.output.utf8.count <= Rating.textMax ? known.output : ""
        }
        return rating
    }

    /// The step that is meant: the one named, or the only one that asked a model.
    private func ratable(_ name: CallName, in detail: RunDetail) throws -> String {
        if let step = name.step {
            guard detail.steps.contains(where: { $0.sketch.name == step }) else {
                throw Unratable("The run \(name.run.text) has no step \(step).")
            }
            return step
        }
        let steps = detail.steps.filter { step in
            step.attempts.contains { !$0.target.isEmpty }
        }.map(\.sketch.name)
        guard steps.count <= 1 else {
            let names = steps.map { "\(name.run.text)/\($0)" }.joined(separator: ", ")
            throw Unratable("The run called models in several steps: name one of \(names).")
        }
        guard let step = steps.first else {
            throw Unratable("No model was called in run \(name.run.text).")
        }
        return step
    }
}

extension WhyReport {
    /// Whether a model gave the answer, whenever it did.
    fileprivate var isAnswered: Bool { !target.isEmpty && !isSafeDefault }
}

extension Rating {
    fileprivate init?(stored bytes: [UInt8]) {
        guard let value = try? Value(json: bytes) else { return nil }
        self.init(value: value)
    }

    /// What gives it once more.
    fileprivate var order: Control.Action { .rate(call, verdict, note: note, by: by) }

    fileprivate var record: Record {
        .state(kind: Engine.ratingKind, id: call.text, value: value.jsonBytes)
    }
}
