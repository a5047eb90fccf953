import Foundation
import Journal
import Orchestration
import Testing

@Suite struct `Opening a journal` {
    let folder: Folder

    init() throws { folder = try Folder() }

    @Test func `makes a file that only its owner may read`() async throws {
        let journal = try Journal(at: folder.path())
        _ = try await journal.commit(batch([.init(opening("a"))]))
        for name in ["test.podium", "test.podium-wal", "test.podium.lock"] {
            let found = try FileManager.default.attributesOfItem(atPath: folder.path(name))
            #expect(found[.posixPermissions] as? Int == 0o600, "\(name)")
        }
    }

    @Test func `refuses a second opener until the first has closed`() throws {
        let first = try Journal(at: folder.path())
        #expect(throws: JournalError.inUse(path: folder.path(), process: getpid())) {
            try Journal(at: folder.path())
        }
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("alias"),
            withDestinationPath: folder.path()
        )
        #expect(throws: JournalError.inUse(path: folder.path(), process: getpid())) {
            try Journal(at: folder.path("alias"))
        }
        try first.close()
        _ = try Journal(at: folder.path())
    }

    @Test func `refuses while another process has it and says which`() throws {
        let holder = try Child.flock(folder.path("test.podium.lock"))
        defer { holder.kill() }
        #expect(throws: JournalError.inUse(path: folder.path(), process: holder.id)) {
            try Journal(at: folder.path())
        }
        holder.kill()
        _ = try Journal(at: folder.path())
    }

    @Test func `refuses a folder, and a file in no folder`() {
        #expect(throws: JournalError.isFolder(path: folder.url.path)) {
            try Journal(at: folder.url.path)
        }
        let nowhere = folder.path("no/such/folder.podium")
        #expect(throws: JournalError.missingFolder(path: nowhere)) { try Journal(at: nowhere) }
    }

    @Test(.enabled(if: geteuid() != 0, "the superuser may do everything"))
    func `refuses a file it may not write`() throws {
        _ = FileManager.default.createFile(
            atPath: folder.path(),
            contents: nil,
            attributes: [.posixPermissions: 0o000]
        )
        #expect(throws: JournalError.noPermission(path: folder.path())) {
            try Journal(at: folder.path())
        }
    }

    @Test func `refuses a file of another program and leaves it as it was`() throws {
        let text = Data("Dear diary, this is no journal of yours.\n".utf8)
        let letter = text + Data(repeating: 65, count: 5000)
        try letter.write(to: URL(fileURLWithPath: folder.path()))
        #expect(throws: JournalError.notAJournal(path: folder.path())) {
            try Journal(at: folder.path())
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.path())) == letter)
    }

    @Test func `refuses another program's database and leaves it as it was`() throws {
        try Journal(at: folder.path()).close()
        let before = try patch(at: 68, with: [0, 0, 0, 1])
        #expect(throws: JournalError.notAJournal(path: folder.path())) {
            try Journal(at: folder.path())
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.path())) == before)
    }

    @Test func `refuses a journal of a newer format and leaves it as it was`() throws {
        try Journal(at: folder.path()).close()
        let before = try patch(at: 60, with: [0, 0, 0, 9])
        #expect(throws: JournalError.newer(path: folder.path(), found: 9, known: 4)) {
            try Journal(at: folder.path())
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.path())) == before)
    }

    @Test func `finds a damaged page and says so`() async throws {
        let journal = try Journal(at: folder.path())
        var fill = Batch()
        for number in 0..<4000 { fill.openings.append(.init(opening("run-\(number)"))) }
        _ = try await journal.commit(fill)
        try await journal.check()
        try journal.close()
        // Every page but the first few, so that the tables' own pages are hit.
        let size = try Data(contentsOf: URL(fileURLWithPath: folder.path())).count
        #expect(size > 100 * 4096)
        for page in 60..<max(60, size / 4096) {
            _ = try patch(at: page * 4096, with: [UInt8](repeating: 0xA5, count: 64))
        }

        let damaged = try Journal(at: folder.path())

        await #expect { try await damaged.check() } throws: { error in
            guard case .corrupt(folder.path(), _)? = error as? JournalError else { return false }
            return true
        }
        await #expect { _ = try await damaged.unfinished() } throws: { error in
            guard case .corrupt(folder.path(), _)? = error as? JournalError else { return false }
            return true
        }
    }

    @Test func `answers with a plain error once it is closed`() async throws {
        let journal = try Journal(at: folder.path())
        try journal.close()
        await #expect(throws: JournalError.closed(path: folder.path())) {
            try await journal.commit(batch([.init(opening("a"))]))
        }
        await #expect(throws: JournalError.closed(path: folder.path())) {
            try await journal.unfinished()
        }
    }

    @Test(arguments: 0..<20)
    func `answers whoever is inside while it closes, or refuses them`(round: Int) async throws {
        let journal = try Journal(at: folder.path())
        _ = try await journal.commit(batch([.init(opening("a"))]))
        let answers = await withTaskGroup(of: Bool.self) { group in
            for caller in 0..<20 {
                group.addTask {
                    do throws(JournalError) {
                        if caller.isMultiple(of: 3) {
                            let turn = batch([.init(opening("b\(caller)"))])
                            return try await journal.commit(turn).refused.isEmpty
                        }
                        return try await !journal.unfinished().isEmpty
                    } catch {
                        return error == .closed(path: journal.path)
                    }
                }
                if caller == round { group.addTask { (try? journal.close()) != nil } }
            }
            return await group.reduce(into: [Bool]()) { $0.append($1) }
        }
        #expect(answers == Array(repeating: true, count: 21))
        try journal.close()
    }

    @Test func `explains each trouble in three sentences`() {
        let troubles: [JournalError] = [
            .inUse(path: "/j", process: 7), .inUse(path: "/j", process: nil),
            .isFolder(path: "/j"), .missingFolder(path: "/j"), .noPermission(path: "/j"),
            .readOnly(path: "/j"), .notAJournal(path: "/j"),
            .newer(path: "/j", found: 3, known: 1), .corrupt(path: "/j", detail: "page 3"),
            .diskFull(path: "/j"), .notDurable(path: "/j", synchronous: 1),
            .undecodable(run: RunID("a"), .truncated(at: 3)), .unknownRun(RunID("a")),
            .badCursor("x"), .closed(path: "/j"),
            .sqlite(path: "/j", code: 5, message: "database is locked"),
        ]
        for trouble in troubles {
            for sentence in [trouble.what, trouble.why, trouble.next] {
                #expect(sentence.hasSuffix("."), "\(trouble)")
                #expect(sentence.first?.isUppercase == true, "\(trouble)")
            }
        }
        #expect(
            "\(JournalError.inUse(path: "/j", process: 7))" == """
                The journal /j cannot be opened. Process 7 is using it. \
                Attach to that process, stop it, or choose another journal.
                """
        )
    }

    /// Overwrites bytes of the file and answers what it then is.
    private func patch(at place: Int, with bytes: [UInt8]) throws -> Data {
        let url = URL(fileURLWithPath: folder.path())
        var file = try Data(contentsOf: url)
        file.replaceSubrange(place..<place + bytes.count, with: bytes)
        try file.write(to: url)
        return file
    }
}
