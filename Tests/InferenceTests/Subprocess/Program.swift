import Foundation
import Inference
import Orchestration
import Testing

/// Programs that stand behind models in these tests.
enum Program {
    /// The folder of these tests.
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path

    /// Whether the tests with Python can run.
    static let hasPython = ["/usr/bin/python3", "/usr/local/bin/python3", "/bin/python3"]
        .contains { FileManager.default.isExecutableFile(atPath: $0) }

    /// Answers every line with a probability, by a shell's own means.
    static let shell = [
        "sh", "-c",
        #"while read -r line; do id=${line#*\"id\":}; printf '{"id":%s,"output":{"probability":0.5}}\n' "${id%%,*}"; done"#,
    ]

    /// The processes of a model; `command` nil for `model.py`.
    static func crew(
        _ command: [String]? = nil,
        processes: Int = 1,
        lineBytesMax: Int = 1_048_576,
        environment: [String] = [],
        answer: [String: Orchestration.Expression] = [:],
        log: ChildLog = ChildLog(),
        clock: any Clock<Duration> = ContinuousClock()
    ) -> Crew {
        let model = ChildModel(
            command: command ?? ["python3", "model.py"],
            environment: environment,
            folder: "Subprocess",
            processes: processes,
            lineBytesMax: lineBytesMax,
            answer: answer
        )
        let root = URL(fileURLWithPath: folder).deletingLastPathComponent().path
        var known = ProcessInfo.processInfo.environment
        known["PODIUM_TEST_SHOWN"] = "1"
        known["PODIUM_TEST_SECRET"] = "1"
        return Crew("churn", model, root: root, environment: known, log: log, clock: clock)
    }

    /// Whether a process runs: one that has ended and that nobody has reaped does not.
    static func lives(_ pid: pid_t) -> Bool {
        guard let text = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
            let name = text.lastIndex(of: ")")
        else { return false }
        return !text[name...].dropFirst(2).hasPrefix("Z")
    }

    /// Clocks that never run out in a test that does not mean them to.
    static var patient: ModelCard.Clocks {
        var clocks = ModelCard.Clocks()
        clocks.connect = .seconds(3600)
        clocks.firstToken = .seconds(3600)
        clocks.total = .seconds(3600)
        return clocks
    }
}

extension Crew {
    /// What a process answers, with patience.
    func output(_ input: Value, clocks: ModelCard.Clocks = Program.patient) async throws(Failure)
        -> Value
    {
        try await ask(input, clocks: clocks).reply.output
    }

    /// How a call fails; nil where it does not.
    func failure(_ input: Value, clocks: ModelCard.Clocks = Program.patient) async -> Failure? {
        do throws(Failure) {
            _ = try await ask(input, clocks: clocks)
            return nil
        } catch {
            return error
        }
    }
}
