import Testing

@testable import Screen
@testable import Terminal

@Suite struct `An input parser` {
    typealias Event = InputParser.Event

    @Test(arguments: [
        ("a", Key("a")), ("é", Key("é")), ("漢", Key("漢")), ("\r", Key(.enter)), ("\t", Key(.tab)),
        ("\u{7F}", Key(.backspace)), ("\u{1A}", Key(.character("z"), control: true)),
        ("\0", Key(.character(" "), control: true)), ("\u{1B}x", Key(.character("x"), alt: true)),
        ("\u{1B}é", Key(.character("é"), alt: true)), ("\u{1B}[A", Key(.up)),
        ("\u{1B}OB", Key(.down)),
        ("\u{1B}[1;5C", Key(.right, control: true)), ("\u{1B}[1;3D", Key(.left, alt: true)),
        ("\u{1B}[Z", Key(.backTab)), ("\u{1B}[3~", Key(.delete)),
        ("\u{1B}[5;5~", Key(.pageUp, control: true)),
        ("\u{1B}[15~", Key(.function(5))), ("\u{1B}OP", Key(.function(1))),
        ("\u{1B}[[A", Key(.function(1))),
        ("\u{1B}[24~", Key(.function(12))), ("\u{1B}[1;2P", Key(.function(1))),
        ("\u{1B}[H", Key(.home)),
        ("\u{1B}[8~", Key(.end)), ("\u{1B}[97;5u", Key(.character("a"), control: true)),
        ("\u{1B}[9;2u", Key(.backTab)), ("\u{1B}\r", Key(.enter, alt: true)),
        ("\u{1B}Oj", Key("*")),
    ])
    func `knows a key`(text: String, key: Key) {
        var parser = InputParser()
        #expect(parser.feed(text.utf8) == [.input(.key(key))])
        #expect(!parser.isPending)
    }

    @Test func `takes many keys from one read`() {
        var parser = InputParser()
        let events = parser.feed("ab\u{1B}[A\u{1B}OPx\u{1B}x\u{1A}".utf8)
        #expect(events.count == 7)
    }

    @Test func `knows escape by what does not follow`() {
        var parser = InputParser()
        #expect(parser.feed("\u{1B}".utf8).isEmpty)
        #expect(parser.isPending)
        #expect(parser.expire() == [.key(.escape)])
        #expect(parser.feed("\u{1B}\u{1B}[A".utf8) == [.key(.escape), .key(.up)])
        #expect(parser.feed("\u{1B}[".utf8).isEmpty)
        #expect(parser.expire() == [.key(.character("["), alt: true)])
        #expect(!parser.isPending)
    }

    @Test func `never reads a paste as keys`() {
        var parser = InputParser()
        let text = "rm -rf\n\u{1B}[A\u{1B}[20x\u{1B}\u{1B}[201"
        let events = parser.feed("\u{1B}[200~\(text)\u{1B}[201~q".utf8)
        #expect(events == [.input(.pasted(text)), .key(.character("q"))])
    }

    @Test func `keeps a bounded part of an endless paste`() {
        var parser = InputParser(pasteMax: 100)
        _ = parser.feed("\u{1B}[200~".utf8)
        #expect(parser.feed([UInt8](repeating: 0x61, count: 1000)).isEmpty)
        let kept = String(repeating: "a", count: 100)
        #expect(parser.feed("\u{1B}[201~".utf8) == [.input(.pasted(kept))])
    }

    @Test func `knows the mouse, focus and answers`() {
        var parser = InputParser()
        let text =
            "\u{1B}[<0;5;7M\u{1B}[<0;5;7m\u{1B}[<65;1;1M\u{1B}[<35;2;2M\u{1B}[I\u{1B}[O"
            + "\u{1B}]11;rgb:ffff/8000/00\u{1B}\\\u{1B}[?2026;2$y\u{1B}[?2026;0$y\u{1B}[?62;22c"
            + "\u{1B}[?997;1n\u{1B}[?997;2n\u{1B}[?997;3n\u{1B}[?6n"
        #expect(
            parser.feed(text.utf8) == [
                .input(.mouse(Mouse(.left, column: 4, row: 6))),
                .input(.mouse(Mouse(.wheelDown, column: 0, row: 0))),
                .input(.focus(gained: true)), .input(.focus(gained: false)),
                .answer(.background(red: 255, green: 127, blue: 0)),
                .answer(.mode(2026, isKnown: true)), .answer(.mode(2026, isKnown: false)),
                .answer(.attributes), .answer(.scheme(.dark)), .answer(.scheme(.light)),
            ]
        )
    }

    @Test(arguments: UInt64(0)..<400)
    func `reads hostile bytes the same in any pieces, and recovers`(seed: UInt64) {
        var random = Random(seed)
        let pieces: [[UInt8]] = [
            [0x1B], Array("\u{1B}[".utf8), Array("\u{1B}O".utf8), Array("\u{1B}]11;rgb:".utf8),
            Array("\u{1B}[200~".utf8), Array("\u{1B}[201~".utf8),
            Array("\u{1B}[<0;99999999999;1M".utf8),
            [0xFF], [0xC3], [0xA9], [0xF4, 0x8F], Array("\u{1B}P".utf8), [0x07], Array("é漢x".utf8),
            Array("9999999999999999999;".utf8), Array("~mMRu".utf8), [0x18], [0x9B],
            Array("[[A".utf8),
        ]
        let bytes = (0..<60).flatMap { _ in
            random.next(3) == 0 ? [UInt8(random.next(256))] : pieces[random.next(pieces.count)]
        }
        var whole = InputParser()
        var single = InputParser()
        let events = whole.feed(bytes)
        #expect(bytes.flatMap { single.feed(CollectionOfOne($0)) } == events)
        // Whatever was begun ends: by the end of a paste, or by time.
        _ = whole.feed("\u{1B}[201~".utf8)
        _ = whole.expire()
        #expect(whole.feed("q".utf8) == [.key(.character("q"))])
    }
}
