internal import Orchestration
internal import Screen

extension Console {
    /// A direction in the history of screens.
    enum Direction { case earlier, later }

    /// Shows a screen and remembers the one before.
    package mutating func go(to next: Place) -> [Effect] {
        guard next != place else { return [] }
        if next == beside(in: size)?.place { return crossOver() }
        before.append(place)
        if before.count > 50 { before.removeFirst() }
        after = []
        return show(next)
    }

    /// Shows the screen of a number key; on it already, says so.
    mutating func turn(to next: Place) -> [Effect] {
        guard next == place else { return go(to: next) }
        if next == .help { return travel(.earlier) }
        say("this is \(next.title.lowercased()) already")
        return []
    }

    /// Back: first out of zoom, marks and filter, then to the screen before; never out.
    mutating func back() -> [Effect] {
        if readsAll || endWanted != nil {
            (readsAll, endWanted) = (false, nil)
        } else if isZoomed {
            isZoomed = false
        } else if !list.marks.isEmpty {
            lists[focus.master]?.clearMarks()
        } else if !list.filter.isEmpty {
            narrow(focus.master, to: "")
            return focus.master == .runs ? fetchFilteredRuns() : []
        } else if focus != place.panes.first {
            focused[place] = place.panes.first
        } else {
            return travel(.earlier)
        }
        return []
    }

    /// Along the history of screens.
    mutating func travel(_ direction: Direction) -> [Effect] {
        switch direction {
        case .earlier:
            guard let last = before.popLast() else {
                say("this is the first screen; q quits")
                return []
            }
            after.append(place)
            return show(last)
        case .later:
            guard let next = after.popLast() else {
                say("there is no later screen")
                return []
            }
            before.append(place)
            return show(next)
        }
    }

    private mutating func show(_ next: Place) -> [Effect] {
        lists[focus.master]?.release()
        place = next
        isZoomed = false
        if case .run(let id) = next, detail?.row.id != id {
            detail = nil
            previous = nil
            absent = nil
            compares = false
            window = TimeWindow()
            lists[.log] = nil
            lists[.steps] = ListState()
            offsets[.log] = nil
            offsets[.stepDetail] = nil
        }
        arrange()
        // What was said about another screen is no answer to anything here.
        if notice?.tone != .done { notice = nil }
        for pane in next.panes where pane.isList && pane != .steps { lists[pane]?.arrive() }
        return refresh()
    }

    /// Opens what is selected.
    mutating func open() -> [Effect] {
        selected.map { open($0) } ?? []
    }

    /// Opens an object.
    mutating func open(_ id: ObjectID) -> [Effect] {
        switch id {
        case .run(let id): return go(to: .run(id))
        case .workflow(let name): return openRuns(of: name)
        case .model(let name): return reveal(.model(name), in: .models, on: .models)
        case .alert(let id): return reveal(.alert(id), in: .alerts, on: .alerts)
        case .source(let name): return reveal(.source(name), in: .sources, on: .sources)
        case .context(let name): return attach(to: name)
        case .anywhere(let context, let id): return attach(to: context, then: id)
        case .occurrence(let event): return open(event)
        case .command(let verb): return run(verb)
        case .step, .target, .audit, .deadLetter, .silence, .proposal:
            turnPane(by: 1)
            return []
        }
    }

    /// The runs of a workflow: the list of runs with a filter.
    mutating func openRuns(of workflow: String) -> [Effect] {
        let effects = go(to: .runs)
        narrow(.runs, to: "workflow=\(workflow)")
        return effects.filter { if case .fetchRuns = $0 { false } else { true } }
            + fetchFilteredRuns()
    }

    /// Shows an object on its own screen; on that screen already, goes to its details.
    mutating func reveal(_ id: ObjectID, in pane: PaneID, on place: Place) -> [Effect] {
        if self.place == place, focus == pane, list(of: pane).selection == id {
            turnPane(by: 1)
            return []
        }
        let effects = go(to: place)
        focused[place] = pane
        if lists[pane]?.filter.isEmpty == false { narrow(pane, to: "") }
        lists[pane, default: ListState()].select(id)
        return effects
    }

    /// The next pane of the screen gets the focus.
    mutating func turnPane(by step: Int) {
        let panes = visiblePanes
        guard let at = panes.firstIndex(of: focus) else {
            focused[place] = panes.first
            return
        }
        lists[focus.master]?.release()
        focused[place] = panes[(at + step + panes.count) % panes.count]
    }

    /// Gives a pane of this screen the focus.
    mutating func focus(on pane: PaneID) {
        guard place.panes.contains(pane) else { return }
        focused[place] = pane
    }
}
