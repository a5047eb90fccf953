import Foundation
import Journal
import Orchestration
import Synchronization

/// The disk of a simulated machine: it fills up, refuses, dawdles, and loses power.
///
/// The files are real, and so is SQLite. What is torn is what a disk may tear: the pages of the
/// commit under way, never of one that was answered for.
final class SimulatedDisk: DiskGate {
    /// What becomes of the machine at one of the next commits.
    enum Accident: CaseIterable {
        /// It dies before anything of the commit is written.
        case before
        /// It dies while the commit is written.
        case torn
        /// It dies when the commit is durable, before anybody is told.
        case after
    }

    /// The files as the next process finds them.
    struct Image: Sendable {
        var file: Data
        var log: Data
    }

    private struct State {
        var random: SplitMix
        var isCalm = false
        var isFull = false
        var accident: (kind: Accident, commits: Int)?
        var before: Image?
        /// The files at the moment of the accident; nil while the machine is up.
        var wreck: Image?
        var held: [UnsafeContinuation<Void, Never>] = []
    }

    let path: String
    private let state: Mutex<State>

    init(path: String, seed: UInt64) {
        self.path = path
        state = Mutex(State(random: SplitMix(seed: seed)))
    }

    /// The files at the moment of an accident that has happened.
    var wreck: Image? { state.withLock { $0.wreck } }

    /// Lets an accident happen at one of the next commits.
    func plan(_ accident: Accident, within commits: Int) {
        state.withLock { $0.accident = (accident, commits) }
    }

    /// Whether there is room.
    func fill(_ isFull: Bool) { state.withLock { $0.isFull = isFull && !$0.isCalm } }

    /// From now on nothing goes wrong.
    func calm() {
        state.withLock { state in
            state.isCalm = true
            state.isFull = false
            state.accident = nil
        }
        goOn()
    }

    /// Whatever dawdles goes on.
    func goOn() {
        let held = state.withLock { state in
            defer { state.held = [] }
            return state.held
        }
        for continuation in held { continuation.resume() }
    }

    /// The files as they are.
    func image() -> Image {
        func bytes(_ path: String) -> Data { FileManager.default.contents(atPath: path) ?? Data() }
        return Image(file: bytes(path), log: bytes(path + "-wal"))
    }
}

extension SimulatedDisk {
    nonisolated(nonsending) func willCommit() async throws(JournalError) {
        if luck() < 0.1 { await dawdle() }
        if let error = trouble() { throw error }
        guard let kind = nextAccident() else { return }
        if kind == .before { await die(with: image()) }
        let image = image()
        state.withLock { $0.before = image }
    }

    nonisolated(nonsending) func didCommit() async {
        let accident = state.withLock { $0.accident }
        if let accident, accident.commits == 0 {
            await die(with: accident.kind == .torn ? torn() : image())
        }
        if luck() < 0.1 { await dawdle() }
    }

    func willRead() async throws(JournalError) {
        if luck() < 0.005 { throw .sqlite(path: path, code: 10, message: "disk I/O error") }
    }

    private func luck() -> Double { state.withLock { $0.isCalm ? 1 : $0.random.unit() } }

    private func trouble() -> JournalError? {
        state.withLock { state in
            if state.isFull { return .diskFull(path: path) }
            guard !state.isCalm, state.random.unit() < 0.05 else { return nil }
            return .sqlite(path: path, code: 778, message: "disk I/O error")
        }
    }

    /// Counts down to the accident; what it is, when it is due.
    private func nextAccident() -> Accident? {
        state.withLock { state in
            guard let (kind, commits) = state.accident else { return nil }
            state.accident = (kind, commits - 1)
            return commits <= 1 ? kind : nil
        }
    }

    private nonisolated(nonsending) func dawdle() async {
        await withUnsafeContinuation { continuation in
            let goesOn = state.withLock { state in
                if !state.isCalm { state.held.append(continuation) }
                return state.isCalm
            }
            if goesOn { continuation.resume() }
        }
    }

    /// Nothing of this process happens after this.
    private nonisolated(nonsending) func die(with image: Image) async {
        state.withLock { $0.wreck = image }
        await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
    }

    /// The files after a power cut in the midst of the commit that has just been written: either
    /// part of the log is missing or junk, or the log is whole and part of the file is not.
    private func torn() -> Image {
        let after = image()
        guard let before = state.withLock({ $0.before }) else { return after }
        var random = state.withLock { $0.random }
        if before.file != after.file {
            return Image(file: mixed(before.file, after.file, &random), log: after.log)
        }
        return Image(file: before.file, log: cut(before.log, after.log, &random))
    }

    /// Each page as it was or as it is.
    private func mixed(_ before: Data, _ after: Data, _ random: inout SplitMix) -> Data {
        var mixed = after
        let size = 4096
        for start in stride(from: 0, to: min(before.count, after.count), by: size) {
            let page = start..<min(start + size, before.count, after.count)
            if Bool.random(using: &random) { mixed.replaceSubrange(page, with: before[page]) }
        }
        return mixed
    }

    /// The log as it is up to some byte of what was written last, then as it was, or junk.
    private func cut(_ before: Data, _ after: Data, _ random: inout SplitMix) -> Data {
        let shared = zip(before, after).prefix { $0 == $1 }.count
        guard shared < after.count else { return after }
        let place = Int.random(in: shared..<after.count, using: &random)
        guard Bool.random(using: &random) else {
            return after.prefix(place)
                + (before.count > place ? before.suffix(from: place) : Data())
        }
        var junk = after
        for index in place..<min(after.count, place + 5000) {
            junk[index] = UInt8.random(in: 0...255, using: &random)
        }
        return junk
    }
}
