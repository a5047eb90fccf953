internal import Orchestration

/// Pauses wider than a run or a workflow.
extension Console {
    /// The pause that the selected alert suggests.
    var suggestedPause: Int? {
        selectedAlert?.actions.firstIndex { $0.words.first == "pause" }
    }

    /// Holds the calls on a route back after asking, or lets them go on.
    mutating func pause(_ route: RouteRow) -> [Effect] {
        let scope = Control.Scope.route(route.name)
        guard !route.isPaused else { return give([.resume(scope)], reason: "from the console") }
        return ask(
            .pause,
            title: "Pause the calls on \(moment().plain(route.name))",
            button: "Pause",
            seen: [.target(route: route.name, model: "")],
            choices: [.init("pause", [.pause(scope)])]
        )
    }

    /// Keeps what comes from a source after asking, or lets it take effect.
    mutating func pause(_ source: SourceRow) -> [Effect] {
        let scope = Control.Scope.source(source.name)
        guard source.state != .paused else {
            return give([.resume(scope)], reason: "from the console")
        }
        return ask(
            .pause,
            title: "Pause source \(moment().plain(source.name))",
            button: "Pause",
            seen: [.source(source.name)],
            choices: [.init("pause", [.pause(scope)])]
        )
    }

    /// Holds everything back after the word was typed, or lets it go on.
    mutating func pauseAll() -> [Effect] {
        guard snapshot?.isPaused != true else {
            return give([.resume(.everything)], reason: "from the console")
        }
        return ask(
            .pauseAll,
            title: "Pause everything",
            button: "Pause",
            seen: [],
            choices: [.init("pause", [.pause(.everything)])],
            expected: "everything",
            risk: .high
        )
    }
}
