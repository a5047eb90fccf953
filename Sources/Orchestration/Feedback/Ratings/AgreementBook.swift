/// Which calls were rated and which judged, and how far both agree, for each model and each version
/// of its judge.
///
/// Rating and judgement come in either order. The newest `ratedMax` ratings count; of judgements
/// only so many are kept as may have been overtaken by a rating under way.
package struct AgreementBook: Hashable, Sendable {
    static let ratedMax = 10_000
    static let judgedMax = 1000

    private struct Key: Hashable, Sendable {
        let model: String
        let version: String
    }

    private struct Rated: Hashable, Sendable {
        let model: String
        let verdict: Rating.Verdict
        let number: Int
        var judgement: Judgement?
    }

    private var rated: [CallName: Rated] = [:]
    private var judged: [CallName: Judgement] = [:]
    /// The calls of `judged`, the newest last.
    private var judgedOrder: [CallName] = []
    private var tables: [Key: Agreement] = [:]
    private var numbers = 0

    package init() {}

    /// How many ratings count.
    package var count: Int { rated.count }

    /// Takes a rating in, in place of an earlier one of the call.
    /// - Returns: The judgement that belongs to it; nil where there is none.
    @discardableResult
    package mutating func rate(_ rating: Rating) -> Judgement? {
        unrate(rating.call)
        numbers += 1
        var entry = Rated(model: rating.model, verdict: rating.verdict, number: numbers)
        entry.judgement = rating.judgement ?? judged[rating.call]
        rated[rating.call] = entry
        count(entry, by: 1)
        if rated.count > Self.ratedMax,
            let oldest = rated.min(by: { $0.value.number < $1.value.number })
        {
            unrate(oldest.key)
        }
        return entry.judgement
    }

    /// A rating was taken back.
    package mutating func unrate(_ call: CallName) {
        guard let entry = rated.removeValue(forKey: call) else { return }
        count(entry, by: -1)
    }

    /// Takes a judgement in.
    /// - Returns: Whether the call had been rated before.
    package mutating func judge(_ call: CallName, _ judgement: Judgement) -> Bool {
        if judged.updateValue(judgement, forKey: call) == nil { judgedOrder.append(call) }
        if judgedOrder.count > Self.judgedMax { judged[judgedOrder.removeFirst()] = nil }
        guard var entry = rated[call] else { return false }
        count(entry, by: -1)
        entry.judgement = judgement
        rated[call] = entry
        count(entry, by: 1)
        return true
    }

    private mutating func count(_ entry: Rated, by step: Int) {
        guard let judgement = entry.judgement else { return }
        let key = Key(model: entry.model, version: judgement.version)
        tables[key, default: Agreement()].add(entry.verdict, judgement.verdict, count: step)
        if tables[key]?.rows == 0 { tables[key] = nil }
    }

    /// How far ratings of a model's answers agree with a version of its judge.
    package func agreement(of model: String, version: String) -> Agreement {
        tables[Key(model: model, version: version)] ?? Agreement()
    }

    /// The versions of a model's judge that rated calls were judged by, in the order of their names.
    package func versions(of model: String) -> [String] {
        tables.keys.filter { $0.model == model }.map(\.version).sorted()
    }
}
