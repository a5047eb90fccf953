import Orchestration
import Screen
import Testing

@testable import Console

@Suite struct `The panes of a screen` {
    private let size = Size(columns: 120, rows: 36)

    private func panes(_ console: Console) -> [PaneID] { console.frames(in: size).map(\.pane) }

    @Test(arguments: Screens.places)
    func `change places, and come back to their own`(place: Place) {
        var console = Stage.console(size: size)
        console.visit(place)
        let before = panes(console)
        guard before.count > 1 else {
            _ = console.press(Key("}"))
            #expect(console.notice?.text == "there is only one pane here")
            return
        }
        let rects = console.frames(in: size).map(\.rect)
        _ = console.press(Key("}"))
        #expect(panes(console) != before)
        #expect(Set(panes(console)) == Set(before))
        #expect(console.frames(in: size).map(\.rect) == rects)
        // The pane keeps the focus: once around, each is where it was.
        for _ in 1..<(before.count * (before.count - 1)) { _ = console.press(Key("}")) }
        #expect(panes(console) == before)
    }

    @Test func `are kept in a view with their places`() {
        var console = Stage.console(size: size)
        _ = console.press(Key("}"))
        let swapped = panes(console)
        #expect(console.locator.text.contains("order=overviewModels%2Cwatched"))
        _ = console.press(Key(":"))
        _ = console.type("view save mine")
        _ = console.press(Key(.enter), Key("}"))
        #expect(panes(console) != swapped)
        _ = console.press(Key(":"))
        _ = console.type("view mine")
        _ = console.press(Key(.enter))
        #expect(panes(console) == swapped)
        // What names no arrangement of these panes changes none.
        let wrong = Locator(parsing: "podium:overview?order=watched,runs,nothing")
        #expect(wrong?.order.count == 3)
        _ = console.press(Key(":"))
        _ = console.type("go podium:overview?order=watched,runs")
        _ = console.press(Key(.enter))
        #expect(panes(console).first == .watched)
    }
}

@Suite struct `What was arranged` {
    private let size = Size(columns: 120, rows: 36)

    /// Sorts the models by their second column and makes their list larger.
    private func arranged() -> (Console, String) {
        var console = Stage.console(size: size)
        console.visit(.models)
        _ = console.press(Key("O"), Key(.down), Key(.down))
        // Dialogs drop what is typed in their first moments.
        _ = console.update(.tick(Stage.now + .seconds(1)))
        var kept = ""
        let inputs = [Key(.enter), Key(">")]
        for effect in inputs.flatMap({ console.press($0) }) {
            if case .keepViews(let text) = effect { kept = text }
        }
        return (console, kept)
    }

    @Test func `is there in the next console, but for the filter`() {
        let (console, kept) = arranged()
        #expect(kept.contains("@models podium:models?sort="))
        let next = Console(actor: "dana", at: Stage.now, views: Console.views(parsing: kept))
        #expect(next.list(of: .models).sort == console.list(of: .models).sort)
        #expect(next.growth[.models] == 1)
        #expect(next.list(of: .models).filter.isEmpty)
    }

    @Test func `is as shipped after a reset, and nothing is remembered of it`() {
        var (console, _) = arranged()
        _ = console.press(Key("/"))
        _ = console.type("scribe")
        _ = console.press(Key(.enter), Key(":"))
        _ = console.type("reset")
        #expect(console.press(Key(.enter)) == [.keepViews("")])
        #expect(console.list(of: .models).sort == nil && console.list(of: .models).filter.isEmpty)
        #expect(console.growth[.models] == nil)
    }

    @Test func `is no view that can be shown, kept over or dropped`() {
        var (console, _) = arranged()
        #expect(console.suggestions(for: "view @").isEmpty)
        for line in ["view @models", "view save @models", "view drop @models"] {
            _ = console.press(Key(":"))
            _ = console.type(line)
            #expect(console.press(Key(.enter)).isEmpty, "\(line)")
        }
    }
}

@Suite struct `The focus` {
    @Test(arguments: Screens.places)
    func `goes to the pane on the side that is said, and back`(place: Place) {
        var console = Stage.console(size: Size(columns: 120, rows: 36))
        console.visit(place)
        let frames = console.frames(in: console.size)
        for frame in frames {
            for (there, back) in [("l", "h"), ("j", "k")] {
                console.focused[place] = frame.pane
                _ = console.press(.control("w"), Key(Character(there)))
                guard console.focus != frame.pane else { continue }
                let to = frames.first { $0.pane == console.focus }?.rect ?? frame.rect
                #expect(there == "l" ? to.x > frame.rect.x : to.y > frame.rect.y)
                _ = console.press(.control("w"), Key(Character(back)))
                #expect(console.focus != frames.first { $0.rect == to }?.pane)
            }
        }
        // Any other key is what it always is.
        _ = console.press(.control("w"), Key(":"))
        #expect(console.mode != .browsing)
    }
}

@Suite struct `News` {
    private func next(_ console: inout Console, after seconds: Int64) -> UInt64? {
        var snapshot = Stage.snapshot
        snapshot.at = Stage.now + .seconds(seconds)
        snapshot.sequence += UInt64(seconds) + 1
        _ = console.update(.snapshot(snapshot))
        return console.snapshot?.sequence
    }

    @Test func `are shown at most as often as the operator said, and none is lost`() {
        var console = Stage.console()
        _ = console.press(Key(":"))
        _ = console.type("rate 5s")
        _ = console.press(Key(.enter))
        let first = next(&console, after: 10)
        #expect(next(&console, after: 12) == first)
        #expect(next(&console, after: 14) == first)
        // The newest of those that came early is shown once its time has come.
        _ = console.update(.tick(Stage.now + .seconds(15)))
        #expect(console.snapshot?.at == Stage.now + .seconds(14))
        _ = console.press(Key(":"))
        _ = console.type("rate now")
        _ = console.press(Key(.enter))
        #expect(next(&console, after: 16) != nil)
        #expect(console.snapshot?.at == Stage.now + .seconds(16))
    }

    @Test(arguments: ["0s", "an hour", "11m", "-5s"])
    func `have no rate that is none`(text: String) {
        var console = Stage.console()
        _ = console.press(Key(":"))
        _ = console.type("rate \(text)")
        _ = console.press(Key(.enter))
        #expect(console.notice?.tone == .refused)
    }
}
