internal import Screen

/// One complete `CSI` sequence from the terminal.
struct ControlSequence {
    private let prefix: UInt8?
    private let numbers: [Int]
    private let final: UInt8
    private let hasDollar: Bool

    /// Takes the bytes between `CSI` and the final byte; numbers are capped, not trusted.
    init(parameters: [UInt8], final: UInt8) {
        self.final = final
        prefix = parameters.first.flatMap { (0x3C...0x3F).contains($0) ? $0 : nil }
        hasDollar = parameters.last == UInt8(ascii: "$")
        var numbers = [0]
        for byte in parameters {
            switch byte {
            case 0x30...0x39:
                let digit = Int(byte - 0x30)
                numbers[numbers.count - 1] = min(1_000_000, numbers[numbers.count - 1] * 10 + digit)
            case UInt8(ascii: ";"): numbers.append(0)
            default: break
            }
        }
        self.numbers = numbers
    }

    /// A paste follows.
    var beginsPaste: Bool { prefix == nil && final == UInt8(ascii: "~") && numbers[0] == 200 }

    /// What the sequence means; nil when nothing to us.
    var event: InputParser.Event? {
        switch prefix {
        case nil: key
        case UInt8(ascii: "<"): mouse
        case UInt8(ascii: "?"): answer
        default: nil
        }
    }

    /// The key of `ESC O` and one byte, as keypads in application mode send.
    static func code(singleShift byte: UInt8) -> Key.Code? {
        switch byte {
        case UInt8(ascii: "M"): .enter
        case UInt8(ascii: "P")...UInt8(ascii: "S"): .function(Int(byte) - 0x4F)
        // Digits and signs of a keypad: j is *, p to y are 0 to 9.
        case 0x6A...0x79: Unicode.Scalar(UInt32(byte) - 0x40).map { .character(Character($0)) }
        default: code(letter: byte)
        }
    }

    private static func code(letter: UInt8) -> Key.Code? {
        switch letter {
        case UInt8(ascii: "A"): .up
        case UInt8(ascii: "B"): .down
        case UInt8(ascii: "C"): .right
        case UInt8(ascii: "D"): .left
        case UInt8(ascii: "H"): .home
        case UInt8(ascii: "F"): .end
        case UInt8(ascii: "Z"): .backTab
        default: nil
        }
    }

    private var key: InputParser.Event? {
        switch final {
        case UInt8(ascii: "I"): .input(.focus(gained: true))
        case UInt8(ascii: "O"): .input(.focus(gained: false))
        case UInt8(ascii: "~"): Self.code(number: numbers[0]).map(modified)
        case UInt8(ascii: "u"): characterKey
        case UInt8(ascii: "P")...UInt8(ascii: "S") where numbers[0] <= 1:
            modified(.function(Int(final) - 0x4F))
        default: Self.code(letter: final).map(modified)
        }
    }

    /// `CSI code ; modifiers u`: any key as its code point.
    private var characterKey: InputParser.Event? {
        guard let scalar = Unicode.Scalar(UInt32(numbers[0])), numbers[0] > 0 else { return nil }
        guard scalar.value >= 0x20, scalar.value != 0x7F else {
            let key = Key(UInt8(scalar.value))
            return modified(key.control ? .character(Character(scalar)) : key.code)
        }
        return modified(.character(Character(scalar)))
    }

    private func modified(_ code: Key.Code) -> InputParser.Event {
        // xterm: 1 + shift 1 + alt 2 + control 4; the key itself says shift.
        let bits = numbers.count > 1 ? max(0, numbers[1] - 1) : 0
        let isBackTab = code == .tab && bits & 1 == 1
        return .key(isBackTab ? .backTab : code, control: bits & 4 != 0, alt: bits & 2 != 0)
    }

    private static func code(number: Int) -> Key.Code? {
        switch number {
        case 1, 7: .home
        case 2: .insert
        case 3: .delete
        case 4, 8: .end
        case 5: .pageUp
        case 6: .pageDown
        case 11...15: .function(number - 10)
        case 17...21: .function(number - 11)
        case 23...26: .function(number - 12)
        case 28, 29: .function(number - 13)
        case 31...34: .function(number - 14)
        default: nil
        }
    }

    /// SGR mouse: presses and the wheel; motion and releases mean nothing here.
    private var mouse: InputParser.Event? {
        guard final == UInt8(ascii: "M"), numbers.count >= 3, numbers[0] & 32 == 0 else {
            return nil
        }
        let buttons: [Int: Mouse.Button] = [
            0: .left, 1: .middle, 2: .right, 64: .wheelUp, 65: .wheelDown,
        ]
        return buttons[numbers[0] & ~28].map { button in
            let (column, row) = (max(0, numbers[1] - 1), max(0, numbers[2] - 1))
            return .input(.mouse(Mouse(button, column: column, row: row)))
        }
    }

    private var answer: InputParser.Event? {
        switch final {
        case UInt8(ascii: "c"): .answer(.attributes)
        // What follows mode 2031: 1 is dark, 2 is light.
        case UInt8(ascii: "n") where numbers.count >= 2 && numbers[0] == 997:
            [1: .answer(.scheme(.dark)), 2: .answer(.scheme(.light))][numbers[1]]
        case UInt8(ascii: "y") where hasDollar && numbers.count >= 2:
            // 1 set, 2 reset; 0 unknown, 3 and 4 can never be changed.
            .answer(.mode(numbers[0], isKnown: (1...2).contains(numbers[1])))
        default: nil
        }
    }
}

extension Key {
    /// The key of one byte below 0x80.
    init(_ byte: UInt8, alt: Bool = false) {
        switch byte {
        case 0x08, 0x7F: self.init(.backspace, alt: alt)
        case 0x09: self.init(.tab, alt: alt)
        case 0x0A, 0x0D: self.init(.enter, alt: alt)
        case 0x1B: self.init(.escape, alt: alt)
        case 0: self.init(.character(" "), control: true, alt: alt)
        case 1...0x1A:
            self.init(.character(Character(Unicode.Scalar(byte + 0x60))), control: true, alt: alt)
        case 0x1C...0x1F:
            self.init(.character(Character(Unicode.Scalar(byte + 0x40))), control: true, alt: alt)
        default: self.init(.character(Character(Unicode.Scalar(byte))), alt: alt)
        }
    }
}

extension InputParser.Answer {
    /// Reads `11;rgb:rrrr/gggg/bbbb`.
    init?(operatingSystemCommand bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.hasPrefix("11;rgb:") else { return nil }
        let parts = text.dropFirst(7).split(separator: "/").map { part -> UInt8? in
            guard (1...4).contains(part.count), let value = UInt32(part, radix: 16) else {
                return nil
            }
            return UInt8(value * 255 / (1 << (4 * UInt32(part.count)) - 1))
        }
        guard parts.count == 3, let red = parts[0], let green = parts[1], let blue = parts[2] else {
            return nil
        }
        self = .background(red: red, green: green, blue: blue)
    }
}
