package import Orchestration

/// Whether the engine can be reached.
package enum Link: Hashable, Sendable {
    case up
    case lost(reason: String, since: Instant)
}

/// Which moment the screen shows.
package enum Timeline: Hashable, Sendable {
    case live
    /// The operator froze the screen; `back` moments before the newest kept.
    case frozen(back: Int)
}

/// What the keyboard means now.
package enum Mode: Hashable, Sendable {
    case browsing
    /// A filter is typed; `before` comes back on escape.
    case filtering(LineEditor, pane: PaneID, before: String)
    /// Shares of a route are moved about.
    case sharing(ShareDraft)
    case commanding(Palette)
    case confirming(Confirmation)
    case picking(Picker)
    case reading(Sheet)
    case binding(KeyForm)
}
