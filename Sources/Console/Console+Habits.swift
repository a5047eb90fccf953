internal import Orchestration
internal import Screen

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

    /// Puts this screen back as it was shipped, its filter too.
    mutating func resetHabit() -> [Effect] {
        isZoomed = false
        for pane in place.panes where pane.isList || pane.isLog {
            arrangeAs(Locator(place), pane)
            lists[pane]?.release()
        }
        arrangePanes(as: Locator(place))
        say("this screen is as shipped", .done)
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

    /// Gives the focus to the nearest pane on one side; false for a key that names no side.
    mutating func turn(toward key: Key) -> Bool {
        let across: (x: Int, y: Int)
        switch key.code {
        case .left, .character("h"): across = (-1, 0)
        case .right, .character("l"): across = (1, 0)
        case .up, .character("k"): across = (0, -1)
        case .down, .character("j"): across = (0, 1)
        default: return false
        }
        let frames = self.frames(in: size)
        guard let here = frames.first(where: { $0.pane == focus })?.rect else { return true }
        func distance(_ rect: Rect) -> Int {
            let (dx, dy) = (rect.x - here.x, rect.y - here.y)
            let along = across.x * dx + across.y * dy
            return along <= 0 ? .max : along + 4 * abs(across.x == 0 ? dx : dy)
        }
        let near = frames.min { distance($0.rect) < distance($1.rect) }
        guard let near, distance(near.rect) < .max else {
            say("there is no pane on that side")
            return true
        }
        lists[focus.master]?.release()
        focused[place] = near.pane
        return true
    }
}
