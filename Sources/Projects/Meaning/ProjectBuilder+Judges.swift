internal import Orchestration

/// Judges of models.
extension ProjectBuilder {
    /// What stands under a model's `judge`; nil where nobody judges it.
    mutating func judge(_ item: Item?, of model: String) -> JudgeRule? {
        guard let item, let named = item["route"], let route = named.text else { return nil }
        expect("route", named, among: lexicon.routes.keys)
        if (lexicon.routes[route] ?? []).contains(model) {
            findings.report(.judgesItself(model, by: route), at: named.place)
        }
        checkAsk(item, lexicon.kinds(of: route))
        guard let share = scalars.number(item["share"]), let version = item["version"]?.text else {
            return nil
        }
        return JudgeRule(
            route: route,
            share: share,
            version: version,
            ask: item["ask"]?.text ?? ""
        )
    }

    /// One that reads texts must be told what to look at, and one that takes fields cannot be.
    private mutating func checkAsk(_ judge: Item, _ kinds: Set<String>) {
        guard !kinds.isEmpty else { return }
        if kinds.isSubset(of: Lexicon.writers) {
            if judge["ask"] == nil { findings.report(.judgeWithoutQuestion, at: judge.place) }
        } else if let ask = judge["ask"] {
            findings.report(.idleQuestion, at: ask.place)
        }
    }
}
