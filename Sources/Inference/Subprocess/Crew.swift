package import Orchestration

/// The processes of one model: started when first asked, asked by turns, started again when they
/// die.
///
/// ```
///  vacant ── asked, rest over ──▶ manned ── process ends ──▶ vacant, rests
/// ```
/// Three of the call's clocks count: `connect` while every process rests, `first_token` until the
/// first sign of a process that was just started (it may have to load something), `total` for
/// every answer after that.
package actor Crew {
    fileprivate enum Post {
        case vacant(until: Duration, deaths: Int, why: Failure?)
        case manned(Child, since: Duration, deaths: Int)
    }

    private let name: String
    private let model: ChildModel
    private let program: ChildProgram
    private let log: ChildLog
    private let watch: Stopwatch
    private var posts: [Post]
    private var number: Int64 = 0
    private var isClosed = false

    /// The rest after the first death; it doubles with each further one.
    static let restMin = Duration.milliseconds(250)
    /// The longest rest; a process that lived longer died for the first time.
    static let restMax = Duration.seconds(10)

    /// - Parameters:
    ///   - name: The model's name in the project, which every request carries.
    ///   - model: What is started.
    ///   - root: The project's folder.
    ///   - environment: Where the variables are looked up that the model may see.
    ///   - log: Keeps what the processes say beside their answers.
    ///   - clock: For clocks and rests.
    package init(
        _ name: String,
        _ model: ChildModel,
        root: String,
        environment: [String: String],
        log: ChildLog,
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.name = name
        self.model = model
        self.log = log
        program = ChildProgram(model, root: root, environment: environment)
        watch = Stopwatch(clock)
        let vacant = Post.vacant(until: .zero, deaths: 0, why: nil)
        posts = Array(repeating: vacant, count: max(1, model.processes))
    }

    /// Asks one process about an input.
    ///
    /// It is told `progress`, what was last heard of an earlier delivery of the same call; the
    /// hearer is told of its own.
    /// - Returns: The model's answer map, what the process said with it, and how long it took.
    /// - Throws: `connect` where no process lives, `timeout` naming the clock, `bad_output`,
    ///   `overloaded`, `cancelled`, and what the process itself names.
    package func ask(
        _ input: Value,
        clocks: ModelCard.Clocks,
        trace: TraceContext? = nil,
        since progress: Value? = nil,
        hearer: (@Sendable (Value) -> Void)? = nil
    ) async throws(Failure) -> (reply: ChildReply, took: Duration) {
        let begun = watch.elapsed()
        number += 1
        let id = number
        let line = ChildWire.request(id, of: name, input, trace, progress: progress)
        guard line.count <= model.lineBytesMax else {
            throw Failure(
                .badInput,
                "The request has \(line.count) bytes; a line may have \(model.lineBytesMax)."
            )
        }
        let child = try await child(within: clocks.connect)
        let call = Call(line: line, id: id, hearer: hearer)
        var reply = try await race(child, call, clocks).get()
        reply.output = try model.answer.fields(from: reply.output)
        return (reply, watch.elapsed() - begun)
    }

    /// Ends all processes and refuses new calls; a second call does nothing.
    package func end() {
        isClosed = true
        for case .manned(let child, _, _) in posts { child.end(because: Self.closed) }
    }

    private static let closed = Failure(.cancelled, "Model calls are shut down.")
}

extension Crew {
    /// Waits for an answer or the clock, whichever is first.
    ///
    /// A process that has answered nobody since it was asked does not answer the next one either:
    /// it is ended, and another takes its place.
    private func race(
        _ child: Child,
        _ call: Call,
        _ clocks: ModelCard.Clocks
    ) async -> Child.Answered {
        let (watch, before, begun) = (watch, child.answers, watch.elapsed())
        let isNew = child.signs == 0
        return await withTaskGroup(of: Child.Answered?.self) { group in
            group.addTask { await child.ask(call.line, as: call.id, call.hearer) }
            group.addTask {
                var late = Self.late(.firstToken, clocks.firstToken)
                if isNew {
                    let due = begun + clocks.firstToken
                    guard (try? await watch.reach(due)) != nil else { return nil }
                }
                if !isNew || child.signs > 0 {
                    late = Self.late(.total, clocks.total)
                    let due = begun + clocks.total
                    guard (try? await watch.reach(due)) != nil else { return nil }
                }
                if child.answers == before {
                    child.end(because: Failure(.timeout, "The process was ended. \(late.message)"))
                }
                return .failure(late)
            }
            defer { group.cancelAll() }
            for await outcome in group {
                if let outcome { return outcome }
            }
            return .failure(Failure(.cancelled, "The call was cancelled."))
        }
    }

    private static func late(_ clock: CallClocks.Clock, _ limit: Duration) -> Failure {
        Failure(
            .timeout,
            "No answer of the process within \(limit) (\(clock.rawValue) clock)."
        )
    }

    /// One question on its way.
    private struct Call {
        let line: [UInt8]
        let id: Int64
        let hearer: Child.Hearer?
    }

    /// A process to ask: an idle one, else a new one, else the one with the least to do.
    private func child(within patience: Duration) async throws(Failure) -> Child {
        let due = watch.elapsed() + patience
        while true {
            guard !isClosed else { throw Self.closed }
            bury()
            let manned = posts.compactMap(\.child).min { $0.load < $1.load }
            if let manned, manned.load == 0 { return manned }
            let now = watch.elapsed()
            if let place = posts.firstIndex(where: { $0.isFree(at: now) }) { return man(place) }
            if let manned { return manned }
            try await rest(until: due, now)
        }
    }

    /// Waits for the first rest to end, where that is in time.
    private func rest(until due: Duration, _ now: Duration) async throws(Failure) {
        let rests = posts.compactMap(\.rest).min { $0.until < $1.until }
        guard let rests, rests.until <= due else {
            let until = (rests?.until ?? now) - now
            throw Failure(
                .connect,
                "No process of \(name) runs; the next is started in "
                    + "\(Duration.milliseconds(until.milliseconds).text). "
                    + (rests?.why?.message ?? ""),
                retryAfter: until
            )
        }
        do { try await watch.reach(rests.until) } catch {
            throw Failure(.cancelled, "The call was cancelled.")
        }
    }

    private func man(_ place: Int) -> Child {
        let deaths = posts[place].deaths
        let child = Child(program, of: model, log: log, watch: watch)
        posts[place] = .manned(child, since: watch.elapsed(), deaths: deaths)
        return child
    }

    /// Makes posts vacant whose processes have ended.
    private func bury() {
        for place in posts.indices {
            guard case .manned(let child, let since, let before) = posts[place],
                let ending = child.ending
            else { continue }
            let deaths = ending.at - since > Self.restMax ? 1 : before + 1
            let rest = min(Self.restMax, Self.restMin * (1 << min(deaths - 1, 10)))
            posts[place] = .vacant(until: ending.at + rest, deaths: deaths, why: ending.failure)
        }
    }
}

extension Crew.Post {
    fileprivate var child: Child? {
        if case .manned(let child, _, _) = self { child } else { nil }
    }

    fileprivate var rest: (until: Duration, why: Failure?)? {
        if case .vacant(let until, _, let why) = self { (until, why) } else { nil }
    }

    fileprivate var deaths: Int {
        switch self {
        case .vacant(_, let deaths, _), .manned(_, _, let deaths): deaths
        }
    }

    fileprivate func isFree(at now: Duration) -> Bool { rest.map { $0.until <= now } ?? false }
}
