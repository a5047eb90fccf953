internal import Orchestration
internal import Screen

/// The second line: the screens with their numbers and what waits on each.
struct TabLine {
    let console: Console
    let width: Int

    /// One tab and where it stands.
    struct Tab {
        let place: Place
        let label: String
        let count: Int
        let column: Int
        var end: Int { column + Text.width(label) + 2 }
    }

    /// The tabs, with short names where there is no room for whole ones.
    var tabs: [Tab] {
        let long = laid { "\($0) \($1.title)" }
        guard let end = long.last?.end, end > width else { return long }
        let short = laid { "\($0)\($1.shortTitle)" }
        guard let end = short.last?.end, end > width else { return short }
        return laid { number, _ in "\(number)" }
    }

    private func laid(_ label: (Int, Place) -> String) -> [Tab] {
        var column = 0
        return Place.tabs.enumerated().map { index, place in
            let count = console.count(needing: place)
            let text = label(index + 1, place)
            let tab = Tab(
                place: place,
                label: count > 0 && text.count > 1 ? "\(text) \(count)" : text,
                count: count,
                column: column
            )
            column = tab.end + (text.contains(" ") ? 1 : 0)
            return tab
        }
    }

    /// Draws the line.
    func draw(in grid: inout Grid) {
        for tab in tabs {
            let isSelected = console.place.tab == tab.place
            let role: Role = isSelected ? .tabSelected : .muted
            grid.write(
                isSelected ? "[\(tab.label)]" : " \(tab.label) ",
                column: tab.column,
                row: Chrome.tabRow,
                role: role,
                emphasis: isSelected ? .bold : []
            )
            if tab.count > 0, !isSelected, let space = tab.label.lastIndex(of: " ") {
                let number = String(tab.label[tab.label.index(after: space)...])
                let role = console.urgency(of: tab.place)
                grid.write(
                    number,
                    column: tab.end - 1 - number.count,
                    row: Chrome.tabRow,
                    role: role
                )
            }
        }
    }
}

extension Console {
    /// How many things on a screen need a human.
    func count(needing place: Place) -> Int {
        guard let snapshot else { return 0 }
        switch place {
        case .runs: return snapshot.totals.failed
        case .alerts: return alertsToDo.count
        case .sources: return snapshot.sources.count { $0.state == .late || $0.state == .noData }
        case .routing: return snapshot.routes.count { !$0.override.isEmpty }
        case .models: return snapshot.proposals.count(where: \.isOpen)
        case .overview, .workflows, .run, .audit, .incident, .help, .deadLetters, .silences,
            .proposals, .contexts:
            return 0
        }
    }

    /// How the count of a screen is drawn.
    func urgency(of place: Place) -> Role {
        switch place {
        case .alerts: alertsToDo.contains { $0.severity == .critical } ? .critical : .warning
        case .sources: .late
        case .routing: .warning
        case .models: .drifting
        case .overview, .workflows, .runs, .run, .audit, .incident, .help, .deadLetters, .silences,
            .proposals, .contexts:
            .failing
        }
    }

    /// The screen whose tab is at a column.
    func tab(at column: Int) -> Place? {
        TabLine(console: self, width: size.columns).tabs
            .first { column >= $0.column && column < $0.end }?.place
    }
}
