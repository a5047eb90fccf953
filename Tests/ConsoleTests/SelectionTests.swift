import Console
import Orchestration
import Screen
import Testing

@Suite struct `A selection` {
    private func entries(_ names: [Int]) -> [ListState.Entry] {
        names.enumerated().map { .init(id: .model("m\($1)"), index: $0) }
    }

    @Test(arguments: UInt64(0)..<300)
    func `stays on its object through any reordering`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        var list = ListState()
        var now = Stage.now
        list.take(entries(Array(0..<20)), at: now)
        for _ in 0..<40 {
            if Int.random(in: 0..<3, using: &random) == 0 {
                list.move(by: Int.random(in: -7...7, using: &random), at: now)
            }
            let before = list.selection
            let alive = (0..<30).filter { _ in Int.random(in: 0..<4, using: &random) > 0 }
            list.take(entries(alive.shuffled(using: &random)), at: now)
            #expect(list.selection == before, "seed \(seed)")
            if let index = list.index { #expect(list.order[index].id == before) }
            now = now + .seconds(Int64.random(in: 0..<12, using: &random))
        }
    }

    @Test func `falls on the first row of a new filter that its object does not pass`() {
        var list = ListState()
        list.take(entries([1, 2, 3]), at: Stage.now)
        list.filter = "m2"
        list.take([], at: Stage.now)
        list.seatAfterFilter()
        list.take(entries([2]), at: Stage.now)
        list.seatAfterFilter()
        #expect(list.selection == .model("m2"))

        list.take(entries([3]), at: Stage.now)
        list.seatAfterFilter()
        #expect(list.selection == .model("m2"), "a refresh is no new filter")
    }

    @Test func `that nobody made is let go of out of sight, and the list stays at its top`() {
        var list = ListState()
        list.take(entries([5]), at: Stage.now)
        list.take(entries([1, 2, 5]), at: Stage.now)
        list.drift(beyond: 3, at: Stage.now)
        #expect(list.index == 2 && list.window(of: 3) == 0)

        list.take(entries([1, 2, 3, 4, 5]), at: Stage.now)
        list.drift(beyond: 3, at: Stage.now)
        #expect(list.index == nil && list.window(of: 3) == 0)
        list.take(entries([5, 1, 2]), at: Stage.now)
        #expect(list.index == nil, "no refresh selects anything")
        #expect(list.isUntouched && list.hasJustLost(at: Stage.now))
        list.move(by: 0, at: Stage.now)
        #expect(list.selection == .model("m5") && list.index == 0, "the pale cursor is on the top")

        // What the operator chose is followed wherever it goes.
        list.take(entries([1, 2, 3, 4, 5]), at: Stage.now + .seconds(60))
        list.drift(beyond: 3, at: Stage.now)
        #expect(list.index == 4 && list.window(of: 3) == 2)
    }

    @Test func `of a list that nobody touched is made by the first key, which does no harm`() {
        var console = Stage.console()
        var next = Stage.snapshot
        for _ in 0..<2 {
            next.sequence += 1
            next.at = next.at + .seconds(5)
            next.watched.removeAll { .run($0.id) == console.list.selection }
            _ = console.update(.snapshot(next))
        }
        #expect(console.selected == nil)
        _ = console.update(.tick(console.now + .seconds(2)))
        var other = console

        #expect(console.press(Key("p")).isEmpty, "nobody chose the row")
        #expect(console.selected == console.list.order.first?.id)
        #expect(console.notice?.text.contains("p again does it") == true)
        #expect(!console.press(Key("p")).isEmpty)

        _ = other.press(Key(.enter))
        #expect(other.place != .overview, "looking harms nothing")
    }

    @Test func `holds the order while the operator moves, and counts who came`() {
        var list = ListState()
        list.take(entries([1, 2, 3]), at: Stage.now)
        list.move(by: 1, at: Stage.now)

        list.take(entries([9, 3, 8, 2, 1]), at: Stage.now + .seconds(1))

        #expect(list.order.map(\.id.name) == ["m1", "m2", "m3"])
        #expect(list.newcomers == 2)

        list.release()
        list.take(entries([9, 3, 8, 2, 1]), at: Stage.now + .seconds(2))
        #expect(list.order.map(\.id.name) == ["m9", "m3", "m8", "m2", "m1"])
        #expect(list.newcomers == 0)
        #expect(list.selection == .model("m2"))
    }

    @Test func `that has left its list selects nothing else`() {
        var console = Stage.console()
        console.visit(.alerts)
        let gone = console.selected
        var next = Stage.snapshot
        next.sequence += 1
        next.alerts.removeAll { .alert($0.id) == gone }

        _ = console.update(.snapshot(next))

        #expect(console.selected == nil)
        #expect(console.press(Key("a")).isEmpty)
        #expect(console.notice?.text.contains("has left this list") == true)
    }

    @Test func `is on the same object after filtering and back`() {
        var console = Stage.console()
        console.visit(.models)
        _ = console.press(Key("G"))
        let last = console.selected
        _ = console.press(Key("/"))
        _ = console.type("s")
        _ = console.press(Key(.escape))
        #expect(console.selected == last)
    }

    @Test func `of marks is counted and acted on together`() {
        var console = Stage.console()
        console.visit(.runs)
        _ = console.press(Key("j"), Key(" "), Key(" "))
        #expect(console.subjects == [.run(RunID("r-8f220")), .run(RunID("r-8f224"))])
        #expect(console.view(in: Stage.size, glyphs: .braille).text.contains("2 marked"))

        let orders = console.press(Key("p"))
        #expect(orders.count == 2)
        #expect(console.list.marks.isEmpty)
    }

    /// Runs to watch are capped: newer failures push a row out, and nothing may become of its mark.
    @Test func `keeps the marks of runs that a refresh pushes out of a capped list`() throws {
        var console = Stage.console()
        _ = console.press(Key(" "), Key(" "))
        let marked = console.subjects
        #expect(marked.count == 2)
        var snapshot = Stage.snapshot
        snapshot.sequence += 10
        snapshot.at = console.now + .seconds(20)
        snapshot.watched.removeAll { marked.contains(.run($0.id)) }
        _ = console.update(.tick(snapshot.at))
        _ = console.update(.snapshot(snapshot))

        #expect(Set(console.subjects) == Set(marked))
        let text = console.view(in: Stage.size, glyphs: .braille).text
        #expect(text.contains("2 marked, 2 not shown"))

        for effect in console.press(Key("r")) { console.answer(effect) }
        guard case .confirming(let dialog) = console.mode else {
            Issue.record("r asked nothing")
            return
        }
        #expect(dialog.picked == "2 marked, 2 not in the list now")
        #expect(Set(dialog.seen.map(\.id)) == Set(marked))
        #expect(dialog.seen.allSatisfy { $0.version != nil }, "the version seen is known still")
    }

    @Test func `takes the mark from what is no more, and says so`() throws {
        var console = Stage.console()
        console.visit(.alerts)
        _ = console.press(Key(" "))
        guard case .alert(let id)? = console.subjects.first else {
            Issue.record("no alert is marked")
            return
        }
        var snapshot = Stage.snapshot
        snapshot.sequence += 10
        snapshot.at = console.now + .seconds(20)
        snapshot.alerts.removeAll { $0.id == id }
        _ = console.update(.tick(snapshot.at))
        _ = console.update(.snapshot(snapshot))
        #expect(console.list.marks.isEmpty)
        #expect(console.notice?.text == "\(id) is gone from the list, and its mark with it")
    }

    @Test func `of a range runs from v to v`() {
        var console = Stage.console()
        console.visit(.runs)
        _ = console.press(Key("v"), Key("j"), Key("j"), Key("v"))
        #expect(console.list.marks.count == 3)
        #expect(console.notice?.text == "3 marked")
        _ = console.press(Key(.character("x"), control: true))
        #expect(console.list.marks.isEmpty)
    }
}
