import Testing

@testable import Orchestration

/// Silences and snoozes that end so long after what they hide is clear.
@Suite struct `A silence` {
    private let rules = [
        AlertRule(
            name: "errors",
            severity: .critical,
            condition: .modelErrors(over: 0.2, calls: 1)
        )
    ]

    private func see(_ book: inout AlertBook, _ share: Double, at second: Int) -> [AlertChange] {
        var model = ModelObservation(model: "a")
        (model.calls, model.errorShare) = (100, share)
        var seen = Observations()
        seen.models = [model]
        return book.evaluate(seen, rules: rules, at: .epoch + .seconds(second))
    }

    private func silence(clears: Duration?) -> Silence {
        Silence(
            id: "s",
            matchers: ["object": "a"],
            until: .epoch + .seconds(3600),
            clears: clears,
            by: "mira",
            reason: "a deploy"
        )
    }

    @Test func `ends so long after what it fits is clear, and never later than its time`() {
        var book = AlertBook()
        var silence = silence(clears: .seconds(60))
        _ = silence.look(at: book.all, now: .epoch)
        #expect(silence.ends == silence.until, "nothing has fired yet: it waits")
        _ = see(&book, 0.5, at: 5)
        #expect(silence.look(at: book.all, now: .epoch + .seconds(5)) == true)
        for second in [10, 15, 20] { _ = see(&book, 0, at: second) }
        #expect(silence.look(at: book.all, now: .epoch + .seconds(20)) == true)
        #expect(silence.ends == .epoch + .seconds(80))
        #expect(silence.endWords == "00:01:20Z, as it is clear")
        // It fires again before that: the silence goes on.
        _ = see(&book, 0.5, at: 70)
        #expect(silence.look(at: book.all, now: .epoch + .seconds(70)) == true)
        #expect(silence.ends == silence.until)
        #expect(Silence(value: silence.value) == silence)
    }

    @Test func `that has no such time ends at its own, whatever its alerts do`() {
        var book = AlertBook()
        var silence = silence(clears: nil)
        _ = see(&book, 0.5, at: 5)
        #expect(silence.look(at: book.all, now: .epoch + .seconds(5)) == false)
        for second in [10, 15, 20] { _ = see(&book, 0, at: second) }
        #expect(silence.look(at: book.all, now: .epoch + .seconds(20)) == false)
        #expect(silence.ends == silence.until)
    }

    @Test func `of one alert, a snooze, hides what fires again until its time after clear is over`()
        throws
    {
        var book = AlertBook()
        let id = AlertID("errors/a")
        _ = see(&book, 0.5, at: 0)
        let until = Instant.epoch + .seconds(3600)
        let acted = try book.act(
            .snooze(until: until, clears: .seconds(120)),
            on: id,
            by: "mira",
            reason: "",
            at: .epoch
        )
        for second in [5, 10, 15] { _ = see(&book, 0, at: second) }
        #expect(book[id]?.state == .resolved)
        #expect(see(&book, 0.5, at: 60).map(\.kind) == [.snoozed])
        #expect(book[id]?.state == .snoozed && book[id]?.returns == until)
        // A restart in between changes nothing.
        let kept = AlertBook(replaying: [acted.change] + see(&book, 0.5, at: 65))
        #expect(kept[id]?.rest?.clears == .seconds(120))

        for second in [70, 75, 80] { _ = see(&book, 0, at: second) }
        #expect(see(&book, 0.5, at: 201).map(\.kind) == [.fired])
    }

    @Test func `of one alert that ends with it hides nothing that fires again`() throws {
        var book = AlertBook()
        _ = see(&book, 0.5, at: 0)
        _ = try book.act(
            .snooze(until: .epoch + .seconds(3600)),
            on: AlertID("errors/a"),
            by: "mira",
            reason: "",
            at: .epoch
        )
        for second in [5, 10, 15] { _ = see(&book, 0, at: second) }
        #expect(see(&book, 0.5, at: 20).map(\.kind) == [.fired])
    }
}
