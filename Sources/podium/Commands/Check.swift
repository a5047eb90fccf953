internal import ArgumentParser
internal import Foundation
internal import Journal

/// `podium check`.
struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Read the whole journal and say whether it is sound, engine or none.",
        discussion: """
            The file with its indices as SQLite checks it, every stored history, and the chain of
            the audit. Ends with 1 where anything is wrong.
            """
    )

    @OptionGroup var place: JournalPlace

    func run() async throws {
        let journal = try place.toRead()
        defer { try? journal.close() }
        try await journal.check()
        let (runs, facts) = try await journal.checkHistories()
        switch try await journal.verifyAudit() {
        case .broken(let entry):
            throw Complaint(
                "the audit of \(journal.path) was changed: entry \(entry) does not follow from "
                    + "the one before it.\n"
                    + "  Keep a copy of the file, and compare it with the newest backup."
            )
        case .intact(let entries, let newest):
            print("\(journal.path) is sound.")
            print("\(runs) runs with \(facts) facts; \(entries) audit entries")
            if entries > 0 { print("the newest audit entry: \(newest)") }
        }
    }
}

/// `podium backup`.
struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Copy the journal as it is now into a file, beside a running engine too.",
        discussion: """
            The copy is whole or not there at all, and checked. To go back to it, stop the engine and
            put it in the place of journal.db, with journal.db-wal and journal.db-shm removed.
            """
    )

    @Argument(help: "The file to be made.", completion: .file()) var file: String
    @OptionGroup var place: JournalPlace

    func run() async throws {
        let journal = try place.toRead()
        defer { try? journal.close() }
        try await journal.backUp(to: file)
        print("\(journal.path) is copied to \(file).")
    }
}
