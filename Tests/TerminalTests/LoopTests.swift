import Glibc
import Testing

@testable import Screen
@testable import Terminal

/// Shows what it received, and does as it is told by keys.
struct Echo: TerminalApp {
    var lines: [String] = []
    var deadline: ContinuousClock.Instant?
    var quitsAtOnce = false

    mutating func receive(
        _ input: Input,
        at now: ContinuousClock.Instant
    ) -> [TerminalRequest<String>] {
        switch input {
        case .key(let key) where key == Key("q"): return [.quit]
        case .key(let key) where key == Key("p"): return [.perform { "performed" }]
        case .key(let key) where key == Key("c"): return [.copy("hello")]
        case .key(let key) where key == Key("t"): deadline = now
        case .key(let key): lines.append("<\(key.code)>")
        case .pasted(let text): lines.append("pasted \(text)")
        case .resized where quitsAtOnce: return [.quit]
        case .resized(let size): lines.append("\(size.columns)x\(size.rows)")
        case .mouse, .focus: break
        }
        return []
    }

    mutating func receive(
        _ message: String,
        at now: ContinuousClock.Instant
    ) -> [TerminalRequest<String>] {
        lines.append("<\(message)>")
        return []
    }

    mutating func tick(at now: ContinuousClock.Instant) -> [TerminalRequest<String>] {
        deadline = nil
        lines.append("<ticked>")
        return []
    }

    mutating func view(in size: Size, at now: ContinuousClock.Instant) -> Grid {
        var grid = Grid(size)
        for (row, line) in lines.enumerated() { grid.write(line, column: 0, row: row) }
        return grid
    }
}

/// One at a time: a process has one screen.
@Suite(.serialized) struct `A terminal loop` {
    let terminal: PseudoTerminal

    init() throws { terminal = try PseudoTerminal(Size(columns: 40, rows: 10)) }

    @Test func `shows the app, takes keys, and leaves the terminal as it was found`() async throws {
        let modes = terminal.modes
        let ending = try await run { terminal in
            let first = await terminal.output { $0.contains("40x10") }
            #expect(first.contains("\u{1B}[?1049h") && first.contains("\u{1B}[?2004h"))
            #expect(terminal.modes != modes)
            let keys: [(typed: String, shown: String)] = [
                ("\u{1B}[A", "<up>"), ("\u{1B}", "<escape>"),
                ("\u{1B}[200~x\ny\u{1B}[201~", "pasted x·y"),
                ("p", "<performed>"), ("t", "<ticked>"), ("c", "\u{1B}]52;c;aGVsbG8=\u{07}"),
            ]
            for key in keys {
                terminal.type(key.typed)
                let shown = await terminal.output { $0.contains(key.shown) }
                #expect(shown.contains(key.shown))
            }
            terminal.type("q")
            let last = await terminal.output { $0.contains("\u{1B}[?1049l") }
            for mode in ["?2004l", "?1004l", "?2031l", "?1000l", "?7h", "?1049l"] {
                #expect(last.contains("\u{1B}[\(mode)"))
            }
        }
        #expect(ending == .quit)
        #expect(terminal.modes == modes)
    }

    @Test func `wears the light theme on a light terminal`() async throws {
        _ = try await run { terminal in
            _ = await terminal.output { $0.contains("\u{1B}[c") }
            terminal.type("\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\\u{1B}[?2026;2$y\u{1B}[?62c")
            // The light theme's paper, and a frame in synchronised output.
            let frame = await terminal.output {
                $0.contains("?2026l") && $0.contains("48;2;251;250;247")
            }
            #expect(frame.contains("48;2;251;250;247") && frame.contains("\u{1B}[?2026h"))
            // The desktop turns dark in the evening, and says so.
            terminal.type("\u{1B}[?997;1n")
            let dark = await terminal.output { $0.contains("48;2;17;21;28") }
            #expect(dark.contains("48;2;17;21;28"))
            terminal.type("q")
        }
    }

    @Test func `takes messages from anywhere, many in a frame`() async throws {
        let loop = try loop(Echo())
        let running = Task { try await loop.run() }
        _ = await terminal.output { $0.contains("40x10") }
        await withTaskGroup { group in
            for number in 0..<8 { group.addTask { await loop.send("m\(number)") } }
        }
        var seen = ""
        seen = await terminal.output { text in (0..<8).allSatisfy { text.contains("<m\($0)>") } }
        #expect((0..<8).allSatisfy { seen.contains("<m\($0)>") })
        terminal.type("q")
        #expect(try await running.value == .quit)
    }

    @Test func `ends when the terminal goes away`() async throws {
        var gone: PseudoTerminal? = try PseudoTerminal(Size(columns: 20, rows: 5))
        let inner = try #require(gone.map { Glibc.dup($0.inner) })
        let loop = try TerminalLoop(
            Echo(),
            themes: themes(),
            options: TerminalOptions(environment: environment, input: inner, output: inner)
        )
        let running = Task { try await loop.run() }
        _ = await gone?.output { $0.contains("20x5") }
        gone = nil
        #expect(try await running.value == .hangup)
        Glibc.close(inner)
    }

    @Test func `ends at once when the app quits at its first size`() async throws {
        let modes = terminal.modes
        #expect(try await loop(Echo(quitsAtOnce: true)).run() == .quit)
        #expect(terminal.modes == modes)
    }

    @Test func `says why there can be no screen`() async throws {
        var ends: [Int32] = [0, 0]
        #expect(Glibc.pipe(&ends) == 0)
        var options = TerminalOptions(environment: environment, input: ends[0], output: ends[1])
        let piped = try TerminalLoop(Echo(), themes: themes(), options: options)
        await #expect(throws: TerminalError.notATerminal) { try await piped.run() }
        for end in ends { Glibc.close(end) }
        options = TerminalOptions(
            environment: ["TERM": "dumb"],
            input: terminal.inner,
            output: terminal.inner
        )
        let modes = terminal.modes
        let dumb = try TerminalLoop(Echo(), themes: themes(), options: options)
        await #expect(throws: TerminalError.unusable(term: "dumb")) { try await dumb.run() }
        #expect(terminal.modes == modes)
    }

    private let environment = ["TERM": "xterm-256color", "COLORTERM": "truecolor"]

    private func themes() throws -> ThemeChoice {
        let shelf = `A theme`.shelf
        return try ThemeChoice(dark: shelf.theme(named: "dark"), light: shelf.theme(named: "light"))
    }

    private func loop(_ app: Echo) throws -> TerminalLoop<Echo> {
        let options = TerminalOptions(
            environment: environment,
            input: terminal.inner,
            output: terminal.inner,
            glyphs: .braille
        )
        return try TerminalLoop(app, themes: themes(), options: options)
    }

    private func run(_ story: (PseudoTerminal) async -> Void) async throws -> TerminalEnding {
        let loop = try loop(Echo())
        let running = Task { try await loop.run() }
        await story(terminal)
        return try await running.value
    }
}
