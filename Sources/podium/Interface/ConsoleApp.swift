internal import Console
internal import Foundation
internal import Orchestration
internal import Screen
internal import Terminal

/// The console on a terminal: turns the loop's calls into messages, and effects into requests.
struct ConsoleApp: TerminalApp {
    private var console: Console
    private let control: any ControlPlane
    private let shelf: ThemeShelf
    private let session: String
    private var glyphs: Glyphs
    private var nextTick = ContinuousClock.now
    /// The theme that was chosen, and when its file was written.
    private var worn: (name: String, written: Int64?)?
    private var pace = FramePace()

    init(
        _ console: Console,
        control: any ControlPlane,
        shelf: ThemeShelf,
        session: String,
        glyphs: Glyphs,
        theme: String? = nil
    ) {
        self.console = console
        self.control = control
        self.shelf = shelf
        self.session = session
        self.glyphs = glyphs
        worn = theme.map { ($0, shelf.written($0)) }
    }

    mutating func receive(
        _ input: Input,
        at now: ContinuousClock.Instant
    ) -> [TerminalRequest<Message>] {
        requests(console.update(.input(input, at: Moment.now)))
    }

    mutating func receive(
        _ message: Message,
        at now: ContinuousClock.Instant
    ) -> [TerminalRequest<Message>] {
        requests(console.update(message))
    }

    mutating func tick(at now: ContinuousClock.Instant) -> [TerminalRequest<Message>] {
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
    private mutating func requests(_ effects: [Effect]) -> [TerminalRequest<Message>] {
        effects.map { request($0) }
    }

    private mutating func request(_ effect: Effect) -> TerminalRequest<Message> {
        let control = control
        switch effect {
        case .fetchRuns(let query): return .perform { await Self.runs(query, control) }
        case .fetchRun(let id): return .perform { await Self.run(id, control) }
        case .fetchAudit:
            return .perform { .audit((try? await control.audit(limit: 200)) ?? []) }
        case .fetchSeries(let model, let span):
            return .perform { await Self.series(model, span, control) }
        case .fetchPastRuns(let query, let at):
            return .perform { await Self.pastRuns(query, at, control) }
        case .fetchPastRun(let id, let at):
            return .perform {
                .pastDetail(try? await control.run(id, at: at), of: id, at: at)
            }
        case .fetchMoment(let at):
            return .perform { .moment(try? await control.snapshot(at: at), at: at) }
        case .fetchPrevious(let row):
            return .perform { await Self.previous(row, control) }
        case .preview(let action):
            return .perform { .preview(await control.preview(action), of: action) }
        case .forecast(let route, let target):
            return .perform {
                let forecast = try? await control.forecast(
                    route: route,
                    target: target,
                    minutes: Self.forecastMinutes
                )
                return .forecast(forecast, of: .reroute(route: route, target: target))
            }
        case .fetchWhy(let run, let step):
            return .perform {
                .why((try? await control.why(run, step: step)) ?? [], of: run, step: step)
            }
        case .fetchDeadLetters(let before):
            return .perform { await Self.deadLetters(before, control) }
        case .perform(let draft):
            let order = draft.order(requestID: "\(session)/\(draft.serial)")
            return .perform { .receipt(await control.perform(order), for: draft) }
        case .copy(let text): return .copy(text)
        case .write(let name, let text): return .perform { Self.write(text, to: name) }
        case .dump:
            let text = console.view(in: console.size, glyphs: glyphs).text
            return .perform { Self.write(text, to: "podium-screen.txt") }
        case .setTheme(let name): return theme(name)
        case .keepViews(let text): return .perform { ViewFile.keep(text) }
        case .measure:
            let lines = pace.lines
            return .perform { .report(title: "Performance", lines: lines) }
        case .captureMouse(let capture): return .mouse(capture == .on)
        case .redraw: return .redraw
        case .suspend: return .suspend
        case .quit: return .quit
        }
    }

    /// Wears a theme, or nil for the one that suits the terminal.
    private mutating func theme(_ name: String?) -> TerminalRequest<Message> {
        guard let name else {
            worn = nil
            return .theme(nil)
        }
        worn = (name, shelf.written(name))
        do throws(ThemeError) { return .theme(try shelf.theme(named: name)) } catch {
            let text = "\(error)"
            return .perform { .told(text) }
        }
    }

    /// Wears a theme again whose file has changed: who writes a theme sees what it does.
    private mutating func rewear() -> [TerminalRequest<Message>] {
        guard let worn, shelf.written(worn.name) != worn.written else { return [] }
        return [theme(worn.name)]
    }

    private static func runs(_ query: RunQuery, _ control: any ControlPlane) async -> Message {
        do { return .runs(try await control.runs(query), for: query) } catch {
            return .told("The runs could not be listed: \(error)")
        }
    }

    private static func series(
        _ model: String,
        _ span: MetricSpan,
        _ control: any ControlPlane
    ) async -> Message {
        var query = MetricQuery()
        query.span = span
        query.prefix = MetricSubject.model(model).text
        query.shape = .parts
        do { return .series(try await control.metrics(query), of: model, span) } catch {
            return .told("The figures could not be read: \(error)")
        }
    }

    private static func pastRuns(
        _ query: RunQuery,
        _ at: Instant,
        _ control: any ControlPlane
    ) async -> Message {
        do { return .pastRuns(try await control.runs(query, at: at), for: query, at: at) } catch {
            return .told("The runs of that moment could not be listed: \(error)")
        }
    }

    /// The run of the same workflow that was opened before.
    private static func previous(_ row: RunRow, _ control: any ControlPlane) async -> Message {
        var query = RunQuery()
        query.filter = "opened<\(row.opened.text)"
        query.workflow = row.workflow
        query.limit = 1
        for _ in 0..<20 {
            guard let page = try? await control.runs(query) else { break }
            if let earlier = page.rows.first(where: { $0.id != row.id }) {
                return .previous(try? await control.run(earlier.id), of: row.id)
            }
            guard let next = page.next else { break }
            query.after = next
        }
        return .previous(nil, of: row.id)
    }

    private static func deadLetters(_ before: Int64?, _ control: any ControlPlane) async
        -> Message
    {
        do {
            return .deadLetters(
                try await control.deadLetters(before: before, limit: 200),
                before: before
            )
        } catch { return .told("The unusable events could not be listed: \(error)") }
    }

    /// Minutes of traffic that a reroute is judged by.
    private static let forecastMinutes = 30

    private static func run(_ id: RunID, _ control: any ControlPlane) async -> Message {
        do { return .detail(try await control.run(id), of: id) } catch {
            return .told("Run \(id.text) could not be read: \(error)")
        }
    }

    /// Never over a file that is there.
    private static func write(_ text: String, to name: String) -> Message {
        let path = FileManager.default.currentDirectoryPath + "/" + name
        guard !FileManager.default.fileExists(atPath: path) else {
            return .told("\(name) is there already; move it away first.")
        }
        let isWritten = FileManager.default.createFile(
            atPath: path,
            contents: Data(text.utf8),
            attributes: [.posixPermissions: 0o600]
        )
        return .told(isWritten ? "Written to \(name)." : "\(name) could not be written.")
    }
}
