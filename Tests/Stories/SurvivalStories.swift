import Foundation
import Testing

/// What a journal in trouble says, in words, and to the shell.
@Suite struct `A journal in trouble` {
    private let scratch: Scratch
    private let data: String

    init() throws {
        scratch = try Scratch()
        data = scratch.folder + "/data"
        let outcome = try Program.run(["run", "--headless", "--data", data, "--events", "-"])
        try #require(outcome.status == 0, "\(outcome.errors)")
    }

    @Test func `of a newer Podium is left as it was`() throws {
        try sql("PRAGMA user_version = 99")
        let before = try bytes()

        let outcome = try Program.run(["runs", "--data", data])

        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("It has format 99, written by a newer Podium"))
        #expect(outcome.errors.contains("Use the newer Podium; the journal was left as it was."))
        #expect(try bytes() == before)
    }

    /// Format 1 knew no labels, and no command lines in the audit.
    @Test func `of an older Podium is brought up to date`() throws {
        try sql("ALTER TABLE runs DROP COLUMN labels")
        try sql("ALTER TABLE audit DROP COLUMN command")
        try sql("ALTER TABLE audit DROP COLUMN seen")
        try sql("DELETE FROM grdb_migrations WHERE identifier NOT LIKE 'v1%'")
        try sql("PRAGMA user_version = 1")

        let outcome = try Program.run(["run", "--headless", "--data", data, "--events", "-"])

        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try Ledger(data: data).rows("SELECT labels FROM runs").isEmpty)
        #expect(try Ledger(data: data).rows("PRAGMA user_version").first?.first == "4")
    }

    @Test func `of another program is left as it was`() throws {
        try sql("PRAGMA application_id = 7")
        let outcome = try Program.run(["run", "--headless", "--data", data, "--events", "-"])
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("The file belongs to another program."))
    }

    @Test func `with a damaged page says so, and what to do`() throws {
        var bytes = try bytes()
        // The table of tables itself.
        for index in 100..<3000 { bytes[index] = UInt8(truncatingIfNeeded: index &* 37) }
        try bytes.write(to: URL(fileURLWithPath: data + "/journal.db"))

        let outcome = try Program.run(["run", "--headless", "--data", data, "--events", "-"])

        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("is damaged"), "\(outcome.errors)")
        #expect(outcome.errors.contains("keep a copy of the file, and restore the newest backup"))
    }

    @Test func `that another process holds asks to try again later`() throws {
        let pipe = scratch.folder + "/pipe"
        try #require(mkfifo(pipe, 0o600) == 0)
        let holder = try Child(["run", "--headless", "--data", data, "--events", pipe])
        let writer = open(pipe, O_WRONLY)
        defer { close(writer) }
        // The holder has opened the journal before it reads.
        let outcome = try Program.run(["prune", "--older-than", "1d", "--data", data])
        #expect(outcome.status == 3, "\(outcome.errors)")
        #expect(outcome.errors.contains("is using it."))
        #expect(holder.isRunning)
        holder.kill()
        #expect(try Program.run(["runs", "--data", data]).status == 0)
    }

    @Test func `that cannot be where it is asked for says why`() throws {
        let file = scratch.folder + "/file"
        try Data().write(to: URL(fileURLWithPath: file))
        let outcome = try Program.run(
            ["run", "--headless", "--data", file + "/data", "--events", "-"])
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("cannot be made"), "\(outcome.errors)")

        let missing = try Program.run(["runs", "--data", scratch.folder + "/none"])
        #expect(missing.status == 1)
        #expect(missing.errors.contains("there is no journal in"))
    }

    @Test func `is made smaller by what is old, and says how much`() throws {
        let events = (0..<40).map { _ in String(repeating: "x", count: 20_000) + "\n" }.joined()
        let taken = try Program.run(
            ["run", "--headless", "--data", data, "--events", "-"],
            input: events
        )
        #expect(taken.output.contains("40 to the dead-letter list"), "\(taken.output)")

        let dry = try Program.run(["prune", "--data", data, "--older-than", "0s", "--dry-run"])
        #expect(dry.status == 0, "\(dry.errors)")
        #expect(dry.output.contains("would delete 40 dead letters"))
        let size = try bytes().count
        let pruned = try Program.run(["prune", "--data", data, "--older-than", "0s"])
        #expect(pruned.output.contains("deleted 40 dead letters"))
        #expect(try bytes().count < size / 2)
        #expect(try Ledger(data: data).rows("SELECT 1 FROM dead_letters").isEmpty)
    }

    // MARK: What the stories need

    private func bytes() throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: data + "/journal.db"))
    }

    private func sql(_ text: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "python3", "-c",
            "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute(sys.argv[2]); c.commit()",
            data + "/journal.db", text,
        ]
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }
}

@Suite(.enabled(if: geteuid() == 0, "mounting takes the superuser")) struct `A disk that fills up` {
    @Test(.timeLimit(.minutes(5)))
    func `holds the engine up, loses nothing, and lets it go on by itself`() throws {
        let scratch = try Scratch()
        let disk = scratch.folder + "/disk"
        try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
        guard try mount(["-t", "tmpfs", "-o", "size=1m", "none", disk]) else { return }
        defer { _ = try? Spawned.outcome("/bin/umount", ["-l", disk]) }
        let file = scratch.folder + "/events.jsonl"
        // Each is kept, and none can be used: the journal grows by 2 MB.
        let lines = (0..<200).map { "\($0) " + String(repeating: "x", count: 10_000) + "\n" }
        try lines.joined().write(toFile: file, atomically: true, encoding: .utf8)
        let ledger = Ledger(data: disk + "/data")

        let child = try Child(["run", "--headless", "--data", ledger.data, "--events", file])
        let stuck = waits(60) { free(disk) < 40_000 }
        #expect(stuck, "the disk has filled up")
        usleep(1_500_000)
        #expect(child.isRunning, "it waits for room")
        #expect(try mount(["-o", "remount,size=64m", disk]))
        let outcome = try child.outcome()

        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.hasPrefix("200 events: "), "\(outcome.output)")
        #expect(try ledger.rows("SELECT count(*) FROM dead_letters") == [["200"]])
        #expect(try ledger.rows("PRAGMA integrity_check") == [["ok"]])
    }

    private func mount(_ arguments: [String]) throws -> Bool {
        try Spawned.outcome("/bin/mount", arguments) == 0
    }

    private func free(_ path: String) -> UInt64 {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return .max }
        return UInt64(status.f_bavail) * UInt64(status.f_frsize)
    }

    private func waits(_ seconds: Int, until holds: () -> Bool) -> Bool {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while ContinuousClock.now < deadline {
            if holds() { return true }
            usleep(20_000)
        }
        return false
    }
}

extension Spawned {
    /// Runs a program to its end.
    fileprivate static func outcome(_ program: String, _ arguments: [String]) throws -> Int32 {
        try Spawned(program, arguments, environment: [:], folder: "/").end()
    }
}
