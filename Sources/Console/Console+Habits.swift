internal import Orchestration

/// How the operator arranged each screen, remembered without being asked.
///
/// The order, the columns and the panes stay; a filter does not, as it would hide rows from somebody
/// who forgot it. What is kept under a name with `&` keeps its filter.
extension Console {
    /// What the names of habits begin with among the views.
    static let habitMark = "@"

    /// The views that the operator named.
    var viewNames: [String] {
        views.keys.filter { !$0.hasPrefix(Self.habitMark) }.sorted()
    }

    /// Remembers this screen as it is arranged now, where that has changed.
    mutating func rememberHabit() -> [Effect] {
        // One run is like no other: what was arranged for it is not for the next.
        if case .run = place { return [] }
        // What a link or a kept view brought is somebody's view, and no habit.
        guard !visited.contains(place) else { return [] }
        let name = Self.habitMark + place.path
        guard views[name] != habit else { return [] }
        views[name] = habit
        return [.keepViews(viewsText)]
    }

    /// This screen's arrangement; nil where it is as shipped.
    private var habit: Locator? {
        var habit = locator
        (habit.filter, habit.select, habit.at, habit.zoomed) = ("", "", nil, "")
        return habit == Locator(place) ? nil : habit
    }

    /// Arranges the screens as they were left.
    mutating func recallHabits() {
        for (name, habit) in views where name.hasPrefix(Self.habitMark) {
            if let pane = habit.place.panes.first { arrangeAs(habit, pane) }
            arrangePanes(as: habit)
        }
    }

    /// Puts this screen back as it was shipped, its filter too; one that a link or a kept view
    /// arranged first as the operator had left it.
    mutating func resetHabit() -> [Effect] {
        let own = visited.remove(place) == nil ? nil : views[Self.habitMark + place.path]
        isZoomed = false
        for pane in place.panes where pane.isList || pane.isLog {
            arrangeAs(pane == place.panes.first ? own ?? Locator(place) : Locator(place), pane)
            lists[pane]?.release()
        }
        arrangePanes(as: own ?? Locator(place))
        say(own == nil ? "this screen is as shipped" : "this screen is as you left it", .done)
        let filtered = place == .runs ? fetchFilteredRuns() : []
        return rememberHabit() + filtered
    }

    /// Gives a screen the sizes and places of panes that a locator names.
    mutating func arrangePanes(as locator: Locator) {
        let place = locator.place
        let growth = min(max(locator.growth, -Self.growthMax), Self.growthMax)
        self.growth[place] = growth == 0 ? nil : growth
        let order = locator.order.compactMap(PaneID.init(rawValue:))
        let isWhole = order.count == place.panes.count && Set(order) == Set(place.panes)
        arrangement[place] = isWhole && order != place.panes ? order : nil
    }
}
