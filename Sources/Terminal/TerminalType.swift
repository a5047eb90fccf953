internal import CNcurses

/// Which terminfo entry stands for a terminal.
///
/// A terminal newer than the machine that is logged in to has no entry there. Whatever calls itself
/// an xterm, and those that are known to be like one, understand what xterm does: better a console
/// than none.
package enum TerminalType {
    /// The name to go by, and whether it stands in for the one that was asked for.
    package static func choose(
        _ term: String,
        knows: (String) -> Bool = { podium_knows($0) }
    ) -> (name: String, standsIn: Bool) {
        guard !knows(term), kin.contains(where: term.hasPrefix),
            let other = standIns.first(where: knows)
        else { return (term, false) }
        return (other, true)
    }

    /// What is said of a stand-in.
    package static func words(_ term: String, as other: String) -> String {
        "no terminfo entry for `\(term)` here: drawn as \(other); install ncurses-term to have its own"
    }

    /// How the names of terminals begin that do what an xterm does.
    private static let kin = [
        "xterm", "screen", "tmux", "alacritty", "foot", "kitty", "wezterm", "ghostty", "rxvt",
        "konsole", "vte", "gnome", "contour",
    ]
    private static let standIns = ["xterm-256color", "xterm", "vt100"]
}
