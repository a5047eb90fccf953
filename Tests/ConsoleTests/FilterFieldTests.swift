import Console
import Foundation
import Orchestration
import Screen
import Testing

@Suite struct `A filter being typed` {
    /// The message line after a filter was typed on a screen.
    private func answer(to filter: String, on place: Place) -> String {
        var console = Stage.console()
        console.visit(place)
        _ = console.press(Key("/"))
        _ = console.type(filter)
        _ = console.press(Key(.enter))
        return console.notice?.text ?? ""
    }

    @Test func `says that a field is unknown, and which there are`() {
        let answer = answer(to: "statte=fire", on: .alerts)
        #expect(answer.hasPrefix("unknown field 'statte'; did you mean 'state'?"))
        #expect(answer.contains("there are sev state age object"))
    }

    @Test func `finds every target of a route by the route's name, and what only twins show`() {
        var console = Stage.console()
        console.visit(.routing)
        let all = console.texts(of: .routing)[0].rows
        let name = all[0][0]
        let wanted = all.filter { $0[0] == name }
        #expect(wanted.count > 1)
        for filter in [name, "route=\(name)"] {
            _ = console.press(Key("/"))
            _ = console.type(filter)
            _ = console.press(Key(.enter))
            #expect(console.texts(of: .routing)[0].rows == wanted)
            _ = console.press(Key(.escape))
        }
        #expect(answer(to: "rule=x", on: .alerts) == "")
    }

    @Test func `says that a word is none of those a field can say`() {
        #expect(answer(to: "st=fial", on: .runs).hasPrefix("no st is called 'fial'"))
        #expect(answer(to: "st=fial", on: .runs).contains("did you mean fail?"))
        #expect(answer(to: "sev=crit", on: .alerts) == "")
        #expect(answer(to: "st=FAIL,rtry", on: .runs) == "")
    }

    @Test func `says that a figure cannot be compared with a word`() {
        #expect(answer(to: "p95>fast", on: .models).hasPrefix("p95 is a duration"))
        #expect(answer(to: "rps>many", on: .models).hasPrefix("rps is a number"))
        #expect(answer(to: "opened>noon", on: .runs).hasPrefix("opened is a moment"))
        #expect(answer(to: "p95>2s", on: .models) == "")
    }

    @Test func `knows the titles of columns`() {
        #expect(answer(to: "elapsed>10s", on: .runs) == "")
        #expect(answer(to: "started>2026-11-22T14:30:00Z", on: .runs) == "")
        #expect(answer(to: "elapsed>soon", on: .runs).hasPrefix("elapsed is a duration"))
    }

    @Test(arguments: [Size(columns: 120, rows: 36), Size(columns: 80, rows: 24)])
    func `is complained of where there is little room, and in the list that it empties`(
        size: Size
    ) throws {
        var console = Stage.console(size: size)
        console.visit(.models)
        _ = console.press(Key("/"))
        _ = console.type("slow>10s")
        let typing = console.view(in: size, glyphs: .braille).text.split(separator: "\n")
        let line = try #require(typing.first { $0.hasPrefix(" /slow>10s") })
        #expect(line.contains("unknown field 'slow'"))
        #expect(typing.count { $0.contains("unknown field 'slow'") } == 2)
        #expect(!typing.contains { $0.contains("nothing matches") })
    }

    @Test func `asks the engine for nothing while it makes no sense`() {
        var console = Stage.console()
        console.visit(.runs)
        _ = console.press(Key("/"))
        #expect(console.type("subject=c-1").isEmpty == false)
        #expect(console.type(" nosuch=1").allSatisfy { $0 != .fetchAudit(limit: 200) } == true)
        let asked = console.type("2")
        #expect(asked.isEmpty)
    }

    @Test func `is completed by tab to fields and to their words`() {
        var console = Stage.console()
        console.visit(.runs)
        _ = console.press(Key("/"))
        _ = console.type("sub")
        _ = console.press(Key(.tab))
        #expect(console.filter == "subject=")
        _ = console.type("c-1 st=fa")
        _ = console.press(Key(.tab))
        #expect(console.filter == "subject=c-1 st=fail")
    }
}

extension Console {
    /// The filter that is being typed.
    fileprivate var filter: String? {
        guard case .filtering(let editor, _, _) = mode else { return nil }
        return editor.text
    }
}

@Suite struct `A simulated model` {
    @Test(arguments: [Place.overview, .models, .routing, .alerts])
    func `carries its mark on every screen that names it`(place: Place) {
        var console = Stage.console()
        console.visit(place)
        let lines = console.view(in: Stage.size, glyphs: .braille).text.split(separator: "\n")
        #expect(lines.contains { $0.contains("scribe-a SIM") })
    }

    @Test func `carries its mark in the attempts of a run, and a real one carries none`() {
        var console = Stage.console()
        console.visit(.run(RunID("r-8f220")))
        let text = console.view(in: Stage.size, glyphs: .braille).text
        #expect(text.contains("scribe-b SIM"))
        #expect(!text.contains("churn-risk SIM"))
    }

    @Test func `goes without its mark into a file`() throws {
        var console = Stage.console()
        console.visit(.models)
        guard case .write(_, let text)? = console.press(Key("E")).first else {
            Issue.record("nothing was written")
            return
        }
        #expect(text.contains("scribe-a,simulated,"))
    }
}

@Suite struct `A list of targets to choose from` {
    @Test func `begins with a healthy one that has less to do than the others`() throws {
        var console = Stage.console()
        console.visit(.routing)
        _ = console.press(Key("G"), Key("k"), Key("k"), Key("R"))
        guard case .confirming(let dialog) = console.mode else {
            Issue.record("no dialog opened")
            return
        }
        #expect(dialog.title == "Reroute churn-risk")
        #expect(dialog.choices.map(\.title) == ["churn-risk-xgb  OK", "churn-risk  DRFT"])
    }
}

@Suite struct `The axis of a latency chart` {
    @Test func `tells microseconds apart`() throws {
        var snapshot = Stage.snapshot
        snapshot.models = [snapshot.models[2]]
        snapshot.models[0].trend = (0..<60).map { 0.000_2 + Double($0 % 7) * 0.000_05 }
        var console = Stage.console(snapshot)
        console.visit(.models)
        let text = console.view(in: Stage.size, glyphs: .braille).text
        #expect(text.contains("us ┤"))
        #expect(text.components(separatedBy: "0s ┤").count == 2)
    }
}
