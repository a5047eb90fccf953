internal import Orchestration

/// A model of the scripted provider: how it is called and how fast it speaks.
package struct ScriptedModel: Hashable, Sendable {
    package let name: String
    /// The usual wait for the first token.
    package let firstToken: Duration
    /// The usual wait between two tokens.
    package let betweenTokens: Duration
    /// The longest prompt it takes, in words.
    package let contextWords: Int

    package init(
        name: String,
        firstToken: Duration = .milliseconds(180),
        betweenTokens: Duration = .milliseconds(12),
        contextWords: Int = 2000
    ) {
        self.name = name
        self.firstToken = firstToken
        self.betweenTokens = betweenTokens
        self.contextWords = contextWords
    }

    /// The name it gives itself in every answer: nobody shall mistake it for the real one.
    package var servedName: String { "\(name) (simulated)" }
}

/// The draws of one call: the same seed, model and number give the same call.
struct Draws {
    private var random: SplitMix

    init(seed: UInt64, model: String, call: Int) {
        random = SplitMix(seed: seed ^ fingerprint(model) &+ UInt64(call) &* 0x9E37_79B9_7F4A_7C15)
    }

    /// A number drawn evenly from 0 ..< 1.
    mutating func unit() -> Double { random.unit() }

    /// A wait around `usual`: 0.7 to 1.3 times, and one in twenty three times as long.
    mutating func wait(around usual: Duration, factor: Double) -> Duration {
        let spread = 0.7 + 0.6 * random.unit()
        return usual * (spread * (random.unit() < 0.05 ? 3 : 1) * factor)
    }
}

/// A stable 64-bit fingerprint of a text.
///
/// Swift's own hashes differ from run to run. Source: FNV-1a, G. Fowler, L. C. Noll, P. Vo.
func fingerprint(_ text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
}
