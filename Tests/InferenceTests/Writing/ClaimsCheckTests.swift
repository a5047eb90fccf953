import Foundation
import Inference
import Rehearsal
import Testing

@Suite struct `The check on claims` {
    private let check = ClaimsCheck(facts: ["Ada", "10% off your next bag", "Blue Mountain"])

    private func reasons(_ text: String) -> [ClaimsCheck.Reason] {
        guard case .rejected(let reasons) = check.judge(text) else { return [] }
        return reasons
    }

    @Test(arguments: [
        "We miss you, Ada, and so does the kettle.",
        "Ada, your corner is quiet without you.",
        "Your 10% off is waiting, and so is a fresh Blue Mountain!",
        "It’s been too quiet here – come and say hello! ☕",
        "I hope your morning is as warm as our ovens.",
    ])
    func `accepts a friendly sentence and what the facts say`(text: String) {
        #expect(check.judge(text) == .accepted(text))
    }

    @Test func `takes off the quotation marks models like`() {
        #expect(check.judge(" \"We miss you,  Ada.\"\n") == .accepted("We miss you, Ada."))
    }

    @Test(arguments: [
        ("Enjoy 20% off with us.", ClaimsCheck.Reason.number),
        ("Enjoy fifty cups with us.", .number), ("Take ½ of it.", .number),
        ("Enjoy a free coffee.", .offer), ("The next cup is on us.", .offer),
        ("Discounts await you.", .offer), ("The first one is on the house!", .offer),
        ("It is only a few dollars.", .money), ("It costs you £ nothing.", .money),
        ("Many percent less.", .percent), ("Come before Friday.", .deadline),
        ("Come by tomorrow.", .deadline), ("This is your last chance.", .deadline),
        ("See www.coffee.example now.", .address), ("Write to me@coffee.example please.", .address),
        ("Visit coffee.example for more.", .address), ("Read https://x.y now.", .address),
        ("Try our Yirgacheffe blend.", .name), ("Grace, we miss you.", .name),
        ("As an AI, we miss you.", .promptLeak), ("Here is a sentence for you.", .promptLeak),
        ("Hello [Name], we miss you.", .placeholder), ("Hello {{name}}, welcome.", .placeholder),
        ("<b>Hello</b> there.", .markup), ("**Hello** there.", .markup),
        ("We miss you\u{202E}.", .character), ("We miss you\u{0}.", .character),
        ("We miss you and", .cut), ("One thing. Another thing. A third thing.", .severalSentences),
        ("Hello.\nWe miss you.", .severalSentences), ("", .empty), ("...", .empty),
    ])
    func `rejects what nobody offered or asked for`(text: String, reason: ClaimsCheck.Reason) {
        #expect(reasons(text).contains(reason), "\(text): \(reasons(text))")
    }

    @Test func `rejects an endless answer without reading it`() {
        #expect(reasons(String(repeating: "very ", count: 200_000)) == [.tooLong])
        #expect(
            reasons("We " + String(repeating: "really ", count: 40) + "miss you.") == [.tooLong]
        )
    }

    @Test func `accepts every honest sentence of the rehearsal and rejects every invention`() {
        for sentence in SentenceBank.honest {
            #expect(check.judge(sentence) == .accepted(sentence))
        }
        for sentence in SentenceBank.inventing {
            #expect(!reasons(sentence).isEmpty, "\(sentence)")
        }
    }

    @Test func `judges what a real small model wrote`() throws {
        // SmolLM2-135M-Instruct Q4_1 on llama.cpp, seeds 0 to 19, temperature 0.8. The four that pass
        // make little sense but promise nothing: the check guards promises, not taste.
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
        let lines = try String(
            contentsOf: folder.appending(path: "smollm2-135m-sentences.txt"),
            encoding: .utf8
        )
        .split(separator: "\n")
        #expect(lines.count == 20)
        var accepted: [String] = []
        for line in lines {
            let parts = line.split(separator: "\t", maxSplits: 1).map(String.init)
            let text = parts[1].replacing("\\n", with: "\n")
            if case .accepted(let sentence) = ClaimsCheck(facts: [parts[0]]).judge(text) {
                accepted.append(sentence)
            }
        }
        #expect(
            accepted == [
                "I'm still trying to find the perfect way to bring home a beautiful coffee that we no longer have. I'm so glad we missed them.",
                "I'm so glad you're so glad to be home.",
                "I'm sure you'll find a way to make things right.",
                "Barbara, I'm so sorry to think that I'm not getting the chance to visit you again.",
            ]
        )
    }
}
