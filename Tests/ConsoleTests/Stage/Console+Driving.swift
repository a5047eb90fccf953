import Console
import Orchestration
import Screen

extension Console {
    /// Presses keys one after another, half a second apart.
    mutating func press(_ keys: Key...) -> [Effect] {
        keys.flatMap { update(.input(.key($0), at: now + .milliseconds(500))) }
    }

    /// Types a text.
    mutating func type(_ text: String) -> [Effect] {
        text.flatMap { update(.input(.key(Key($0)), at: now + .milliseconds(20))) }
    }

    /// Goes to a screen and gets what it asks for.
    mutating func visit(_ place: Place) {
        for effect in go(to: place) + refresh() { answer(effect) }
    }

    /// Answers an effect as the stage's engine would.
    mutating func answer(_ effect: Effect) {
        switch effect {
        case .fetchRuns(let query): _ = update(.runs(Stage.page, for: query))
        case .fetchRun(let id): _ = update(.detail(Stage.detail, of: id))
        case .fetchAudit: _ = update(.audit(Stage.audit))
        case .fetchSeries(let model, let span):
            _ = update(.series(Stage.series(model, span), of: model, span))
        case .fetchPastRuns(let query, let at):
            _ = update(.pastRuns(Stage.page, for: query, at: at))
        case .fetchPastRun(let id, let at):
            _ = update(.pastDetail(Stage.detail, of: id, at: at))
        case .fetchMoment(let at):
            var snapshot = Stage.snapshot
            snapshot.at = at
            snapshot.caveat = "from the journal"
            _ = update(.moment(snapshot, at: at))
        case .fetchPrevious(let row): _ = update(.previous(Stage.failedDetail, of: row.id))
        case .preview(let action):
            let preview = Control.Preview(effects: ["3 open runs go on"], commandLine: "podium")
            _ = update(.preview(preview, of: action))
        case .forecast(let route, let target):
            let action = Control.Action.reroute(route: route, target: target)
            _ = update(.forecast(Stage.forecast(route, target), of: action))
        case .forecastShares(let route, let shares):
            let action = Control.Action.split(route: route, shares: shares)
            _ = update(.forecast(Stage.forecast(route, shares.keys.sorted().last), of: action))
        case .fetchIncident(let from, let until):
            _ = update(.incident(Stage.incident(from: from, until: until)))
        case .fetchWhy(let run, let step):
            _ = update(.why([Stage.why(run, step ?? "copy")], of: run, step: step))
        case .fetchDeadLetters(let before):
            _ = update(.deadLetters(before == nil ? Stage.deadLetters : [], before: before))
        case .measure: _ = update(.report(title: "Performance", lines: ["quick"]))
        case .fetchContext(let name): _ = update(.context(Stage.report(of: name), of: name))
        case .attach, .keepViews, .keepKeymap, .perform, .copy, .write, .dump, .setTheme,
            .captureMouse, .bell, .redraw,
            .suspend, .quit:
            break
        }
    }
}
