package import Orchestration
package import Screen

/// A short list to choose from: sorting, columns, what becomes of orders under way.
package struct Picker: Hashable, Sendable {
    package enum Purpose: Hashable, Sendable { case sort, columns, orders, quit }

    package struct Option: Hashable, Sendable {
        package let id: String
        package let title: String
        /// Said at the right, for example `shown` or `asc`.
        package var note: String
    }

    package let purpose: Purpose
    package let pane: PaneID
    package let title: String
    package var options: [Option]
    package private(set) var chosen: Int
    package let opened: Instant

    package init(
        _ purpose: Purpose,
        for pane: PaneID,
        title: String,
        options: [Option],
        chosen: Int = 0,
        opened: Instant
    ) {
        self.purpose = purpose
        self.pane = pane
        self.title = title
        self.options = options
        self.chosen = chosen
        self.opened = opened
    }

    /// What a key led to.
    package enum Verdict: Hashable, Sendable { case open, closed, chose(String) }

    /// Takes a key; those of the first moments are dropped like in every dialog.
    package mutating func take(_ key: Key, at now: Instant) -> Verdict {
        guard now - opened >= Confirmation.grace else { return .open }
        switch key.code {
        case .escape, .character("q"): return .closed
        case .up, .character("k"): chosen = max(0, chosen - 1)
        case .down, .character("j"): chosen = max(0, min(options.count - 1, chosen + 1))
        case .home: chosen = 0
        case .end: chosen = max(0, options.count - 1)
        case .enter, .character(" "):
            return options.indices.contains(chosen) ? .chose(options[chosen].id) : .closed
        default: break
        }
        return .open
    }
}
