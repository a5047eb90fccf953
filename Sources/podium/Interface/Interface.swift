internal import Console
internal import Engine
internal import Foundation
internal import Gateway
internal import Orchestration
internal import Screen
internal import Terminal

/// Shows the console until the operator leaves it.
enum Interface {
    /// - Parameters:
    ///   - control: The engine it begins with.
    ///   - data: The folder of that engine's journal: its name among the contexts.
    ///   - actor: Who gives the orders.
    ///   - look: How the console looks.
    /// - Returns: How it was left.
    /// - Throws: A complaint where the terminal cannot be used.
    static func run(_ control: any ControlPlane, data: String, actor: String, look: Look)
        async throws -> TerminalEnding
    {
        var environment = ProcessInfo.processInfo.environment
        let term = environment["TERM"] ?? ""
        let type = TerminalType.choose(term)
        environment["TERM"] = type.name
        let shelf = ThemeShelf.found(environment: environment)
        let options = TerminalOptions(
            environment: environment,
            glyphs: look.glyphs,
            mouse: environment["SSH_CONNECTION"] == nil && environment["SSH_TTY"] == nil
        )
        let here = ContextFile.absolute(data)
        let contexts = ContextFile.contexts(here: here, environment)
        let context = contexts.first { $0.folder == here } ?? Context(name: "here", folder: here)
        ContextFile.note(context, environment)
        var console = Console(
            actor: actor,
            at: Moment.now,
            registry: Registry(ViewFile.keymap(environment)),
            themes: shelf.names,
            mouse: options.mouse ? .on : .off,
            access: look.isReadOnly ? .readOnly : nil,
            views: ViewFile.views(environment),
            theme: look.theme,
            contexts: contexts,
            context: context.name,
            about: Version.about,
            ownsEngine: !(control is RemoteControl),
            press: .deflated
        )
        if let place = look.place { _ = console.go(to: place) }
        if type.standsIn { _ = console.update(.told(TerminalType.words(term, as: type.name))) }
        let (followed, follow) = AsyncStream.makeStream(of: Attachment.self)
        let app = ConsoleApp(
            console,
            attachments: Attachments(
                contexts: contexts,
                home: Attachment(number: 0, context: context.name, control: control)
            ),
            followed: follow,
            shelf: shelf,
            session:
                "console-\(ProcessInfo.processInfo.processIdentifier)-\(Moment.now.milliseconds)",
            glyphs: look.glyphs ?? Self.glyphs(environment),
            theme: look.theme
        )
        let loop = try TerminalLoop(app, themes: try look.themes(shelf), options: options)
        let news = Task {
            var newest: Task<Void, Never>?
            for await attachment in followed {
                newest?.cancel()
                newest = Task { await Self.follow(attachment, loop) }
            }
            newest?.cancel()
        }
        let tidying = ProgramPages.giveBackAfterStart()
        defer {
            news.cancel()
            tidying.cancel()
        }
        return try await loop.run()
    }

    /// Tells the console all that an engine has to tell, until another is shown.
    private static func follow(_ attachment: Attachment, _ loop: TerminalLoop<ConsoleApp>) async {
        let (control, number) = (attachment.control, attachment.number)
        await loop.send(.said(.snapshot(control.snapshot()), of: number))
        let measuring = Task { await Self.measure(attachment, loop) }
        defer { measuring.cancel() }
        var isLost = false
        for await news in control.changes() {
            switch news {
            case .newer:
                if isLost { await loop.send(.said(.linkBack(at: Moment.now), of: number)) }
                isLost = false
                await loop.send(.said(.snapshot(control.snapshot()), of: number))
            case .lost(let reason):
                isLost = true
                await loop.send(.said(.linkLost(reason: reason, at: Moment.now), of: number))
            }
        }
    }

    /// Tells the console now and then how far away an engine of another process is.
    private static func measure(_ attachment: Attachment, _ loop: TerminalLoop<ConsoleApp>) async {
        guard let remote = attachment.control as? RemoteControl else { return }
        // The first answer comes over a link that has to be opened for it.
        _ = await remote.roundTrip()
        while !Task.isCancelled {
            if let took = await remote.roundTrip() {
                await loop.send(.said(.latency(took), of: attachment.number))
            }
            try? await Task.sleep(for: .seconds(5))
        }
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
