internal import ArgumentParser
internal import Console
internal import Foundation
internal import Orchestration
internal import Screen

/// The headless twin of a screen: what it lists, printed once.
protocol ScreenCommand: AsyncParsableCommand {
    /// The screen.
    static var place: Place { get }
    var screen: ScreenOptions { get }
}

extension ScreenCommand {
    func run() async throws { try await screen.show(Self.place) }
}

/// What every twin takes.
struct ScreenOptions: ParsableArguments {
    @Option(help: "Which rows, for example 'st=fail,rtry p95>2s'.") var filter: String = ""
    @Option(help: "A column, as the table names it; with - behind it the greatest first.")
    var sort: String = ""
    @Flag(help: "Print once and end; without it the console opens on this screen.") var once = false
    @Flag(help: "Sentences in place of a table, for screen readers.") var plain = false
    @Option(help: "text (also: table), json or csv.") var format: ListFormat = .text
    @OptionGroup var place: EnginePlace
    @OptionGroup var look: LookOptions

    func validate() throws {
        guard !(plain && format != .text) else {
            throw ValidationError("--plain is text: give no --format with it.")
        }
    }

    fileprivate func show(_ place: Place) async throws {
        let isTerminal = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
        guard once || plain || !isTerminal else { return try await open(place) }
        let twin = Twin(filter: filter, sort: sort)
        // Contexts are asked one by one: none of them has to be here.
        let texts =
            place == .contexts
            ? try await twin.contexts()
            : try await self.place.ask { try await twin.texts(of: place, $0) }
        print(text(texts))
        for list in texts {
            guard let total = list.total, total > list.rows.count else { continue }
            Remark.say("\(list.name): \(list.rows.count) of \(total); podium runs lists all")
        }
    }

    private func text(_ texts: [ListText]) -> String {
        if plain { return texts.flatMap(\.sentences).map(TextTable.safe).joined(separator: "\n") }
        switch format {
        case .text:
            // A heading without a row would look like trouble.
            let texts = texts.filter { $0.name != Twin.troubleName || !$0.rows.isEmpty }
            let tables = texts.map { list in
                TextTable(list.rows, heads: list.columns.map { $0.uppercased() }).text
            }
            guard texts.count > 1 else { return tables.first ?? "" }
            return zip(texts, tables).map { "\($0.name)\n\($1)" }.joined(separator: "\n\n")
        case .csv:
            return texts.map(\.csv).joined(separator: "\r\n\r\n")
        case .json:
            guard texts.count > 1 else { return (texts.first?.json ?? .list([])).prettyJSON }
            let pairs = texts.map { (Value.string($0.name), $0.json) }
            return Value.map(Dictionary(pairs, uniquingKeysWith: { first, _ in first })).prettyJSON
        }
    }

    /// The console of the engine that runs, on this screen.
    private func open(_ place: Place) async throws {
        var look = try look.look()
        look.place = place
        try await Attach.show(place: self.place.data, look)
    }
}
