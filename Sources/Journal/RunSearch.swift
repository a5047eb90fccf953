internal import GRDB
internal import Orchestration

/// One page of runs, looked for along the cheapest index.
///
/// ```
/// open runs   ── through runs_closed (NULL) ──┐
/// closed runs ── through one index, once for ─┼─► newest first ─► condition ─► page
///                each value it must have      ┘
/// ```
/// Every branch comes in the order of row numbers, so SQLite merges them without sorting. A search
/// looks at no more rows than `Effort` allows: a rare match deep in a large journal takes several
/// pages, each of them quick.
struct RunSearch {
    let clause: RunClause
    /// Only rows with smaller numbers.
    let before: Int64
    let limit: Int

    /// How many rows a page may look at, so that it takes some 20 ms.
    enum Effort {
        /// Rows side by side in the file.
        static let inSequence = 20_000
        /// Rows side by side of which each is read whole and judged by more than SQL.
        static let judged = 6000
        /// Rows an index points to: each may be a page of its own to read from the disk.
        static let scattered = 1500
    }

    /// Finds the page.
    ///
    /// - Parameters:
    ///   - db: The connection.
    ///   - matching: What SQL cannot answer; nil where it answers all.
    /// - Returns: At most `limit` rows, and where to go on.
    /// - Throws: What SQLite says of the file.
    func page(in db: Database, matching: ((RunRow) -> Bool)?) throws -> RunPage {
        let plan = try plan(in: db)
        let effort = matching == nil ? plan.effort : min(plan.effort, Effort.judged)
        let fetch = try Prepared("SELECT \(RunColumns.list) FROM runs WHERE seq = ?", in: db)
        var page = RunPage()
        var looked = 0
        var last = before
        try Prepared(once: plan.query.sql, in: db).each(given: plan.query.arguments) { cells in
            guard looked < effort, page.rows.count < limit else {
                page.next = RunCursor(key: last)
                return .stop
            }
            looked += 1
            last = cells.integer(0)
            guard cells.integer(1) != 0 else { return .more }
            guard let row = try fetch.first(last, read: RunColumns.row) else { return .more }
            if matching?(row) ?? true { page.rows.append(row) }
            return .more
        }
        return page
    }

    /// The statement: row number and whether the condition holds, newest first.
    private func plan(in db: Database) throws -> (query: Condition, effort: Int) {
        let condition = clause.condition
        let branches = try branches(in: db).map { branch in
            Condition(
                sql: "SELECT seq, \(condition.sql) FROM runs \(branch.sql) AND seq < ?",
                arguments: condition.arguments + branch.arguments + [.integer(before)]
            )
        }
        let query = Condition(
            sql: branches.map(\.sql).joined(separator: " UNION ALL ") + " ORDER BY 1 DESC",
            arguments: branches.flatMap(\.arguments)
        )
        return (query, branches.count > 1 ? Effort.scattered : Effort.inSequence)
    }

    private func branches(in db: Database) throws -> [Condition] {
        let open = Condition(sql: "INDEXED BY runs_closed WHERE closed IS NULL")
        let needs = Needs(clause)
        if needs.isOpen { return [open] }
        guard let closed = try closedBranches(needs, in: db) else {
            return [Condition(sql: "NOT INDEXED WHERE 1")]
        }
        return [open] + closed
    }

    /// The most telling index first; nil where only a walk through all runs will do.
    private func closedBranches(_ needs: Needs, in db: Database) throws -> [Condition]? {
        if let subject = needs.subject, !subject.isEmpty {
            return [
                Condition(
                    sql: """
                        INDEXED BY runs_subject WHERE closed IS NOT NULL AND subject <> '' \
                        AND subject = ?
                        """,
                    arguments: [.text(subject)]
                )
            ]
        }
        if let step = needs.step, !step.isEmpty {
            return [
                Condition(
                    sql: """
                        INDEXED BY runs_step WHERE closed IS NOT NULL AND step <> '' AND step = ?
                        """,
                    arguments: [.text(step)]
                )
            ]
        }
        if let workflow = needs.workflow {
            return try states(needs, of: workflow, in: db).map {
                Condition(
                    sql: """
                        INDEXED BY runs_workflow WHERE closed IS NOT NULL AND workflow = ? \
                        AND state = ?
                        """,
                    arguments: [.text(workflow), .text($0)]
                )
            }
        }
        return needs.states?.map {
            Condition(
                sql: "INDEXED BY runs_state WHERE closed IS NOT NULL AND state = ?",
                arguments: [.text($0.rawValue)]
            )
        }
    }

    /// The states that closed runs of a workflow have and that the clause allows.
    private func states(_ needs: Needs, of workflow: String, in db: Database) throws -> [String] {
        let sql = "SELECT state FROM tallies WHERE workflow = ? AND count > 0 AND state <> ''"
        let present = try Prepared(sql, in: db).all(workflow) { $0.text(0) }
        guard let wanted = needs.states else { return present }
        return present.filter { word in wanted.contains { $0.rawValue == word } }
    }

    /// What a run must have for the clause to hold, as far as an index can use it.
    private struct Needs {
        var subject: String?
        var step: String?
        var workflow: String?
        var states: [StateWord]?
        var isOpen = false

        init(_ clause: RunClause) {
            for conjunct in clause.conjuncts {
                switch conjunct {
                case .subject(let name): subject = name
                case .step(let name): step = name
                case .workflow(let name): workflow = name
                case .states(let set): states = set.sorted { $0.rawValue < $1.rawValue }
                case .isOpen: isOpen = true
                case .everything, .opened, .closed, .contains, .not, .all, .any: break
                }
            }
        }
    }
}

extension RunCursor {
    /// The place after the row of that number.
    init(key: Int64) { self.init(text: "r" + String(key, radix: 36)) }

    /// The row number in a cursor that this journal made.
    var key: Int64? {
        guard text.hasPrefix("r"), let key = Int64(text.dropFirst(), radix: 36), key > 0 else {
            return nil
        }
        return key
    }
}
