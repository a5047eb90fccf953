import Journal
import Orchestration
import Testing

@testable import Engine

@Suite struct `What an operator brings in` {
    private func world() async throws -> World {
        let nightly = Workflow(
            name: "nightly",
            version: "v1",
            trigger: .schedule(Schedule(cron: "0 2 * * *", catchUp: .skip), over: "all"),
            steps: [Sample.step("a")]
        )
        var project = Sample.project(Sample.workflow(Sample.step("a")), nightly)
        project.segments = [Segment(name: "all", when: Sample.expression("true"))]
        let world = try await World(project)
        world.performer.script("a", .hang, .hang, .hang)
        var batch = Batch()
        let profile: Value = ["profile": Profile().stored, "sendings": .list([])]
        for name in ["ada", "bob"] {
            batch.records.append(.profile(id: name, bytes: profile.jsonBytes, at: .epoch))
        }
        _ = try await world.journal.commit(batch)
        try await world.crash(reopened: .seconds(86_400))
        return world
    }

    private let due = Instant(milliseconds: 7_200_000)

    @Test func `starts by hand once for each id, and undo cancels it`() async throws {
        let world = try await world()
        let start = Control.Action.start(
            workflow: "greet",
            input: #"{"customer": "bob"}"#,
            id: "one"
        )
        let first = await world.operate(start)
        let again = await world.operate(start)
        #expect(first.isDone)
        #expect(again.result == .done("one was started before"))
        guard case .cancel(let run)? = first.inverse else {
            Issue.record("no undo")
            return
        }
        #expect(try await world.row(run)?.subject == "bob")
        for (name, input) in [("nobody", "{}"), ("greet", "[1]"), ("greet", "{")] {
            #expect(
                await !world.operate(.start(workflow: name, input: input, id: nil)).isDone,
                "\(name) \(input)"
            )
        }
    }

    @Test func `fills a start of the past once, says before what it would do, and takes it back`()
        async throws
    {
        let world = try await world()
        let fill = Control.Action.backfill(workflow: "nightly", at: due)
        #expect(await world.engine.preview(fill).effects == ["would start 2, 0 started before"])
        let first = await world.operate(fill)
        #expect(first.result == .done("started 2, 0 started before"))
        #expect(await world.engine.preview(fill).effects == ["would start 0, 2 started before"])
        #expect(await world.operate(fill).result == .done("started 0, 2 started before"))

        let undo = try #require(first.inverse)
        #expect(await world.operate(undo).result == .done("cancelled 2 of 2"))
        #expect(await world.operate(undo).result == .done("cancelled 0 of 2"))
        let rows = try await world.journal.runs(newest(10)).rows
        #expect(rows.map(\.state) == [.cancelled, .cancelled])
    }

    @Test(arguments: [("greet", 7_200_000), ("nightly", 7_200_001), ("nightly", 93_600_000)])
    func `is refused a start that its schedule does not have, or not yet`(
        name: String,
        milliseconds: Int64
    ) async throws {
        let world = try await world()
        let due = Instant(milliseconds: milliseconds)
        let fill = Control.Action.backfill(workflow: name, at: due)
        #expect(await world.engine.preview(fill).refusal != nil)
        #expect(await !world.operate(fill).isDone)
        #expect(try await world.journal.runs(newest(10)).rows.isEmpty)
    }

    @Test func `is a note that stands in the audit, beside its object, and after a restart`()
        async throws
    {
        let world = try await world()
        let subject = NoteSubject(.workflow, "greet")
        let receipt = await world.operate(.note(on: subject))
        #expect(receipt.result == .done("a test") && receipt.inverse == nil)
        #expect(world.board.newest.notes.map(\.subject) == [subject])
        let seen = world.board.newest.workflows.first { $0.name == "greet" }?.versionSeen
        #expect(seen == 1, "a note makes nobody's view stale")
        for subject in [
            NoteSubject(.run, "9-9"), NoteSubject(.workflow, "nobody"), NoteSubject(.model, "x"),
            NoteSubject(.route, ""), NoteSubject(.source, "x"), NoteSubject(.alert, "x/y"),
        ] {
            #expect(await !world.operate(.note(on: subject)).isDone, "\(subject.words)")
            #expect(NoteSubject(words: subject.words) == subject)
        }
        try await world.crash(reopened: .seconds(60))
        let note = try #require(world.board.newest.notes.first)
        #expect(note.text == "a test" && note.by == "dana" && note.subject == subject)
    }

    @Test func `comes from the dead-letter list too, with who and why in the audit`() async throws {
        let world = try await world()
        _ = await world.engine.submit(Array("{".utf8))
        let letter = try #require(try await world.journal.newestDeadLetters(limit: 1).first)

        let receipt = await world.operate(.replay(letter: letter.number))
        guard case .refused(let why) = receipt.result else {
            Issue.record("\(receipt)")
            return
        }
        #expect(why.contains("refused again: not_json"))
        #expect(await !world.operate(.replay(letter: 99)).isDone)
        let entries = try await world.journal.audit(limit: 5)
        let entry = try #require(entries.first { $0.object.hasSuffix("\(letter.number)") })
        #expect(entry.action == "replay" && entry.object == "dead letter \(letter.number)")
        #expect(entry.actor == "dana" && entry.reason == "a test" && entry.result == "refused")
    }
}
