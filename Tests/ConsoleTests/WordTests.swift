import Console
import Orchestration
import Screen
import Testing

@Suite struct `A command that is typed` {
    /// What leaves, or is done to the terminal itself.
    private static let outward: Set<Verb> = [.quit, .suspend]

    @Test(arguments: Screens.places)
    func `acts on every screen, or says why not`(place: Place) {
        let words = Registry.shipped.filter { !Self.outward.contains($0.verb) }.flatMap(\.words)
        for word in words {
            var console = Stage.console()
            console.visit(place)
            let before = (console.place, console.view(in: Stage.size, glyphs: .braille).text)
            _ = console.press(Key(":"))
            _ = console.type(word)
            let effects = console.press(Key(.enter))
            let text = console.view(in: Stage.size, glyphs: .braille).text
            let hasAnswered =
                !effects.isEmpty || console.notice != nil || console.place != before.0
                || text != before.1
            #expect(hasAnswered, ":\(word) on \(place)")
        }
    }
}
