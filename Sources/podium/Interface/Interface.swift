internal import Console
internal import Engine
internal import Foundation
internal import Orchestration
internal import Screen
internal import Terminal

/// Shows the console until the operator leaves it.
enum Interface {
    /// - Throws: A complaint where the terminal cannot be used.
    static func run(_ control: any ControlPlane, actor: String, look: Look) async throws
        -> TerminalEnding
    {
        let environment = ProcessInfo.processInfo.environment
        let shelf = ThemeShelf.found(environment: environment)
        let options = TerminalOptions(
            environment: environment,
            glyphs: look.glyphs,
            mouse: environment["SSH_CONNECTION"] == nil && environment["SSH_TTY"] == nil
        )
        var console = Console(
            actor: actor,
            at: Moment.now,
            registry: Registry(ViewFile.keymap(environment)),
            themes: shelf.names,
            mouse: options.mouse ? .on : .off,
            access: look.isReadOnly ? .readOnly : nil,
            views: ViewFile.views(environment),
            theme: look.theme
        )
        if let place = look.place { _ = console.go(to: place) }
        let app = ConsoleApp(
            console,
            control: control,
            shelf: shelf,
            session:
                "console-\(ProcessInfo.processInfo.processIdentifier)-\(Moment.now.milliseconds)",
            glyphs: look.glyphs ?? Self.glyphs(environment),
            theme: look.theme
        )
        let loop = try TerminalLoop(app, themes: try look.themes(shelf), options: options)
        let news = Task {
            await loop.send(.snapshot(control.snapshot()))
            var isLost = false
            for await news in control.changes() {
                switch news {
                case .newer:
                    if isLost { await loop.send(.linkBack(at: Moment.now)) }
                    isLost = false
                    await loop.send(.snapshot(control.snapshot()))
                case .lost(let reason):
                    isLost = true
                    await loop.send(.linkLost(reason: reason, at: Moment.now))
                }
            }
        }
        let tidying = Task {
            try await Task.sleep(for: .seconds(5))
            ProgramPages.giveBack()
        }
        defer {
            news.cancel()
            tidying.cancel()
        }
        return try await loop.run()
    }

    /// What the locale suggests.
    private static func glyphs(_ environment: [String: String]) -> Glyphs {
        let locale = environment["LC_ALL"] ?? environment["LC_CTYPE"] ?? environment["LANG"] ?? ""
        return locale.uppercased().contains("UTF") ? .braille : .ascii
    }

    /// How the operator wants the console to look.
    struct Look {
        var theme: String?
        var glyphs: Glyphs?
        /// Looks only, whatever the system.
        var isReadOnly = false
        /// The screen it opens on; nil for the overview.
        var place: Place?

        /// The theme asked for, or one that suits the terminal's background.
        func themes(_ shelf: ThemeShelf) throws -> ThemeChoice {
            do {
                if let theme { return ThemeChoice(try shelf.theme(named: theme)) }
                return ThemeChoice(
                    dark: try shelf.theme(named: "dark"),
                    light: try shelf.theme(named: shelf.names.contains("light") ? "light" : "dark")
                )
            } catch {
                throw Complaint("\(error)")
            }
        }
    }
}
