internal import Orchestration

/// A list as plain text, for printing, exporting and reading aloud.
package struct ListText: Hashable, Sendable {
    /// What it is called on the command line: `models`.
    package let name: String
    /// Lower case, as in a filter: `p95`.
    package let columns: [String]
    package let rows: [[String]]
    /// The object of each row.
    package let ids: [ObjectID]
}

extension Console {
    /// The lists of a screen as text, with every column, filtered and sorted as they are.
    package func texts(of place: Place) -> [ListText] {
        place.panes.filter(\.isList).map { pane in
            var reader = RowReader(order: list(of: pane).order, moment: moment())
            visit(pane, &reader)
            return ListText(
                name: pane.plainName,
                columns: reader.titles,
                rows: reader.cells,
                ids: list(of: pane).order.map(\.id)
            )
        }
    }

    /// Filters and sorts the first list of the screen, as the command line asks for it.
    ///
    /// - Parameters:
    ///   - filter: In the grammar of every list; empty for all.
    ///   - sort: A column, with `-` behind it for the greatest first; empty for the list's own order.
    /// - Returns: What is wrong with either; nil where nothing is.
    package mutating func arrangeFirst(filter: String, sort: String) -> String? {
        guard let pane = place.panes.first(where: \.isList) else {
            return filter.isEmpty && sort.isEmpty ? nil : "this screen has no list"
        }
        if let complaint = complaint(about: filter, in: pane) { return complaint }
        var locator = Locator(place)
        (locator.filter, locator.sort) = (filter, sort)
        var reader = RowReader(order: [], moment: moment())
        visit(pane, &reader)
        let column = sort.hasSuffix("-") ? String(sort.dropLast()) : sort
        guard sort.isEmpty || reader.titles.contains(column) else {
            return "there is no column \(column); there are \(reader.titles.joined(separator: " "))"
        }
        arrangeAs(locator, pane)
        return nil
    }
}

extension PaneID {
    /// The name of a list for scripts.
    var plainName: String {
        switch self {
        case .overviewModels: "models"
        case .overviewAlerts: "alerts"
        case .overviewSources: "sources"
        case .watched: "runs"
        case .deadLetters: "dead-letters"
        default: rawValue
        }
    }
}
