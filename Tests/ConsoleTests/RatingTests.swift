import Orchestration
import Screen
import Testing

@testable import Console

@Suite struct `Rating an answer` {
    private let run = RunID("r-8f220")

    private func console(_ place: Place? = nil) -> Console {
        var console = Stage.console()
        console.visit(place ?? .run(run))
        return console
    }

    /// What a line typed after `:` orders.
    private func order(_ line: String, in console: inout Console) -> OrderDraft? {
        _ = console.press(Key(":"))
        _ = console.type(line)
        guard case .perform(let draft)? = console.press(Key(.enter)).first else { return nil }
        return draft
    }

    @Test(arguments: ["rating good warm and short", "rate good warm and short"])
    func `is done at once, of the selected step, with a note`(line: String) throws {
        var console = console()
        _ = console.press(Key("G"))
        let draft = try #require(order(line, in: &console))
        guard case .rate(let call, .good, let note, nil) = draft.action else {
            Issue.record("\(draft.action)")
            return
        }
        #expect(call.run == run && call.step != nil && note == "warm and short")
        #expect(draft.versionSeen == nil)
        let words = "podium rate \(call.text) good --note 'warm and short'"
        #expect(draft.commandLine.hasPrefix(words))
    }

    @Test func `of a run leaves the step to the engine`() {
        var console = console(.runs)
        guard
            case .rate(let call, .bad, note: "", by: nil)? = order("rating bad", in: &console)?
                .action
        else {
            Issue.record("nothing was ordered")
            return
        }
        #expect(call.step == nil)
    }

    @Test func `is taken back by none`() {
        var console = console(.runs)
        guard case .unrate? = order("rating none", in: &console)?.action else {
            Issue.record("nothing was ordered")
            return
        }
    }

    @Test func `leaves the screen's rate what it was`() {
        var console = console(.runs)
        #expect(order("rate 5s", in: &console) == nil)
        #expect(console.rate == .seconds(5))
    }

    @Test func `says what it takes, and where it is for nothing`() {
        var console = console(.runs)
        #expect(order("rating excellent", in: &console) == nil)
        #expect(console.notice?.text.contains("good, bad or none") == true)
        var models = self.console(.models)
        #expect(order("rating good", in: &models) == nil)
        #expect(models.notice?.text.contains("works on runs") == true)
    }

    @Test func `is offered to be undone`() throws {
        var console = console()
        let draft = try #require(order("rating good", in: &console))
        let call = CallName(run: run, step: "copy", attempt: 1)
        let receipt = Control.Receipt(.done("unrated -> good"), inverse: .unrate(call))
        _ = console.update(.receipt(receipt, for: draft))
        guard case .perform(let undo)? = console.press(Key("u")).first else {
            Issue.record("nothing is undone")
            return
        }
        #expect(undo.action == .unrate(call))
    }

    @Test func `is shown with the step and the reasons, beside the judge's word`() throws {
        var detail = Stage.detail
        let index = try #require(detail.steps.firstIndex { !$0.attempts.isEmpty })
        let last = detail.steps[index].attempts.indices.last ?? 0
        let call = CallName(run: run, step: detail.steps[index].sketch.name, attempt: last + 1)
        var rating = Rating(
            .bad,
            of: call,
            model: "m",
            route: "r",
            note: "too cold",
            by: "ada",
            at: Stage.snapshot.at - .seconds(120)
        )
        rating.judgement = Judgement(0.8, version: "rubric-3", model: "critic")
        detail.steps[index].attempts[last].rating = rating
        detail.steps[index].attempts[last].judgement = rating.judgement
        let console = Stage.console()
        let lines = StepPane.lines(detail.steps[index], console.moment(), width: 90)
            .map { $0.spans.map(\.text).joined() }
        #expect(
            lines.contains {
                $0.contains("judged") && $0.contains("0.80 by critic, version rubric-3")
            }
        )
        #expect(
            lines.contains {
                $0.contains("rated") && $0.contains("bad by ada") && $0.contains("ago: too cold")
            }
        )
        var why = Stage.why(run, "copy")
        why.rating = rating
        let sheet = WhySheet.lines(why, console.moment(), 90).map { $0.spans.map(\.text).joined() }
        #expect(sheet.contains { $0.contains("bad by ada") })
    }
}
