internal import Orchestration
internal import Screen

/// Telling nobody of alerts for a while, and telling them again.
extension Console {
    /// The marked or selected silences; nil where it is something else.
    var silenceSubjects: [Silence]? {
        let wanted = Set(subjects)
        let silences = snapshot?.silences.filter { wanted.contains(.silence($0.id)) } ?? []
        return silences.isEmpty ? nil : silences
    }

    /// Silences what alerts are about, by rule, by object, or both.
    mutating func silence() -> [Effect] {
        guard let id = subjects.first else { return [] }
        let ways = Self.matchers(of: id, selectedAlert)
        let spans: [(String, Int64)] = [("1 h", 1), ("4 h", 4), ("24 h", 24)]
        let serial = String(max(0, now.milliseconds), radix: 36)
        let choices = ways.flatMap { words, matchers in
            spans.map { name, hours in
                let until = now + .seconds(hours * 3600)
                let silence = Silence(
                    id: "s\(serial)",
                    matchers: matchers,
                    until: until,
                    by: "",
                    reason: ""
                )
                let end = "until \(Figures.shortClock(until))Z"
                return Confirmation.Choice(
                    "\(Figures.padded(name, to: 5)) \(end)   \(words)",
                    [.silence(silence)]
                )
            }
        }
        return ask(
            .silence,
            title: "Silence \(selectedAlert?.object ?? id.name)",
            button: "Silence",
            seen: [id],
            choices: choices
        )
    }

    /// What to match, in words and as pairs, the narrowest first.
    private static func matchers(of id: ObjectID, _ alert: AlertRow?)
        -> [(String, [String: String])]
    {
        guard let alert else { return [("all alerts of \(id.name)", ["object": id.name])] }
        let rule = String(alert.id.prefix { $0 != "/" })
        return [
            ("\(rule) of \(alert.object)", ["rule": rule, "object": alert.object]),
            ("all alerts of \(alert.object)", ["object": alert.object]),
            ("\(rule) of anything", ["rule": rule]),
        ]
    }

    /// Ends silences before their time.
    mutating func unsilence(_ silences: [Silence]) -> [Effect] {
        ask(
            .snooze,
            title: silences.count == 1
                ? "End the silence of \(silences[0].words)" : "End \(silences.count) silences",
            button: "End",
            seen: silences.map { .silence($0.id) },
            choices: [.init("end", silences.map { .unsilence(id: $0.id) })]
        )
    }
}
