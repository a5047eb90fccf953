import Console
import Foundation
import Testing

/// Law 9 of the console: what a screen shows can be had without one.
@Suite struct `Every screen` {
    /// The twins as the registry names them, without their `podium`.
    private static let twins = Registry.screens.map(\.commandLine)
        .filter { $0.hasSuffix(" --once") }
        .map { $0.split(separator: " ").dropFirst().map(String.init) }

    @Test func `that has no number or has one has a twin, and none is missing`() {
        let screens = Place.tabs + Place.hidden
        #expect(Self.twins.count == screens.count)
        for (twin, place) in zip(Self.twins, screens) {
            let name = place.title.lowercased().replacingOccurrences(of: " ", with: "-")
            #expect(twin == [name, "--once"])
        }
    }

    @Test func `prints itself as a table, JSON, CSV and sentences, without an escape code`() throws
    {
        let scratch = try Scratch()
        let project = try scratch.sample()
        let replayed = try Program.run(
            ["replay", "--limit", "3", "--stop-at-end", "events/orders.jsonl"],
            in: project
        )
        #expect(replayed.status == 0, "\(replayed.errors)")
        // What is remembered of engines is this story's own.
        let place = ["XDG_STATE_HOME": scratch.folder, "XDG_CONFIG_HOME": scratch.folder]
        let routing = try Program.run(["routing", "--once"], environment: place, in: project)
        let names = routing.output.split(separator: "\n").map { $0.prefix { $0 != " " } }
        #expect(names.first == "ROUTE" && !names.contains("") && Set(names).count < names.count)
        for twin in Self.twins {
            for form in ["table", "json", "csv"] {
                let told = try Program.run(
                    twin + ["--format", form],
                    environment: place,
                    in: project
                )
                #expect(told.status == 0 && told.errors.isEmpty, "\(twin) \(told.errors)")
                #expect(!told.output.contains("\u{1b}") && !told.output.isEmpty, "\(twin) \(form)")
                guard form == "json" else { continue }
                #expect(throws: Never.self, "\(twin)") {
                    try JSONSerialization.jsonObject(with: Data(told.output.utf8))
                }
            }
            let told = try Program.run(twin + ["--plain"], environment: place, in: project)
            #expect(told.status == 0 && told.output.hasSuffix(".\n"), "\(twin) \(told.output)")
            let unknown = try Program.run(twin + ["--format", "html"], in: project)
            #expect(unknown.status == 2, "\(twin)")
        }
    }
}
