internal import Orchestration

/// Going from one engine to another, and seeing many at once.
extension Console {
    /// The contexts with what is known of each.
    var contextRows: [ContextRow] {
        guard place == .contexts else { return [] }
        return contexts.map { context in
            guard context.name != self.context else { return rowHere(context) }
            let report = reports[context.name]
            let link: ContextLink =
                report == nil ? .unknown : report?.silence.isEmpty == true ? .up : .lost
            return ContextRow(
                context: context,
                link: link,
                glance: report?.glance,
                age: (report?.glance).map { max(.zero, now - $0.at) },
                why: report.map { $0.silence.isEmpty ? $0.trouble : $0.silence } ?? ""
            )
        }
    }

    private func rowHere(_ context: Context) -> ContextRow {
        var (state, why) = (ContextLink.here, "")
        if case .lost(let reason, _) = link { (state, why) = (.lost, reason) }
        let glance = moments.last.map(Glance.init)
        let age = glance.map { max(.zero, now - $0.at) }
        if why.isEmpty { why = glance?.environment.trouble ?? "" }
        return ContextRow(context: context, link: state, glance: glance, age: age, why: why)
    }

    /// What is wrong or under way in any of them.
    var anywhereRows: [AnywhereRow] {
        contextRows.flatMap { row in
            row.glance.map { AnywhereRow.rows(of: $0, in: row.context.name) } ?? []
        }
    }

    /// What is known of a context.
    func glance(of context: String) -> Glance? {
        context == self.context ? moments.last.map(Glance.init) : reports[context]?.glance
    }

    /// Asks each of the others how it is; one that does not answer holds up no other.
    mutating func lookAround() -> [Effect] {
        contexts.filter { $0.name != context }.flatMap { ask(.fetchContext($0.name)) }
    }

    /// Takes what a context said; what it said before stays where it is silent now.
    mutating func take(_ report: ContextReport, of name: String) {
        var report = report
        if report.glance == nil { report.glance = reports[name]?.glance }
        reports[name] = report
        guard place == .contexts else { return }
        arrange(.contexts)
        arrange(.anywhere)
    }

    /// `:ctx` lists the contexts, `:ctx a` goes to one, `:ctx a,b` merges what some of them show.
    mutating func goContext(_ text: String) -> [Effect] {
        let names = text.split { $0 == "," || $0 == " " }.map(String.init)
        guard let first = names.first else { return turn(to: .contexts) }
        let known = Set(contexts.map(\.name))
        if let missing = names.first(where: { !known.contains($0) }) {
            let all = contexts.map(\.name).joined(separator: ", ")
            say("there is no context \(missing); there are \(all)", .refused)
            return []
        }
        guard names.count > 1 else { return attach(to: first) }
        let effects = go(to: .contexts)
        focused[.contexts] = .anywhere
        narrow(.anywhere, to: "ctx=" + names.joined(separator: ","))
        return effects
    }

    /// Goes to another engine, and there to an object; this one stays until that one has answered.
    mutating func attach(to name: String, then object: ObjectID? = nil) -> [Effect] {
        guard name != context else {
            guard let object else {
                say("this is \(name) already")
                return []
            }
            return reveal(object)
        }
        if let reason = stay {
            say(reason, .refused)
            return []
        }
        heading = object
        say("asking \(name)")
        return [.attach(name)]
    }

    /// Why this engine cannot be left now; nil when it can.
    package var stay: String? {
        guard mode == .browsing else { return "something is being asked here; answer it first" }
        let open = batches.reduce(0) { $0 + $1.open.count + $1.waiting.count }
        return open == 0 || link != .up
            ? nil : "\(open) orders are not answered yet; :ctx again when they are"
    }

    /// Another engine has answered: all that was shown is of this one from here on.
    ///
    /// What belongs to the operator stays: screen, sort, columns, history, views. What belongs to
    /// the engine that was left goes: rows, marks, drafts, undo, the time to act.
    mutating func arrive(at name: String, _ snapshot: Snapshot) -> [Effect] {
        let old = self
        self = Console(
            actor: actor,
            at: now,
            size: size,
            registry: registry,
            themes: themes,
            mouse: mouse,
            access: staysReadOnly ? .readOnly : nil,
            views: views,
            theme: theme,
            about: about,
            ownsEngine: ownsEngine,
            press: old.moments.press
        )
        keepHabits(of: old)
        (contexts, context, reports) = (old.contexts, name, old.reports)
        reports[name] = nil
        if let last = old.moments.last { reports[old.context] = ContextReport(Glance(last)) }
        place = old.placeElsewhere
        before = old.before.filter { if case .run = $0 { false } else { true } }
        var effects = update(.snapshot(snapshot))
        arrange()
        let read = access == .readOnly ? "; read-only, :rw 15m REASON lets you act" : ""
        say("this is \(name)" + read, .done)
        if let object = old.heading { effects += reveal(object) }
        return effects + refresh()
    }

    /// The screen to arrive at: the same, where it is one of any engine.
    private var placeElsewhere: Place {
        switch place {
        case .run: .runs
        case .contexts: .overview
        default: place
        }
    }

    private mutating func keepHabits(of old: Console) {
        (history, rate, growth, arrangement) = (old.history, old.rate, old.growth, old.arrangement)
        (grouping, showsResolved, span) = (old.grouping, old.showsResolved, old.span)
        (reading, follows, search, focused) = (old.reading, old.follows, old.search, old.focused)
        (said, bell, visited) = (old.said, old.bell, old.visited)
        // A serial number is never used twice by one console.
        (serial, staysReadOnly) = (old.serial, old.staysReadOnly)
        for (pane, list) in old.lists {
            var fresh = ListState()
            (fresh.sort, fresh.hidden) = (list.sort, list.hidden)
            lists[pane] = fresh
        }
    }

    /// Shows an object of this engine on its own screen.
    mutating func reveal(_ object: ObjectID) -> [Effect] {
        switch object {
        case .run(let id): go(to: .run(id))
        case .alert(let id): reveal(.alert(id), in: .alerts, on: .alerts)
        default: []
        }
    }
}
