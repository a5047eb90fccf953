internal import Foundation
internal import Screen
internal import Synchronization
internal import Terminal

/// A program on a pseudo-terminal that answers as a terminal does; what it writes is noted with its
/// time.
final class TerminalProgram: Sendable {
    /// Something that was written at once: bytes with no pause of `pause` between them.
    struct Burst: Sendable {
        let begun: ContinuousClock.Instant
        var ended: ContinuousClock.Instant
        var bytes: Int
        /// Where the last placement of the cursor put it: the row.
        var row: Int?
    }

    private struct State: Sendable {
        var bursts: [Burst] = []
        var text: [UInt8] = []
        var isOver = false
    }

    /// Bytes so far apart are of different frames.
    private static let pause = Duration.milliseconds(4)

    let process: pid_t
    let started = ContinuousClock.now
    private let terminal: PseudoTerminal
    private let state = Mutex(State())

    /// Starts it; nil where there is no such program, or no terminal.
    init?(_ program: String, _ arguments: [String], size: Size, environment: [String: String]) {
        guard let terminal = try? PseudoTerminal(size), let path = terminal.path,
            let process = Self.spawn(program, arguments, on: path, environment)
        else { return nil }
        self.terminal = terminal
        self.process = process
        Thread.detachNewThread { [weak self, terminal] in
            while let bytes = terminal.next(within: 200) {
                guard let self, !self.state.withLock({ $0.isOver }) else { return }
                if !bytes.isEmpty { self.note(bytes) }
            }
        }
    }

    /// glibc's `POSIX_SPAWN_SETSID`, which its header keeps from C that does not ask for GNU.
    private static let newSession: Int16 = 0x80

    private static func spawn(
        _ program: String,
        _ arguments: [String],
        on path: String,
        _ environment: [String: String]
    ) -> pid_t? {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for descriptor in Int32(0)...2 {
            posix_spawn_file_actions_addopen(&actions, descriptor, path, O_RDWR, 0)
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        // The leader of a session takes the first terminal it opens for its own.
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Self.newSession)
        let words = ([program] + arguments).map { strdup($0) } + [nil]
        let names = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in words + names { free(text) } }
        var child: pid_t = 0
        guard posix_spawn(&child, program, &actions, &attributes, words, names) == 0 else {
            return nil
        }
        return child
    }

    private func note(_ bytes: [UInt8]) {
        let now = ContinuousClock.now
        answer(bytes)
        state.withLock { state in
            if state.text.count < 200_000 { state.text += bytes }
            let row = Self.lastRow(in: bytes)
            if let last = state.bursts.last, now - last.ended < Self.pause {
                state.bursts[state.bursts.count - 1].bytes += bytes.count
                state.bursts[state.bursts.count - 1].ended = now
                if let row { state.bursts[state.bursts.count - 1].row = row }
            } else {
                state.bursts.append(Burst(begun: now, ended: now, bytes: bytes.count, row: row))
            }
        }
    }

    /// What a terminal of today says when it is asked what it is.
    private func answer(_ bytes: [UInt8]) {
        guard bytes.contains(UInt8(ascii: "c")) else { return }
        let text = String(decoding: bytes, as: UTF8.self)
        if text.contains("\u{1B}[?2026$p") { terminal.type("\u{1B}[?2026;2$y") }
        if text.contains("\u{1B}[c") { terminal.type("\u{1B}[?62;22c") }
    }

    /// The row of the last `ESC [ row ; column H`.
    private static func lastRow(in bytes: [UInt8]) -> Int? {
        guard let end = bytes.lastIndex(of: UInt8(ascii: "H")),
            let start = bytes[..<end].lastIndex(of: UInt8(ascii: "["))
        else { return nil }
        let digits = bytes[(start + 1)..<end].prefix { $0 != UInt8(ascii: ";") }
        return Int(String(decoding: digits, as: UTF8.self))
    }

    /// Types a text.
    func type(_ text: String) { terminal.type(text) }

    /// Everything it has drawn from a moment on.
    func bursts(since moment: ContinuousClock.Instant) -> [Burst] {
        state.withLock { state in state.bursts.filter { $0.begun >= moment } }
    }

    /// Everything whose end is not before a moment.
    func bursts(endedSince moment: ContinuousClock.Instant) -> [Burst] {
        state.withLock { state in
            // Newest last, and few of them: the search goes from the end.
            Array(state.bursts.reversed().prefix { $0.ended >= moment }.reversed())
        }
    }

    /// When it had first drawn a text; nil where it did not in that time.
    func drawn(_ text: String, within limit: Duration) async -> Duration? {
        let deadline = ContinuousClock.now + limit
        let wanted = Array(text.utf8)
        while ContinuousClock.now < deadline {
            let found = state.withLock { state in
                state.text.firstRange(of: wanted) == nil ? nil : state.bursts.last?.ended
            }
            if let found { return started.duration(to: found) }
            try? await Task.sleep(for: .milliseconds(1))
        }
        return nil
    }

    /// The row that the cursor rests in.
    var row: Int? { state.withLock { $0.bursts.last { $0.row != nil }?.row } }

    /// Ends it, and waits for that.
    func end() {
        state.withLock { $0.isOver = true }
        kill(process, SIGTERM)
        var status: Int32 = 0
        for _ in 0..<200 {
            if waitpid(process, &status, WNOHANG) == process { return }
            usleep(10_000)
        }
        kill(process, SIGKILL)
        waitpid(process, &status, 0)
    }
}

extension TerminalProgram {
    /// Processor time of all its threads so far.
    var processorTime: Duration {
        let folder = "/proc/\(process)/task"
        let threads = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let nanoseconds = threads.reduce(Int64(0)) { sum, thread in
            let text = try? String(contentsOfFile: "\(folder)/\(thread)/schedstat", encoding: .utf8)
            let first = text?.split(separator: " ").first.flatMap { Int64($0) }
            return sum + (first ?? 0)
        }
        return .nanoseconds(nanoseconds)
    }

    /// Bytes it has in memory; of those, the part that no other process shares is `own`.
    var memory: (resident: Int, own: Int) {
        let text = try? String(contentsOfFile: "/proc/\(process)/statm", encoding: .utf8)
        let pages = text?.split(separator: " ").compactMap { Int($0) } ?? []
        guard pages.count > 2 else { return (0, 0) }
        let size = Int(sysconf(Int32(_SC_PAGESIZE)))
        return (pages[1] * size, (pages[1] - pages[2]) * size)
    }
}
