internal import Orchestration

/// What the scripted models write: one friendly sentence, most of the time an honest one.
///
/// About one in fifty invents an offer, as small models do, so that the check on claims is seen at
/// work. None is anybody's real output.
package enum SentenceBank {
    /// The share of sentences that invent an offer.
    package static let inventingShare = 0.02

    /// A sentence for that prompt, the same for the same seed.
    package static func sentence(for prompt: String, seed: UInt64) -> String {
        var random = SplitMix(seed: seed ^ fingerprint(prompt))
        if random.unit() < inventingShare { return pick(from: inventing, by: &random) }
        return [openings, middles, endings].map { pick(from: $0, by: &random) }.joined(
            separator: " "
        )
    }

    /// Every honest sentence there is.
    package static var honest: [String] {
        openings.flatMap { opening in
            middles.flatMap { middle in endings.map { "\(opening) \(middle) \($0)" } }
        }
    }

    /// Every sentence that promises what nobody offered.
    package static let inventing = [
        "We kept your seat warm, and the next coffee is free.",
        "Come back and enjoy 20% off your whole order.",
        "Your favourite blend is waiting, with a small discount for you.",
        "Stop by before Friday and we will surprise you with a gift.",
        "It has been a while, so the first cup is on the house.",
        "Use the code WELCOME at www.coffee.example and save.",
        "We would love to see you, and we take $5 off your next bag.",
        "Your loyalty has earned you a complimentary upgrade.",
        "As an AI, I cannot know, but I am sure you miss the coffee.",
        "Hurry, this limited offer ends tonight.",
    ]

    private static let openings = [
        "It has been a little while, and", "We were thinking of you, and",
        "The shop is not the same without you:", "A friendly hello from all of us:",
        "Good coffee is better in good company, and", "We hope all is well with you, and",
        "Our roaster asked about you, and", "You have been missed here, and",
    ]
    private static let middles = [
        "your favourite beans are on the shelf again", "the kettle is already singing",
        "we kept a quiet corner for you", "the new harvest tastes of honey and hazelnut",
        "the whole team would be glad to see you", "there is a fresh roast with your taste in mind",
        "we are curious how your last bag was", "the smell of fresh coffee fills the room",
        "your usual is quickly brewed", "we would love to brew for you again",
    ]
    private static let endings = [
        "whenever you like.", "and that is all we wanted to say.", "so do drop by.",
        "just as you like it.", "with warm regards from the counter.",
        "and you are always welcome.",
    ]

    private static func pick(from list: [String], by random: inout SplitMix) -> String {
        list[Int(random.next() % UInt64(list.count))]
    }
}
