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
            abstract: "List them, newest first, from a journal no engine holds."
        )

        @OptionGroup var place: JournalPlace

        @Option(help: "At most so many.")
        var limit = 50

        @Option(help: "text, json or csv.")
        var format: ListFormat = .text

        func run() async throws {
            guard (1...10_000).contains(limit) else {
                throw ValidationError("--limit is 1 to 10000.")
            }
            let journal = try place.open()
            defer { try? journal.close() }
            let rows = try await journal.newestDeadLetters(limit: limit).map(\.row)
            let heads = ["ID", "AT", "BYTES", "REASON", "EVENT"]
            let table = TextTable(rows.map(\.columns), heads: heads)
            switch format {
            case .json: print(Value.list(rows.map(\.json)).prettyJSON)
            case .csv: print(table.csv)
            case .text: print(table.text)
            }
        }
    }

    /// `podium dead-letters replay`.
    struct Replay: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take one in again, or all of them; what still cannot be used stays.",
            discussion: """
                No step is started: the next engine on the journal carries on from there. Ends with
                1 where any was refused again.
                """
        )

        @Argument(help: "Its id, as the list shows it.") var id: Int64?
        @Flag(help: "All of them, oldest first.") var all = false
        @OptionGroup var place: JournalPlace

        @Option(help: "The project's folder.", completion: .directory)
        var project: String = Demo.sample

        func validate() throws {
            guard (id == nil) == all else { throw ValidationError("Give an id, or --all.") }
        }

        func run() async throws {
            let assembly = try await Assembly.resting(project: project, data: place.data)
            var counts = (taken: 0, refused: 0)
            do {
                if let id {
                    guard let letter = try await assembly.journal.deadLetter(id) else {
                        throw Complaint("there is no dead letter \(id).")
                    }
                    try await replay(letter, assembly.engine, &counts)
                } else {
                    try await replayAll(assembly, &counts)
                }
            } catch {
                await assembly.stop()
                throw error
            }
            await assembly.stop()
            print("\(counts.taken) taken in, \(counts.refused) refused again")
            if counts.refused > 0 { throw ExitCode.failure }
        }

        private func replayAll(
            _ assembly: Assembly,
            _ counts: inout (taken: Int, refused: Int)
        ) async throws {
            var cursor: RecordCursor?
            repeat {
                let page = try await assembly.journal.deadLetters(after: cursor)
                for letter in page.elements {
                    try await replay(letter, assembly.engine, &counts)
                }
                cursor = page.next
            } while cursor != nil
        }

        private func replay(
            _ letter: DeadLetter,
            _ engine: Engine,
            _ counts: inout (taken: Int, refused: Int)
        ) async throws {
            switch await engine.submit(letter) {
            case .started(let run): tell(letter, "started run \(run.text)", &counts.taken)
            case .signalled(let steps): tell(letter, "ended \(steps) waits", &counts.taken)
            case .noted: tell(letter, "noted", &counts.taken)
            case .duplicate: tell(letter, "had been accepted meanwhile", &counts.taken)
            case .deadLetter(let reason):
                tell(letter, "refused again: \(reason)", &counts.refused)
            case .lost(let why): throw Complaint("\(letter.number) was not taken in: \(why).")
            }
        }

        private func tell(_ letter: DeadLetter, _ text: String, _ count: inout Int) {
            count += 1
            print("\(letter.number): \(text)")
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
