internal import Orchestration

/// One order for every run that a filter finds: what it would do first, then a result for each.
struct BulkOrder {
    /// As many runs as one order concerns; what is left is found by the same command again.
    static let runsMax = 10_000
    /// Orders under way at a time: they share the journal's commits.
    private static let width = 32

    let filter: String
    /// Whether it is to be done, and not only told.
    let isMeant: Bool
    let options: OrderOptions

    /// - Throws: A complaint where the filter cannot be read, or an order is refused.
    func perform(_ action: (RunID) -> Control.Action) async throws {
        guard options.ifVersion == nil else {
            throw Complaint("--if-version is for one run; with --where each is its own.", .usage)
        }
        try await options.place.ask { control in
            let rows = try await rows(control)
            print(
                "\(rows.count) runs fit \(TextTable.safe(filter))"
                    + (rows.count == Self.runsMax ? ", at least" : "")
            )
            guard let first = rows.first else { return }
            guard isMeant else { return await tell(rows, control, action(first.id)) }
            // It was told before; a reason it still needs.
            if action(first.id).isHighRisk {
                try Assent(options: options).get(for: action(first.id))
            }
            try await give(rows.map { order(action($0.id), of: $0) }, control)
        }
    }

    private func rows(_ control: any ControlPlane) async throws -> [RunRow] {
        try await RunQuery.gather(filter, atMost: Self.runsMax) { try await control.runs($0) }
    }

    /// What each order saw is what was listed: a run that has changed since is refused.
    private func order(_ action: Control.Action, of row: RunRow) -> Control.Order {
        Control.Order(
            typed: action,
            reason: options.reason,
            part: row.id.text,
            versionSeen: row.versionSeen
        )
    }

    /// Says what would be done, and to whom.
    private func tell(
        _ rows: [RunRow],
        _ control: any ControlPlane,
        _ action: Control.Action
    ) async {
        for row in rows.prefix(20) {
            print(
                "  \(TextTable.safe(row.id.text))  \(row.state.rawValue)  \(TextTable.safe(row.reason))"
            )
        }
        if rows.count > 20 { print("  and \(rows.count - 20) more") }
        let preview = await control.preview(action)
        print(TextTable.safe("\(action.verb): " + preview.effects.joined(separator: " ")))
        print("nothing was done; --yes does it")
    }

    /// Gives the orders, and prints what came of each, and its undo, as soon as it is durable.
    private func give(_ orders: [Control.Order], _ control: any ControlPlane) async throws {
        var done = 0
        await withTaskGroup(of: (Int, Control.Receipt).self) { group in
            func add(_ place: Int) {
                group.addTask { (place, await control.perform(orders[place])) }
            }
            for place in orders.indices.prefix(Self.width) { add(place) }
            var next = min(Self.width, orders.count)
            for await (place, receipt) in group {
                if case .done = receipt.result { done += 1 }
                print(line(orders[place].action, receipt))
                guard next < orders.count else { continue }
                add(next)
                next += 1
            }
        }
        print("\(done) of \(orders.count) done")
        guard done < orders.count else { return }
        throw Complaint("\(orders.count - done) were refused; the same command tries them again.")
    }

    private func line(_ action: Control.Action, _ receipt: Control.Receipt) -> String {
        let undo =
            receipt.inverse.map { "   undo: \(options.place.commandLine(of: $0))" } ?? ""
        return
            "  \(TextTable.safe(action.object)): \(TextTable.safe(receipt.result.words.1))\(undo)"
    }
}

extension RunQuery {
    /// All that a filter finds, newest first, page by page.
    /// - Throws: A complaint that points into a filter that cannot be read.
    static func gather(
        _ filter: String,
        atMost limit: Int,
        _ page: (RunQuery) async throws -> RunPage
    ) async throws -> [RunRow] {
        try await gathered(filter, atMost: limit, page).rows
    }

    /// The same, with where it would go on.
    static func gathered(
        _ filter: String,
        atMost limit: Int,
        _ page: (RunQuery) async throws -> RunPage
    ) async throws -> RunPage {
        // Read here: from another process the error would come back as a bare text.
        do { _ = try Filter(parsing: filter) } catch {
            let before = String(decoding: filter.utf8.prefix(error.offset), as: UTF8.self)
            let arrow = String(repeating: " ", count: before.count) + "^"
            throw Complaint("\(error.message)\n  \(filter)\n  \(arrow)", .usage)
        }
        var query = RunQuery()
        query.filter = filter
        var all = RunPage()
        repeat {
            query.limit = min(1000, limit - all.rows.count)
            let page = try await page(query)
            all.rows += page.rows
            all.total = page.total ?? all.total
            all.next = page.next
            query.after = page.next
        } while query.after != nil && all.rows.count < limit
        return all
    }
}
