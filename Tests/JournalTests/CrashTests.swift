import Foundation
import Journal
import Orchestration
import Testing

/// Where a writing child finds its journal.
private let variable = "JOURNAL_TEST_CHILD"
/// How many commits it makes; none for no end.
private let limitVariable = "JOURNAL_TEST_COMMITS"

/// The other side of the crash tests: does nothing unless it was started by one of them.
@Suite struct `A writing child` {
    @Test(.enabled(if: ProcessInfo.processInfo.environment[variable] != nil))
    func `commits and says so`() async throws {
        let environment = ProcessInfo.processInfo.environment
        let journal = try Journal(at: environment[variable] ?? "")
        let limit = environment[limitVariable].flatMap { Int($0) } ?? .max
        var number = 0
        while number < limit {
            let name = "run-\(number)"
            let facts = (0..<20).map { Fact.skipped(step: $0) }
            _ = try await journal.commit(
                batch(
                    [.init(opening(name, once: name), cause: event(name))],
                    [turn(name, facts, state: .wait)],
                    [.profile(id: name, bytes: [UInt8](repeating: 7, count: 2000), at: .at(0))]
                )
            )
            // Straight to the pipe: the line must not outrun the commit, nor wait for the next.
            FileHandle.standardOutput.write(Data("durable \(name)\n".utf8))
            number += 1
        }
    }
}

@Suite struct `A journal whose process was killed` {
    @Test(arguments: [1, 3, 40, 150]) func `has all it ever answered for, and no half of a batch`(
        commits: Int
    ) async throws {
        let folder = try Folder()
        let child = try Child.test(
            "commits and says so",
            environment: [variable: folder.path()]
        )
        let answered = child.lines(commits).filter { $0.hasPrefix("durable") }
        child.kill()
        #expect(answered.count >= commits, "the child wrote")

        let journal = try Journal(at: folder.path())

        let found = try await journal.unfinished()
        #expect(found.count >= answered.count)
        #expect(found.map(\.run.text) == found.indices.map { "run-\($0)" })
        for history in found {
            #expect(history.facts.count == 21)
            #expect(history.row.state == .wait)
        }
        #expect(try await journal.eventCount() == found.count)
        #expect(try await journal.profileCount() == found.count)
        try await journal.check()
        #expect(
            try await journal.commit(batch([.init(opening("again", once: "run-0"))])).refused
                == [Refusal(opening: 0, reason: .duplicateOnce(RunID("run-0")))]
        )
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/strace")))
    func `had asked the disk to keep every commit`() throws {
        let folder = try Folder()
        let trace = folder.path("trace")
        let child = try Child.test(
            "commits and says so",
            environment: [variable: folder.path(), limitVariable: "25"],
            under: ["strace", "-f", "-qq", "-e", "trace=fdatasync,fsync", "-o", trace]
        )
        let answered = child.lines(25).filter { $0.hasPrefix("durable") }
        _ = child.succeeds()
        #expect(answered.count == 25)
        let syncs = try String(contentsOfFile: trace, encoding: .utf8)
            .split(separator: "\n")
            .count { $0.contains("sync(") && $0.contains("= 0") }
        #expect(syncs >= 25, "one at least for each of 25 commits, saw \(syncs)")
    }
}

@Suite struct `A full disk` {
    @Test func `stops a commit whole, and the same commit goes through once there is room`()
        async throws
    {
        let folder = try Folder()
        var tight = Journal.Options()
        tight.pagesMax = 200
        var journal = try Journal(at: folder.path(), options: tight)
        var written = 0
        var refused: Batch?
        while refused == nil {
            let next = large(written)
            do {
                _ = try await journal.commit(next)
                written += 1
            } catch {
                #expect(error == .diskFull(path: folder.path()))
                refused = next
            }
        }
        #expect(written > 0)
        #expect(try await journal.unfinished().count == written)
        #expect(try await journal.profileCount() == written)

        try journal.close()
        journal = try Journal(at: folder.path())
        _ = try await journal.commit(try #require(refused))
        #expect(try await journal.unfinished().count == written + 1)
        try await journal.check()
    }

    @Test(.enabled(if: geteuid() == 0, "mounting takes the superuser"))
    func `loses nothing on a real file system`() async throws {
        let folder = try Folder()
        guard
            try Child(["mount", "-t", "tmpfs", "-o", "size=700k", "none", folder.url.path])
                .succeeds()
        else { return }
        defer { _ = try? Child(["umount", "-l", folder.url.path]).succeeds() }
        let journal = try Journal(at: folder.path())
        var written = 0
        let failure = await #expect(throws: JournalError.self) {
            while true {
                _ = try await journal.commit(large(written))
                written += 1
            }
        }
        #expect(failure == .diskFull(path: folder.path()))
        #expect(try await journal.unfinished().count == written)
        #expect(try await journal.profileCount() == written)

        #expect(
            try Child(["mount", "-o", "remount,size=8m", folder.url.path]).succeeds()
        )
        _ = try await journal.commit(large(written))
        #expect(try await journal.unfinished().count == written + 1)
    }

    private func large(_ number: Int) -> Batch {
        batch(
            [.init(opening("run-\(number)"))],
            [],
            [.profile(id: "\(number)", bytes: [UInt8](repeating: 1, count: 9000), at: .at(0))]
        )
    }
}
