import Console
import Orchestration
import Screen
import Testing

@Suite struct `The alerts` {
    private func alerts() -> Console {
        var console = Stage.console()
        console.visit(.alerts)
        return console
    }

    private func text(_ console: Console) -> String {
        console.view(in: Stage.size, glyphs: .braille).text
    }

    /// What the open dialog says of itself.
    private struct Asked {
        let chosen: Int
        let ways: Int
        let reaches: [String]
        let obstacle: String?
        let opened: Instant
    }

    private func dialog(_ console: Console) -> Asked? {
        guard case .confirming(let dialog) = console.mode else { return nil }
        return Asked(
            chosen: dialog.chosen,
            ways: dialog.choices.count,
            reaches: dialog.reaches.map(\.title),
            obstacle: dialog.obstacle,
            opened: dialog.opened
        )
    }

    /// The ways that a dialog offers, and the actions of the one chosen.
    private func asked(_ console: Console) -> (ways: [String], actions: [Control.Action]) {
        guard case .confirming(let dialog) = console.mode else { return ([], []) }
        return (dialog.choices.map { $0.title }, dialog.actions)
    }

    /// What an alert says is never cut: at 03:00 it is the first thing that is read.
    @Test(arguments: [40, 60, 80, 120]) func `are told whole in their pane`(columns: Int) throws {
        var console = Stage.console(size: Size(columns: columns, rows: 60))
        console.visit(.alerts)
        var snapshot = Stage.snapshot
        snapshot.sequence += 1
        snapshot.at = console.now + .seconds(1)
        let words = (1...30).map { "word\($0)" }
        snapshot.alerts[0].summary = words.joined(separator: " ")
        _ = console.update(.snapshot(snapshot))
        _ = console.press(Key("g"), Key(.enter), Key("z"))
        let text = console.view(in: console.size, glyphs: .braille).text
        #expect(words.allSatisfy { text.contains($0) }, "\(text)")
    }

    @Test func `of one group are one group`() {
        var console = alerts()
        _ = console.press(Key("="), Key("="), Key("="))
        var snapshot = Stage.snapshot
        snapshot.sequence += 1
        snapshot.at = console.now + .seconds(1)
        snapshot.alerts = Array(snapshot.alerts.filter { $0.state == .firing }.prefix(1))
        _ = console.update(.snapshot(snapshot))
        #expect(text(console).contains("by severity, 1 group "))
    }

    @Test func `hide what is over until H asks for it, and say how much that is`() {
        var console = alerts()
        #expect(text(console).contains("1 resolved (H)"))
        #expect(!text(console).contains("catalog"))
        _ = console.press(Key("H"))
        #expect(text(console).contains("catalog"))
        _ = console.press(Key("H"))
        #expect(!text(console).contains("catalog"))
    }

    @Test func `come in groups, the most urgent first`() {
        var console = alerts()
        func objects() -> [String] {
            console.list.order.map { entry in
                Stage.alerts.first { .alert($0.id) == entry.id }?.object ?? ""
            }
        }
        let plain = objects()
        #expect(plain == ["scribe-a", "churn-risk", "scribe-a", "orders", "retention"])
        _ = console.press(Key("="))
        #expect(objects() == ["scribe-a", "scribe-a", "churn-risk", "orders", "retention"])
        #expect(text(console).contains("by object, 4 groups"))
        _ = console.press(Key("="), Key("="))
        #expect(text(console).contains("by severity, 2 groups"))
        _ = console.press(Key("="))
        #expect(objects() == plain)
        _ = console.press(Key(":"))
        _ = console.type("group rule")
        _ = console.press(Key(.enter))
        #expect(text(console).contains("by rule, "))
    }

    private func orders(_ effects: [Effect]) -> [OrderDraft] {
        effects.compactMap { if case .perform(let draft) = $0 { draft } else { nil } }
    }

    @Test func `are acknowledged and snoozed in one dialog, at the way of the key`() {
        for (key, way) in [("a", 1), ("s", 2)] {
            var console = alerts()
            for effect in console.press(Key(Character(key))) { console.answer(effect) }
            let dialog = dialog(console)
            #expect(dialog?.chosen == way)
            #expect(dialog?.ways == 6)
            #expect(dialog?.reaches == ["this alert", "its group (2)"])
            #expect(text(console).contains("CRIT  errors 31% over 5% for 1m"))
        }
    }

    @Test func `are acknowledged with their group, for as long as is written`() {
        var console = alerts()
        for effect in console.press(Key("a")) { console.answer(effect) }
        _ = console.press(Key(.enter), .init(.character("u"), control: true))
        _ = console.type("2h")
        _ = console.press(Key(.enter))
        _ = console.type("on it")
        #expect(text(console).contains("--for 2h"))
        let given = orders(
            console.press(Key(.enter), Key("j"), Key(.enter), Key(.tab), Key(.enter))
        )
        #expect(
            given.map(\.action) == [
                .acknowledge(alert: "model.errors/scribe-a"),
                .acknowledge(alert: "model.latency/scribe-a"),
            ]
        )
        #expect(given.allSatisfy { $0.expires.map { $0 > Stage.now + .seconds(7_000) } ?? false })
        #expect(given.allSatisfy { $0.reason.contains("on it") && $0.versionSeen == 3 })
    }

    @Test func `are acknowledged until they resolve`() {
        var console = alerts()
        for effect in console.press(Key("a"), Key("1"), Key(.enter)) { console.answer(effect) }
        _ = console.type("mine")
        let given = orders(
            console.press(Key(.enter), Key(.enter), Key(.tab), Key(.enter))
        )
        #expect(given.map(\.expires) == [.never])
        #expect(given.first?.commandLine.contains("--for resolved") == true)
    }

    @Test func `are snoozed until a time of day, or so long from now`() {
        for (typed, seconds) in [("16:00", 5_272), ("14:00", 84_472), ("3h", 10_800)] {
            var console = alerts()
            for effect in console.press(Key("s"), Key("6"), Key(.enter)) { console.answer(effect) }
            let opened = dialog(console)?.opened ?? Stage.now
            _ = console.type(typed)
            _ = console.press(Key(.enter))
            _ = console.type("later")
            let given = orders(
                console.press(Key(.enter), Key(.enter), Key(.tab), Key(.enter))
            )
            guard case .snooze(_, let until, _)? = given.first?.action else {
                Issue.record("nothing was snoozed for \(typed)")
                continue
            }
            let wanted = Stage.now + .seconds(Int64(seconds))
            #expect(abs((until - wanted).inSeconds) <= abs((opened - Stage.now).inSeconds))
        }
    }

    @Test func `ask for a comment only where they are critical`() {
        var console = alerts()
        for effect in console.press(Key("a"), Key("3")) { console.answer(effect) }
        #expect(dialog(console)?.obstacle?.contains("say why") == true)
        _ = console.press(Key(.escape), Key("j"))
        for effect in console.press(Key("a"), Key("3")) { console.answer(effect) }
        #expect(dialog(console)?.obstacle == nil)
        let given = orders(console.press(Key(.backTab), Key(.enter)))
        #expect(given.map(\.reason) == ["seen in the console"])
    }

    @Test func `are left as they are by enter, enter, enter`() {
        var console = alerts()
        for effect in console.press(Key("a")) { console.answer(effect) }
        let keys = Array(repeating: Key(.enter), count: 5)
        #expect(orders(keys.flatMap { console.press($0) }).isEmpty)
        #expect(console.mode == .browsing)
        #expect(console.notice?.text == "nothing was done")
    }

    @Test func `say whom they were told and who is next, and are told now by hand`() {
        var console = alerts()
        #expect(text(console).contains("tells 14:40Z"))
        #expect(text(console).contains("desk; next on-call at 14:40:08Z, U tells now"))
        #expect(text(console).contains("hides"))
        for effect in console.press(Key("U")) { console.answer(effect) }
        #expect(asked(console).actions == [.escalate(alert: "model.errors/scribe-a")])
    }

    @Test func `that are over are not acknowledged or told to anybody`() {
        var console = alerts()
        _ = console.press(Key("H"), Key("G"))
        #expect(console.selected == .alert("source.late/catalog"))
        #expect(console.press(Key("a")).isEmpty)
        #expect(console.notice?.text == "it is over: there is nothing to take on or to hide")
        #expect(console.press(Key("U")).isEmpty)
        #expect(console.notice?.tone == .refused)
    }
}

@Suite struct `A search in a list` {
    @Test func `hides nothing, and goes from match to match`() {
        var console = Stage.console()
        console.visit(.models)
        _ = console.press(Key("/"))
        _ = console.type("scribe")
        _ = console.press(.init(.character("n"), control: true))
        #expect(console.list.order.count == Stage.models.count)
        let first = console.selected
        #expect(first?.name.contains("scribe") == true)
        #expect(
            console.notice?.text.hasPrefix("match 1 of 3 for scribe") == true,
            "\(console.notice?.text ?? "")"
        )
        _ = console.press(.init(.character("n"), control: true))
        #expect(console.selected != first)
        _ = console.press(.init(.character("p"), control: true))
        #expect(console.selected == first)
    }

    @Test func `that is filtered still has its matches once the filter is gone`() {
        var console = Stage.console()
        console.visit(.models)
        _ = console.press(Key("/"))
        _ = console.type("value")
        _ = console.press(Key(.enter), Key(.escape), Key("g"))
        _ = console.press(.init(.character("n"), control: true))
        #expect(console.selected == .model("customer-value"))
    }

    @Test func `for nothing says so`() {
        var console = Stage.console()
        console.visit(.models)
        _ = console.press(.init(.character("n"), control: true))
        #expect(console.notice?.text.contains("nothing was searched for yet") == true)
        _ = console.press(Key("/"), .init(.character("n"), control: true))
        #expect(console.notice?.text == "type what to look for first")
    }
}
