internal import Orchestration

extension Console {
    /// Whole lines that what is typed may become, best first.
    package func suggestions(for text: String) -> [String] {
        guard let space = text.firstIndex(of: " ") else {
            let words = registry.commands.flatMap(\.words)
            return text.isEmpty ? words : Fuzzy.best(text, of: words, limit: 12)
        }
        let word = String(text[..<space])
        let rest = String(text[text.index(after: space)...])
        guard let command = command(named: word) else { return [] }
        return Fuzzy.best(rest, of: arguments(of: command), limit: 12).map { "\(word) \($0)" }
    }

    /// Whether a whole line that is one word may be followed by more.
    func goesOn(_ line: String) -> Bool {
        command(named: line).map { $0.argument != .none } ?? false
    }

    /// The command of a word.
    package func command(named word: String) -> Command? {
        registry.commands.first { $0.words.contains(word) }
    }

    /// What may follow a command's word.
    private func arguments(of command: Command) -> [String] {
        switch command.argument {
        case .none, .filter, .file: []
        case .run:
            (runs.rows.map(\.id.text) + (snapshot?.watched.map(\.id.text) ?? [])).uniqued()
        case .workflow: snapshot?.workflows.map(\.name) ?? []
        case .model: snapshot?.models.map(\.name) ?? []
        case .route: snapshot?.routes.map(\.name) ?? []
        case .theme: themes
        case .format: ["csv", "json"]
        case .elevation: ["15m ", "1h "]
        case .view: viewNames + ["save ", "drop "]
        case .link: []
        case .binding: Verb.allCases.map { $0.rawValue + " = " }
        case .context: contexts.map(\.name)
        case .interval: ["now", "2s", "5s", "30s", "1m"]
        case .rating: ["good", "bad", "none"]
        case .grouping: AlertGrouping.allCases.map(\.rawValue)
        case .bell: Bell.allCases.map(\.rawValue)
        case .span: MetricSpan.allCases.map(\.rawValue)
        case .screen: (Place.tabs + Place.hidden).map(\.path)
        case .moment: ["now", "-5m", "-15m", "-1h", "-6h", "-24h"]
        }
    }

    /// Runs a line that was typed after `:`.
    mutating func run(_ line: String) -> [Effect] {
        let line = line.drop { $0 == " " || $0 == ":" }
        guard !line.isEmpty else { return [] }
        let typed = String(line).trimmingBlanks
        history.removeAll { $0 == typed }
        history.append(typed)
        if history.count > 100 { history.removeFirst() }
        let word = String(line.prefix { $0 != " " })
        let rest = String(line.dropFirst(word.count).drop { $0 == " " })
        guard let command = command(named: word) else {
            let near = Fuzzy.best(word, of: registry.commands.flatMap(\.words), limit: 1).first
            let hint = near.map { "; did you mean :\($0)?" } ?? "; ? lists the commands"
            say("there is no command :\(word)\(hint)", .refused)
            return []
        }
        return run(command, rest)
    }

    private mutating func run(_ command: Command, _ rest: String) -> [Effect] {
        switch command.verb {
        case .openRun, .openWorkflow, .openModel, .theme, .travel:
            guard !rest.isEmpty else {
                say(":\(command.words[0]) needs a \(command.argument.rawValue)", .refused)
                return []
            }
            return open(command.verb, rest)
        case .listRuns: return list(rest)
        case .export: return export(rest.isEmpty ? "csv" : rest)
        case .dump: return dump(rest)
        case .reroute where !rest.isEmpty: return reroute(rest)
        case .lift: return lift(rest)
        // Who types `:rate good` means the answer and not the screen.
        case .rate where RatingWords(rest) != nil, .rating where !rest.isEmpty: return rate(rest)
        case .rate where !rest.isEmpty: setRate(rest)
        case .bell: setBell(rest)
        // Who spells it means it.
        case .quit: return [.quit]
        case .group where !rest.isEmpty, .window where !rest.isEmpty: return look(command, rest)
        case .start where !rest.isEmpty, .backfill where !rest.isEmpty:
            return actOnWorkflow(command.verb, rest)
        case .beside where !rest.isEmpty:
            if let other = place(named: rest) { return show(beside: other) }
            say("there is no screen \(rest)", .refused)
        case .goContexts where !rest.isEmpty: return goContext(rest)
        case .view where !rest.isEmpty: return view(rest)
        case .keymap where !rest.isEmpty: return rebind(rest)
        case .goTo where !rest.isEmpty:
            guard let locator = Locator(parsing: rest) else {
                say("\(rest) is no link; :link copies one", .refused)
                return []
            }
            return follow(locator)
        default: return perform(command.verb)
        }
        return []
    }

    /// Shows news at most so often: what is on the screen then says how old it is.
    private mutating func setRate(_ text: String) {
        if text == "now" {
            (rate, early) = (nil, nil)
            return say("news are shown as they come", .done)
        }
        guard let wanted = Duration(text: text), wanted >= .seconds(1), wanted <= .seconds(600)
        else { return say("\(text) is no time from 1s to 10m; :rate now shows all", .refused) }
        rate = wanted
        say("news are shown every \(Figures.age(wanted)); :rate now shows them as they come", .done)
    }

    /// What goes through its ways with a key is named here.
    private mutating func look(_ command: Command, _ rest: String) -> [Effect] {
        if let reason = obstacle(to: command.verb) {
            say(reason, .refused)
            return []
        }
        if command.verb == .group, let wanted = AlertGrouping(rawValue: rest) {
            group(by: wanted)
            return []
        }
        if command.verb == .window, let wanted = MetricSpan(rawValue: rest) {
            return look(over: wanted)
        }
        let all = command.argument.rawValue.split(separator: "|").joined(separator: ", ")
        say("there is no \(command.words[0]) \(rest); there are \(all)", .refused)
        return []
    }

    private mutating func open(_ verb: Verb, _ name: String) -> [Effect] {
        switch verb {
        case .openRun where Self.isFilter(name): return list(name)
        case .openRun: return go(to: .run(RunID(name)))
        case .openWorkflow where Self.isFilter(name): return list(name, of: .workflows)
        case .openModel where Self.isFilter(name): return list(name, of: .models)
        case .openWorkflow where workflow(name) == nil:
            say("there is no workflow \(name)", .refused)
            return []
        case .openWorkflow: return reveal(.workflow(name), in: .workflows, on: .workflows)
        case .openModel where model(name) == nil:
            say("there is no model \(name)", .refused)
            return []
        case .openModel: return reveal(.model(name), in: .models, on: .models)
        case .travel: return travel(to: name)
        default: return setTheme(name)
        }
    }

    private mutating func setTheme(_ name: String) -> [Effect] {
        guard themes.isEmpty || themes.contains(name) else {
            say(
                "there is no theme \(name); the themes are \(themes.joined(separator: ", "))",
                .refused
            )
            return []
        }
        theme = name
        return [.setTheme(name)]
    }

    /// Whether what was typed is a filter and no name: names hold none of these.
    private static func isFilter(_ text: String) -> Bool {
        text.contains { "=<>!~ ()/".contains($0) }
    }

    /// Shows a list with a filter.
    private mutating func list(_ filter: String, of place: Place) -> [Effect] {
        let pane = place.panes[0]
        if let complaint = complaint(about: filter, in: pane) {
            say(complaint, .refused)
            return []
        }
        let effects = go(to: place)
        focused[place] = pane
        narrow(pane, to: filter)
        return effects
    }

    private mutating func list(_ filter: String) -> [Effect] {
        if let complaint = complaint(about: filter, in: .runs) {
            say(complaint, .refused)
            return []
        }
        let effects = go(to: .runs)
        narrow(.runs, to: filter)
        let wanted = fetchFilteredRuns()
        return wanted.isEmpty ? effects : wanted
    }

    /// Starts or backfills a workflow that is named and not selected.
    private mutating func actOnWorkflow(_ verb: Verb, _ name: String) -> [Effect] {
        guard workflow(name) != nil else {
            say("there is no workflow \(name)", .refused)
            return []
        }
        return reveal(.workflow(name), in: .workflows, on: .workflows) + perform(verb)
    }

    private mutating func reroute(_ name: String) -> [Effect] {
        guard let route = route(name) else {
            say("there is no route \(name)", .refused)
            return []
        }
        let effects = go(to: .routing)
        focused[.routing] = .routes
        lists[.routes]?.select(
            .target(route: route.name, model: route.targets.first?.model ?? "")
        )
        return effects + perform(.reroute)
    }
}

extension Sequence where Element: Hashable {
    /// The elements in order, each once.
    func uniqued() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
