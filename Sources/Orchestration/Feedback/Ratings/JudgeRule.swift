/// Who judges a model's answers, and how many of them.
package struct JudgeRule: Hashable, Sendable {
    /// The route that is asked.
    package let route: String
    /// The share of answers that are judged, 0...1.
    package let share: Double
    /// The judge's own version: another one begins its figures anew.
    package let version: String
    /// What a judge that reads texts is told to look at; empty for one that takes fields.
    package let ask: String

    package init(route: String, share: Double, version: String, ask: String = "") {
        self.route = route
        self.share = share
        self.version = version
        self.ask = ask
    }

    /// Whether the call of that name is among the share: the same for ever for the same name.
    ///
    /// The version takes part, so that another one does not look at the same calls for ever.
    package func takes(_ call: String) -> Bool { Affinity.score(call, version) < share }
}
