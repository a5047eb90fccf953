import Orchestration
import Testing

@Suite struct `A wait for an event` {
    private var plan: Plan {
        let wait = Step(name: "w", action: .wait(event: "order", within: .seconds(600)))
        let reader = Step(
            name: "after",
            action: .call(route: "r", input: Sample.expression("w.arrived")),
            after: [0]
        )
        return Sample.plan([wait, reader])
    }

    private let key = StepKey(step: 0, attempt: 1)

    @Test func `names the event and sets the alarm that ends it`() {
        let (state, turn) = Decision.open(Sample.opening, plan: plan, at: .epoch)

        #expect(turn.waits.map(\.event) == ["order"])
        #expect(turn.alarms.map(\.due) == [.epoch + .seconds(600)])
        #expect(state.word == .wait)
        #expect(state.awaited.map(\.event) == ["order"])
    }

    @Test func `ends with the event, and its alarm is dropped`() {
        var run = Driven(plan)

        let payload = Payload.inline(Array(#"{"arrived":true,"event":{"id":"e2"}}"#.utf8))
        let turn = run.take(.succeeded(key, payload))

        #expect(turn.drops == [.waited(key)])
        #expect(turn.dispatches.first?.work == .call(route: "r", input: true))
    }

    @Test func `ends without it when the alarm rings first`() {
        var run = Driven(plan)

        let turn = run.take(.alarmRang(.waited(key)))

        #expect(turn.dispatches.first?.work == .call(route: "r", input: false))
    }

    @Test func `is set again from the facts after a restart`() {
        let run = Driven(plan)

        #expect(run.replayed?.pendingAlarms.map(\.due) == [.epoch + .seconds(600)])
        #expect(run.replayed?.awaited.map(\.key) == [key])
    }
}
