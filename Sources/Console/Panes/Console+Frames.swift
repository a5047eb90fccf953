internal import Orchestration
package import Screen

/// A pane and where it is.
package struct Frame: Hashable, Sendable {
    package let pane: PaneID
    package let rect: Rect
}

/// What fits a terminal.
package enum Room: Hashable, Sendable {
    /// One line with what matters.
    case line
    /// One pane, switched by tab.
    case one
    /// A list and what belongs to it.
    case two
    /// All panes of a screen.
    case all
    /// All panes and a column beside the lists.
    case wide

    package init(_ size: Size) {
        if size.columns < 40 || size.rows < 12 {
            self = .line
        } else if size.columns < 76 || size.rows < 20 {
            self = .one
        } else if size.columns < 100 || size.rows < 30 {
            self = .two
        } else if size.columns < 160 || size.rows < 45 {
            self = .all
        } else {
            self = .wide
        }
    }
}

extension Console {
    /// The panes that are on the screen, where they are.
    package func frames(in size: Size) -> [Frame] {
        guard Room(size) != .line else { return [] }
        var body = share(of: Chrome.body(of: size), in: size)
        if paneTabs(in: size) != nil {
            body = Rect(x: body.x, y: body.y + 1, width: body.width, height: body.height - 1)
        }
        let room = Room(Size(columns: body.width, rows: size.rows))
        if isZoomed || room == .one { return [Frame(pane: focus, rect: body)] }
        return arranged(tiles(room).grown(by: growth[place] ?? 0).place(in: body))
    }

    /// The frames with their panes in the operator's order.
    private func arranged(_ frames: [Frame]) -> [Frame] {
        guard let order = arrangement[place] else { return frames }
        let shown = order.filter { pane in frames.contains { $0.pane == pane } }
        guard shown.count == frames.count else { return frames }
        return zip(shown, frames).map { Frame(pane: $0, rect: $1.rect) }
    }

    /// The focused pane and the next one change places.
    mutating func exchange() {
        let panes = frames(in: size).map(\.pane)
        guard panes.count > 1, let at = panes.firstIndex(of: focus) else { return }
        var order = arrangement[place] ?? place.panes
        guard let one = order.firstIndex(of: panes[at]),
            let other = order.firstIndex(of: panes[(at + 1) % panes.count])
        else { return }
        order.swapAt(one, other)
        arrangement[place] = order == place.panes ? nil : order
        for pane in panes where pane.isList { settle(pane) }
        say("swapped; :view save NAME keeps the arrangement")
    }

    /// The panes that tab goes through.
    var visiblePanes: [PaneID] {
        let columns = share(of: Chrome.body(of: size), in: size).width
        let room = Room(Size(columns: columns, rows: size.rows))
        guard room == .all || room == .wide else { return place.panes }
        let panes = frames(in: size).map(\.pane)
        return panes.count > 1 ? panes : place.panes
    }

    /// How the screen is divided.
    private func tiles(_ room: Room) -> Tiles {
        switch (place, room) {
        case (.overview, .two): overviewSmall
        case (.overview, .wide):
            .columns([(.fill(5), overview), (.fixed(60), .pane(.preview))])
        case (.overview, _): overview
        case (.run, .two):
            .rows([(.fill(1), .pane(.steps)), (.fill(1), .pane(companion(of: .steps)))])
        case (.run, _): runTiles(room)
        case (.help, _): .pane(.help)
        case (_, .two):
            .rows([(smallList, .pane(master)), (.fill(2), .pane(companion(of: master)))])
        // The list takes the rows it has; the chart, and what was decided, the width below it.
        case (.models, .wide):
            wide(below: place.panes[1], beside: place.panes[2])
        case (.routing, .wide):
            wide(below: place.panes[2], beside: place.panes[1])
        case (.models, _), (.routing, _):
            .rows([
                (.fixed(listHeight), .pane(master)),
                (
                    .fill(1),
                    .columns([(.fill(1), .pane(place.panes[1])), (.fill(1), .pane(place.panes[2]))])
                ),
            ])
        case (.contexts, .wide): wide(below: .anywhere, beside: .contextDetail)
        case (.runs, .wide), (.incident, .wide):
            .columns([(.fill(5), .pane(master)), (.fill(4), .pane(place.panes[1]))])
        // The rows that a list does not need say what lies around it.
        case (_, .wide): wide(below: place.panes[2], beside: place.panes[1])
        case (.contexts, _):
            .rows([(.fixed(listHeight), .pane(master)), (.fill(1), .pane(place.panes[1]))])
        case (.runs, _), (.incident, _):
            .rows([(.fill(1), .pane(master)), (.fixed(10), .pane(place.panes[1]))])
        case (.audit, _), (.deadLetters, _):
            .rows([
                (.fill(2), .pane(master)),
                (
                    .fixed(11),
                    .columns([(.fill(3), .pane(place.panes[1])), (.fill(2), .pane(place.panes[2]))])
                ),
            ])
        case (.silences, _):
            .rows([(.fill(2), .pane(master)), (.fixed(10), .pane(place.panes[1]))])
        case (_, _):
            .rows([(.fixed(listHeight), .pane(master)), (.fill(1), .pane(place.panes[1]))])
        }
    }

    /// The list takes the rows it has, what lies around it the rest; the selected row is told beside.
    private func wide(below: PaneID, beside: PaneID) -> Tiles {
        .columns([
            (.fill(5), .rows([(.fixed(wideListHeight), .pane(master)), (.fill(1), .pane(below))])),
            (.fixed(max(72, size.columns * 2 / 5)), .pane(beside)),
        ])
    }

    private var master: PaneID { place.panes.first ?? .help }

    /// Rows of a list that is seldom long: what it needs, at most half of the body.
    private var listHeight: Int {
        min(max(10, (rowsOfList ?? 0) + 4 + notedRows), Chrome.body(of: size).height / 2)
    }

    /// Rows for the first of what stands below the list.
    private var notedRows: Int { min(2, footnotes(of: master, size.columns).count) }

    /// The same where there is much room.
    private var wideListHeight: Int {
        min(max(10, (rowsOfList ?? 0) + 4 + notedRows), Chrome.body(of: size).height * 3 / 5)
    }

    /// Where room is short a list takes no row that it does not need: what it is about does.
    private var smallList: Layout.Constraint {
        guard let rows = rowsOfList else { return .fill(3) }
        return .fixed(min(max(7, rows + 3), Chrome.body(of: size).height * 3 / 5))
    }

    /// Rows of a list that is seldom long; nil of one that is.
    private var rowsOfList: Int? {
        switch place {
        case .models: snapshot?.models.count
        case .routing: routeRows.count
        case .workflows: snapshot?.workflows.count
        case .alerts: shownAlerts.count
        case .sources: snapshot?.sources.count
        case .proposals: snapshot?.proposals.count
        case .contexts: contexts.count
        case .silences: snapshot?.silences.count
        case .audit: audit?.count
        case .deadLetters: deadLetters?.count
        case .overview, .runs, .run, .incident, .help: nil
        }
    }

    /// Beside the list: the pane with the focus, else the first that belongs to it.
    private func companion(of list: PaneID) -> PaneID {
        if focus != list { return focus }
        // A chart says less in few rows than the figures do.
        if list == .models { return .modelDetail }
        return place.panes.dropFirst().first ?? list
    }

    private var overview: Tiles {
        .rows([
            (
                .fill(5),
                .columns([(.fill(3), .pane(.watched)), (.fill(2), .pane(.overviewModels))])
            ),
            (
                .fill(3),
                .columns([(.fill(3), .pane(.overviewAlerts)), (.fill(2), .pane(.overviewSources))])
            ),
            (.fill(3), .pane(.events)),
        ])
    }

    private var overviewSmall: Tiles {
        let right: PaneID =
            switch focus {
            case .overviewSources, .events, .preview: focus
            default: .overviewModels
            }
        return .rows([
            (.fill(5), .pane(.watched)),
            (
                .fill(4),
                .columns([(.fill(1), .pane(.overviewAlerts)), (.fill(1), .pane(right))])
            ),
        ])
    }

    private func runTiles(_ room: Room) -> Tiles {
        let height = min(max(graphHeight, 7), 14)
        let below = Tiles.columns([(.fill(1), .pane(.stepDetail)), (.fill(1), .pane(.log))])
        return .rows([
            (.fixed(height), .pane(.steps)),
            (.fixed(min(13, max(5, (detail?.steps.count ?? 4) + 3))), .pane(.timeline)),
            (.fill(1), below),
        ])
    }

    /// Rows the graph or tree of the run wants, border included.
    private var graphHeight: Int {
        guard let detail = shownPart?.detail else { return 7 }
        let pane = GraphPane(detail, selected: nil, now: now)
        let columns = share(of: Chrome.body(of: size), in: size).width
        let wide = Rect(x: 0, y: 0, width: columns - 4, height: pane.height)
        return (pane.fits(wide) && pane.height <= 12 ? pane.height : detail.steps.count + 1) + 2
    }
}
