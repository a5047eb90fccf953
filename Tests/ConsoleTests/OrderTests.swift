import Console
import Orchestration
import Screen
import Testing

@Suite struct `Answering a run` {
    /// A console on a run that asks.
    private func asking() -> Console {
        var console = Stage.console()
        console.visit(.run(RunID("r-8f220")))
        _ = console.update(.detail(Stage.askingDetail, of: RunID("r-8f220")))
        return console
    }

    @Test func `approves the step that asks, with data, reason and the version seen`() {
        var console = asking()
        for effect in console.press(Key("A")) { console.answer(effect) }
        let order = console.fill([Key("1")], data: #"{"limit": 500}"#, reason: "checked")
        #expect(
            order?.action
                == .act(RunID("r-8f220"), .approve(step: "copy", data: #"{"limit": 500}"#))
        )
        #expect(order?.versionSeen == 17)
        #expect(
            order?.commandLine
                == #"podium approve r-8f220 --step copy --with '{"limit": 500}' --if-version 17 --reason checked"#
        )
    }

    @Test func `rejects without data`() {
        var console = asking()
        for effect in console.press(Key("A")) { console.answer(effect) }
        let order = console.fill([Key("2")], data: "", reason: "no")
        #expect(order?.action == .act(RunID("r-8f220"), .reject(step: "copy", data: nil)))
    }

    @Test func `is locked while the data is no JSON`() {
        var console = asking()
        for effect in console.press(Key("A")) { console.answer(effect) }
        #expect(console.fill([Key("1")], data: "{limit", reason: "checked") == nil)
        let text = console.view(in: Stage.size, glyphs: .braille).text
        #expect(text.contains("data is no JSON"))
    }

    @Test func `sends the signal it waits for`() {
        var console = asking()
        for effect in console.press(Key("!")) { console.answer(effect) }
        let order = console.fill([], data: "42", reason: "paid by phone")
        #expect(
            order?.action
                == .act(RunID("r-8f220"), .signal(name: "payment_received", data: "42"))
        )
    }

    @Test func `shows what is asked, until when, and the key that answers`() {
        let text = asking().view(in: Stage.size, glyphs: .braille).text
        #expect(text.contains("asks      Send to 12,000 people?"))
        #expect(text.contains("A approves or rejects"))
        #expect(text.contains("expires   16:32:08Z  in 2h00m"))
        #expect(text.contains("A answer"))
    }

    @Test func `says why it cannot be where nothing is asked`() {
        var console = Stage.console()
        console.visit(.run(RunID("r-8f220")))
        #expect(console.press(Key("A")).isEmpty)
        #expect(console.notice?.text == "no step of this run asks for an approval")
        #expect(console.press(Key("!")).isEmpty)
        #expect(console.notice?.text == "no step of this run waits for a signal")
    }
}

@Suite struct `Acting by hand` {
    private func atRun() -> Console {
        var console = Stage.console()
        console.visit(.run(RunID("r-8f220")))
        return console
    }

    @Test func `completes a step with a result that must be JSON`() {
        var console = atRun()
        for effect in console.press(Key("C")) { console.answer(effect) }
        #expect(console.fill([], data: "", reason: "known") == nil)

        console = atRun()
        for effect in console.press(Key("C")) { console.answer(effect) }
        let order = console.fill([], data: #""hello""#, reason: "known")
        #expect(
            order?.action
                == .act(RunID("r-8f220"), .complete(step: "copy", output: #""hello""#))
        )
    }

    @Test func `retries with other input, beginning with the old one`() {
        var console = atRun()
        for effect in console.press(Key("r")) { console.answer(effect) }
        _ = console.press(Key("3"), Key(.enter))
        let text = console.view(in: Stage.size, glyphs: .braille).text
        #expect(text.contains(#"{"first_name": "Ada", "offer": "10% off"}"#))
        _ = console.press(Key(.character("u"), control: true))
        _ = console.type("{}")
        _ = console.press(Key(.enter))
        _ = console.type("fixed")
        _ = console.press(Key(.tab), Key(.tab))
        guard case .perform(let draft)? = console.press(Key(.enter)).first else {
            Issue.record("nothing was ordered")
            return
        }
        #expect(draft.action == .act(RunID("r-8f220"), .retry(step: "copy", input: "{}")))
    }

    @Test func `sets a priority within its bounds`() {
        for (typed, isTaken) in [("50", true), ("-100", true), ("101", false), ("x", false)] {
            var console = atRun()
            for effect in console.press(Key("P")) { console.answer(effect) }
            _ = console.press(Key(.character("u"), control: true))
            let order = console.fill([], data: typed, reason: "vip")
            #expect((order != nil) == isTaken, "\(typed)")
        }
    }

    @Test func `terminates only after the workflow's name was typed`() {
        var console = atRun()
        for effect in console.press(.init(.character("t"), control: true)) {
            console.answer(effect)
        }
        guard case .confirming(let dialog) = console.mode else {
            Issue.record("it did not ask")
            return
        }
        #expect(dialog.risk == .high)
        #expect(dialog.expected == "retention")
    }
}

@Suite struct `Steering routes` {
    private func atRoutes() -> Console {
        var console = Stage.console()
        console.visit(.routing)
        return console
    }

    @Test func `lets a route begin no faster than is written, for as long as is written`() {
        var console = atRoutes()
        for effect in console.press(Key("T")) { console.answer(effect) }
        _ = console.press(Key(.character("u"), control: true))
        let asked = console.type("5/m")
        #expect(asked.contains { if case .preview(.throttle) = $0 { true } else { false } })
        _ = console.press(Key(.enter))
        _ = console.type("30m")
        _ = console.press(Key(.enter))
        _ = console.type("calm")
        let given = console.press(Key(.tab), Key(.tab), Key(.enter))
        guard case .perform(let draft)? = given.first,
            case .throttle(.route(let name), let rate, let until?) = draft.action
        else {
            Issue.record("nothing was ordered")
            return
        }
        #expect(name == Stage.routes.first?.name)
        #expect(rate == Rate(5, per: .minute))
        #expect((until - console.now).inSeconds.rounded() > 1_780)
        #expect(draft.commandLine.contains("--to 5/m --until"))
    }

    /// The alert says which route is behind it; its users are the workflows that ask that route.
    @Test func `throttles what is behind an alert, the route or a workflow that uses it`() {
        var console = Stage.console()
        var snapshot = Stage.snapshot
        snapshot.sequence += 1
        for place in snapshot.alerts.indices where snapshot.alerts[place].object == "scribe-a" {
            snapshot.alerts[place].routes = ["copywriter"]
        }
        _ = console.update(.snapshot(snapshot))
        console.visit(.alerts)
        _ = console.press(Key("g"))
        for effect in console.press(Key("T")) { console.answer(effect) }
        guard case .confirming(let dialog) = console.mode else {
            Issue.record("no dialog")
            return
        }
        let subjects = dialog.choices.flatMap(\.actions).compactMap { action in
            if case .throttle(let subject, _, _) = action { subject } else { nil }
        }
        #expect(subjects == [.route("copywriter"), .workflow("retention")])
    }

    @Test func `offers to lift what is throttled, and shows it`() {
        var snapshot = Stage.snapshot
        let name = Stage.routes.first?.name ?? ""
        snapshot.throttles = [
            Throttle(
                .route(name),
                to: Rate(2, per: .second),
                until: nil,
                by: "sam",
                reason: "calm",
                at: Stage.now
            )
        ]
        var console = Stage.console(snapshot)
        console.visit(.routing)
        let shown = console.view(in: Stage.size, glyphs: .braille).text
        #expect(shown.contains("route \(name): 2/s, by sam"))
        for effect in console.press(Key("T")) { console.answer(effect) }
        let dialog = console.view(in: Stage.size, glyphs: .braille).text
        #expect(dialog.contains("as fast as the project lets it"))
        #expect(dialog.contains("now 2/s"))
    }

    @Test func `shows what a reroute would have meant before it is given`() throws {
        for size in GoldenScreens.sizes {
            var console = Stage.console(size: size)
            console.visit(.routing)
            for effect in console.press(Key("R")) { console.answer(effect) }
            try GoldenScreens.expect(console.view(in: size, glyphs: .braille), "routing-forecast")
        }
    }

    @Test func `asks what becomes of open runs, and lets them be unless told otherwise`() {
        var console = atRoutes()
        for effect in console.press(Key("R")) { console.answer(effect) }
        let kept = console.view(in: Stage.size, glyphs: .braille).text
        #expect(kept.contains("(•) 41 keep their route   ( ) 41 move"))
        _ = console.press(Key(.enter), Key(.enter), Key(.enter))
        _ = console.type("outage")
        for effect in console.press(Key(.tab), Key(.right)) { console.answer(effect) }
        let moved = console.view(in: Stage.size, glyphs: .braille).text
        #expect(moved.contains("( ) 41 keep their route   (•) 41 move"))
        guard case .perform(let draft)? = console.press(Key(.tab), Key(.tab), Key(.enter)).first,
            case .reroute(_, _, let fate) = draft.action
        else {
            Issue.record("nothing was ordered")
            return
        }
        #expect(fate == .move)
        #expect(draft.commandLine.contains("--open-runs move"))
    }

    @Test func `gives a reroute with an end and a condition`() {
        var console = atRoutes()
        let began = console.now
        for effect in console.press(Key("R")) { console.answer(effect) }
        _ = console.press(Key(.enter))
        _ = console.type("30m")
        _ = console.press(Key(.enter))
        _ = console.type("error_rate<5%")
        _ = console.press(Key(.enter))
        _ = console.type("outage")
        _ = console.press(Key(.tab), Key(.tab), Key(.tab))
        guard case .perform(let draft)? = console.press(Key(.enter)).first else {
            Issue.record("nothing was ordered")
            return
        }
        #expect(draft.guardText == "error_rate<5%")
        #expect((draft.expires ?? .epoch) - began >= .seconds(1_800))
        #expect(draft.commandLine.contains("--for 30m --guard 'error_rate<5%'"))
    }

    @Test func `refuses a condition that cannot be read`() {
        var console = atRoutes()
        for effect in console.press(Key("R")) { console.answer(effect) }
        _ = console.press(Key(.enter), Key(.enter))
        _ = console.type("happiness>3")
        _ = console.press(Key(.enter))
        _ = console.type("outage")
        _ = console.press(Key(.tab), Key(.tab), Key(.tab))
        #expect(console.press(Key(.enter)).isEmpty)
    }

    /// Opens the dialog of the kill switches.
    private func killing(_ console: inout Console) {
        for effect in console.press(Key("X")) { console.answer(effect) }
        _ = console.update(.tick(console.now + .seconds(1)))
    }

    /// Answers the dialog from where it asks for a name.
    private func confirm(_ console: inout Console, _ texts: String...) -> OrderDraft? {
        for text in texts {
            _ = console.press(Key(.tab))
            _ = console.type(text)
        }
        _ = console.press(Key(.tab), Key(.tab))
        guard case .perform(let draft)? = console.press(Key(.enter)).first else { return nil }
        return draft
    }

    @Test func `switches a route off after its name was typed, and on again with a reason`() {
        var console = atRoutes()
        killing(&console)
        let draft = confirm(&console, "copywriter", "30m", "wrong texts")
        #expect(draft?.action == .kill(.route("copywriter")))
        #expect(draft?.commandLine.contains("podium kill copywriter --for 30m") == true)
        #expect(draft?.versionSeen != nil)

        var snapshot = Stage.snapshot
        snapshot.sequence += 1
        let kill = KillSwitch(
            .route("copywriter"),
            by: "dana",
            reason: "wrong texts",
            at: console.now
        )
        snapshot.kills = [kill]
        snapshot.routes[0].killed = kill.words
        _ = console.update(.snapshot(snapshot))
        #expect(console.view(in: Stage.size, glyphs: .braille).text.contains("OFF"))
        killing(&console)
        guard case .confirming(let dialog) = console.mode else {
            Issue.record("it did not ask")
            return
        }
        #expect(dialog.expected.isEmpty)
        #expect(dialog.choice?.actions == [.revive(.route("copywriter"))])
    }

    @Test func `switches a model, everything or a tenant off after its own word was typed`() {
        let ways: [(Character, [String], KillScope)] = [
            ("2", ["scribe-a", "", "x"], .model("scribe-a")),
            ("3", ["everything", "", "x"], .everything),
            ("4", ["tenant", "acme", "", "x"], .tenant("acme")),
        ]
        for (key, texts, scope) in ways {
            for isRight in [true, false] {
                var console = atRoutes()
                killing(&console)
                _ = console.press(Key(key))
                var texts = texts
                if !isRight { texts[0] = "copywriter" }
                for text in texts {
                    _ = console.press(Key(.tab))
                    _ = console.type(text)
                }
                _ = console.press(Key(.tab), Key(.tab))
                let effect = console.press(Key(.enter)).first
                guard case .perform(let draft)? = effect else {
                    #expect(!isRight)
                    continue
                }
                #expect(isRight && draft.action == .kill(scope))
                #expect(draft.versionSeen == nil)
            }
        }
    }

    @Test func `puts a breaker where it is wanted`() {
        var console = atRoutes()
        for effect in console.press(Key("B")) { console.answer(effect) }
        _ = console.press(Key("2"), Key(.enter))
        _ = console.type("maintenance")
        _ = console.press(Key(.tab), Key(.tab))
        guard case .perform(let draft)? = console.press(Key(.enter)).first else {
            Issue.record("nothing was ordered")
            return
        }
        #expect(draft.action == .breaker(model: "scribe-a", .open))
    }

    @Test func `says why a call went where it went`() throws {
        for size in GoldenScreens.sizes {
            var console = Stage.console(size: size)
            console.visit(.run(RunID("r-8f220")))
            for effect in console.press(Key("W")) { console.answer(effect) }
            try GoldenScreens.expect(console.view(in: size, glyphs: .braille), "run-why")
        }
    }
}

@Suite struct `Orders given together` {
    @Test func `have a result each, and the refused ones can be given again`() {
        var console = Stage.console()
        console.visit(.runs)
        _ = console.press(Key("j"), Key(" "), Key(" "))
        let drafts = console.press(Key("p")).compactMap { effect -> OrderDraft? in
            if case .perform(let draft) = effect { draft } else { nil }
        }
        #expect(drafts.count == 2)
        _ = console.update(.receipt(Control.Receipt(.done("RUN -> PAUS")), for: drafts[0]))
        _ = console.update(.receipt(Control.Receipt(.refused("it has changed")), for: drafts[1]))

        _ = console.press(Key(":"))
        _ = console.type("results")
        _ = console.press(Key(.enter))
        let text = console.view(in: Stage.size, glyphs: .braille).text
        #expect(text.contains("1 of 2 done"))
        #expect(text.contains("refused") && text.contains("it has changed"))

        _ = console.press(Key(.escape), Key(":"))
        _ = console.type("again")
        let again = console.press(Key(.enter))
        #expect(again.count == 1)
        guard case .perform(let draft)? = again.first else { return }
        #expect(draft.action == drafts[1].action)
        #expect(draft.serial > drafts[1].serial)
    }

    @Test func `say before how many would be refused, and the others still go`() {
        var console = Stage.console()
        console.visit(.runs)
        _ = console.press(Key(.character("a"), control: true))
        var asked = 0
        for case .preview(let action) in console.press(Key("x")) {
            asked += 1
            let refusal = asked == 1 ? "it has ended" : nil
            let preview = Control.Preview(
                effects: ["It ends."],
                refusal: refusal,
                commandLine: "podium"
            )
            _ = console.update(.preview(preview, of: action))
        }
        #expect(asked > 1)
        let text = console.view(in: Stage.size, glyphs: .braille).text
        #expect(text.contains("1 would be refused"))
        guard case .confirming(let dialog) = console.mode else { return }
        #expect(dialog.obstacle?.contains("type") == true)
    }
}

@Suite struct `Marked models` {
    @Test func `are compared figure by figure`() throws {
        for size in GoldenScreens.sizes {
            var console = Stage.console(size: size)
            console.visit(.models)
            _ = console.press(Key(" "), Key(" "), Key(" "))
            _ = console.press(Key(.tab), Key(.tab))
            try GoldenScreens.expect(console.view(in: size, glyphs: .braille), "models-compare")
        }
    }
}

@Suite struct `The dead letters` {
    @Test func `are filtered by code, and read on page by page`() {
        var console = Stage.console()
        for effect in console.press(Key("0")) { console.answer(effect) }
        _ = console.press(Key("/"))
        _ = console.type("code=not_json")
        _ = console.press(Key(.enter))
        #expect(console.selected == .deadLetter(18))
    }
}

extension Console {
    /// Chooses with keys, fills the first blank and the reason, and confirms.
    mutating func fill(_ keys: [Key], data: String, reason: String) -> OrderDraft? {
        for key in keys { _ = press(key) }
        guard case .confirming(let dialog) = mode else { return nil }
        if dialog.focus == .choices { _ = press(Key(.enter)) }
        _ = update(.tick(now + .seconds(1)))
        _ = type(data)
        _ = press(Key(.enter))
        _ = type(reason)
        _ = press(Key(.tab), Key(.tab))
        guard case .perform(let draft)? = press(Key(.enter)).first else { return nil }
        return draft
    }
}
