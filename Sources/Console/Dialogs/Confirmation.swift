package import Orchestration

/// A dialog before an action: what it does, why, and a way back that is the default.
package struct Confirmation: Hashable, Sendable {
    package let verb: Verb
    package let title: String
    /// The word on the button that does it.
    package let button: String
    package let risk: Command.Risk
    /// What the action is about, as it was on the screen when the dialog opened.
    package let seen: [Seen]
    /// How it was chosen, where that was not by selecting it; empty otherwise.
    package let picked: String
    /// The ways to do it; at least one.
    package let choices: [Choice]
    package internal(set) var chosen = 0
    /// What must be typed before a high-risk action where the way chosen asks for nothing else.
    private let word: String
    /// How much of what was seen it is done to; empty where there is no choice in that.
    package let reaches: [Reach]
    package internal(set) var reach = 0
    /// What becomes of open runs, for orders that leave a choice in that.
    package internal(set) var openRuns = OpenRuns.keep
    /// What the objects are about, in a line; empty for nothing to add.
    package let about: String
    package let remark: Remark
    package internal(set) var typed = LineEditor()
    package internal(set) var reason = LineEditor()
    /// What was written into the blanks of the ways to do it.
    package internal(set) var blanks: [Blank.Kind: LineEditor] = [:]
    package internal(set) var focus: Field
    /// Rows of a form that is longer than its box, gone on from where the focus is in sight.
    package internal(set) var scrolled = 0
    /// Keys read within `grace` of this moment are not for this dialog.
    package let opened: Instant
    /// What the engine says of each action; keyed by it before its blanks were filled in.
    package private(set) var previews: [Control.Action: Control.Preview] = [:]
    /// What each reroute would have meant for recent traffic.
    private var forecasts: [Control.Action: RerouteForecast] = [:]
    /// What kept the last attempt to confirm from happening.
    package internal(set) var complaint = ""
    /// The starts in the range that was written, where the way chosen has a schedule.
    package private(set) var starts: [Instant] = []

    /// How long after opening keys are dropped.
    package static let grace = Duration.milliseconds(300)

    package init(
        _ verb: Verb,
        title: String,
        button: String,
        risk: Command.Risk,
        seen: [Seen],
        picked: String = "",
        choices: [Choice],
        expected: String = "",
        opened: Instant,
        chosen: Int = 0,
        reaches: [Reach] = [],
        about: String = "",
        remark: Remark = .required
    ) {
        self.verb = verb
        self.title = title
        self.button = button
        self.risk = risk
        self.seen = seen
        self.picked = picked
        self.choices = choices
        word = expected
        self.opened = opened
        self.reaches = reaches
        self.about = about
        self.remark = remark
        self.chosen = choices.indices.contains(chosen) ? chosen : 0
        focus = .reason
        for blank in choices.flatMap(\.blanks) where blanks[blank.kind] == nil {
            blanks[blank.kind] = LineEditor(blank.initial, limit: Blank.limit)
        }
        focus = fields.first ?? .reason
        findStarts()
    }

    /// A longer range is done in parts.
    package static let startsMax = 1000

    /// The starts between the two moments that were written, up to now.
    mutating func findStarts() {
        guard let schedule = choice?.schedule,
            let from = Instant(day: texts[.from]?.trimmingBlanks ?? ""),
            let until = Instant(day: texts[.until]?.trimmingBlanks ?? "")
        else { return starts = [] }
        starts = schedule.starts(from: from, before: min(until, opened), limit: Self.startsMax + 1)
    }

    /// The fields this dialog has.
    package var fields: [Field] {
        let blanks = (choice?.blanks ?? []).map { Field.blank($0.kind) }
        return (choices.count > 1 ? [.choices] : []) + (expected.isEmpty ? [] : [.name]) + blanks
            + [.reason] + (reaches.count > 1 ? [.reach] : []) + (asksOpenRuns ? [.openRuns] : [])
            + [.back, .confirm]
    }

    /// Whether it is about where runs go, so that the open ones are a question of their own.
    package var asksOpenRuns: Bool { choice?.actions.contains(where: \.movesRuns) ?? false }

    /// The way chosen.
    package var choice: Choice? {
        choices.indices.contains(chosen) ? choices[chosen] : nil
    }

    /// What must be typed before a high-risk action; empty for none.
    package var expected: String { choice?.expected ?? word }

    /// What was written into the blanks of the way chosen.
    package var texts: [Blank.Kind: String] {
        Dictionary(
            (choice?.blanks ?? []).map { ($0.kind, blanks[$0.kind]?.text ?? "") },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// The actions of the way chosen, with what was written.
    package var actions: [Control.Action] {
        if choice?.schedule != nil {
            return starts.compactMap { choice?.actions.first?.due($0) }
        }
        let texts = self.texts
        let end = (texts[.wake] ?? texts[.ends]).flatMap {
            Moment.ahead($0.trimmingBlanks, of: opened)
        }
        return reached(choice?.actions ?? []).map { action in
            let filled = action.filled(with: texts).leaving(openRuns)
            return end.map { filled.ending(at: $0) } ?? filled
        }
    }

    /// Of the actions of a way, those within reach.
    private func reached(_ actions: [Control.Action]) -> [Control.Action] {
        guard reaches.indices.contains(reach) else { return actions }
        return Array(actions.prefix(reaches[reach].count))
    }

    /// How long it lasts, as it was written or as the way has it.
    package var lasting: String { texts[.lasting] ?? choice?.lasting ?? "" }

    /// The word on the button.
    package var buttonTitle: String { choice?.button ?? button }

    /// What is kept as the reason.
    package var reasonText: String {
        guard case .optional(let usual) = remark, reason.text.isBlank else { return reason.text }
        return usual
    }

    /// The actions that the engine is asked about: as they are before anything is written.
    package var asked: [Control.Action] {
        // What a rate would do depends on the rate that is written.
        let isWritten = choice?.schedule != nil || texts[.rate] != nil
        return isWritten
            ? actions : reached(choice?.actions ?? []).map { $0.leaving(openRuns) }
    }

    /// Why it cannot be confirmed yet; nil when it can.
    package var obstacle: String? {
        if typed.text != expected { return "type \(expected) to go on" }
        for blank in choice?.blanks ?? [] {
            if let complaint = blank.complaint(about: texts[blank.kind] ?? "") { return complaint }
        }
        if choice?.schedule != nil {
            if starts.isEmpty { return "the schedule has no start in that range that has passed" }
            if starts.count > Self.startsMax {
                return "these are more than \(Self.startsMax) starts: write a shorter range"
            }
        }
        if let wake = texts[.wake], Moment.ahead(wake.trimmingBlanks, of: opened) == nil {
            return "write when it ends: 16:00, 3h, or 2026-09-21T16:00:00Z"
        }
        if let end = texts[.ends], !end.isBlank,
            Moment.ahead(end.trimmingBlanks, of: opened) == nil
        {
            return "write when it ends: 16:00, 3h, or nothing"
        }
        if remark == .required, reason.text.isBlank {
            return verb == .note
                ? "write the note" : "say why: the reason is kept in the audit"
        }
        // Of many, those that cannot be done are told one by one; the others are done.
        let answers = asked.map { previews[$0] }
        guard answers.allSatisfy({ $0?.refusal != nil }) else { return nil }
        return answers.first??.refusal
    }

    /// Takes the engine's answer to what an action would do.
    package mutating func take(_ preview: Control.Preview, of action: Control.Action) {
        previews[action] = preview
    }

    /// Takes the engine's forecast of a reroute.
    package mutating func take(_ forecast: RerouteForecast, of action: Control.Action) {
        forecasts[action.leaving(.keep)] = forecast
    }

    /// What an order would have meant for recent traffic, whatever becomes of open runs.
    package func forecast(of action: Control.Action) -> RerouteForecast? {
        forecasts[action.leaving(.keep)]
    }

    /// Takes a paste into the field that has the focus.
    package mutating func paste(_ text: String, at now: Instant) {
        guard now - opened >= Self.grace else { return }
        switch focus {
        case .name: typed.insert(text)
        case .reason: reason.insert(text)
        case .blank(let kind): blanks[kind]?.insert(text)
        case .choices, .reach, .openRuns, .back, .confirm: break
        }
        findStarts()
    }
}

extension Control.Action {
    /// Whether it changes where the calls of runs go.
    fileprivate var movesRuns: Bool {
        switch self {
        case .reroute, .split: true
        default: false
        }
    }

    /// The same order with a choice for the runs that are open; itself where it leaves none.
    fileprivate func leaving(_ openRuns: OpenRuns) -> Control.Action {
        switch self {
        case .reroute(let route, let target, _):
            .reroute(route: route, target: target, openRuns: openRuns)
        case .split(let route, let shares, _):
            .split(route: route, shares: shares, openRuns: openRuns)
        default: self
        }
    }
}
