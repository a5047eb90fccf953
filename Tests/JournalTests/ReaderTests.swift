import Foundation
import Journal
import Orchestration
import Testing

@Suite struct `A reader of a journal` {
    let folder: Folder
    init() throws { folder = try Folder() }

    @Test func `reads beside its writer, and sees what is committed meanwhile`() async throws {
        let writer = try Journal(at: folder.path())
        let reader = try Journal(reading: folder.path())
        #expect(try await reader.history(of: RunID("a")) == nil)

        _ = try await writer.commit(batch([.init(opening("a"))]))

        #expect(try await reader.history(of: RunID("a"))?.facts.count == 1)
        try reader.close()
        _ = try await writer.commit(batch([.init(opening("b"))]))
    }

    @Test func `keeps no writer from starting`() throws {
        try Journal(at: folder.path()).close()
        let reader = try Journal(reading: folder.path())
        let writer = try Journal(at: folder.path())
        try writer.close()
        try reader.close()
    }

    @Test func `makes no journal where there is none`() {
        #expect(throws: JournalError.missingFolder(path: folder.path())) {
            try Journal(reading: folder.path())
        }
        #expect(!FileManager.default.fileExists(atPath: folder.path()))
    }

    @Test func `cannot write`() async throws {
        try Journal(at: folder.path()).close()
        let reader = try Journal(reading: folder.path())
        await #expect(throws: JournalError.self) {
            try await reader.commit(batch([.init(opening("a"))]))
        }
    }

    @Test func `leaves an older format to whoever may bring it up to date`() throws {
        try Journal(at: folder.path()).close()
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: folder.path()))
        try file.seek(toOffset: 60)
        try file.write(contentsOf: Data([0, 0, 0, 3]))
        try file.close()
        #expect(throws: JournalError.older(path: folder.path())) {
            try Journal(reading: folder.path())
        }
        try Journal.toRead(at: folder.path()).close()
    }
}

@Suite struct `A journal that is taken away` {
    let folder: Folder
    let journal: Journal

    init() throws {
        folder = try Folder()
        journal = try Journal(at: folder.path())
    }

    private func move(_ from: String, _ to: String) throws {
        try FileManager.default.moveItem(atPath: folder.path(from), toPath: folder.path(to))
    }

    @Test func `commits nothing until it is back`() async throws {
        let run = batch([.init(opening("a"))])
        try move("test.podium", "gone")
        await #expect(throws: JournalError.displaced(path: folder.path())) {
            try await journal.commit(run)
        }
        try move("gone", "test.podium")

        #expect(try await journal.commit(run) == Committed())
    }

    @Test func `is not taken for another one in its place`() async throws {
        try move("test.podium", "gone")
        try FileManager.default.copyItem(
            atPath: folder.path("gone"),
            toPath: folder.path("test.podium")
        )
        #expect(throws: JournalError.displaced(path: folder.path())) {
            try journal.insistOnPlace()
        }
    }

    @Test func `is missed where only its log is`() async throws {
        try FileManager.default.removeItem(atPath: folder.path("test.podium-wal"))
        await #expect(throws: JournalError.displaced(path: folder.path())) {
            try await journal.commit(batch([.init(opening("a"))]))
        }
    }
}

@Suite struct `A backup` {
    let folder: Folder
    init() throws { folder = try Folder() }

    @Test func `is a journal by itself, made beside its writer`() async throws {
        let writer = try Journal(at: folder.path())
        _ = try await writer.commit(batch([.init(opening("a"))]))
        try await Journal(reading: folder.path()).backUp(to: folder.path("copy"))
        _ = try await writer.commit(batch([.init(opening("b"))]))

        let copy = try Journal(at: folder.path("copy"))
        try await copy.check()
        #expect(try await copy.unfinished().map(\.run.text) == ["a"])
        let counts = try await copy.checkHistories()
        #expect(counts.runs == 1 && counts.facts == 1)
    }

    @Test func `is written over nothing`() async throws {
        let journal = try Journal(at: folder.path())
        let taken = folder.path("copy")
        try Data("letters".utf8).write(to: URL(fileURLWithPath: taken))
        await #expect(throws: JournalError.exists(path: taken)) {
            try await journal.backUp(to: taken)
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: taken)) == Data("letters".utf8))
    }
}
