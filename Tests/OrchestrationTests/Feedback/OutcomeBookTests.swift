import Testing

@testable import Orchestration

@Suite struct `A book of outcomes` {
    private let day = Duration.seconds(86_400)
    private let start = Instant(milliseconds: 1_000_000_000)

    private func book(
        _ positive: OutcomeRule.Positive = .staysAway,
        labels: Int = 60,
        recorded: Double? = 0.9
    ) -> OutcomeBook {
        OutcomeBook(
            OutcomeRule(
                name: "churned",
                models: ["m"],
                answer: .event("order", within: day * 7, positive: positive),
                labels: labels,
                retrain: "retrain"
            ),
            cards: ["m": .init(version: "1", recorded: recorded)],
            patience: .seconds(60)
        )
    }

    private func score(_ key: String, _ subject: String, _ score: Double, at: Instant)
        -> FollowedScore
    {
        FollowedScore(key: key, model: "m", version: "1", subject: subject, score: score, at: at)
    }

    @Test func `labels nobody before the source has passed the horizon`() {
        var book = book()
        _ = book.follow(score("r1/churn", "ada", 0.7, at: start))
        let over = start + day * 7 + .seconds(60)
        #expect(book.settle(newest: nil).isEmpty)
        #expect(book.settle(newest: over - .milliseconds(1)).isEmpty)
        let changes = book.settle(newest: over)
        guard case .final(let final, let slot)? = changes.last else {
            Issue.record("\(changes)")
            return
        }
        #expect(final.sample == LabelledScore(0.7, isPositive: true))
        #expect(slot == 0 && final.lag == nil)
        #expect(changes.first == .left(key: "r1/churn"))
        #expect(book.settle(newest: over + day).isEmpty)
    }

    @Test func `keeps an early answer back until the horizon is over`() {
        var book = book()
        _ = book.follow(score("r1/churn", "ada", 0.7, at: start))
        #expect(book.answer("ada", at: start + day).count == 1)
        #expect(book.row(of: "m")?.answered == 1)
        #expect(book.settle(newest: start + day * 2).isEmpty)
        let changes = book.settle(newest: start + day * 8)
        guard case .final(let final, _)? = changes.last else {
            Issue.record("\(changes)")
            return
        }
        #expect(final.sample.isPositive == false)
        #expect(final.lag == day)
    }

    @Test(arguments: [
        (-1, false), (0, false), (1, true), (7 * 86_400, true), (7 * 86_400 + 1, false),
    ])
    func `takes an answer only from inside the horizon`(seconds: Int, counts: Bool) {
        var book = book()
        _ = book.follow(score("r1/churn", "ada", 0.7, at: start))
        #expect(book.answer("bea", at: start + .seconds(10)).isEmpty)
        #expect(book.answer("ada", at: start + .seconds(seconds)).isEmpty == !counts)
    }

    @Test func `tells when its scores begin to be wrong`() {
        var book = book()
        func label(_ numbers: Range<Int>, rightOnes: (Int) -> Bool) {
            for number in numbers {
                let at = start + .seconds(Int64(number))
                // Stays away, as the score of the right ones says.
                _ = book.follow(
                    score("r\(number)/churn", "c\(number)", rightOnes(number) ? 0.9 : 0.1, at: at)
                )
            }
            _ = book.settle(newest: start + day * 30)
        }
        label(0..<200) { $0 % 10 != 0 }
        #expect(book.row(of: "m")?.shiftText?.hasPrefix("errors are steady") == true)
        label(200..<300) { _ in false }
        let text = book.row(of: "m")?.shiftText ?? ""
        #expect(text.hasPrefix("errors have shifted at label 2"), "\(text)")
    }

    @Test func `follows a step once, and another version or model not at all`() {
        var book = book()
        let first = score("r1/churn", "ada", 0.7, at: start)
        #expect(book.follow(first) == [.followed(first)])
        #expect(book.follow(score("r1/churn", "ada", 0.2, at: start)).isEmpty)
        #expect(
            book.follow(
                FollowedScore(
                    key: "r2/churn",
                    model: "m",
                    version: "0",
                    subject: "ada",
                    score: 1,
                    at: start
                )
            ).isEmpty
        )
        #expect(book.follow(score("r3/churn", "ada", .nan, at: start)).isEmpty)
        #expect(book.row(of: "m")?.awaited == 1)
        #expect(book.row(of: "other") == nil)
    }

    /// Plays scores whose truth is `quality` of the way from chance to what they say.
    private func play(_ book: inout OutcomeBook, _ rows: Range<Int>, quality: Double, seed: UInt64)
        -> [OutcomeBook.Change]
    {
        var random = SplitMix(seed: seed)
        var changes: [OutcomeBook.Change] = []
        for row in rows {
            let at = start + .seconds(Int64(row))
            let value = random.unit()
            let leaves = random.unit() < 0.5 + (value - 0.5) * quality
            changes += book.follow(score("r\(row)/churn", "c\(row)", value, at: at))
            if !leaves { changes += book.answer("c\(row)", at: at + day) }
        }
        changes += book.settle(newest: start + .seconds(Int64(rows.upperBound)) + day * 8)
        return changes
    }

    @Test func `says there is not enough data before it says anything else`() {
        var book = book()
        #expect(
            book.verdict(of: "m")?.sentence == "not enough data: 0 final labels, 60 needed"
        )
        _ = play(&book, 0..<59, quality: 1, seed: 3)
        #expect(book.judge() == ["m"])
        #expect(
            book.verdict(of: "m")?.sentence == "not enough data: 59 final labels, 60 needed"
        )
        #expect(book.row(of: "m")?.area == nil)
    }

    @Test func `needs both classes`() {
        var book = book()
        for row in 0..<100 {
            _ = book.follow(score("r\(row)/churn", "c\(row)", 0.5, at: start))
        }
        _ = book.settle(newest: start + day * 8)
        _ = book.judge()
        #expect(
            book.verdict(of: "m")?.sentence
                == "not enough data: 0 labels of the rarer class, 30 needed"
        )
    }

    @Test func `finds a drop at the second look, and not before`() throws {
        var book = book(recorded: 0.9)
        _ = play(&book, 0..<300, quality: 0, seed: 5)
        _ = book.judge()
        #expect(book.verdict(of: "m")?.isDropped == false)
        _ = play(&book, 300..<340, quality: 0, seed: 6)
        #expect(book.judge().isEmpty, "fewer than fifty labels are no reason to look again")
        _ = play(&book, 340..<360, quality: 0, seed: 7)
        #expect(book.judge() == ["m"])
        #expect(book.verdict(of: "m")?.isDropped == true)
        let reading = try #require(book.verdict(of: "m")?.reading)
        #expect(abs(reading.rank.area - 0.5) < 0.1)
    }

    @Test(arguments: UInt64(0)..<30)
    func `stays calm while the model is as good as its record`(seed: UInt64) {
        // Even draws that mean what they say have an area of 5/6.
        var book = book(recorded: 0.83)
        for part in 0..<20 {
            _ = play(
                &book,
                part * 100..<(part + 1) * 100,
                quality: 1,
                seed: seed &* 97 &+ UInt64(part)
            )
            _ = book.judge()
            #expect(book.verdict(of: "m")?.isDropped == false)
        }
    }

    @Test func `is the same after it was journaled and read back`() throws {
        var live = book(recorded: 0.9)
        var followed: [String: FollowedScore] = [:]
        var labels: [Int64: FinalScore] = [:]
        var changes = play(&live, 0..<2300, quality: 0.2, seed: 11)
        changes += live.follow(score("late/churn", "zoe", 0.4, at: start + day * 30))
        _ = live.judge()
        for change in changes {
            switch change {
            case .followed(let score): followed[score.key] = FollowedScore(value: score.value)
            case .left(let key): followed[key] = nil
            case .final(let final, let slot): labels[slot] = FinalScore(value: final.value)
            }
        }
        var back = book(recorded: 0.9)
        let gone = back.restore(followed: Array(followed.values), finals: Array(labels.values))
        #expect(gone.isEmpty && labels.count == 2000)
        _ = live.judge()
        let (a, b) = (try #require(live.row(of: "m")), try #require(back.row(of: "m")))
        #expect(a.labels == b.labels && a.inWindow == b.inWindow && a.awaited == b.awaited)
        #expect(a.area == b.area && a.brier == b.brier && a.lag == b.lag)
        #expect(back.verdict(of: "m")?.isDropped == true)
    }

    @Test func `forgets what another version left`() {
        var book = book()
        let old = FollowedScore(
            key: "r1/churn",
            model: "m",
            version: "0",
            subject: "ada",
            score: 0.4,
            at: start
        )
        #expect(book.restore(followed: [old], finals: []) == [.left(key: "r1/churn")])
    }
}

@Suite struct `A retrain proposal` {
    private let now = Instant(milliseconds: 5000)
    private let rule = OutcomeRule(
        name: "churned",
        models: ["m"],
        answer: .event("order", within: .seconds(60), positive: .arrives),
        retrain: "retrain"
    )

    private var row: FeedbackRow {
        var row = FeedbackRow()
        row.rule = "churned"
        row.model = "m"
        row.version = "1"
        return row
    }

    private func reading() throws -> QualityReading {
        let samples = (0..<80).map { LabelledScore(Double($0), isPositive: $0 % 2 == 0) }
        return try #require(QualityReading(samples, recorded: 0.9))
    }

    @Test func `is made once while it is open`() throws {
        var book = ProposalBook()
        let dropped = QualityVerdict.dropped(try reading())
        let judged = book.judge(dropped, row, rule, at: now)
        let made = try #require(judged)
        #expect(made.isOpen && made.workflow == "retrain" && made.evidence.count == 3)
        #expect(book.judge(dropped, row, rule, at: now + .seconds(5)) == nil)
        #expect(RetrainProposal(value: made.value) == made)
    }

    @Test func `that was declined is not made again before all was well`() throws {
        var book = ProposalBook()
        let dropped = QualityVerdict.dropped(try reading())
        let steady = QualityVerdict.steady(try reading())
        let judged = book.judge(dropped, row, rule, at: now)
        let made = try #require(judged)
        let no = RetrainProposal.Phase.declined(by: "dana", reason: "a holiday")
        let declined = try book.close(made.id, no, at: now)
        #expect(RetrainProposal(value: declined.value) == declined)
        #expect(book.judge(dropped, row, rule, at: now + .seconds(5)) == nil)
        #expect(book.judge(steady, row, rule, at: now + .seconds(6)) != nil)
        #expect(book.judge(dropped, row, rule, at: now + .seconds(7))?.isOpen == true)
        #expect(throws: ProposalRefusal.self) {
            try book.close(made.id, .declined(by: "dana", reason: ""), at: now)
        }
    }

    @Test func `is withdrawn when the figures are good again`() throws {
        var book = ProposalBook()
        let judged = book.judge(.dropped(try reading()), row, rule, at: now)
        let made = try #require(judged)
        #expect(book.judge(.notEnoughData(have: 1, need: 2, lesser: 0), row, rule, at: now) == nil)
        let again = book.judge(.steady(try reading()), row, rule, at: now)
        let after = try #require(again)
        #expect(after.id == made.id && !after.isOpen)
        #expect(RetrainProposal(value: after.value) == after)
    }

    @Test func `of another version of the model is another question`() throws {
        var book = ProposalBook()
        let dropped = QualityVerdict.dropped(try reading())
        let judged = book.judge(dropped, row, rule, at: now)
        let made = try #require(judged)
        _ = try book.close(made.id, .approved(by: "dana", reason: "", run: "r1"), at: now)
        #expect(book.judge(dropped, row, rule, at: now + .seconds(1)) == nil)
        var newer = row
        newer.version = "2"
        #expect(book.judge(dropped, newer, rule, at: now + .seconds(2))?.version == "2")
    }
}
