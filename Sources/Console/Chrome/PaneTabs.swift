internal import Screen

/// The panes of a run, where a screen has no room for all of them: which there are, and which has
/// the focus.
struct PaneTabs {
    let console: Console

    /// Draws the line at the top of the body.
    func draw(in grid: inout Grid, _ rect: Rect) {
        var line: TextLine = [Span(" ")]
        for pane in console.place.panes {
            let name = pane.tabName
            line =
                line
                + (pane == console.focus
                    ? [Span("[\(name)]", .tabSelected, .bold), Span(" ")]
                    : [Span(" \(name) ", .tab), Span(" ")])
        }
        grid.write(line, column: rect.x, row: rect.y, limit: rect.width)
    }
}

extension Console {
    /// The row of the panes' names; nil where all are on the screen, or are no more than two.
    func paneTabs(in size: Size) -> Rect? {
        guard case .run = place else { return nil }
        let body = share(of: Chrome.body(of: size), in: size)
        switch Room(Size(columns: body.width, rows: size.rows)) {
        case .one, .two: return Rect(x: body.x, y: body.y, width: body.width, height: 1)
        case .line, .all, .wide: return nil
        }
    }
}

extension PaneID {
    /// What the row of tabs calls a pane of a run.
    fileprivate var tabName: String {
        switch self {
        case .steps: "Steps"
        case .timeline: "Timeline"
        case .log: "Log"
        case .stepDetail: "Detail"
        default: rawValue
        }
    }
}
