internal import ArgumentParser
internal import Engine
internal import Foundation
internal import Journal
internal import Orchestration

/// `podium dead-letters`.
struct DeadLetters: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dead-letters",
        abstract: "List events that could not be used, or take them in again.",
        subcommands: [List.self, Replay.self],
        defaultSubcommand: List.self
    )
}

extension DeadLetters {
    /// `podium dead-letters list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List them, newest first, whether an engine runs on the journal or not."
        )

        @OptionGroup var place: JournalPlace

        @Option(help: "At most so many.")
        var limit = 50

        @OptionGroup var list: ListOptions

        func run() async throws {
            guard (1...10_000).contains(limit) else {
                throw ValidationError("--limit is 1 to 10000.")
            }
            let rows = try await Reach(place.data).use(
                running: { try await $0.deadLetters(before: nil, limit: limit) },
                idle: { try await rowsOfJournal() }
            )
            let heads = ["ID", "AT", "BYTES", "REASON", "EVENT"]
            let json = Value.list(rows.map(\.json))
            print(list.text("events", heads: heads, rows: rows.map(\.columns), json: json))
        }

        private func rowsOfJournal() async throws -> [DeadLetterRow] {
            let journal = try place.toRead()
            defer { try? journal.close() }
            return try await journal.newestDeadLetters(limit: limit).map(\.row)
        }
    }

    /// `podium dead-letters replay`.
    struct Replay: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take one in again, or all of them; what still cannot be used stays.",
            discussion: """
                The engine that runs on the journal takes them in; where none runs, no step is
                started, and the next engine carries on from there. Ends with 1 where any was
                refused again.
                """
        )

        @Argument(help: "Its id, as the list shows it.") var id: Int64?
        @Flag(help: "All of them, oldest first.") var all = false
        @Option(help: "Why; kept in the audit.") var reason: String = ""
        @OptionGroup var place: EnginePlace

        func validate() throws {
            guard (id == nil) == all else { throw ValidationError("Give an id, or --all.") }
        }

        func run() async throws {
            let refused = try await place.ask { control in
                let numbers = if let id { [id] } else { try await all(of: control) }
                var refused = 0
                for number in numbers where !(try await takeIn(number, control)) { refused += 1 }
                print("\(numbers.count - refused) taken in, \(refused) refused again")
                return refused
            }
            if refused > 0 { throw ExitCode.failure }
        }

        private func takeIn(_ number: Int64, _ control: any ControlPlane) async throws -> Bool {
            let action = Control.Action.replay(letter: number)
            let order = Control.Order(typed: action, reason: reason, part: "\(number)")
            switch await control.perform(order).result {
            case .done(let text):
                print("\(number): \(TextTable.safe(text))")
                return true
            case .refused(let why):
                print("\(number): \(TextTable.safe(why))")
                return false
            }
        }

        /// Their numbers, oldest first.
        private func all(of control: any ControlPlane) async throws -> [Int64] {
            var numbers: [Int64] = []
            while true {
                let page = try await control.deadLetters(before: numbers.last, limit: 1000)
                if page.isEmpty { return numbers.reversed() }
                numbers += page.map(\.number)
            }
        }
    }
}

extension DeadLetterRow {
    fileprivate var columns: [String] {
        ["\(number)", at.text, "\(bytes)", reason, String(excerpt.prefix(120))]
    }

    fileprivate var json: Value {
        [
            "id": .int(number), "at": .string(at.text), "bytes": .int(Int64(bytes)),
            "code": .string(EventRejection.code(in: reason)), "reason": .string(reason),
            "excerpt": .string(excerpt),
        ]
    }
}
