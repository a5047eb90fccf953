internal import Screen

/// A screen divided: columns of rows of panes, as data.
indirect enum Tiles {
    case pane(PaneID)
    case columns([(Layout.Constraint, Tiles)])
    case rows([(Layout.Constraint, Tiles)])

    /// The same with a larger first part: each step is two cells, or a quarter of a share.
    func grown(by steps: Int) -> Tiles {
        switch self {
        case .pane: self
        case .columns(let parts): .columns(Self.grown(parts, by: steps))
        case .rows(let parts): .rows(Self.grown(parts, by: steps))
        }
    }

    private static func grown(
        _ parts: [(Layout.Constraint, Tiles)],
        by steps: Int
    ) -> [(Layout.Constraint, Tiles)] {
        guard steps != 0, parts.count > 1 else { return parts }
        // Where the first part takes what is left, the others make room.
        let firstIsFixed = if case .fixed = parts[0].0 { true } else { false }
        return parts.enumerated().map { place, part in
            switch part.0 {
            case .fixed(let cells):
                let change = place == 0 ? 2 * steps : firstIsFixed ? 0 : -2 * steps
                return (.fixed(max(5, cells + change)), part.1)
            case .fill(let weight):
                return (.fill(max(2, weight * (place == 0 ? 8 + 2 * steps : 8))), part.1)
            default: return part
            }
        }
    }

    /// The panes with their rectangles.
    func place(in rect: Rect) -> [Frame] {
        switch self {
        case .pane(let pane):
            rect.width >= 4 && rect.height >= 3 ? [Frame(pane: pane, rect: rect)] : []
        case .columns(let parts): Self.place(parts, along: .horizontal, in: rect)
        case .rows(let parts): Self.place(parts, along: .vertical, in: rect)
        }
    }

    private static func place(
        _ parts: [(Layout.Constraint, Tiles)],
        along axis: Layout.Axis,
        in rect: Rect
    ) -> [Frame] {
        zip(parts, Layout.split(rect, axis, parts.map(\.0))).flatMap { part, rect in
            part.1.place(in: rect)
        }
    }
}
