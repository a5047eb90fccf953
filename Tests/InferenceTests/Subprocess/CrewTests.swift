import Foundation
import Glibc
import Inference
import Orchestration
import Synchronization
import Testing

@Suite struct `A model that is a shell script` {
    @Test func `answers lines with lines`() async throws {
        let crew = Program.crew(Program.shell)
        for _ in 1...3 { #expect(try await crew.output([:]) == ["probability": 0.5]) }
        await crew.end()
    }

    @Test func `tells its progress before it answers, and is told where it left off`() async throws
    {
        let script = #"""
            read -r line; id=${line#*\"id\":}; id=${id%%,*}
            case $line in *'"progress":{"done":4}'*) left=true;; *) left=false;; esac
            printf '{"id":%s,"progress":{"done":5}}\n{"id":%s,"progress":null}\n' $id $id
            printf '{"id":%s,"output":{"left":%s}}\n' $id $left
            """#
        let crew = Program.crew(["sh", "-c", script])
        let heard = Heard()
        let (reply, _) = try await crew.ask(
            [:],
            clocks: Program.patient,
            since: ["done": 4],
            hearer: { progress in heard.words.withLock { $0.append(progress) } }
        )
        #expect(reply.output == ["left": true])
        #expect(heard.words.withLock { $0 } == [["done": 5], .null])
        await crew.end()
    }

    @Test func `has all the time there is for its answer once it has given a sign of itself`()
        async throws
    {
        let script = #"""
            read -r a; a=${a#*\"id\":}; a=${a%%,*}; printf '{"id":%s,"progress":1}\n' $a
            read -r b; b=${b#*\"id\":}; b=${b%%,*}
            printf '{"id":%s,"output":{"n":1}}\n{"id":%s,"output":{"n":2}}\n' $a $b
            """#
        let clock = ManualClock()
        let crew = Program.crew(["sh", "-c", script], clock: clock)
        var clocks = Program.patient
        clocks.firstToken = .seconds(5)
        let (signs, heard) = AsyncStream.makeStream(of: Value.self)
        let asked = clocks
        async let first = crew.ask([:], clocks: asked, hearer: { heard.yield($0) })
        for await _ in signs { break }

        clock.advance(by: .seconds(6))

        #expect(try await crew.output([:]) == ["n": 2])
        #expect(try await first.reply.output == ["n": 1])
        await crew.end()
    }

    @Test func `is shared by many calls at once`() async throws {
        let crew = Program.crew(Program.shell, processes: 3)
        let answers = await withTaskGroup(of: Bool.self) { group in
            for _ in 1...100 {
                group.addTask { (try? await crew.output([:])) == ["probability": 0.5] }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(answers == 100)
        await crew.end()
    }

    @Test func `that is not there cannot be started, and says so`() async throws {
        let crew = Program.crew(["no-such-program-of-podium"])
        let failure = try #require(await crew.failure([:]))
        #expect(failure.kind == .connect)
        #expect(failure.message.contains("cannot be started"))
    }

    @Test func `whose folder is not there cannot be started`() async throws {
        let model = ChildModel(command: ["true"], folder: "nowhere")
        let crew = Crew("m", model, root: "/nonexistent", environment: [:], log: ChildLog())
        let failure = try #require(await crew.failure([:]))
        #expect(failure.kind == .connect)
        #expect(failure.message.contains("/nonexistent/nowhere"))
    }

    @Test func `that ends at once rests between its deaths, and who cannot wait is told`()
        async throws
    {
        // The clock stands still, so no rest ends.
        let crew = Program.crew(["sh", "-c", "echo no paper >&2; exit 3"], clock: ManualClock())
        var hasty = Program.patient
        hasty.connect = .milliseconds(1)
        let first = try #require(await crew.failure([:], clocks: hasty))
        #expect(first.kind == .connect)
        #expect(first.message.contains("ended with 3") && first.message.contains("no paper"))
        let second = try #require(await crew.failure([:], clocks: hasty))
        #expect(second.kind == .connect && second.retryAfter != nil)
        #expect(second.message.contains("No process of churn runs"))
    }

    @Test func `that takes nothing in after its end refuses new calls`() async throws {
        let crew = Program.crew(Program.shell)
        _ = try await crew.output([:])
        await crew.end()
        #expect(await crew.failure([:])?.kind == .cancelled)
    }

    @Test func `gives the fields that its card makes of its outputs`() async throws {
        let half = try Orchestration.Expression(parsing: "outputs.probability / 2.0")
        let crew = Program.crew(Program.shell, answer: ["half": half])
        #expect(try await crew.output([:]) == ["half": 0.25])
        await crew.end()
    }
}

@Suite(.enabled(if: Program.hasPython, "python3 is not installed"))
struct `A model that is a Python program` {
    @Test func `is asked in its own words`() async throws {
        let crew = Program.crew()
        let output = try await crew.output(["recency": 3.5])
        #expect(output["given"] == ["recency": 3.5])
        #expect(output["model"] == "churn")
        await crew.end()
    }

    @Test func `may answer in any order`() async throws {
        let crew = Program.crew()
        async let first = crew.output(["act": "hold", "name": "first"])
        async let second = crew.output(["act": "hold", "name": "second"])
        async let third = crew.output(["act": "hold", "name": "third"])
        // Until it has taken all three in, some of them may come after their release.
        let waker = Task {
            while !Task.isCancelled { _ = try? await crew.output(["act": "release"]) }
        }
        let names = try await [first["name"], second["name"], third["name"]]
        waker.cancel()
        #expect(names == ["first", "second", "third"])
        await crew.end()
    }

    @Test func `that is killed in mid-call fails that call, and another takes its place`()
        async throws
    {
        let crew = Program.crew()
        let before = try await crew.output(["act": "pid"])["pid"]
        let failure = try #require(await crew.failure(["act": "die"]))
        #expect(failure.kind == .connect)
        #expect(failure.message.contains("killed by signal 9"))
        #expect(failure.message.contains("out of paper"))
        let after = try await crew.output(["act": "pid"])["pid"]
        #expect(before != nil && after != nil && before != after)
        await crew.end()
    }

    @Test func `that says a few other things first is heard, and they are kept`() async throws {
        let log = ChildLog()
        let crew = Program.crew(log: log)
        #expect(try await crew.output(["act": "babble", "lines": 5]) == ["babbled": true])
        #expect(log.tail.count == 5 && log.tail.first == "la la 0")
        await crew.end()
    }

    @Test func `that babbles is ended`() async throws {
        let crew = Program.crew()
        let failure = try #require(await crew.failure(["act": "babble", "lines": 1000]))
        #expect(failure.kind == .badOutput)
        #expect(failure.message.contains("answered no request"))
        #expect(try await crew.output(["act": "pid"])["pid"] != nil)
        await crew.end()
    }

    @Test func `that never answers is ended by the clock of its first answer`() async throws {
        let clock = ManualClock()
        let crew = Program.crew(clock: clock)
        async let failure = crew.failure(["act": "hang"])
        await clock.someoneSleeps()
        clock.advance(by: Program.patient.firstToken)
        let heard = try #require(await failure)
        #expect(heard.kind == .timeout)
        #expect(heard.message.contains("first token clock"))
        await crew.end()
    }

    @Test func `that stops answering is ended by the clock of the whole, and replaced`()
        async throws
    {
        let crew = Program.crew()
        let before = try await crew.output(["act": "pid"])["pid"]
        var hasty = Program.patient
        hasty.total = .milliseconds(20)
        let failure = try #require(await crew.failure(["act": "hang"], clocks: hasty))
        #expect(failure.kind == .timeout && failure.message.contains("total clock"))
        let after = try await crew.output(["act": "pid"])["pid"]
        #expect(before != nil && after != nil && before != after)
        await crew.end()
    }

    @Test func `that writes a line of 10 MB is ended where the line may be shorter`() async throws {
        let crew = Program.crew()
        let failure = try #require(await crew.failure(["act": "long", "bytes": 10_000_000]))
        #expect(failure.kind == .badOutput)
        #expect(failure.message.contains("more than 1048576 bytes"))
        await crew.end()
    }

    @Test func `may send and take lines of 10 MB where its card allows them`() async throws {
        let crew = Program.crew(lineBytesMax: 16_777_216)
        let text = try await crew.output(["act": "long", "bytes": 10_000_000])["text"]?.text
        #expect(text?.utf8.count == 10_000_000)
        let given: Value = [
            "act": "count", "text": .string(String(repeating: "y", count: 10_000_000)),
        ]
        #expect(try await crew.output(given) == ["bytes": 10_000_000])
        await crew.end()
    }

    @Test func `is not sent a line that is longer than allowed`() async throws {
        let crew = Program.crew()
        let given: Value = ["text": .string(String(repeating: "y", count: 2_000_000))]
        #expect(await crew.failure(given)?.kind == .badInput)
    }

    @Test func `sees the environment its card names, and no other`() async throws {
        let crew = Program.crew(environment: ["PODIUM_TEST_SHOWN"])
        let output = try await crew.output(["act": "environment"])
        let names = try #require(texts(output["names"]))
        #expect(names.contains("PODIUM_TEST_SHOWN"))
        #expect(!names.contains("PODIUM_TEST_SECRET"))
        #expect(output["folder"]?.text?.hasSuffix("/Subprocess") == true)
        await crew.end()
    }

    @Test(arguments: [
        ("rate_limited", FailureKind.rateLimited), ("overloaded", .overloaded), ("auth", .auth),
        ("context_too_long", .contextTooLong), ("content_policy", .contentPolicy),
        ("bad_input", .badInput), ("connect", .badOutput), ("cancelled", .badOutput),
        ("tired", .badOutput),
    ])
    func `names its failures by their kinds, and no others`(word: String, kind: FailureKind)
        async throws
    {
        let crew = Program.crew()
        let failure = try #require(await crew.failure(["act": "refuse", "kind": .string(word)]))
        #expect(failure.kind == kind)
        if kind == .rateLimited { #expect(failure.retryAfter == .milliseconds(1500)) }
        await crew.end()
    }

    @Test func `answers on where a caller has left`() async throws {
        let crew = Program.crew()
        let before = try await crew.output(["act": "pid"])["pid"]
        let left = Task { await crew.failure(["act": "hold"]) }
        left.cancel()
        #expect(await left.value?.kind == .cancelled)
        _ = try await crew.output(["act": "release"])
        #expect(try await crew.output(["act": "pid"])["pid"] == before)
        await crew.end()
    }

    @Test func `is ended with all it has started`() async throws {
        let crew = Program.crew()
        let family = try await crew.output(["act": "family"])
        let pids = try ["pid", "child"].map { name in
            try #require(family[name]?.whole.flatMap { pid_t(exactly: $0) })
        }
        #expect(pids.allSatisfy(Program.lives))
        await crew.end()
        // The thread of the process does it, whenever it comes to it.
        let patience = ContinuousClock.now.advanced(by: .seconds(30))
        while pids.contains(where: Program.lives), ContinuousClock.now < patience {
            try await Task.sleep(for: .milliseconds(5))
        }
        #expect(!pids.contains(where: Program.lives))
    }
}

/// The texts of a list.
private func texts(_ value: Value?) -> [String]? {
    guard case .list(let elements)? = value else { return nil }
    return elements.compactMap(\.text)
}

/// What was heard, in order.
private final class Heard: Sendable {
    let words = Mutex<[Value]>([])
}
