import Console
import Foundation
import Orchestration
import Screen
import Terminal
import Testing

/// What outsiders may put into names, answers, reasons and logs.
enum Hostile {
    /// Sequences that terminals obey, characters that reorder or hide text, and much too much.
    static let pool: [String] = [
        "\u{1B}[2J", "\u{1B}]0;owned\u{7}", "\u{1B}]52;c;AAAA\u{1B}\\", "\u{1B}[?1049l", "\u{1B}c",
        "\u{1B}P+q\u{1B}\\", "\u{9B}31m", "\u{9D}0;x\u{9C}", "\u{1B}[6n", "\u{1B}[999;999H",
        "\u{1B}(0lqk", "\u{0E}lqk\u{0F}", "\r\n", "\n\n\n", "\t\t", "\u{8}\u{8}\u{8}", "\u{0}",
        "\u{7F}", "\u{202E}fdp.exe", "\u{2066}a\u{2069}", "\u{200B}\u{200D}\u{FEFF}", "\u{2028}x",
        "\u{E000}\u{F8FF}", "👨‍👩‍👧‍👦", "👩🏽‍❤️‍💋‍👨🏿", "🇩🇪🇩", "❤️", "1️⃣",
        String(repeating: "\u{301}", count: 40), "e" + String(repeating: "\u{301}", count: 300),
        String(repeating: "\u{200D}", count: 50), "뷁ᄀ\u{1160}\u{11A8}", "\u{115F}\u{3164}",
        "漢字かな", "𝕏𝔸", "\u{FFFF}\u{10FFFF}", "\u{FFFD}", "ﷺ", "‮‏‎",
        String(repeating: "x", count: 5000), String(repeating: "漢", count: 700),
        "\u{1B}", "\u{1B}[", "\u{1B}]", "'; rm -rf ~", "%s%n%x", "..\u{2F}..\u{2F}",
    ]

    /// Several of them in a row, some of bytes that are no UTF-8.
    static func text(_ random: inout SplitMix) -> String {
        var text = ""
        for _ in 0..<Int.random(in: 1...5, using: &random) {
            text += pool.randomElement(using: &random) ?? ""
            guard random.next() % 4 == 0 else { continue }
            let bytes = (0..<12).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            text += String(decoding: bytes, as: UTF8.self)
        }
        return text
    }

    /// The words that are cases of enums, and must stay.
    private static let words = Set(
        StateWord.allCases.map(\.rawValue) + AlertState.allCases.map(\.rawValue)
            + Severity.allCases.map(\.rawValue) + CatchUp.allCases.map(\.rawValue)
            + NoteSubject.Kind.allCases.map(\.rawValue) + MetricSpan.allCases.map(\.rawValue)
            + OpenRuns.allCases.map(\.rawValue) + [
                "good", "fair", "weak", "none",
            ]
    )

    /// The value with another text in every place where it has one.
    static func spoiled<T: Codable>(_ value: T, _ random: inout SplitMix, _ count: inout Int) throws
        -> T
    {
        let data = try JSONEncoder().encode(value)
        let tree = try JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed)
        let spoiled = self.spoiled(tree, &random, &count)
        let bytes = try JSONSerialization.data(withJSONObject: spoiled, options: .fragmentsAllowed)
        return try JSONDecoder().decode(T.self, from: bytes)
    }

    private static func spoiled(_ tree: Any, _ random: inout SplitMix, _ count: inout Int) -> Any {
        switch tree {
        case let text as String where !words.contains(text):
            count += 1
            return self.text(&random)
        case let list as [Any]: return list.map { spoiled($0, &random, &count) }
        case let map as [String: Any]:
            var result: [String: Any] = [:]
            // In a fixed order: a seed must always give the same.
            for key in map.keys.sorted() {
                result[key] = map[key].map { spoiled($0, &random, &count) }
            }
            return result
        default: return tree
        }
    }
}

/// Reads what a painter wrote as strictly as can be: as a terminal whose state must not change.
struct Strict {
    private let bytes: [UInt8]
    private var at = 0
    private var isStyled = false
    private var isInFrame = false

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// What is otherwise than it was before the bytes came; nil where nothing is.
    ///
    /// What may change is what is shown and where the cursor is: attributes are normal again, a
    /// synchronised frame has ended, and no mode, title, palette or clipboard was touched.
    static func change(by bytes: [UInt8]) -> String? {
        var terminal = Strict(bytes)
        while terminal.at < bytes.count {
            if let complaint = terminal.step() { return complaint }
        }
        if terminal.isStyled { return "a colour stays" }
        return terminal.isInFrame ? "a frame that was begun has not ended" : nil
    }

    private mutating func step() -> String? {
        let byte = bytes[at]
        if byte == 0x1B { return sequence() }
        if byte >= 0x20, byte < 0x7F {
            at += 1
            return nil
        }
        return byte < 0x80 ? "the control \(byte)" : cluster()
    }

    /// A character beyond ASCII.
    private mutating func cluster() -> String? {
        let length = bytes[at] >= 0xF0 ? 4 : bytes[at] >= 0xE0 ? 3 : 2
        let part = bytes[at..<min(bytes.count, at + length)]
        at += length
        guard let text = String(validating: part, as: UTF8.self),
            let scalar = text.unicodeScalars.first
        else { return "no UTF-8" }
        let name = "the character U+\(String(scalar.value, radix: 16))"
        switch scalar.properties.generalCategory {
        case .control, .privateUse, .surrogate, .unassigned, .lineSeparator, .paragraphSeparator:
            return name
        // A joiner inside an emoji is part of what is shown.
        case .format where scalar.value != 0x200D: return name
        default: return nil
        }
    }

    /// An escape sequence: one of ours, or a complaint.
    private mutating func sequence() -> String? {
        let start = at
        at += 2
        guard at <= bytes.count else { return "an escape that is cut" }
        if bytes[start + 1] == UInt8(ascii: "(") {
            at += 1
            return at <= bytes.count && bytes[at - 1] == UInt8(ascii: "B") ? nil : "a character set"
        }
        guard bytes[start + 1] == UInt8(ascii: "[") else { return "an escape that is none of ours" }
        while at < bytes.count, bytes[at] < 0x40 { at += 1 }
        guard at < bytes.count else { return "an escape that is cut" }
        at += 1
        let body = bytes[(start + 2)..<(at - 1)]
        let isNumbers = body.allSatisfy { $0 >= 0x30 && $0 <= 0x3B }
        switch (bytes[at - 1], isNumbers) {
        case (UInt8(ascii: "m"), true): isStyled = !(body.isEmpty || Array(body) == [0x30])
        case (UInt8(ascii: "H"), true): break
        default: return other(String(decoding: bytes[(start + 1)..<at], as: UTF8.self))
        }
        return nil
    }

    private mutating func other(_ sequence: String) -> String? {
        switch sequence {
        case "[2J", "[K", "[?25l", "[?25h": return nil
        case "[?2026h": isInFrame = true
        case "[?2026l": isInFrame = false
        default: return "the sequence ESC \(sequence)"
        }
        return nil
    }
}

@Suite struct `Hostile text` {
    /// Made once: it knows the bytes of every style.
    private static let painter: Painter? = {
        guard let theme = try? ThemeShelf(folder: nil).theme(named: "dark") else { return nil }
        return Painter(theme, Capabilities(environment: [:], colours: 256, isUTF8: true))
    }()

    /// Each round spoils over 700 texts; fourteen are over 10,000, which the last line counts.
    @Test(arguments: UInt64(0)..<14)
    func `leaves nothing but text, colours and placements in any frame`(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        var count = 0
        var console = Stage.console(try Hostile.spoiled(Stage.snapshot, &random, &count))
        let painter = try #require(Self.painter)
        var shown: Grid?
        func look() {
            let grid = console.view(in: Stage.size, glyphs: .braille)
            let bytes = painter.paint(from: shown, to: grid)
            let complaint = Strict.change(by: bytes)
            #expect(complaint == nil, "seed \(seed), \(console.place): \(complaint ?? "")")
            shown = grid
        }
        for place in Screens.places {
            for effect in console.go(to: place) + console.refresh() {
                try answer(effect, &console, &random, &count)
            }
            look()
            for key in [Key("d"), Key("R"), Key("W")] {
                for effect in console.press(key) {
                    try answer(effect, &console, &random, &count)
                }
                look()
                // Behind what is closed is what was looked at before.
                _ = console.press(Key(.escape))
            }
        }
        #expect(count > 715, "\(count) texts: fourteen rounds are no longer 10,000")
    }

    /// Answers as an engine would that was told nothing but hostile texts.
    private func answer(
        _ effect: Effect,
        _ console: inout Console,
        _ random: inout SplitMix,
        _ count: inout Int
    ) throws {
        func spoil<T: Codable>(_ value: T) throws -> T {
            try Hostile.spoiled(value, &random, &count)
        }
        switch effect {
        case .fetchRuns(let query): _ = console.update(.runs(try spoil(Stage.page), for: query))
        case .fetchRun(let id):
            // Its id stays, else it is another run's answer.
            var detail = try spoil(Stage.askingDetail)
            detail.row.id = id
            _ = console.update(.detail(detail, of: id))
        case .fetchAudit(_): _ = console.update(.audit(try spoil(Stage.audit)))
        case .fetchContext(let name):
            let report = ContextReport(Glance(try spoil(Stage.europe)))
            _ = console.update(.context(report, of: name))
        case .fetchDeadLetters(let before):
            _ = console.update(.deadLetters(try spoil(Stage.deadLetters), before: before))
        case .fetchWhy(let run, let step):
            let report = try spoil(Stage.why(run, "copy"))
            _ = console.update(.why([report], of: run, step: step))
        case .preview(let action):
            let preview = Control.Preview(effects: ["x"], refusal: "y", commandLine: "z")
            _ = console.update(.preview(try spoil(preview), of: action))
        case .forecast(let route, let target):
            guard let forecast = Stage.forecast("r", "t") else { return }
            _ = console.update(
                .forecast(try spoil(forecast), of: .reroute(route: route, target: target))
            )
        default: break
        }
    }
}

@Suite struct `An hour of the console` {
    /// Every three seconds a snapshot and a tick, and now and then a key; what it remembers stands
    /// still.
    @Test func `lets nothing grow`() {
        var console = Stage.console()
        var random = SplitMix(seed: 1)
        var snapshot = Stage.snapshot
        var halfway: [String: Int] = [:]
        for second in stride(from: 3, through: 3_600, by: 3) {
            snapshot.at = Stage.now + .seconds(second)
            snapshot.sequence += 1
            snapshot.events = Stage.events.map {
                var line = $0
                line.at = snapshot.at
                line.object += "\(second)"
                return line
            }
            _ = console.update(.snapshot(snapshot))
            for effect in console.update(.tick(snapshot.at)) { console.answer(effect) }
            if second % 7 == 0, let key = `A key`.all.randomElement(using: &random), key != Key("q")
            {
                for effect in console.press(key, Key(.escape)) { console.answer(effect) }
            }
            if second == 1_800 { halfway = Self.counts(of: console) }
        }
        for (name, count) in Self.counts(of: console) {
            // What keeps the newest of many may not be full yet.
            let rings = ["moments.kept": 560, "incident.entries": 1000, "said": 500]
            let most = rings[name] ?? max(100, halfway[name] ?? 0)
            #expect(count <= most, "\(name) grew from \(halfway[name] ?? 0) to \(count)")
        }
    }

    /// How many elements each collection of the console has.
    private static func counts(of console: Console) -> [String: Int] {
        var counts: [String: Int] = [:]
        for child in Mirror(reflecting: console).children {
            let mirror = Mirror(reflecting: child.value)
            switch mirror.displayStyle {
            case .collection, .dictionary, .set: counts[child.label ?? ""] = mirror.children.count
            case .struct:
                for inner in mirror.children {
                    let name = "\(child.label ?? "").\(inner.label ?? "")"
                    counts[name] = Mirror(reflecting: inner.value).children.count
                }
            default: break
            }
        }
        return counts
    }
}

@Suite struct `Every command` {
    @Test(arguments: Screens.places)
    func `on every screen is followed by any key`(place: Place) {
        let keys = `A key`.all
        var visited = Stage.console()
        visited.visit(place)
        for (number, verb) in Verb.allCases.enumerated() where verb != .quit {
            var before = visited
            // What is refused leaves all as it was: the keys after that are those after none.
            guard before.obstacle(to: verb) == nil else { continue }
            for effect in before.perform(verb) { before.answer(effect) }
            _ = before.view(in: Size(columns: 80, rows: 24), glyphs: .blocks)
            for key in keys.enumerated() where (key.offset + number) % 6 == 0 {
                var console = before
                for effect in console.press(key.element, Key(.enter), key.element) {
                    console.answer(effect)
                }
            }
        }
    }

    @Test func `that can do nothing says why, on every screen`() {
        for place in Screens.places {
            var console = Stage.console()
            console.visit(place)
            for verb in Verb.allCases {
                guard let reason = console.obstacle(to: verb) else { continue }
                #expect(reason.count > 10, "\(verb) on \(place): \(reason)")
                var told = console
                #expect(told.perform(verb).isEmpty)
                #expect(told.notice?.text == reason)
            }
        }
    }
}
