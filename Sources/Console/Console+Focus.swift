internal import Screen

extension Console {
    /// In a list that nobody has touched the first key takes the top row, on which the pale cursor
    /// rests; false where that is all it does.
    ///
    /// A dialog names what it is about, and looking harms nothing. What would be done at once is not
    /// done to a row that nobody chose: the key chooses it, and does it when it is pressed again.
    mutating func takeTop(for verb: Verb) -> Bool {
        let pane = focus.master
        guard pane.isList, let command = registry[verb], command.isAboutRow,
            let list = lists[pane], list.isUntouched, !list.hasJustLost(at: now)
        else { return true }
        lists[pane]?.move(by: 0, at: now)
        settle(pane)
        guard command.risk == .low, obstacle(to: verb) == nil else { return true }
        say("\(selected?.name ?? "the top row") is selected now; \(command.keyName) again does it")
        return false
    }

    /// This console once a key has taken the top row of a list that nobody touched: what the keys
    /// can do is told as of then.
    var withTopTaken: Console {
        guard focus.master.isList, lists[focus.master]?.isUntouched == true else { return self }
        var taken = self
        taken.lists[focus.master]?.select(at: 0)
        return taken
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
            if let other = beside(in: size), across.x == (other.side == .left ? -1 : 1) {
                _ = crossOver()
                return true
            }
            say("there is no pane on that side")
            return true
        }
        lists[focus.master]?.release()
        focused[place] = near.pane
        return true
    }
}
