package import Orchestration
internal import Screen

/// A list without a screen, for printing, exporting and reading aloud.
package struct ListText: Hashable, Sendable {
    /// What it is called on the command line: `models`.
    package let name: String
    /// Lower case, as in a filter: `p95`.
    package let columns: [String]
    /// As the screen has them: `7us`, `-`.
    package let rows: [[String]]
    /// The same for scripts, in base units: seconds, shares from 0 to 1, null for what is missing.
    package let values: [[Value]]
    /// The object of each row; empty where the rows are lines of a log.
    package let ids: [ObjectID]
    /// How many there are, where the rows are only some; nil where they are all.
    package var total: Int?

    /// A list of rows with one cell a column; the values are the texts where they are not given.
    package init(
        name: String,
        columns: [String],
        rows: [[String]],
        values: [[Value]]? = nil,
        ids: [ObjectID] = []
    ) {
        (self.name, self.columns, self.rows, self.ids) = (name, columns, rows, ids)
        self.values = values ?? rows.map { $0.map { .string($0) } }
    }

    /// An object a row, with the columns for names, and the run's id where no column tells it.
    package var json: Value {
        .list(
            values.indices.map { place in
                var pairs = zip(columns, values[place]).map { (Value.string($0), $1) }
                if case .run(let id)? = ids.indices.contains(place) ? ids[place] : nil {
                    pairs.append((.string("run"), .string(id.text)))
                }
                return .map(Dictionary(pairs, uniquingKeysWith: { first, _ in first }))
            }
        )
    }

    /// The values, nothing for what is missing, and a guard against texts that spreadsheets would
    /// run as formulas.
    package var csv: String { CSV.text([columns] + values.map { $0.map(Self.cell) }) }

    private static func cell(_ value: Value) -> String {
        switch value {
        case .null: ""
        case .string(let text): CSV.guarded(Text.safe(text))
        case .list(let parts): parts.map { $0 == .null ? "-" : $0.json }.joined(separator: " ")
        default: value.json
        }
    }
}

extension Console {
    /// The lists of a screen as text, with every column, filtered and sorted as they are.
    package func texts(of place: Place) -> [ListText] {
        place.ownLists.map { pane in
            var moment = self.moment()
            moment.repeats = true
            var reader = RowReader(order: list(of: pane).order, moment: moment)
            visit(pane, &reader)
            var text = reader.text(named: pane.plainName, ids: list(of: pane).order.map(\.id))
            // A snapshot holds the runs most in need of eyes, and counts all.
            if pane == .watched, list(of: pane).filter.isEmpty { text.total = openRuns }
            return text
        }
    }

    /// The lines of a log as rows.
    func lineText(of pane: PaneID, _ name: String) -> ListText {
        ListText(
            name: name,
            columns: ["at", "word", "object", "text"],
            rows: matchingLines(of: pane).map { [$0.at.text, $0.word, $0.object, $0.text] }
        )
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
        case .incident: "timeline"
        default: rawValue
        }
    }
}
