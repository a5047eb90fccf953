internal import CChild
internal import Glibc
internal import Orchestration
internal import Synchronization

/// One process of a model, and the calls that wait for its answers.
///
/// 1. A thread of its own starts it, writes, reads and reaps: nothing here holds a thread of the
///    pool, and what a process says is taken in no faster than it can be dealt with.
/// 2. A call ends exactly once: by its line, by a caller who leaves, or by the process's end.
/// 3. After the end nothing is asked any more: who comes later hears why it ended.
final class Child: Sendable {
    typealias Answered = Result<ChildReply, Failure>

    /// How a process ended.
    struct Ending: Hashable, Sendable {
        let failure: Failure
        let at: Duration
    }

    /// Hears of a call's progress, on the process's own thread.
    typealias Hearer = @Sendable (Value) -> Void

    fileprivate struct State {
        var waiting: [Int64: CheckedContinuation<Answered, Never>] = [:]
        var hearers: [Int64: Hearer] = [:]
        /// Asked and left by their callers: what comes for them is no stray line.
        var left: Set<Int64> = []
        var outgoing: [UInt8] = []
        var answers = 0
        var signs = 0
        var strays = 0
        /// Why it is to end, and since when.
        var order: Ending?
        var ending: Ending?
    }

    private let state = Mutex(State())
    private let program: ChildProgram
    private let name: String
    private let lineBytesMax: Int
    private let log: ChildLog
    private let watch: Stopwatch
    private let bell: Int32

    /// Calls that may be under way at once; more would only wait inside the process.
    static let callsMax = 256
    /// Lines in a row that answer nothing, after which it is taken to babble.
    static let straysMax = 64

    /// Starts a thread that starts the process.
    init(_ program: ChildProgram, of model: ChildModel, log: ChildLog, watch: Stopwatch) {
        self.program = program
        name = model.program
        lineBytesMax = model.lineBytesMax
        self.log = log
        self.watch = watch
        bell = podium_child_bell()
        var thread = pthread_t()
        // The thread keeps this alive until the process is reaped.
        let context = Unmanaged.passRetained(self).toOpaque()
        let code = pthread_create(&thread, nil, Self.run, context)
        if code == 0 {
            pthread_detach(thread)
        } else {
            Unmanaged<Child>.fromOpaque(context).release()
            close(Failure(.connect, "There is no thread left for a process."))
        }
    }

    deinit { Glibc.close(bell) }

    private static let run: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? =
        { context in
            guard let context else { return nil }
            Unmanaged<Child>.fromOpaque(context).takeRetainedValue().live()
            return nil
        }

    /// How it ended, or why it is about to: nil while it may be asked.
    var ending: Ending? { state.withLock { $0.ending ?? $0.order } }

    /// Calls it has not answered.
    var load: Int { state.withLock { $0.waiting.count + $0.left.count } }

    /// Answers it has given.
    var answers: Int { state.withLock { $0.answers } }

    /// Answers it has given, and words of progress.
    var signs: Int { state.withLock { $0.answers + $0.signs } }

    /// Sends a line and waits for what is answered to `id`; a caller who is cancelled has left.
    ///
    /// The hearer is told of the call's progress, in order, until it is answered.
    func ask(_ line: [UInt8], as id: Int64, _ hearer: Hearer? = nil) async -> Answered {
        await withTaskCancellationHandler {
            await withCheckedContinuation { caller in
                let refusal = state.withLock { $0.refusal() ?? $0.enter(caller, line, id, hearer) }
                if let refusal { caller.resume(returning: .failure(refusal)) } else { ring() }
            }
        } onCancel: {
            state.withLock { $0.leave(id) }?.resume(returning: .failure(Self.cancelled))
        }
    }

    /// Ends it, if nothing else does first.
    func end(because failure: Failure) {
        let order = Ending(failure: failure, at: watch.elapsed())
        state.withLock { $0.order = $0.order ?? order }
        ring()
    }

    private func ring() {
        var one: UInt64 = 1
        _ = write(bell, &one, 8)
    }

    /// Where a line goes; whoever has left is told nothing.
    fileprivate enum Delivery {
        case answer(Answered, CheckedContinuation<Answered, Never>?)
        case progress(Value, Hearer?)
        /// Nobody asked.
        case stray
    }

    fileprivate static let cancelled = Failure(.cancelled, "The call was cancelled.")
}

extension Child.State {
    /// Why nothing more is asked; nil where it may be.
    fileprivate func refusal() -> Failure? {
        if let ending { return ending.failure }
        if let order { return order.failure }
        guard waiting.count + left.count < Child.callsMax else {
            return Failure(
                .overloaded,
                "\(Child.callsMax) calls wait for one process; it takes no more."
            )
        }
        return nil
    }

    /// Notes a call; one that is cancelled already is not sent.
    fileprivate mutating func enter(
        _ caller: CheckedContinuation<Child.Answered, Never>,
        _ line: [UInt8],
        _ id: Int64,
        _ hearer: Child.Hearer?
    ) -> Failure? {
        // Whoever is cancelled after this look waits for the lock, and is found.
        guard !Task.isCancelled else { return Child.cancelled }
        waiting[id] = caller
        hearers[id] = hearer
        outgoing += line
        return nil
    }

    fileprivate mutating func leave(_ id: Int64) -> CheckedContinuation<Child.Answered, Never>? {
        guard let caller = waiting.removeValue(forKey: id) else { return nil }
        hearers[id] = nil
        left.insert(id)
        return caller
    }

    /// Whom a line is for.
    fileprivate mutating func take(_ id: Int64, _ word: ChildWire.Word) -> Child.Delivery {
        switch word {
        case .progress(let progress):
            guard waiting[id] != nil || left.contains(id) else { return .stray }
            signs += 1
            strays = 0
            return .progress(progress, hearers[id])
        case .answer(let answer):
            let caller = waiting.removeValue(forKey: id)
            hearers[id] = nil
            guard caller != nil || left.remove(id) != nil else { return .stray }
            answers += 1
            strays = 0
            return .answer(answer, caller)
        }
    }
}

extension Child {
    /// The thread: until the process has ended, or must.
    private func live() {
        var every = sigset_t()
        sigfillset(&every)
        // A process that ends while it is written to is no reason for us to end.
        pthread_sigmask(SIG_BLOCK, &every, nil)
        let child: podium_child
        do throws(Failure) { child = try program.start() } catch { return close(error) }
        var talk = ChildTalk(child, bell: bell, lineBytesMax: lineBytesMax)
        while talk.isOpen, order == nil {
            talk.send(takeOutgoing())
            talk.wait()
            for line in talk.words() { log.note(line) }
            for line in talk.lines() where order == nil { hear(line) }
            if talk.isOverfull { end(because: tooLong) }
        }
        for line in talk.lastWords() { log.note(line) }
        close(order, status: ChildProgram.end(child))
    }

    private var order: Failure? { state.withLock { $0.order?.failure } }

    private func takeOutgoing() -> [UInt8] {
        state.withLock { state in
            defer { state.outgoing = [] }
            return state.outgoing
        }
    }

    private var tooLong: Failure {
        Failure(
            .badOutput,
            "The process was ended: it wrote a line of more than \(lineBytesMax) bytes."
        )
    }

    private func hear(_ line: [UInt8]) {
        guard !line.isEmpty else { return }
        let said = ChildWire.word(in: line)
        switch said.map({ said in state.withLock { $0.take(said.id, said.word) } }) ?? .stray {
        case .answer(let answer, let caller): caller?.resume(returning: answer)
        case .progress(let progress, let hearer): hearer?(progress)
        case .stray: note(stray: line)
        }
    }

    private func note(stray line: [UInt8]) {
        log.note(line)
        let strays = state.withLock { state in
            state.strays += 1
            return state.strays
        }
        if strays > Self.straysMax {
            let sentence = "The process was ended: \(strays) lines in a row answered no request."
            end(because: Failure(.badOutput, sentence))
        }
    }

    private func close(_ order: Failure?, status: Int32) {
        let last = log.tail.last.map { "; it last said: \($0)" } ?? ""
        let isNew = answers == 0
        let what =
            isNew && ChildProgram.isMissing(status)
            ? "`\(readable(name))` cannot be started\(last)"
            : "The process \(ChildProgram.words(status)) before it answered\(last)"
        close(order ?? Failure(.connect, "\(what)."))
    }

    /// Tells everyone who waits, and all who come later.
    private func close(_ failure: Failure) {
        let ending = Ending(failure: failure, at: watch.elapsed())
        let callers = state.withLock { state in
            defer { (state.waiting, state.hearers) = ([:], [:]) }
            state.ending = ending
            return state.waiting.values.map(\.self)
        }
        for caller in callers { caller.resume(returning: .failure(failure)) }
    }
}
