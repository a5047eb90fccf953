import Console
import Foundation
import Orchestration
import Screen
import Testing

/// What a screen should look like, as text files that a diff can be read of.
///
/// `UPDATE_SCREENS=1` writes them anew.
enum GoldenScreens {
    static let sizes = [(120, 36), (80, 24), (200, 50)].map { Size(columns: $0.0, rows: $0.1) }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Screens")

    /// Holds a grid against its file.
    static func expect(
        _ grid: Grid,
        _ name: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let file = folder.appending(path: "\(name)-\(grid.size.columns)x\(grid.size.rows).txt")
        if ProcessInfo.processInfo.environment["UPDATE_SCREENS"] == "1" {
            try (grid.text + "\n").write(to: file, atomically: true, encoding: .utf8)
            return
        }
        let golden = try String(contentsOf: file, encoding: .utf8)
        #expect(
            grid.text + "\n" == golden,
            "\(file.lastPathComponent) differs; UPDATE_SCREENS=1 rewrites it",
            sourceLocation: sourceLocation
        )
    }
}

@Suite struct `A screen in ASCII` {
    @Test(arguments: Screens.places)
    func `has something for every character of the chrome`(place: Place) {
        var console = Stage.console(size: Size(columns: 200, rows: 50))
        console.visit(place)
        let grid = console.view(in: console.size, glyphs: .ascii)
        let unknown = Set(grid.text.filter { !$0.isASCII && Glyphs.ascii.shown($0) == "?" })
        #expect(unknown.isEmpty)
    }
}

/// The screens with names for their files.
enum Screens {
    static let all: [(name: String, place: Place)] = [
        ("overview", .overview), ("workflows", .workflows), ("runs", .runs),
        ("run", .run(RunID("r-8f220"))), ("models", .models), ("routing", .routing),
        ("alerts", .alerts), ("sources", .sources), ("audit", .audit), ("help", .help),
        ("dead", .deadLetters), ("silences", .silences), ("proposals", .proposals),
        ("contexts", .contexts), ("timeline", .incident),
    ]
    static let places = all.map(\.place)
}

@Suite struct `A golden screen` {
    @Test(arguments: Screens.all.map(\.name))
    func `shows a system with a story`(name: String) throws {
        let place = try #require(Screens.all.first { $0.name == name }).place
        for size in GoldenScreens.sizes {
            var console = Stage.console(size: size)
            console.visit(place)
            try GoldenScreens.expect(console.view(in: size, glyphs: .braille), "\(name)-normal")
        }
    }

    @Test(arguments: Screens.all.map(\.name))
    func `shows an empty system`(name: String) throws {
        let place = try #require(Screens.all.first { $0.name == name }).place
        for size in GoldenScreens.sizes {
            var console = Stage.console(Stage.empty, size: size)
            _ = console.go(to: place)
            try GoldenScreens.expect(console.view(in: size, glyphs: .braille), "\(name)-empty")
        }
    }

    @Test(arguments: Screens.all.map(\.name))
    func `shows old data with its age when the link is lost`(name: String) throws {
        let place = try #require(Screens.all.first { $0.name == name }).place
        let size = GoldenScreens.sizes[0]
        var console = Stage.console(size: size)
        console.visit(place)
        _ = console.update(.linkLost(reason: "connection refused", at: Stage.now + .seconds(3)))
        _ = console.update(.tick(Stage.now + .seconds(75)))
        try GoldenScreens.expect(console.view(in: size, glyphs: .braille), "\(name)-stale")
    }

    @Test func `shows a failing run`() throws {
        for size in GoldenScreens.sizes {
            var console = Stage.console(size: size)
            console.visit(.run(RunID("r-8f21c")))
            _ = console.update(.detail(Stage.failedDetail, of: RunID("r-8f21c")))
            try GoldenScreens.expect(console.view(in: size, glyphs: .braille), "run-failing")
        }
    }

    @Test func `shows pure ASCII in the C locale`() throws {
        for size in GoldenScreens.sizes {
            let console = Stage.console(size: size)
            let grid = console.view(in: size, glyphs: .ascii).shown(with: .ascii)
            #expect(grid.text.allSatisfy { $0.isASCII })
            try GoldenScreens.expect(grid, "overview-ascii")
        }
    }

    @Test func `shows what a cancel dialog asks`() throws {
        for size in GoldenScreens.sizes {
            var console = Stage.console(size: size)
            console.visit(.runs)
            for effect in console.press(Key("j"), Key("x")) { console.answer(effect) }
            _ = console.update(.tick(console.now + .seconds(1)))
            _ = console.type("retention")
            try GoldenScreens.expect(console.view(in: size, glyphs: .braille), "runs-cancel")
        }
    }

    @Test func `shows how an alert is acknowledged or snoozed`() throws {
        for size in GoldenScreens.sizes {
            var console = Stage.console(size: size)
            console.visit(.alerts)
            for effect in console.press(Key("a")) { console.answer(effect) }
            _ = console.update(.tick(console.now + .seconds(1)))
            try GoldenScreens.expect(console.view(in: size, glyphs: .braille), "alerts-deal")
        }
    }

    @Test func `shows the palette with its best matches`() throws {
        for size in GoldenScreens.sizes {
            var console = Stage.console(size: size)
            _ = console.press(Key(":"))
            _ = console.type("re")
            try GoldenScreens.expect(console.view(in: size, glyphs: .braille), "overview-palette")
        }
    }

    @Test(arguments: [(60, 20), (40, 12), (39, 12), (80, 11)])
    func `shows what matters on small terminals`(columns: Int, rows: Int) throws {
        let size = Size(columns: columns, rows: rows)
        let console = Stage.console(size: size)
        let grid = console.view(in: size, glyphs: .braille)
        #expect(grid.text.contains("alerts 3"))
        try GoldenScreens.expect(grid, "overview-small")
    }
}
