import Foundation
import Orchestration
import Screen
import Testing

@testable import Console

@Suite struct `The log of a run` {
    private func console() -> Console {
        var console = Stage.console()
        console.visit(.run(RunID("r-8f220")))
        _ = console.press(Key("L"))
        return console
    }

    private func text(_ console: Console) -> String {
        console.view(in: Stage.size, glyphs: .braille).text
    }

    @Test func `shows only the lines that its filter lets through, and how many`() {
        var console = console()
        _ = console.press(Key("/"))
        _ = console.type("step=copy failed")
        _ = console.press(Key(.enter))
        #expect(text(console).contains("Log 3 of 8"))
        #expect(!text(console).contains("try 2 on scribe-a"))
        _ = console.press(Key(.escape))
        #expect(text(console).contains("try 2 on scribe-a"))
    }

    @Test func `breaks long lines, hides times and draws a line below what was read`() {
        var console = console()
        #expect(!text(console).contains("(fallback: breaker open)"))
        _ = console.press(Key("t"), Key("w"), Key("z"))
        #expect(text(console).contains("breaker open)"))
        #expect(!text(console).contains("14:28:05Z copy"))
        _ = console.press(Key("m"))
        #expect(text(console).contains("── read until"))
    }

    @Test func `is read along its clipped lines, and saved as a table`() {
        var console = console()
        #expect(!text(console).contains("breaker open)"))
        _ = console.press(Key("l"), Key("l"))
        #expect(text(console).contains("breaker open)"))
        let shift = console.reading.shift
        _ = console.update(.snapshot(Stage.snapshot))
        #expect(console.reading.shift == shift)
        for _ in 0..<99 { _ = console.press(Key("h")) }
        #expect(console.reading.shift == 0)
        _ = console.press(Key("w"), Key("l"))
        #expect(console.notice?.text.contains("clipped lines") == true)

        guard case .write(let name, let csv)? = console.press(Key("E")).first else {
            Issue.record("nothing was written")
            return
        }
        #expect(name.hasPrefix("podium-log-") && csv.hasPrefix("at,word,object,text\r\n"))
        #expect(csv.contains("fallback: breaker open"))
    }

    @Test func `finds the next line that holds what was searched for`() {
        var console = console()
        _ = console.press(Key("g"), Key("/"))
        _ = console.type("try 2")
        _ = console.press(Key(.enter), Key("/"), Key("u"))
        #expect(console.search == "try 2")
    }
}

@Suite struct `A run of many steps` {
    /// A chain of 300 steps of which every tenth also feeds one nine further on; one has failed.
    private func console() -> Console {
        var detail = Stage.detail
        let step = detail.steps[0]
        detail.steps = (0..<300).map { number in
            var copy = step
            copy.sketch.name = "s\(number)"
            copy.sketch.after = number == 0 ? [] : [number - 1]
            if number >= 10, number.isMultiple(of: 10) { copy.sketch.after.append(number - 9) }
            copy.state = number == 150 ? .fail : .ok
            return copy
        }
        detail.criticalPath = [149, 150]
        var console = Stage.console()
        _ = console.go(to: .run(detail.row.id))
        _ = console.update(.detail(detail, of: detail.row.id))
        return console
    }

    private func names(_ console: Console) -> [String] {
        console.stepRows.map(\.step.sketch.name).sorted()
    }

    @Test func `shows the step that needs eyes and two levels around it, and says so`() {
        let console = console()
        #expect(
            names(console) == [
                "s140", "s141", "s142", "s148", "s149", "s150", "s151", "s152", "s160",
            ]
        )
        let text = console.view(in: Stage.size, glyphs: .braille).text
        #expect(text.contains("9 of 300 steps, 2 levels each way (+ <)"))
        #expect(text.contains("s150") && text.contains("┌"))
    }

    @Test func `shows the step in its timeline too, below the scale`() {
        var console = console()
        func text() -> String {
            console.view(in: Size(columns: 120, rows: 36), glyphs: .braille).text
        }
        console.size = Size(columns: 120, rows: 36)
        #expect(text().contains(#/│ s150 +FAIL/#) && text().contains("╷0s"))
        _ = console.press(Key(.tab), Key("G"))
        #expect(text().contains(#/│ s299 +OK/#) && text().contains("╷0s"))
    }

    @Test func `shows more and fewer levels, and all of them in the end`() {
        var console = console()
        _ = console.press(Key("<"), Key("<"))
        #expect(names(console) == ["s141", "s149", "s150", "s151"])
        for _ in 0..<99 { _ = console.press(Key("+")) }
        #expect(names(console).count == 300 && console.notice?.text == "all steps are shown")
    }

    @Test func `goes on at its rim, and finds any step by a filter`() {
        var console = console()
        for number in 1...20 {
            _ = console.press(Key("l"))
            #expect(console.selectedStep?.sketch.name == "s\(150 + number)")
            #expect(names(console).contains("s\(150 + number)"))
        }
        _ = console.press(Key("/"))
        _ = console.type("s299")
        _ = console.press(Key(.enter))
        #expect(console.selectedStep?.sketch.name == "s299")
        _ = console.press(Key(.escape))
        #expect(console.selectedStep?.sketch.name == "s299")
        #expect(names(console) == ["s297", "s298", "s299"])
    }

    @Test func `shows a run of few steps whole`() {
        var console = Stage.console()
        console.visit(.run(RunID("r-8f220")))
        #expect(console.neighbourhood == nil)
        #expect(console.stepRows.count == Stage.detail.steps.count)
    }
}

@Suite struct `A comparison of two texts` {
    @Test(arguments: UInt64(0)..<50)
    func `holds each of them, and changes as little as can be`(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        func text() -> [String] {
            (0..<Int(random.unit() * 12)).map { _ in String(Int(random.unit() * 4)) }
        }
        let (old, new) = (text(), text())
        let lines = try #require(Comparison.lines(of: old, and: new))
        #expect(lines.filter { $0.kind != .added }.map(\.text) == old)
        #expect(lines.filter { $0.kind != .removed }.map(\.text) == new)
        if old == new { #expect(lines.allSatisfy { $0.kind == .same }) }
    }

    @Test func `of a step with the run before shows what changed`() {
        var console = Stage.console()
        console.visit(.run(RunID("r-8f220")))
        for effect in console.press(Key("D")) { console.answer(effect) }
        let text = console.view(in: Stage.size, glyphs: .braille).text
        #expect(text.contains("Step copy against r-8f21c"))
        #expect(text.contains("FAIL → RTRY"))
    }
}

@Suite struct `The part of time that the timeline shows` {
    @Test(arguments: UInt64(0)..<50)
    func `never leaves the run, however it is zoomed and moved`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        var window = TimeWindow()
        let (from, to) = (Stage.ago(600), Stage.now)
        for _ in 0..<60 {
            if random.unit() < 0.5 {
                window.zoom(by: random.unit() < 0.6 ? 1 : -1, around: random.unit())
            } else {
                window.pan(by: random.unit() < 0.5 ? 1 : -1)
            }
            let part = window.part(from: from, to: to)
            #expect(part.from >= from)
            #expect(part.to <= to + .milliseconds(3))
            #expect(part.from < part.to)
        }
        window.zoom(by: -20, around: 0)
        #expect(window.part(from: from, to: to) == (from, to))
    }
}
