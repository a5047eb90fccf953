import Orchestration

/// One run of the stage with its steps.
extension Stage {
    static var detail: RunDetail {
        var detail = RunDetail()
        detail.row = watched[1]
        detail.input = #"{"id": "o-99812", "customer": "c-0417", "total": 42.5}"#
        detail.waitsFor = "the next try of copy at 14:32:16Z"
        detail.criticalPath = [0, 1, 3, 4]
        let states: [StateWord] = [.ok, .ok, .ok, .ok, .retry, .wait, .wait]
        for (index, sketch) in retentionSteps.enumerated() {
            var step = StepDetail()
            step.sketch = sketch
            step.state = states[index]
            step.attemptsMax = sketch.name == "copy" ? 5 : 2
            if index < 4 {
                let began = 252 - Int64(index) * 2
                step.attempts = [attempt(1, began, 1, .ok, target: sketch.route)]
            }
            detail.steps.append(step)
        }
        detail.steps[1].output = #"{"probability": 0.83, "band": "high"}"#
        detail.steps[4] = copyStep(detail.steps[4])
        detail.log = [
            LogLine(at: ago(252), step: "profile", text: "dispatched"),
            LogLine(at: ago(251), step: "profile", text: "succeeded in 0.8s"),
            LogLine(at: ago(243), step: "copy", text: "try 1 on scribe-a"),
            LogLine(at: ago(213), step: "copy", text: "try 1 failed: timeout after 30s"),
            LogLine(at: ago(205), step: "copy", text: "try 2 on scribe-a"),
            LogLine(at: ago(175), step: "copy", text: "try 2 failed: timeout after 30s"),
            LogLine(at: ago(30), step: "copy", text: "try 3 on scribe-b (fallback: breaker open)"),
            LogLine(at: ago(3), step: "copy", text: "try 3 failed: rate_limited, retry after 11s"),
        ]
        return detail
    }

    /// The run that failed for good.
    static var failedDetail: RunDetail {
        var detail = detail
        detail.row = watched[0]
        detail.waitsFor = ""
        detail.steps[4].state = .fail
        detail.steps[4].due = nil
        detail.steps[4].attemptsMax = 3
        detail.steps[4].reason = "timeout after 30s on scribe-a, 3 tries"
        detail.steps[5].state = .cancelled
        detail.steps[6].state = .cancelled
        return detail
    }

    private static func copyStep(_ base: StepDetail) -> StepDetail {
        var step = base
        step.attempts = [
            attempt(1, 243, 30, .fail, target: "scribe-a", error: "timeout after 30s"),
            attempt(2, 205, 30, .fail, target: "scribe-a", error: "timeout after 30s"),
            attempt(
                3,
                30,
                27,
                .fail,
                target: "scribe-b",
                error: "rate_limited: 429, retry after 11s"
            ),
        ]
        step.attempts[2].firstToken = .milliseconds(1_900)
        step.attempts[2].tokensIn = 812
        step.attempts[2].tokensOut = 140
        step.attempts[2].choice = [
            "scribe-b score 0.91", "scribe-a rejected: breaker open until 14:36:40Z",
        ]
        step.input = #"{"first_name": "Ada", "offer": "10% off"}"#
        step.reason = "rate_limited: 429, retry after 11s"
        step.due = now + .seconds(8)
        return step
    }

    private static func attempt(
        _ number: Int,
        _ age: Int64,
        _ took: Int64,
        _ state: StateWord,
        target: String,
        error: String = ""
    ) -> AttemptDetail {
        var attempt = AttemptDetail()
        attempt.number = number
        attempt.dispatched = ago(age)
        attempt.started = ago(age) + .milliseconds(200)
        attempt.ended = ago(age) + .seconds(took)
        attempt.state = state
        attempt.target = target
        attempt.error = error
        return attempt
    }
}
