package import Screen

/// The lines around the body: header, tabs, message, hints.
package enum Chrome {
    package static let tabRow = 1

    /// Rows below the body: message and hints, or one line for both.
    package static func footer(of size: Size) -> Int { size.rows < 16 ? 1 : 2 }

    /// What is left for panes.
    package static func body(of size: Size) -> Rect {
        Rect(x: 0, y: 2, width: size.columns, height: size.rows - 2 - footer(of: size))
    }
}
