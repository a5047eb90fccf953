/// Judges the one sentence a model wrote: it may be friendly, it may promise nothing.
///
/// The template owns names, offers and legal lines. Small models invent discounts, so whatever
/// looks like an offer, a number, a date, an address or a name that is not among the facts rejects
/// the sentence, and the template's plain sentence is sent instead. A wrong rejection costs a little
/// charm; a wrong acceptance is a promise to a customer: in doubt it rejects.
package struct ClaimsCheck: Hashable, Sendable {
    /// The longest sentence, in characters.
    package static let charactersMax = 240
    /// The most sentences that still pass as "one sentence".
    package static let sentencesMax = 2

    private let factWords: Set<String>
    private let factTexts: [String]

    /// A check against the texts of the facts the model was given.
    package init(facts: [String]) {
        factTexts = facts.map { $0.lowercased() }.filter { !$0.isEmpty }
        factWords = Set(facts.flatMap(Words.all).map { $0.lowercased() })
    }

    /// The verdict on what a model wrote.
    package enum Verdict: Hashable, Sendable {
        /// The sentence, tidied: quotation marks around it and doubled blanks are gone.
        case accepted(String)
        case rejected([Reason])
    }

    /// Why a sentence is rejected.
    package enum Reason: String, Hashable, Sendable, CaseIterable {
        case empty
        case tooLong = "too long"
        /// More than the one or two sentences asked for, or several lines.
        case severalSentences = "several sentences"
        case cut = "cut off"
        case number
        case money
        case percent
        case offer
        case deadline
        case address
        case name = "unknown name"
        case placeholder
        case markup
        case character = "unexpected character"
        /// The model speaks of itself or of its task.
        case promptLeak = "speaks of its task"
    }

    /// Judges `raw`, the model's whole answer.
    package func judge(_ raw: String) -> Verdict {
        let text = tidied(raw)
        guard !text.isEmpty else { return .rejected([.empty]) }
        // A hostile answer may be megabytes: nothing below sees more than this.
        guard text.utf8.count <= Self.charactersMax * 4 else { return .rejected([.tooLong]) }
        let reasons = Reason.allCases.filter { applies($0, to: text) }
        return reasons.isEmpty ? .accepted(text) : .rejected(reasons)
    }

    private func applies(_ reason: Reason, to text: String) -> Bool {
        switch reason {
        case .empty: !text.contains(where: \.isLetter)
        case .tooLong: text.count > Self.charactersMax
        case .severalSentences:
            text.contains(where: \.isNewline) || Words.sentences(in: text) > Self.sentencesMax
        case .cut: !Words.isEnded(text)
        case .number:
            claimed(text) { $0.contains(where: \.isNumber) || Vocabulary.numbers.contains($0) }
        case .money: holdsSign(text, \.isCurrencySymbol) || claimed(text, Vocabulary.money)
        case .percent: holdsSign(text) { "%‰％".contains($0) } || claimed(text, Vocabulary.percent)
        case .offer: claimed(text, Vocabulary.offers) || mentions(text, Vocabulary.offerPhrases)
        case .deadline: claimed(text, Vocabulary.dates) || mentions(text, Vocabulary.datePhrases)
        case .address: Words.holdsAddress(text)
        case .name: Words.names(in: text).contains { !factWords.contains($0.lowercased()) }
        case .placeholder:
            text.contains { "{}[]_".contains($0) } || mentions(text, Vocabulary.placeholders)
        case .markup: text.contains { "<>*#`|\\~^=".contains($0) }
        case .character: !text.allSatisfy(Words.isUsual)
        case .promptLeak: mentions(text, Vocabulary.leaks)
        }
    }

    /// Whether a sign that no fact holds stands in the text.
    private func holdsSign(_ text: String, _ isSign: (Character) -> Bool) -> Bool {
        text.contains { sign in isSign(sign) && !factTexts.contains { $0.contains(sign) } }
    }

    /// Whether a word outside the facts matches.
    private func claimed(_ text: String, _ matches: (String) -> Bool) -> Bool {
        Words.all(in: text).map { $0.lowercased() }.contains {
            matches($0) && !factWords.contains($0)
        }
    }

    private func claimed(_ text: String, _ vocabulary: Set<String>) -> Bool {
        claimed(text, vocabulary.contains)
    }

    /// Whether a phrase stands in the text as whole words and in no fact.
    private func mentions(_ text: String, _ phrases: [String]) -> Bool {
        let padded = Words.padded(text)
        return phrases.contains { phrase in
            padded.contains(" \(phrase) ") && !factTexts.contains { $0.contains(phrase) }
        }
    }

    /// The text without the quotation marks models like to put around a sentence.
    private func tidied(_ raw: String) -> String {
        var text = Words.trimmed(raw[...])
        let quotes: [Character: Character] = ["\"": "\"", "“": "”", "'": "'", "«": "»"]
        while text.count > 1, let first = text.first, let end = quotes[first], text.last == end {
            text = Words.trimmed(text.dropFirst().dropLast())
        }
        return text.split(separator: " ").joined(separator: " ")
    }
}
