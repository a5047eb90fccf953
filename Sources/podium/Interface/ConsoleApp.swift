internal import Console
internal import Foundation
internal import Orchestration
internal import Screen
internal import Terminal

/// What reaches the console's loop from elsewhere.
enum ConsoleNews: Sendable {
    /// Something of the engine with that number; of no matter once another is shown.
    case said(Message, of: Int)
    /// Something of this machine.
    case local(Message)
    /// Another engine has answered.
    case arrived(Attachment)
}

/// The console on a terminal: turns the loop's calls into messages, and effects into requests.
struct ConsoleApp: TerminalApp {
    private var console: Console
    private let attachments: Attachments
    private var attachment: Attachment
    /// Whom to follow from now on.
    private let followed: AsyncStream<Attachment>.Continuation
    private var opened = 0
    private let shelf: ThemeShelf
    private let session: String
    private var glyphs: Glyphs
    private var nextTick = ContinuousClock.now
    /// The theme that was chosen, and when its file was written.
    private var worn: (name: String, written: Int64?)?
    private var pace = FramePace()

    init(
        _ console: Console,
        attachments: Attachments,
        followed: AsyncStream<Attachment>.Continuation,
        shelf: ThemeShelf,
        session: String,
        glyphs: Glyphs,
        theme: String? = nil
    ) {
        self.console = console
        self.attachments = attachments
        self.followed = followed
        attachment = attachments.home
        followed.yield(attachment)
        self.shelf = shelf
        self.session = session
        self.glyphs = glyphs
        worn = theme.map { ($0, shelf.written($0)) }
    }

    mutating func receive(
        _ input: Input,
        at now: ContinuousClock.Instant
    ) -> [TerminalRequest<ConsoleNews>] {
        requests(console.update(.input(input, at: Moment.now)))
    }

    mutating func receive(
        _ news: ConsoleNews,
        at now: ContinuousClock.Instant
    ) -> [TerminalRequest<ConsoleNews>] {
        switch news {
        case .local(let message): return requests(console.update(message))
        case .said(let message, let number):
            return number == attachment.number ? requests(console.update(message)) : []
        case .arrived(let next): return arrive(at: next)
        }
    }

    /// Leaves an engine for another that has answered, unless something is under way here.
    private mutating func arrive(at next: Attachment) -> [TerminalRequest<ConsoleNews>] {
        let attachments = attachments
        if let reason = console.stay {
            _ = console.update(.turnedAway(from: next.context, reason: reason))
            return [
                .perform {
                    await attachments.close(next)
                    return nil
                }
            ]
        }
        let left = attachment
        attachment = next
        followed.yield(next)
        let context = attachments.contexts.first { $0.name == next.context }
        let effects = console.update(.arrived(at: next.context, next.control.snapshot()))
        return requests(effects) + [
            .perform {
                if let context { ContextFile.note(context, ProcessInfo.processInfo.environment) }
                await attachments.close(left)
                return nil
            }
        ]
    }

    mutating func tick(at now: ContinuousClock.Instant) -> [TerminalRequest<ConsoleNews>] {
        nextTick = now + .seconds(1)
        return rewear() + requests(console.update(.tick(Moment.now)))
    }

    var deadline: ContinuousClock.Instant? { nextTick }

    mutating func view(in size: Size, at now: ContinuousClock.Instant) -> Grid {
        let begun = ContinuousClock.now
        defer { pace.note(ContinuousClock.now - begun) }
        return console.view(in: size, glyphs: glyphs)
    }
}

extension ConsoleApp {
    private mutating func requests(_ effects: [Effect]) -> [TerminalRequest<ConsoleNews>] {
        effects.map { request($0) }
    }

    private mutating func request(_ effect: Effect) -> TerminalRequest<ConsoleNews> {
        switch effect {
        case .attach(let name): return attach(to: name)
        case .fetchContext(let name):
            let attachments = attachments
            return .perform { .local(.context(await attachments.look(name), of: name)) }
        case .copy(let text): return .copy(text)
        case .write(let name, let text):
            return .perform { .local(SavedFile.write(text, to: name)) }
        case .dump(let name):
            let text = console.view(in: console.size, glyphs: glyphs).text
            return .perform { .local(SavedFile.write(text, to: name)) }
        case .setTheme(let name): return theme(name)
        case .keepViews(let text):
            return .perform { ViewFile.keep(text).map { .local($0) } }
        case .keepKeymap(let text):
            return .perform { ViewFile.keepKeymap(text).map { .local($0) } }
        case .measure:
            let lines = pace.lines
            return .perform { .local(.report(title: "Performance", lines: lines)) }
        case .captureMouse(let capture): return .mouse(capture == .on)
        case .bell: return .bell
        case .redraw: return .redraw
        case .suspend: return .suspend
        case .quit: return .quit
        case .fetchRuns, .fetchRun, .fetchAudit, .fetchIncident, .forecastShares, .fetchSeries,
            .fetchPastRuns, .fetchPastRun,
            .fetchMoment, .fetchPrevious, .preview, .forecast, .fetchWhy, .fetchDeadLetters,
            .perform:
            let (control, number, session) = (attachment.control, attachment.number, session)
            return .perform {
                await EngineQuestion(control, session: session).answer(to: effect)
                    .map { .said($0, of: number) }
            }
        }
    }

    /// Opens a link to another engine; this one stays until that has answered.
    private mutating func attach(to name: String) -> TerminalRequest<ConsoleNews> {
        opened += 1
        let (attachments, number) = (attachments, opened)
        return .perform {
            do { return .arrived(try await attachments.open(name, number: number)) } catch {
                return .local(.turnedAway(from: name, reason: Attachments.words(error)))
            }
        }
    }

    /// Wears a theme, or nil for the one that suits the terminal.
    private mutating func theme(_ name: String?) -> TerminalRequest<ConsoleNews> {
        guard let name else {
            worn = nil
            return .theme(nil)
        }
        worn = (name, shelf.written(name))
        do throws(ThemeError) { return .theme(try shelf.theme(named: name)) } catch {
            let text = "\(error)"
            return .perform { .local(.told(text)) }
        }
    }

    /// Wears a theme again whose file has changed: who writes a theme sees what it does.
    private mutating func rewear() -> [TerminalRequest<ConsoleNews>] {
        guard let worn, shelf.written(worn.name) != worn.written else { return [] }
        return [theme(worn.name)]
    }
}
