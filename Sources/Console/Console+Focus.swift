internal import Screen

extension Console {
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
