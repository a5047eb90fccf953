internal import Screen

/// Reads keys, pastes, mouse events and the terminal's answers out of a stream of bytes.
///
/// Total: whatever bytes come, in whatever pieces, it never stops and never keeps more than it
/// may. Feeding bytes one by one gives the same events as feeding them all at once.
///
/// ```text
///            ┌─ ESC ─► escape ─ [ ─► control sequence ─ final byte ─► key, mouse, paste, answer
/// ground ────┤            ├─ O ─► single shift ─ one byte ─► key
///            │            ├─ ] P ─► string ─ BEL or ESC \ ─► answer
///            │            └─ any other ─► alt + key
///            └─ byte ≥ 0x80 ─► a character's other bytes
/// ```
/// A lone escape cannot be told from the first byte of a sequence: when `isPending`, the caller
/// waits 25 ms for more and then calls `expire`.
struct InputParser {
    /// What the bytes meant.
    enum Event: Hashable, Sendable {
        case input(Input)
        case answer(Answer)
    }

    /// What a terminal says about itself.
    enum Answer: Hashable, Sendable {
        /// OSC 11: its background, 0...255 each.
        case background(red: UInt8, green: UInt8, blue: UInt8)
        /// Mode 2031: it is dark or light from now on.
        case scheme(Theme.Background)
        /// DECRPM: a private mode, and whether it is known.
        case mode(Int, isKnown: Bool)
        /// DA1, which every terminal answers: nothing asked before it will be answered any more.
        case attributes
    }

    /// A paste keeps so many bytes; the rest of it is dropped, never read as keys.
    private let pasteMax: Int
    /// A sequence or string that is longer is dropped as a whole.
    static let sequenceMax = 256

    private enum State {
        case ground
        case escape
        case control([UInt8])
        /// Too long to be anything.
        case controlIgnored
        /// The Linux console's `ESC [ [ A`.
        case linuxFunction
        /// X10 mouse bytes, which nobody asked for.
        case swallowing(Int)
        case singleShift
        case string([UInt8], isOSC: Bool, hasEscape: Bool)
        case character([UInt8], missing: Int)
        /// `matched` bytes of the sequence that ends a paste have come.
        case paste(matched: Int)
    }
    private var state = State.ground
    /// The text of the paste that is coming; beside the state, so that it grows in place.
    private var pasted: [UInt8] = []
    /// Alt was pressed with the character whose bytes are coming.
    private var hasAlt = false

    /// A parser at the beginning of a stream.
    init(pasteMax: Int = 1 << 20) { self.pasteMax = pasteMax }

    /// Whether more bytes are needed to know what came.
    var isPending: Bool {
        if case .ground = state { return false }
        if case .paste = state { return false }
        return true
    }

    /// Reads bytes and tells what they meant.
    mutating func feed(_ bytes: some Sequence<UInt8>) -> [Event] {
        var events: [Event] = []
        for byte in bytes { feed(byte, &events) }
        return events
    }

    /// Says that no more bytes came in time: what was begun is all there is.
    mutating func expire() -> [Event] {
        defer { reset() }
        return switch state {
        case .escape: [.key(.escape)]
        case .control(let bytes) where bytes.isEmpty: [.key(.character("["), alt: true)]
        case .singleShift: [.key(.character("O"), alt: true)]
        default: []
        }
    }

    private mutating func reset() {
        if case .paste = state { return }
        state = .ground
        hasAlt = false
    }

    private mutating func feed(_ byte: UInt8, _ events: inout [Event]) {
        switch state {
        case .ground: ground(byte, &events)
        case .escape: escape(byte, &events)
        case .control(let bytes): control(bytes, byte, &events)
        case .controlIgnored:
            if !(0x20...0x3F).contains(byte) { restart(byte, keepsByte: byte < 0x20, &events) }
        case .linuxFunction:
            state = .ground
            if (0x41...0x45).contains(byte) { events.append(.key(.function(Int(byte) - 0x40))) }
        case .swallowing(let count): state = count > 1 ? .swallowing(count - 1) : .ground
        case .singleShift: singleShift(byte, &events)
        case .string(let bytes, let isOSC, let hasEscape):
            string(bytes, byte, isOSC, hasEscape, &events)
        case .character(let bytes, let missing): character(bytes, missing, byte, &events)
        case .paste(let matched): paste(matched, byte, &events)
        }
    }

    private mutating func ground(_ byte: UInt8, _ events: inout [Event]) {
        switch byte {
        case 0x1B: state = .escape
        case 0x80...:
            let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC2 ? 2 : 0
            if length > 0, byte < 0xF5 {
                state = .character([byte], missing: length - 1)
            } else {
                hasAlt = false
            }
        default:
            events.append(.input(.key(Key(byte, alt: hasAlt))))
            hasAlt = false
        }
    }

    private mutating func escape(_ byte: UInt8, _ events: inout [Event]) {
        switch byte {
        case 0x1B: events.append(.key(.escape))
        case UInt8(ascii: "["): state = .control([])
        case UInt8(ascii: "O"): state = .singleShift
        case UInt8(ascii: "]"): state = .string([], isOSC: true, hasEscape: false)
        case UInt8(ascii: "P"): state = .string([], isOSC: false, hasEscape: false)
        default:
            state = .ground
            hasAlt = true
            ground(byte, &events)
        }
    }

    private mutating func control(_ bytes: [UInt8], _ byte: UInt8, _ events: inout [Event]) {
        switch byte {
        case 0x20...0x3F:
            state = bytes.count < Self.sequenceMax ? .control(bytes + [byte]) : .controlIgnored
        case UInt8(ascii: "[") where bytes.isEmpty: state = .linuxFunction
        case UInt8(ascii: "M") where bytes.isEmpty: state = .swallowing(3)
        case 0x40...0x7E:
            state = .ground
            let sequence = ControlSequence(parameters: bytes, final: byte)
            if sequence.beginsPaste {
                pasted = []
                state = .paste(matched: 0)
            } else if let event = sequence.event {
                events.append(event)
            }
        default: restart(byte, keepsByte: byte < 0x20, &events)
        }
    }

    private mutating func singleShift(_ byte: UInt8, _ events: inout [Event]) {
        state = .ground
        guard byte >= 0x20 else { return restart(byte, keepsByte: true, &events) }
        if let code = ControlSequence.code(singleShift: byte) { events.append(.key(code)) }
    }

    private mutating func string(
        _ bytes: [UInt8],
        _ byte: UInt8,
        _ isOSC: Bool,
        _ hasEscape: Bool,
        _ events: inout [Event]
    ) {
        let isEnd = byte == 0x07 || hasEscape && byte == UInt8(ascii: "\\")
        if isEnd {
            state = .ground
            if isOSC, let answer = Answer(operatingSystemCommand: bytes) {
                events.append(.answer(answer))
            }
        } else if hasEscape {
            // Not the end of a string but the beginning of something else.
            state = .escape
            escape(byte, &events)
        } else if byte == 0x1B {
            state = .string(bytes, isOSC: isOSC, hasEscape: true)
        } else if byte == 0x18 || byte == 0x1A || bytes.count >= Self.sequenceMax {
            state = .ground
        } else {
            state = .string(bytes + [byte], isOSC: isOSC, hasEscape: false)
        }
    }

    private mutating func character(
        _ bytes: [UInt8],
        _ missing: Int,
        _ byte: UInt8,
        _ events: inout [Event]
    ) {
        guard (0x80...0xBF).contains(byte) else {
            return restart(byte, keepsByte: true, &events)
        }
        let bytes = bytes + [byte]
        guard missing == 1 else {
            state = .character(bytes, missing: missing - 1)
            return
        }
        state = .ground
        if let text = String(validating: bytes, as: UTF8.self), let character = text.first {
            events.append(.key(.character(character), alt: hasAlt))
        }
        hasAlt = false
    }

    private mutating func paste(_ matched: Int, _ byte: UInt8, _ events: inout [Event]) {
        if byte == Self.pasteEnd[matched] {
            state = .paste(matched: matched + 1)
        } else {
            // The end begins with the only escape in it, so a broken match is text up to here.
            keep(Self.pasteEnd.prefix(matched))
            let isEscape = byte == Self.pasteEnd[0]
            if !isEscape { keep(CollectionOfOne(byte)) }
            state = .paste(matched: isEscape ? 1 : 0)
        }
        guard matched + 1 == Self.pasteEnd.count, case .paste(Self.pasteEnd.count) = state else {
            return
        }
        state = .ground
        events.append(.input(.pasted(String(decoding: pasted, as: UTF8.self))))
        pasted = []
    }

    private mutating func keep(_ bytes: some Collection<UInt8>) {
        if pasted.count + bytes.count <= pasteMax { pasted.append(contentsOf: bytes) }
    }

    private static let pasteEnd = Array("\u{1B}[201~".utf8)

    /// Gives up what was begun; the byte that did not fit begins anew.
    private mutating func restart(_ byte: UInt8, keepsByte: Bool, _ events: inout [Event]) {
        state = .ground
        hasAlt = false
        if keepsByte { feed(byte, &events) }
    }
}

extension InputParser.Event {
    /// A key press.
    static func key(_ code: Key.Code, control: Bool = false, alt: Bool = false) -> Self {
        .input(.key(Key(code, control: control, alt: alt)))
    }
}
