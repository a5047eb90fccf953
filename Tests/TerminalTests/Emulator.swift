@testable import Screen

/// A small terminal: enough of one to see what the painter's bytes look like.
struct Emulator {
    struct Spot: Hashable {
        var text = " "
        var style = ""
    }
    let size: Size
    private(set) var spots: [Spot]
    private(set) var cursor = (column: 0, row: 0)
    /// How wide this terminal believes clusters to be that terminals disagree about.
    let rareWidth: Int?
    private var style = ""

    init(_ size: Size, rareWidth: Int? = nil) {
        self.size = size
        self.rareWidth = rareWidth
        spots = Array(repeating: Spot(text: "?", style: "?"), count: size.columns * size.rows)
    }

    /// The row's text and styles, wide clusters once.
    func row(_ row: Int) -> [Spot] {
        Array(spots[(row * size.columns)..<((row + 1) * size.columns)])
    }

    mutating func apply(_ bytes: [UInt8]) {
        var text = Substring(String(decoding: bytes, as: UTF8.self))
        while let character = text.popFirst() {
            guard character == "\u{1B}" else {
                show(character)
                continue
            }
            text = text.dropFirst()
            let parameters = text.prefix { !$0.isLetter }
            text = text.dropFirst(parameters.count)
            guard let final = text.popFirst() else { return }
            control(String(parameters), final)
        }
    }

    private mutating func show(_ character: Character) {
        let isRare = !Cluster.isPredictable(character)
        let width = isRare ? rareWidth ?? Text.width(of: character) : Text.width(of: character)
        for offset in 0..<width where cursor.column + offset < size.columns {
            let index = cursor.row * size.columns + cursor.column + offset
            spots[index] = Spot(text: offset == 0 ? String(character) : "", style: style)
        }
        cursor.column = min(size.columns, cursor.column + width)
    }

    private mutating func control(_ parameters: String, _ final: Character) {
        switch final {
        case "H":
            let numbers = parameters.split(separator: ";").compactMap { Int($0) }
            cursor = (numbers[1] - 1, numbers[0] - 1)
        case "m": style = parameters == "0" || parameters.isEmpty ? "" : parameters
        case "J": for index in spots.indices { spots[index] = Spot(style: style) }
        case "K":
            for column in cursor.column..<size.columns {
                spots[cursor.row * size.columns + column] = Spot(style: style)
            }
        default: break
        }
    }
}
