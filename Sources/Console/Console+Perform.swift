internal import Orchestration
internal import Screen

extension Console {
    /// Does what a command says, or says why it cannot be done now.
    package mutating func perform(_ verb: Verb) -> [Effect] {
        guard takeTop(for: verb) else { return [] }
        if let reason = obstacle(to: verb) {
            say(reason, .refused)
            return []
        }
        switch verb {
        case .goOverview: return turn(to: .overview)
        case .goWorkflows: return turn(to: .workflows)
        case .goRuns: return turn(to: .runs)
        case .goModels: return turn(to: .models)
        case .goRouting: return turn(to: .routing)
        case .goAlerts: return turn(to: .alerts)
        case .goSources: return turn(to: .sources)
        case .goAudit: return turn(to: .audit)
        case .goTimeline: return turn(to: .incident)
        case .goDeadLetters: return turn(to: .deadLetters)
        case .goSilences: return turn(to: .silences)
        case .goProposals: return turn(to: .proposals)
        case .goContexts: return turn(to: .contexts)
        case .help: return turn(to: .help)
        case .open: return open()
        case .back: return back()
        case .earlier: return travel(.earlier)
        case .later: return travel(.later)
        case .last: return travel(.earlier)
        case .nextPane: turnPane(by: 1)
        case .previousPane: turnPane(by: -1)
        case .zoom: isZoomed.toggle()
        case .grow:
            grow(by: 1)
            return rememberHabit()
        case .shrink:
            grow(by: -1)
            return rememberHabit()
        case .exchange:
            exchange()
            return rememberHabit()
        case .toward:
            awaitsDirection = true
            say("h j k l or an arrow: to the pane on that side")
        case .beside: return showBeside()
        case .down: return move(by: 1)
        case .up: return move(by: -1)
        case .left: moveAcross(by: -1)
        case .right: moveAcross(by: 1)
        case .top: return move(by: -.max / 2)
        case .bottom: return moveToEnd()
        case .halfDown: return move(by: max(1, pageHeight / 2))
        case .halfUp: return move(by: -max(1, pageHeight / 2))
        case .pageDown: return move(by: pageHeight)
        case .pageUp: return move(by: -pageHeight)
        case .filter: beginFilter()
        case .nextMatch, .nextLine: jump(by: 1)
        case .previousMatch, .previousLine: jump(by: -1)
        case .palette: mode = .commanding(Palette(history: history))
        case .markAll: return markAll()
        case .mark, .markRange, .markNone: mark(verb)
        case .pause: return pause()
        case .pauseAll: return pauseAll()
        case .retry: return retry()
        case .reroute: return reroute()
        case .skip: return skip()
        case .acknowledge: return acknowledge()
        case .snooze: return snooze()
        case .escalate: return escalate()
        case .split: return draftShares()
        case .throttle: return throttle()
        case .suggestion: return suggest()
        case .cancel: return cancel()
        case .answer: return answer()
        case .signal: return signal()
        case .complete: return complete()
        case .prioritize: return prioritize()
        case .terminate: return terminate()
        case .canary: return orderCanary()
        case .breaker: return orderBreaker()
        case .kill: return kill()
        case .again: return giveAgain()
        case .start: return start()
        case .backfill: return backfill()
        case .silence: return silence()
        case .note: return note()
        case .rating: mode = .commanding(Palette(history: history, text: "rating "))
        case .orders: showOrders()
        case .openLink: return openLink()
        case .why: return why()
        case .undo: return takeBack()
        case .freeze: return freeze()
        case .stepBack: return scrub(by: 1)
        case .stepForward:
            guard isLive else { return scrub(by: -1) }
            resort()
        case .group: group(by: grouping.next)
        case .past: return showPast()
        case .window: return look(over: span.next)
        case .sort, .columns: mode = picker(for: verb)
        case .copyName: return copyName()
        case .copyRow: return copyRow()
        case .payload: showPayload()
        case .log: focus(on: .log)
        case .follow: follows.toggle()
        case .wrap: reading.wraps.toggle()
        case .times: reading.showsTimes.toggle()
        case .markLog: markLog()
        case .compare where place == .sources: showContract()
        case .compare: return compare()
        case .mouse:
            mouse = mouse == .on ? .off : .on
            say(mouse == .on ? "mouse on" : "mouse off: select text with the terminal")
            return [.captureMouse(mouse)]
        case .redraw: return [.redraw]
        case .describe: describe()
        case .link: return copy(locator.text, "the link")
        case .keepView: mode = .commanding(Palette(history: history, text: "view save "))
        case .view: mode = .commanding(Palette(history: history, text: "view "))
        case .resetView: return resetHabit()
        case .results: showResults()
        case .keymap: mode = .binding(KeyForm())
        case .performance: return [.measure]
        case .lock: return lock()
        case .lift: mode = .commanding(Palette(history: history, text: "rw 15m "))
        case .dump: return dump("")
        case .consoleLog: showLog()
        case .version: showVersion()
        case .bell: setBell("")
        case .export: return export("csv")
        case .theme, .openRun, .openWorkflow, .openModel, .listRuns, .travel, .rate,
            .goTo:
            mode = .commanding(Palette(history: history))
        case .suspend: return [.suspend]
        case .quit: return quit()
        }
        return []
    }
}
