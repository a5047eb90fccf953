import Console
import Foundation
import Orchestration
import Screen
import Testing

@Suite struct `Time travel` {
    /// A console that has seen ten minutes, a moment every second.
    private func seasoned() -> Console {
        var console = Stage.console()
        for step in 1...600 {
            var next = Stage.snapshot
            next.sequence += UInt64(step)
            next.at = Stage.now + .seconds(Int64(step))
            next.totals.failed = step
            _ = console.update(.snapshot(next))
        }
        _ = console.update(.tick(Stage.now + .seconds(600)))
        return console
    }

    private func run(_ line: String, in console: inout Console) -> [Effect] {
        _ = console.press(Key(":"))
        _ = console.type(line)
        return console.press(Key(.enter))
    }

    @Test(arguments: [
        ("14:40", 472), ("14:40:00Z", 472), ("-2m", 481), ("2026-11-22T14:40:00Z", 472),
    ])
    func `goes to a kept moment however it is written`(text: String, second: Int) throws {
        var console = seasoned()
        #expect(run("at \(text)", in: &console).isEmpty)
        #expect(!console.isLive)
        let failed = try #require(console.snapshot?.totals.failed)
        #expect((second - 2...second + 2).contains(failed))
    }

    @Test func `asks the journal for what is older than what is kept, and shows its answer`() throws
    {
        var console = seasoned()
        let asked = Stage.now + .seconds(601) - .seconds(7_200)
        let effects = run("at -2h", in: &console)
        guard case .fetchMoment(let moment)? = effects.first else {
            Issue.record("nothing was asked")
            return
        }
        #expect((asked - .seconds(2)...asked + .seconds(60)).contains(moment))
        for effect in effects { console.answer(effect) }
        #expect(console.past == moment)
        let text = console.view(in: Stage.size, glyphs: .braille).text
        #expect(text.contains("PAST 2026-11-22T12:"))
        #expect(text.contains("actions are off"))
        #expect(text.contains("from the journal"))
        #expect(run("at now", in: &console).isEmpty)
        #expect(console.isLive)
    }

    @Test func `says what a moment before the journal is, and counts nothing`() {
        var console = seasoned()
        for effect in run("at -2h", in: &console) {
            guard case .fetchMoment(let moment) = effect else { continue }
            var snapshot = Snapshot()
            snapshot.at = moment
            snapshot.environment = Stage.snapshot.environment
            snapshot.begins = moment + .seconds(600)
            snapshot.caveat = "the journal begins \(moment.clock)"
            _ = console.update(.moment(snapshot, at: moment))
        }
        let text = console.view(in: Stage.size, glyphs: .braille).text
        #expect(text.contains("run -  fail -") && text.contains("alerts -"))
        #expect(text.contains("Runs to watch -") && text.contains("Models -"))
        #expect(text.contains("the journal begins 2026-11-22T12:"))
    }

    @Test(arguments: [Size(columns: 120, rows: 36), Size(columns: 80, rows: 24)])
    func `leaves room beside its banner for what is said`(size: Size) throws {
        var console = seasoned()
        _ = console.update(.input(.resized(size), at: console.now))
        _ = run("at -2m", in: &console)
        #expect(console.notice == nil)
        _ = console.press(Key("p"))
        let said = try #require(console.notice?.text)
        let lines = console.view(in: size, glyphs: .braille).text.split(separator: "\n")
        let line = try #require(lines.first { $0.contains("PAST") && !$0.contains("[PAST") })
        #expect(line.contains(said), "\(line)")
    }

    @Test(arguments: ["25:00", "noon", "14:61", "", "2027-01-01T00:00:00Z"])
    func `goes nowhere for what is no moment, and says why`(text: String) {
        var console = seasoned()
        _ = run("at \(text)", in: &console)
        #expect(console.isLive)
        #expect(console.notice?.tone == .refused)
    }

    @Test func `asks for the runs and the run of that moment, not of now`() {
        var console = seasoned()
        console.visit(.runs)
        _ = console.press(Key("Z"))
        let scrubbed = console.press(Key(","))
        #expect(scrubbed.allSatisfy { if case .fetchPastRuns = $0 { true } else { false } })
        #expect(!scrubbed.isEmpty)
        for effect in scrubbed { console.answer(effect) }
        let opened = console.press(Key(.enter))
        guard case .fetchPastRun(_, let moment)? = opened.first else {
            Issue.record("the run of that moment was not asked for")
            return
        }
        #expect(moment == console.past)
    }

    @Test func `keeps two hours: fifteen minutes two seconds apart, then ever further apart`() {
        var console = Stage.console()
        for step in 1...9_000 {
            var next = Stage.empty
            next.sequence = Stage.snapshot.sequence + UInt64(step)
            next.at = Stage.now + .seconds(Int64(step))
            _ = console.update(.snapshot(next))
        }
        #expect(console.moments.count <= 560)
        let times = console.moments.times
        let newest = times.last ?? .epoch
        #expect(newest - (times.first ?? .epoch) > .seconds(6_900))
        #expect(
            zip(times, times.dropFirst()).allSatisfy { older, newer in
                older < newer && newer - older <= max(.seconds(32), (newest - older) / 30)
            }
        )
    }
}

@Suite struct `The timeline of an incident` {
    @Test func `keeps what is out of the ordinary when the tail has forgotten it`() {
        var console = Stage.console()
        for step in 1...50 {
            var next = Stage.empty
            next.sequence = Stage.snapshot.sequence + UInt64(step)
            next.at = Stage.now + .seconds(Int64(step))
            next.events = [
                EventLine(at: next.at, word: "OK", object: "r-\(step)", text: "usual")
            ]
            _ = console.update(.snapshot(next))
        }
        console.visit(.incident)
        let text = console.view(in: Stage.size, glyphs: .braille).text
        #expect(text.contains("drift PSI 0.27 over 0.20"))
        #expect(text.contains("pause r-8e9f0"))
        #expect(!text.contains("usual"))
    }

    @Test func `counts what comes again soon, and tells it once`() {
        var console = Stage.console()
        for step in 1...40 {
            var next = Stage.empty
            next.sequence = Stage.snapshot.sequence + UInt64(step)
            next.at = Stage.now + .seconds(Int64(step))
            next.events = [
                EventLine(
                    at: next.at,
                    word: "RTRY",
                    object: "retention#\(step)",
                    text: "No target of copywriter may be called: \(step)"
                )
            ]
            _ = console.update(.snapshot(next))
        }
        console.visit(.incident)
        let text = console.view(in: Stage.size, glyphs: .braille).text
        let row = text.split(separator: "\n").first { $0.contains("No target of copywriter") } ?? ""
        #expect(row.contains("40 14:32:48Z No target of copywriter"))
        #expect(text.components(separatedBy: "No target of copywriter").count == 3)
    }

    @Test func `says each event once, however often the tail repeats it`() {
        var console = Stage.console()
        for step in 1...5 {
            var next = Stage.snapshot
            next.sequence += UInt64(step)
            next.at = Stage.now + .seconds(Int64(step))
            _ = console.update(.snapshot(next))
        }
        console.visit(.incident)
        let text = console.view(in: Stage.size, glyphs: .braille).text
        #expect(text.components(separatedBy: "drift PSI 0.27").count == 2)
    }

    @Test func `reads what was before the console opened from the journal, once`() {
        var console = Stage.console()
        let asked = console.go(to: .incident)
        #expect(asked.count == 1)
        #expect(console.view(in: Stage.size, glyphs: .braille).text.contains("reading the journal"))
        for effect in asked { console.answer(effect) }
        let text = console.view(in: Stage.size, glyphs: .braille).text
        #expect(text.contains("source.late/orders"))
        #expect(text.contains("212 "))
        #expect(text.contains("since 2026-11-21T14:30:20Z"))
        #expect(console.update(.tick(console.now + .seconds(20))).isEmpty)
    }

    @Test func `tells nothing twice that both the journal and the tail tell`() {
        var console = Stage.console()
        console.visit(.incident)
        let text = console.view(in: Size(columns: 160, rows: 60), glyphs: .braille).text
        #expect(text.components(separatedBy: "scribe-a -> scribe-b").count == 2)
    }

    @Test(arguments: [
        ("alert source.late/orders", Place.alerts),
        ("run r-8f220 step copy", .run(RunID("r-8f220"))),
        ("route copywriter", .routing), ("model scribe-a", .models), ("source orders", .sources),
        ("workflow retention", .workflows), ("silence s-1", .silences),
        ("proposal p-1", .proposals),
        ("dead letter 7", .deadLetters),
    ])
    func `opens what a line is about`(about: String, place: Place) {
        var console = Stage.console()
        var next = Stage.snapshot
        next.sequence += 1
        next.at = Stage.now + .seconds(2)
        next.events = [
            EventLine(at: next.at, word: "OPER", object: "dana", text: "did", about: about)
        ]
        _ = console.update(.snapshot(next))
        console.visit(.incident)
        for effect in console.press(Key("g"), Key(.enter)) { console.answer(effect) }
        #expect(console.place == place)
    }

    @Test func `says where a line leads nowhere`() {
        var console = Stage.console()
        var next = Stage.snapshot
        next.sequence += 1
        next.at = Stage.now + .seconds(2)
        next.events = [EventLine(at: next.at, word: "NOTE", object: "desk", text: "told")]
        _ = console.update(.snapshot(next))
        console.visit(.incident)
        _ = console.press(Key("g"), Key(.enter))
        #expect(console.place == .incident)
        #expect(console.notice?.text.contains("has no screen of its own") == true)
    }

    @Test func `of a moment of the past knows nothing that came later`() {
        var console = Stage.console()
        console.visit(.incident)
        _ = console.press(Key("Z"))
        var next = Stage.snapshot
        next.sequence += 1
        next.at = Stage.now + .seconds(30)
        next.events = [EventLine(at: next.at, word: "FAIL", object: "retention#x", text: "later")]
        _ = console.update(.snapshot(next))
        #expect(!console.view(in: Stage.size, glyphs: .braille).text.contains("later"))
    }
}
