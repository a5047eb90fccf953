import Foundation
import Testing

@testable import Screen
@testable import Terminal

@Suite struct `A theme` {
    static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Themes").path
    static let shelf = ThemeShelf(folder: folder)

    /// What is drawn as a line and not read: 3 to 1 is enough, and a border needs less.
    static let graphics: Set<Role> = [
        .border, .borderFocused, .chart, .chartSecond, .chartThird, .threshold, .graphEdge,
    ]

    @Test func `comes in eleven looks`() {
        #expect(
            Self.shelf.names == [
                "dark", "deuteranopia", "dracula", "gruvbox", "high-contrast", "light", "mono",
                "nord", "solarized", "terminal-16", "tritanopia",
            ]
        )
    }

    @Test(arguments: shelf.names)
    func `has text that can be read, on a selected row too`(name: String) throws {
        let theme = try Self.shelf.theme(named: name)
        for role in Role.allCases where role != .border {
            for emphasis in [Emphasis(), .selected, [.selected, .bold]] {
                let style = theme.style(for: role, emphasis)
                let contrast = style.foreground.contrast(with: style.background)
                let needed = Self.graphics.contains(role) ? 3 : 4.5
                // Without values only the terminal knows its colours: then nothing may be fixed.
                let isRight = contrast.map { $0 >= needed } ?? (style.background == .standard)
                #expect(isRight, "\(role.rawValue) \(emphasis.rawValue): \(contrast ?? 0)")
            }
        }
    }

    @Test(arguments: shelf.names, ColourDepth.allCases)
    func `shows selection, danger and focus at every depth`(name: String, depth: ColourDepth) throws
    {
        let theme = try Self.shelf.theme(named: name)
        guard depth > .plain else {
            #expect(theme.style(for: .critical, depth: depth) == Style())
            return
        }
        let text = theme.style(for: .text, depth: depth)
        for role in [Role.critical, .tabSelected, .headerBadge, .buttonDefault, .production] {
            #expect(theme.style(for: role, depth: depth) != text, "\(role.rawValue)")
        }
        #expect(theme.style(for: .text, .selected, depth: depth) != text)
        let border = theme.style(for: .border, depth: depth)
        #expect(theme.style(for: .borderFocused, depth: depth) != border)
        guard depth <= .mono else { return }
        for role in Role.allCases {
            let style = theme.style(for: role, .selected, depth: depth)
            #expect(style.foreground == .standard && style.background == .standard)
        }
    }

    /// `UPDATE_THEMES=1` writes the program's texts anew from the files.
    @Test(arguments: shelf.names)
    func `is the same in the program and in its file`(name: String) throws {
        let file = try String(contentsOfFile: "\(Self.folder)/\(name).theme", encoding: .utf8)
        if ProcessInfo.processInfo.environment["UPDATE_THEMES"] == "1" {
            return try Self.write(file, name)
        }
        #expect(Theme.shipped[name] == file)
        let alone = ThemeShelf(folder: nil)
        #expect(alone.names == Self.shelf.names)
        #expect(try alone.theme(named: name) == Self.shelf.theme(named: name))
    }

    /// Writes the text of a theme into its source file.
    private static func write(_ text: String, _ name: String) throws {
        let title = name.split(separator: "-").map(\.capitalized).joined()
        let path = folder + "/../Sources/Terminal/Shipped/Theme+\(title).swift"
        let source = try String(contentsOfFile: path, encoding: .utf8)
        let head = source.prefix { $0 != "\"" } + "\"\"\"\n"
        let body = text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? "\n" : "        \($0)\n" }.joined()
        try (head + body + "        \"\"\"\n}\n").write(
            toFile: path,
            atomically: true,
            encoding: .utf8
        )
    }

    @Test(arguments: shelf.names, [ColourDepth.trueColour, .indexed, .sixteen])
    func `leaves the ground of a row to the row`(name: String, depth: ColourDepth) throws {
        let theme = try Self.shelf.theme(named: name)
        let states: [Role] = [
            .ok, .running, .waiting, .retrying, .failing, .warning, .paused, .skipped, .cooling,
            .drifting, .late, .noData, .idle,
        ]
        for selection in [Emphasis(), .selected] {
            let ground = theme.style(for: .text, selection, depth: depth).background
            for role in states {
                let style = theme.style(for: role, selection, depth: depth)
                #expect(style.background == ground, "\(role.rawValue) at \(depth)")
            }
        }
    }

    @Test(arguments: [
        ("[roles]\ntext = $nope", 2, 8, "the palette has no `nope`"),
        ("[palette]\nred = #12345\n[roles]\ntext = $red", 2, 7, "`#12345` is no colour"),
        ("[roles]\n  txet = red", 2, 3, "no role is called `txet`"),
        ("[roles]\ntext = red on", 2, 12, "a colour follows `on`"),
        ("[roles]\ntext = red | 88 blue", 2, 14, "after `|` stands 256, 16 or mono, not `88`"),
        ("[colours]", 1, 1, "unknown section [colours]; there are [palette] and [roles]"),
        ("inherits = nobody", 1, 12, "there is no theme `nobody`"),
        ("background = grey", 1, 14, "a background is `dark` or `light`"),
        ("text", 1, 1, "expected `text = …`"),
    ])
    func `is refused with line and column`(
        text: String,
        line: Int,
        column: Int,
        message: String
    ) throws {
        let error = try #require(throws: ThemeError.self) {
            let file = try ThemeFile(text, file: "x.theme")
            if file.inherits != nil { _ = try Self.loaded(text) }
            let dark = try ThemeFile(Theme.darkFile, file: "dark.theme")
            _ = try Theme(name: "x", chain: [file, dark])
        }
        #expect((error.line, error.column) == (line, column))
        #expect(error.message.hasPrefix(message))
    }

    @Test func `written before a role was is worn, with a look of its own for it`() throws {
        let older = Theme.darkFile.split(separator: "\n")
            .filter { !$0.hasPrefix("production_frame") }.joined(separator: "\n")
        let theme = try Theme(name: "old", chain: [try ThemeFile(older, file: "old.theme")])
        #expect(theme.style(for: .productionFrame) == theme.style(for: .failing))

        let without = older.replacingOccurrences(of: "failing = $red bold", with: "")
        let error = #expect(throws: ThemeError.self) {
            try Theme(name: "old", chain: [try ThemeFile(without, file: "old.theme")])
        }
        #expect(error?.message.hasPrefix("the role `failing` is missing") == true)
    }

    @Test(arguments: UInt64(0)..<100)
    func `never traps on a damaged file`(seed: UInt64) {
        var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        var bytes = Array(Theme.darkFile.utf8)
        for _ in 0..<20 {
            state = state &* 6_364_136_223_846_793_005 &+ 1
            bytes[Int(state >> 33) % bytes.count] = UInt8(truncatingIfNeeded: state >> 40)
        }
        let text = String(decoding: bytes, as: UTF8.self)
        let file = Result { try ThemeFile(text, file: "x") }
        if case .success(let file) = file { _ = Result { try Theme(name: "x", chain: [file]) } }
    }

    private static func loaded(_ text: String) throws -> Theme {
        let folder = NSTemporaryDirectory() + "podium-themes-\(UInt64.random(in: 0...(.max)))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try text.write(toFile: folder + "/x.theme", atomically: true, encoding: .utf8)
        return try ThemeShelf(folder: folder).theme(named: "x")
    }
}
