internal import Console
internal import Foundation
internal import Orchestration

/// A screen without a terminal: what it lists at this moment, as the console would.
struct Twin {
    /// In the grammar of every list; empty for all.
    var filter = ""
    /// A column, with `-` behind it for the greatest first; empty for the list's own order.
    var sort = ""

    /// How long ago the timeline begins.
    private static let timelineSpan = Duration.seconds(3600)

    /// The lists of a screen of one engine.
    /// - Throws: A complaint about the filter or the column, or why the engine did not answer.
    func texts(of place: Place, _ control: any ControlPlane) async throws -> [ListText] {
        let now = Moment.now
        var console = Console(actor: NSUserName(), at: now)
        _ = console.update(.snapshot(control.snapshot()))
        if place == .incident {
            let report = try await control.incident(from: now - Self.timelineSpan, until: now)
            _ = console.update(.incident(report))
        }
        var effects = console.go(to: place) + console.refresh()
        // Before anything is asked, so that the engine filters what it alone can.
        try arrange(&console)
        if !filter.isEmpty { effects += console.refresh() }
        for effect in effects {
            guard let message = try await answer(effect, control) else { continue }
            _ = console.update(message)
        }
        let lists = console.texts(of: place)
        return place == .overview ? [Self.trouble(control.snapshot())] + lists : lists
    }

    /// What is wrong with the engine itself; no row where nothing is.
    private static func trouble(_ snapshot: Snapshot) -> ListText {
        let words = snapshot.environment.trouble
        return ListText(name: troubleName, columns: ["what"], rows: words.isEmpty ? [] : [[words]])
    }

    static let troubleName = "trouble"

    /// Every engine that has a name, each asked on its own.
    /// - Throws: A complaint about the filter or the column.
    func contexts() async throws -> [ListText] {
        let contexts = ContextFile.contexts(here: nil, ProcessInfo.processInfo.environment)
        var console = Console(actor: NSUserName(), at: Moment.now, contexts: contexts)
        _ = console.go(to: .contexts)
        try arrange(&console)
        await withTaskGroup(of: Message.self) { group in
            for context in contexts {
                group.addTask { .context(await Attachments.look(context), of: context.name) }
            }
            for await message in group { _ = console.update(message) }
        }
        return console.texts(of: .contexts)
    }

    private func arrange(_ console: inout Console) throws {
        if let complaint = console.arrangeFirst(filter: filter, sort: sort) {
            throw Complaint(complaint, .usage)
        }
    }

    private func answer(_ effect: Effect, _ control: any ControlPlane) async throws -> Message? {
        switch effect {
        case .fetchRuns(let query): .runs(try await control.runs(query), for: query)
        case .fetchAudit: .audit(try await control.audit(limit: 1000))
        case .fetchDeadLetters(let before):
            .deadLetters(
                try await control.deadLetters(before: before, limit: 1000),
                before: before
            )
        default: nil
        }
    }
}
