import Orchestration
import Testing

@testable import Engine

@Suite struct `A judged answer` {
    @Test func `is scored after its run, at the judge's cost, and seen beside its call`()
        async throws
    {
        let world = try await JudgeWorld()
        let run = try await world.answer(quality: 0.75)
        await world.pass(.seconds(2))
        #expect(try await world.journal.history(of: run)?.row.state == .ok)
        let judged = try #require(world.row("writer")?.judged)
        #expect(judged.mean == 0.75 && judged.scores == 1 && judged.bad == 0)
        #expect(world.row("critic")?.calls == 1 && world.row("writer")?.calls == 1)
        let cost = world.row("critic")?.windows.first { $0.span == .hour }?.cost
        #expect(cost == 1)
        let why = try await world.engine.why(run, step: nil)
        #expect(why.first?.target == "writer")
        #expect(why.first?.judgement == Judgement(0.75, version: "v1", model: "critic"))
        let step = try await world.engine.detail(of: run)?.steps.first
        #expect(step?.attempts.first?.judgement?.score == 0.75)
        #expect(step?.attempts.first?.target == "writer")
        let trait = world.row("writer")?.features?.first { $0.name == "answer_judge" }
        #expect(trait?.mean == 0.75)
    }

    @Test func `whose judge gives no score counts as a bad answer, and never as 0`() async throws {
        let world = try await JudgeWorld()
        try await world.answer(quality: 3)
        try await world.answer(quality: 1)
        await world.pass(.seconds(2))
        let judged = try #require(world.row("writer")?.judged)
        #expect(judged.bad == 1 && judged.scores == 1 && judged.mean == 1)
        try await world.restart()
        await world.pass(.seconds(2))
        let again = try #require(world.row("writer")?.judged)
        #expect(again.bad == 1 && again.scores == 1 && again.mean == 1)
    }

    @Test func `is not judged where the judge's route is switched off`() async throws {
        let world = try await JudgeWorld()
        #expect(await world.operate(.kill(.route("judges"))).isDone)
        let run = try await world.answer(quality: 0.75)
        await world.pass(.seconds(2))
        let judged = try #require(world.row("writer")?.judged)
        // The route's default answers for it, and that is nobody's judgement.
        #expect(judged.unanswered == 1 && judged.scores == 0 && judged.bad == 0)
        #expect(judged.mean == nil)
        #expect(try await world.journal.history(of: run)?.row.state == .ok)
        #expect(world.row("critic")?.calls == 0)
    }

    @Test func `is passed over while the judge's route is paused`() async throws {
        let world = try await JudgeWorld()
        #expect(await world.operate(.pause(.route("judges"))).isDone)
        try await world.answer(quality: 0.75)
        await world.pass(.seconds(2))
        #expect(world.row("writer")?.judged?.passedOver == 1)
        #expect(world.row("critic")?.calls == 0)
    }

    @Test func `is not judged where the judge has spent its money`() async throws {
        let world = try await JudgeWorld(moneyPerDay: 2_000_000)
        for _ in 1...4 { try await world.answer(quality: 0.75) }
        await world.pass(.seconds(2))
        let judged = try #require(world.row("writer")?.judged)
        #expect(judged.scores == 2 && judged.unanswered == 2)
    }

    @Test func `is one of a share`() async throws {
        let world = try await JudgeWorld(share: 0)
        try await world.answer(quality: 0.75)
        await world.pass(.seconds(2))
        #expect(world.row("writer")?.judged?.scores == 0)
        #expect(world.row("critic")?.calls == 0)
    }

    @Test
    func `ends its run while the judge still thinks, and passes over what is too much at once`()
        async throws
    {
        let world = try await JudgeWorld()
        world.gate.close()
        var runs: [RunID] = []
        for _ in 0..<JudgeBook.underWayMax + 2 { runs.append(try await world.begin(quality: 1)) }
        for run in runs { await world.untilClosed(run) }
        #expect(world.gate.waiting <= JudgeBook.underWayMax)
        world.gate.open()
        await world.pass(.seconds(2))
        let judged = try #require(world.row("writer")?.judged)
        #expect(judged.scores == JudgeBook.underWayMax && judged.passedOver == 2)
    }

    @Test func `agrees with people as far as both saw the same calls, version by version`()
        async throws
    {
        let world = try await JudgeWorld()
        for number in 0..<20 {
            let run = try await world.answer(quality: number < 10 ? 0.9 : 0.1)
            // One in ten is seen the other way round.
            let verdict: Rating.Verdict = (number < 10) == (number % 10 != 0) ? .good : .bad
            #expect(await world.operate(.rate(CallName(run: run), verdict)).isDone)
        }
        await world.pass(.seconds(2))
        var rows = try #require(world.row("writer")?.judged?.agreements)
        #expect(rows.map(\.version) == ["v1"] && rows[0].rows == 20)
        let kappa = try #require(rows[0].kappa)
        #expect(rows[0].observed == 0.9 && abs(kappa - 0.8) < 1e-9)

        try await world.restart(version: "v2")
        await world.pass(.seconds(2))
        rows = try #require(world.row("writer")?.judged?.agreements)
        #expect(rows.map(\.version) == ["v2", "v1"] && rows.map(\.rows) == [0, 20])
        #expect(rows[0].words == "not enough data: 0 calls both rated and judged, 20 needed")
        #expect(rows[0].kappa == nil && rows[1].kappa == kappa)
        #expect(world.row("writer")?.judged?.scores == 0, "scores of v1 are not those of v2")
    }
}

@Suite struct `A rating` {
    @Test func `of an answer is kept with what was asked and answered, over a restart`()
        async throws
    {
        let world = try await JudgeWorld()
        let run = try await world.answer(quality: 0.75)
        let receipt = await world.operate(.rate(CallName(run: run), .good, note: "warm", by: "crm"))
        let call = CallName(run: run, step: "write", attempt: 1)
        #expect(receipt.isDone && receipt.inverse == .unrate(call))
        try await world.restart()
        let page = try await world.engine.ratings(of: "writer", after: nil)
        let rating = try #require(page.ratings.first)
        #expect(page.ratings.count == 1 && page.next == nil)
        #expect(rating.call == call && rating.verdict == .good && rating.note == "warm")
        #expect(rating.by == "crm" && rating.model == "writer" && rating.route == "r")
        #expect(rating.judgement?.score == 0.75)
        #expect(rating.input.contains("0.75") && rating.answer.contains("hello"))
        #expect(try await world.engine.ratings(of: "critic", after: nil).ratings.isEmpty)
        let why = try await world.engine.why(run, step: "write")
        #expect(why.first?.rating?.verdict == .good)
        #expect(why.first?.lines.contains { $0.contains("rated     good by crm") } == true)
        let audit = try await world.journal.audit(limit: 5)
        #expect(audit.first { $0.action == "rate" }?.actor == "dana")
    }

    @Test func `is replaced by a later one, which undo puts back`() async throws {
        let world = try await JudgeWorld()
        let run = try await world.answer(quality: 0.75)
        await world.operate(.rate(CallName(run: run), .good, note: "warm"))
        let second = await world.operate(.rate(CallName(run: run), .bad))
        #expect(second.words == "good -> bad")
        #expect(try await world.ratings(of: run).map(\.verdict) == [.bad])
        let inverse = try #require(second.inverse)
        #expect(await world.operate(inverse).isDone)
        let back = try await world.ratings(of: run)
        #expect(back.map(\.verdict) == [.good] && back.first?.note == "warm")
    }

    @Test func `is taken back`() async throws {
        let world = try await JudgeWorld()
        let run = try await world.answer(quality: 0.75)
        await world.operate(.rate(CallName(run: run), .good))
        let receipt = await world.operate(.unrate(CallName(run: run)))
        #expect(receipt.isDone)
        #expect(try await world.ratings(of: run).isEmpty)
        #expect(try await world.engine.ratings(of: nil, after: nil).ratings.isEmpty)
        let again = await world.operate(.unrate(CallName(run: run)))
        #expect(!again.isDone && again.words.contains("is not rated"))
    }

    @Test func `is refused where there is nothing to rate`() async throws {
        let world = try await JudgeWorld()
        let run = try await world.answer(quality: 0.75)
        let refusals: [(CallName, String)] = [
            (CallName(run: RunID("9-9")), "There is no run 9-9"),
            (CallName(run: run, step: "ghost"), "has no step ghost"),
            (CallName(run: run, step: "write", attempt: 2), "No model has answered in attempt 2"),
        ]
        for (call, words) in refusals {
            let receipt = await world.operate(.rate(call, .good))
            #expect(!receipt.isDone && receipt.words.contains(words), "\(receipt.words)")
        }
        let long = String(repeating: "x", count: Rating.noteMax + 1)
        #expect(!(await world.operate(.rate(CallName(run: run), .good, note: long)).isDone))
    }

    @Test func `that comes before the judgement joins it`() async throws {
        let world = try await JudgeWorld()
        world.gate.close()
        let run = try await world.begin(quality: 0.25)
        await world.untilClosed(run)
        #expect(await world.operate(.rate(CallName(run: run), .good)).isDone)
        world.gate.open()
        await world.pass(.seconds(2))
        #expect(world.row("writer")?.judged?.agreements.first?.rows == 1)
        #expect(try await world.ratings(of: run).first?.judgement?.score == 0.25)
    }
}
