internal import Orchestration
internal import Testing

@Suite struct `Words are compared` {
    /// Winkler's own examples, as published in 1990 and repeated in textbooks since.
    @Test(arguments: [
        ("martha", "marhta", 0.9611), ("dwayne", "duane", 0.8400), ("dixon", "dicksonx", 0.8133),
        ("jones", "johnson", 0.8324), ("abroms", "abrams", 0.9222), ("hardin", "martinez", 0.7222),
        ("itman", "smith", 0.4667), ("", "", 1), ("a", "", 0), ("abc", "xyz", 0), ("ab", "ba", 0),
        ("massie", "massey", 0.9333), ("nichleson", "nichulson", 0.9556), ("same", "same", 1),
    ])
    func `by Jaro and Winkler as in their papers`(one: String, other: String, likeness: Double) {
        let words = [one, other].map { Array($0.unicodeScalars) }
        #expect(abs(JaroWinkler.likeness(words[0], words[1]) - likeness) < 0.00006)
        #expect(abs(JaroWinkler.likeness(words[1], words[0]) - likeness) < 0.00006)
    }

    @Test(arguments: [
        ("kitten", "sitting", 3), ("ca", "ac", 1), ("ca", "abc", 3), ("", "abc", 3), ("a", "a", 0),
        ("saturday", "sunday", 3), ("19581014", "19581041", 1), ("smith", "smyth", 1),
        ("dominic", "domiinc", 1), ("straße", "strasse", 2), ("刘伟", "刘玮", 1),
    ])
    func `by slips, where neighbours that changed places are one`(
        one: String,
        other: String,
        slips: Int
    ) {
        #expect(EditDistance.between(one.unicodeScalars, other.unicodeScalars) == slips)
        #expect(EditDistance.between(other.unicodeScalars, one.unicodeScalars) == slips)
    }

    /// Knuth's examples.
    @Test(arguments: [
        ("robert", "r163"), ("rupert", "r163"), ("euler", "e460"), ("ellery", "e460"),
        ("gauss", "g200"), ("ghosh", "g200"), ("hilbert", "h416"), ("heilbronn", "h416"),
        ("tymczak", "t522"), ("pfister", "p236"), ("ashcraft", "a261"), ("lloyd", "l300"),
    ])
    func `by their sound`(word: String, code: String) {
        let trimmed = String(code.reversed().drop { $0 == "0" }.reversed())
        #expect(Sound(Array(word.unicodeScalars)).code == Array(trimmed.unicodeScalars))
    }
}
