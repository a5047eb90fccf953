internal import ArgumentParser
internal import Console
internal import Engine
internal import Foundation
internal import Journal
internal import Orchestration

/// `podium runs`.
struct Runs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List runs or show one, whether an engine runs on the journal or not.",
        subcommands: [ListRuns.self, ShowRun.self, ShowBottleneck.self],
        defaultSubcommand: ListRuns.self
    )
}

/// `podium runs FILTER`.
struct ListRuns: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List runs, newest first.",
        discussion: """
            The filter is the console's: words, ~fuzzy, !not, /pattern/, st=fail, wf=retention,
            took>2s, and, or, parentheses.
            """
    )

    @Argument(help: "What to list, for example 'st=fail wf=retention'.")
    var filter: [String] = []

    @Option(help: "The folder with the journal.", completion: .directory)
    var data: String = Whereabouts.data

    @Option(help: "At most so many.")
    var limit = 50

    @OptionGroup var list: ListOptions

    func run() async throws {
        guard (1...100_000).contains(limit) else {
            throw ValidationError("--limit is 1 to 100000.")
        }
        let page = try await Reach(data).use(
            running: { remote in try await gather { try await remote.runs($0) } },
            idle: { try await pageOfJournal() }
        )
        let rows = page.rows
        let json = Value.list(rows.map(\.json))
        print(list.text("runs", heads: RunRow.heads, rows: rows.map(\.columns), json: json))
        if page.next != nil {
            let all = page.total.map { " of \($0)" } ?? ""
            Remark.say("the newest \(rows.count)\(all); --limit N lists more")
        }
    }

    private func pageOfJournal() async throws -> RunPage {
        let journal = try Journal.toRead(at: data + "/journal.db")
        let lister = RunLister(journal)
        let page = try await gather { try await lister.page($0) }
        try journal.close()
        return page
    }

    private func gather(_ page: (RunQuery) async throws -> RunPage) async throws -> RunPage {
        try await RunQuery.gathered(filter.joined(separator: " "), atMost: limit, page)
    }
}

extension RunRow {
    static let heads = [
        "RUN", "WORKFLOW", "STATE", "STEP", "SUBJECT", "OPENED", "TOOK", "DONE", "REASON",
    ]

    var columns: [String] {
        [
            id.text, workflow, state.rawValue, step, subject, opened.text,
            closed.map { ($0 - opened).text } ?? "-", "\(stepsDone)/\(stepsTotal)", reason,
        ]
    }

    var json: Value {
        [
            "run": .string(id.text), "workflow": .string(workflow), "version": .string(version),
            "state": .string(state.rawValue), "step": .string(step), "subject": .string(subject),
            "opened": .string(opened.text), "closed": closed.map { .string($0.text) } ?? .null,
            "done": .int(Int64(stepsDone)), "steps": .int(Int64(stepsTotal)),
            "reason": .string(reason),
            "labels": .map(
                Dictionary(uniqueKeysWithValues: labels.map { (.string($0), .string($1)) })
            ),
        ]
    }
}

/// Rows of text in columns; whatever came from outside is made harmless first.
struct TextTable {
    private let rows: [[String]]

    init(_ rows: [[String]], heads: [String]) {
        self.rows = [heads] + rows.map { $0.map(Self.safe) }
    }

    /// Columns padded to the widest cell.
    var text: String {
        let widths = (rows.first ?? []).indices.map { column in
            rows.map { $0[column].count }.max() ?? 0
        }
        return rows.map { row in
            let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
            return cells.joined(separator: "  ").withoutTrailingBlanks
        }.joined(separator: "\n")
    }

    /// With a guard against cells that spreadsheets would run as formulas.
    var csv: String { CSV.text(rows.map { $0.map(CSV.guarded) }) }

    /// The same of several lines, which stay lines.
    static func safeLines(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { safe(String($0)) }
            .joined(separator: "\n")
    }

    static func safe(_ cell: String) -> String {
        String(
            String.UnicodeScalarView(
                cell.unicodeScalars.map { scalar in
                    switch scalar.properties.generalCategory {
                    case .control, .format, .privateUse, .surrogate, .lineSeparator,
                        .paragraphSeparator:
                        "·"
                    default: scalar
                    }
                }
            )
        )
    }
}

extension String {
    /// The text without the blanks at its end; those at its beginning are an empty cell.
    fileprivate var withoutTrailingBlanks: Substring {
        self[..<(lastIndex { $0 != " " }.map(index(after:)) ?? startIndex)]
    }
}
