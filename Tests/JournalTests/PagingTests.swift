import Journal
import Orchestration
import Testing

/// Ten thousand runs of every kind, and the same runs as plain values.
private struct Crowd {
    let folder: Folder
    let journal: Journal
    /// Newest first.
    let rows: [RunRow]

    init() async throws {
        folder = try Folder()
        journal = try Journal(at: folder.path())
        var random = Seeded(11)
        var rows: [RunRow] = []
        for part in 0..<10 {
            var openings = Batch()
            for number in 0..<1000 {
                let row = Self.row(part * 1000 + number, &random)
                rows.append(row)
                openings.openings.append(.init(Self.turn(row)))
            }
            _ = try await journal.commit(openings)
        }
        self.rows = rows.reversed()
    }

    private static func row(_ number: Int, _ random: inout Seeded) -> RunRow {
        var row = RunRow()
        row.id = RunID("run-\(number)")
        row.workflow = ["retention", "welcome", "winback"].randomElement(using: &random) ?? ""
        row.version = "v1"
        row.subject = random.next() % 5 == 0 ? "" : "customer-\(random.next() % 40)"
        row.opened = .at(Int64(number))
        row.state =
            [.ok, .ok, .ok, .fail, .cancelled, .run, .wait, .retry]
            .randomElement(using: &random) ?? .ok
        let isClosed = [.ok, .fail, .cancelled].contains(row.state)
        row.closed = isClosed ? .at(Int64(number + 60)) : nil
        row.step = row.state == .ok ? "" : ["copy", "send"].randomElement(using: &random) ?? ""
        row.reason = row.state == .fail ? "Timeout of 100% _after_ \(random.next() % 90) s" : ""
        row.stepsDone = number % 7
        row.stepsTotal = 7
        row.attempt = row.state == .retry ? 2 : nil
        row.attemptsMax = row.state == .retry ? 5 : nil
        row.versionSeen = Int64(number)
        row.labels = number % 4 == 0 ? ["tier": "gold \"\(number % 3)\"", "": "\n"] : [:]
        return row
    }

    private static func turn(_ row: RunRow) -> Turn {
        let opening = Opening(
            workflow: row.workflow,
            version: row.version,
            input: .inline([]),
            subject: row.subject
        )
        return Turn(run: row.id, at: row.opened, facts: [.opened(opening)], row: row)
    }

    /// All pages of a query put together, and the totals they claimed.
    func walk(
        _ clause: RunClause,
        limit: Int,
        matching: (@Sendable (RunRow) -> Bool)? = nil
    ) async throws -> (rows: [RunRow], totals: Set<Int?>) {
        var query = RunQuery()
        query.limit = limit
        var rows: [RunRow] = []
        var totals: Set<Int?> = []
        repeat {
            let page = try await journal.runs(query, where: clause, matching: matching)
            #expect(page.rows.count <= limit)
            rows += page.rows
            totals.insert(page.total)
            query.after = page.next
        } while query.after != nil
        return (rows, totals)
    }
}

extension RunClause {
    /// What the clause means, said without SQL.
    fileprivate func holds(_ row: RunRow) -> Bool {
        switch self {
        case .everything: true
        case .states(let states): states.contains(row.state)
        case .workflow(let name): row.workflow == name
        case .subject(let name): row.subject == name
        case .step(let name): row.step == name
        case .opened(let span): span.covers(row.opened)
        case .closed(let span): span.covers(row.closed ?? Instant(milliseconds: .max))
        case .isOpen: row.closed == nil
        case .contains(let word):
            [row.id.text, row.workflow, row.subject, row.step, row.reason].contains {
                word == word.lowercased()
                    ? $0.lowercased().contains(word) : $0.contains(word)
            }
        case .not(let clause): !clause.holds(row)
        case .all(let clauses): clauses.allSatisfy { $0.holds(row) }
        case .any(let clauses): clauses.contains { $0.holds(row) }
        }
    }
}

extension RunClause.Span {
    fileprivate func covers(_ instant: Instant) -> Bool {
        from.map { $0 <= instant } ?? true && before.map { instant < $0 } ?? true
    }
}

@Suite struct `A page of runs` {
    static let clauses: [RunClause] = [
        .everything,
        .isOpen,
        .not(.isOpen),
        .workflow("welcome"),
        .workflow("nobody"),
        .states([.fail]),
        .states([.fail, .retry, .cancelled]),
        .states([.ok, .run]),
        .states([]),
        .subject("customer-7"),
        .subject(""),
        .step("send"),
        .step(""),
        .contains("timeout"),
        .contains("Timeout"),
        .contains("100% _after_ 1"),
        .contains("customer-3"),
        .opened(.init(from: .at(2000), before: .at(2100))),
        .closed(.init(before: .at(500))),
        .all([.workflow("retention"), .states([.fail, .wait])]),
        .all([.workflow("retention"), .workflow("welcome")]),
        .all([.states([.fail]), .states([.fail, .ok])]),
        .all([.subject("customer-7"), .states([.ok]), .contains("welcome")]),
        .any([.subject("customer-7"), .step("copy")]),
        .any([]),
        .not(.any([.states([.ok]), .workflow("winback"), .isOpen])),
        .all([.isOpen, .step("send"), .not(.contains("customer"))]),
    ]

    @Test func `after page is what one look at everything gives`() async throws {
        let crowd = try await Crowd()
        for clause in Self.clauses {
            let expected = crowd.rows.filter(clause.holds)
            for limit in [97, 1000] {
                let walked = try await crowd.walk(clause, limit: limit)
                #expect(walked.rows == expected, "\(clause) by \(limit)")
                #expect(walked.totals.isSubset(of: [nil, expected.count]), "\(clause)")
            }
        }
    }

    @Test func `knows its total where that costs nothing`() async throws {
        let crowd = try await Crowd()
        for clause: RunClause in [
            .everything, .workflow("welcome"), .states([.fail, .run]),
            .all([.workflow("winback"), .states([.ok])]),
        ] {
            let walked = try await crowd.walk(clause, limit: 1000)
            #expect(walked.totals == [crowd.rows.count { clause.holds($0) }], "\(clause)")
        }
        let tallies = try await crowd.journal.tallies()
        #expect(tallies.reduce(0) { $0 + $1.count } == crowd.rows.count)
    }

    @Test func `asks the caller about what SQL cannot tell`() async throws {
        let crowd = try await Crowd()
        let walked = try await crowd.walk(.workflow("welcome"), limit: 50) {
            $0.versionSeen % 3 == 0
        }
        #expect(
            walked.rows == crowd.rows.filter { $0.workflow == "welcome" && $0.versionSeen % 3 == 0 }
        )
        #expect(walked.totals == [nil])
    }

    @Test func `stays where it was while newer runs come`() async throws {
        let crowd = try await Crowd()
        var query = RunQuery()
        query.limit = 10
        query.after = try await crowd.journal.runs(query).next
        _ = try await crowd.journal.commit(batch([.init(opening("newer"))]))
        let second = try await crowd.journal.runs(query)
        #expect(second.rows == Array(crowd.rows[10..<20]))
    }

    @Test(arguments: ["", "r", "x12", "r-5", "r0", "rzzzzzzzzzzzzzzzzz", "r1 OR 1=1"])
    func `refuses a cursor it did not make`(text: String) async throws {
        let folder = try Folder()
        let journal = try Journal(at: folder.path())
        var query = RunQuery()
        query.after = RunCursor(text: text)
        await #expect(throws: JournalError.badCursor(text)) { try await journal.runs(query) }
    }
}
