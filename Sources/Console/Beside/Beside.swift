/// A second screen, on one side of the one with the focus.
package struct Beside: Hashable, Sendable {
    package enum Side: Hashable, Sendable { case left, right }

    package var place: Place
    /// The side of the second screen.
    package var side: Side

    /// Terminals of fewer columns have no room for two screens.
    package static let columnsMin = 160
}
