internal import CNcurses
internal import Glibc
internal import Screen

/// Runs an app on a terminal: input in, changed cells out.
///
/// An actor on a thread of its own. The order of a turn is the order of importance: signals, keys,
/// a due tick, a due frame; then jobs, among them `send`, until the terminal is ready again.
/// Nothing wakes it when nothing happens.
package actor TerminalLoop<App: TerminalApp> {
    private let thread: UserInterfaceThread
    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        thread.asUnownedSerialExecutor()
    }

    private let options: TerminalOptions
    private let clock = ContinuousClock()
    private var app: App
    private var themes: ThemeChoice
    private var session: TerminalSession?
    private var size = Size(columns: 80, rows: 24)
    private var parser = InputParser()
    private var parserExpiresAt: ContinuousClock.Instant?
    /// Made at the first frame and after a change of theme or capabilities.
    private var painter: Painter?
    /// What the terminal shows; nil when it must be drawn anew.
    private var shown: Grid?
    /// Who wants a frame; nil when nothing changed.
    private var wanted: FrameBudget.Cause?
    private var budget: FrameBudget
    /// Until then the first frame waits for the terminal's answers.
    private var answersDueAt: ContinuousClock.Instant?
    private var effects: [Int: Task<Void, Never>] = [:]
    private var effectsBegun = 0
    private var finished: CheckedContinuation<TerminalEnding, Never>?
    /// Set when the loop ended before it began to wait: an app may quit at its first size.
    private var ending: TerminalEnding?

    /// A loop that is not yet running.
    ///
    /// - Parameters:
    ///   - app: What is shown.
    ///   - themes: Which look to use on dark and on light terminals.
    ///   - options: Which terminal, and what the operator wants of it.
    /// - Throws: `TerminalError.outOfResources` when there is no thread for it.
    package init(
        _ app: App,
        themes: ThemeChoice,
        options: TerminalOptions
    ) throws(TerminalError) {
        thread = try UserInterfaceThread()
        self.app = app
        self.themes = themes
        self.options = options
        budget = FrameBudget(at: clock.now)
    }

    deinit { thread.end() }

    /// Shows the app until it asks to quit, a signal asks, or the terminal goes away.
    ///
    /// The terminal is as it was found when this returns or throws.
    package func run() async throws(TerminalError) -> TerminalEnding {
        let session = try TerminalSession(options)
        self.session = session
        podium_signals_install(thread.wakeDescriptor)
        size = session.size
        session.askQuestions()
        answersDueAt = clock.now + .milliseconds(40)
        handle(.resized(size), at: clock.now)
        if let ending { return ending }
        let input = session.input
        return await withCheckedContinuation { continuation in
            finished = continuation
            thread.attach(input) { isReadable in
                self.assumeIsolated { $0.turn(isReadable) }
            }
        }
    }

    /// Tells the app something; frames are drawn for many messages at once.
    package func send(_ message: App.Message) {
        want(.news)
        perform(app.receive(message, at: clock.now))
    }

    // MARK: A turn

    private func turn(_ isReadable: Bool) -> Duration? {
        let now = clock.now
        handleSignals(podium_signals_take(), at: now)
        if isReadable { read(at: now) } else { expireParser(at: now) }
        if let deadline = app.deadline, deadline <= now {
            want(.news)
            perform(app.tick(at: now))
        }
        drawIfDue(at: now)
        return pause(after: clock.now)
    }

    /// How long nothing is due.
    private func pause(after now: ContinuousClock.Instant) -> Duration? {
        guard session != nil else { return nil }
        let frame = wanted.map { answersDueAt ?? now + budget.wait(for: $0, at: now) }
        let next = [parserExpiresAt, app.deadline, frame].compactMap { $0 }.min()
        return next.map { max(.zero, $0 - now) }
    }

    private func handleSignals(_ signals: Int32, at now: ContinuousClock.Instant) {
        func has(_ signal: podium_signal) -> Bool { signals & Int32(signal.rawValue) != 0 }
        if has(PODIUM_TERMINATE) { return finish(.signal(SIGTERM)) }
        if has(PODIUM_HANGUP) { return finish(.signal(SIGHUP)) }
        if has(PODIUM_INTERRUPT) { return finish(.signal(SIGINT)) }
        if has(PODIUM_STOP) { return suspend(at: now) }
        // Continued by somebody else, and not to the front: nothing may be drawn.
        if has(PODIUM_CONTINUED), session?.isInForeground == false { return suspend(at: now) }
        if has(PODIUM_CONTINUED) { session?.enter() }
        if has(PODIUM_CONTINUED) || has(PODIUM_RESIZED) { resize(at: now) }
    }

    private func resize(at now: ContinuousClock.Instant) {
        shown = nil
        size = session?.size ?? size
        handle(.resized(size), at: now)
    }

    private func suspend(at now: ContinuousClock.Instant) {
        session?.suspend(wake: thread.wakeDescriptor)
        resize(at: now)
        handleSignals(podium_signals_take() & ~Int32(PODIUM_CONTINUED.rawValue), at: now)
    }

    // MARK: Input

    private func read(at now: ContinuousClock.Instant) {
        guard let session else { return }
        guard let bytes = session.read() else { return finish(.hangup) }
        take(parser.feed(bytes), at: now)
        parserExpiresAt = parser.isPending ? now + .milliseconds(25) : nil
    }

    private func expireParser(at now: ContinuousClock.Instant) {
        guard let due = parserExpiresAt, due <= now else { return }
        parserExpiresAt = nil
        take(parser.expire(), at: now)
    }

    private func take(_ events: [InputParser.Event], at now: ContinuousClock.Instant) {
        for event in events where session != nil {
            switch event {
            case .input(let input): handle(input, at: now)
            case .answer(let answer): learn(answer)
            }
        }
    }

    private func handle(_ input: Input, at now: ContinuousClock.Instant) {
        want(.key)
        perform(app.receive(input, at: now))
    }

    private func learn(_ answer: InputParser.Answer) {
        switch answer {
        case .background(let red, let green, let blue):
            let isLight = (Colour.rgb(red, green, blue).luminance ?? 0) > 0.4
            themes.learn(isLight ? .light : .dark)
        case .scheme(let background): themes.learn(background)
        case .mode(2026, let isKnown): session?.learn(hasSynchronisedOutput: isKnown)
        case .mode: return
        case .attributes:
            answersDueAt = nil
            return
        }
        repaint()
    }

    // MARK: Requests

    private func perform(_ requests: [TerminalRequest<App.Message>]) {
        for request in requests where session != nil {
            switch request {
            case .quit: finish(.quit)
            case .suspend: suspend(at: clock.now)
            case .bell: session?.write([0x07])
            case .redraw: repaint()
            case .theme(let theme):
                themes.choose(theme)
                repaint()
            case .mouse(let isOn): session?.setMouse(isOn)
            case .copy(let text):
                let bytes = Clipboard.sequence(copying: text, environment: options.environment)
                if let bytes { session?.write(bytes) }
            case .perform(let effect): begin(effect)
            }
        }
    }

    private func begin(_ effect: @escaping @Sendable () async -> App.Message?) {
        effectsBegun += 1
        let number = effectsBegun
        effects[number] = Task { [weak self] in
            let message = await effect()
            await self?.end(number, message)
        }
    }

    private func end(_ number: Int, _ message: App.Message?) {
        effects[number] = nil
        if let message, session != nil { send(message) }
    }

    private func finish(_ ending: TerminalEnding) {
        guard session != nil else { return }
        for task in effects.values { task.cancel() }
        effects = [:]
        thread.detach()
        session?.close()
        session = nil
        podium_signals_remove()
        self.ending = ending
        finished?.resume(returning: ending)
        finished = nil
    }

    // MARK: Output

    private func want(_ cause: FrameBudget.Cause) { wanted = max(wanted ?? cause, cause) }

    private func repaint() {
        painter = nil
        shown = nil
        want(.key)
    }

    private func drawIfDue(at now: ContinuousClock.Instant) {
        guard let session, let wanted else { return }
        if let due = answersDueAt, now < due { return }
        answersDueAt = nil
        guard budget.wait(for: wanted, at: now) == .zero else { return }
        budget.spend(at: now)
        self.wanted = nil
        let painter = painter ?? Painter(themes.theme, session.capabilities)
        self.painter = painter
        let grid = app.view(in: size, at: now)
        let bytes = painter.paint(from: shown, to: grid)
        if !bytes.isEmpty { session.write(bytes) }
        shown = grid
    }
}
