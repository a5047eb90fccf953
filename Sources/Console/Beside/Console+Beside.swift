internal import Orchestration
internal import Screen

/// Two screens side by side: one has the focus and takes the keys, the other goes on showing.
extension Console {
    /// The second screen, where there is room for it.
    func beside(in size: Size) -> Beside? {
        size.columns >= Beside.columnsMin && !isZoomed ? beside : nil
    }

    /// The part of the body that this screen has.
    func share(of body: Rect, in size: Size) -> Rect {
        guard let beside = beside(in: size) else { return body }
        let half = body.width / 2
        return switch beside.side {
        case .right: Rect(x: body.x, y: body.y, width: half, height: body.height)
        case .left:
            Rect(x: body.x + half, y: body.y, width: body.width - half, height: body.height)
        }
    }

    /// The second screen as a console of its own, which only shows; nil where there is none.
    func companion(in size: Size) -> Console? {
        guard let beside = beside(in: size) else { return nil }
        var other = self
        (other.place, other.beside, other.takesKeys) = (beside.place, mirrored(beside), false)
        return other
    }

    /// This screen, seen from the other one.
    private func mirrored(_ beside: Beside) -> Beside {
        Beside(place: place, side: beside.side == .left ? .right : .left)
    }

    /// Whether a screen is shown, with the focus or beside it.
    func isShown(_ place: Place) -> Bool { self.place == place || beside(in: size)?.place == place }

    /// Whether a pane has the focus.
    func hasFocus(_ pane: PaneID) -> Bool { takesKeys && pane == focus }

    /// Puts a screen beside this one, or takes the second one away.
    mutating func showBeside() -> [Effect] {
        guard beside == nil else {
            beside = nil
            arrange()
            say("one screen again")
            return []
        }
        return show(
            beside: before.last { $0 != place } ?? (place == .overview ? .alerts : .overview)
        )
    }

    /// Puts a screen beside this one.
    mutating func show(beside other: Place) -> [Effect] {
        guard size.columns >= Beside.columnsMin else {
            say(
                "two screens need \(Beside.columnsMin) columns; here are \(size.columns)",
                .refused
            )
            return []
        }
        guard other != place else {
            say("\(other.title.lowercased()) is this screen already", .refused)
            return []
        }
        isZoomed = false
        beside = Beside(place: other, side: .right)
        arrange()
        say("ctrl-w l and h go from one to the other; | takes it away")
        return refresh()
    }

    /// The screen that a word names: its title, or how it begins.
    func place(named word: String) -> Place? {
        let all = Place.tabs + Place.hidden + [.help]
        let wanted = word.lowercased()
        return all.first { $0.path == wanted } ?? all.first { $0.path.hasPrefix(wanted) }
    }

    /// The focus goes over to the second screen.
    mutating func crossOver() -> [Effect] {
        guard let other = beside else { return [] }
        lists[focus.master]?.release()
        (place, beside) = (other.place, mirrored(other))
        arrange()
        return refresh()
    }
}
