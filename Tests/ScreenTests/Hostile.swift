@testable import Screen

/// Text as an attacker, a broken tool or a cheerful model would write it, by seed.
struct Hostile {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state >> 33
    }

    mutating func next(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }

    mutating func text(pieces: Int) -> String {
        (0..<next(pieces + 1)).map { _ in piece() }.joined()
    }

    private mutating func piece() -> String {
        switch next(4) {
        case 0: Self.pieces[next(Self.pieces.count)]
        case 1: String(UnicodeScalar(UInt32(next(0x11_0000))).map(Character.init) ?? "x")
        case 2: String(UnicodeScalar(UInt8(next(256))))
        default: "word "
        }
    }

    static let pieces = [
        "\u{1B}[2J", "\u{1B}]0;title\u{07}", "\u{9B}31m", "\u{7F}", "\r\n", "\n", "\t", "\0",
        "\u{8}",
        "\u{202E}evil", "\u{2066}", "\u{200B}", "\u{FEFF}", "\u{200D}", "\u{FE0F}", "\u{E000}",
        "\u{F0000}", "\u{E0041}", "\u{1F1E6}", "\u{1F1E9}\u{1F1EA}", "👨‍👩‍👧‍👦", "👩🏽‍❤️‍💋‍👨🏾", "🏳️‍🌈",
        "1️⃣", "❤️", "⚠︎", "漢字", "한글", "ᄀ", "ힰ", "e\u{301}", "\u{301}", "क्षि",
        "a" + String(repeating: "\u{300}", count: 40), "ـ", "שלום", "ﷺ", "\u{3164}", "\u{2028}",
        "👨‍", "‍👨", "🏽", "a\u{200D}b", "a\u{FE0F}", "━", "…", "·", "\u{FFFD}", "葛\u{E0100}",
    ]
}

extension Grid {
    /// What every grid promises, whatever was drawn.
    var isSound: Bool {
        (0..<size.rows).allSatisfy { row in
            (0..<size.columns).allSatisfy { column in
                let cell = self[column, row]
                let left = column > 0 ? self[column - 1, row].width : 1
                let isHalfRight = (cell.width == 0) == (left == 2)
                let fits = cell.width < 2 || column + 1 < size.columns
                let isMeasured =
                    cell.width == 0
                    ? cell.character == " "
                    : Cluster(cell.character) == .safe(width: Int(cell.width))
                return isHalfRight && fits && isMeasured
            }
        }
    }
}
