package import Orchestration
package import Screen

/// What keys do in a dialog.
extension Confirmation {
    /// Takes a key; those of the first moments are dropped, and only Confirm confirms.
    package mutating func take(_ key: Key, at now: Instant) -> Verdict {
        guard now - opened >= Self.grace else { return .open }
        complaint = ""
        switch key.code {
        case .pageDown: scrolled = min(scrolled + Self.page, Self.scrolledMax)
        case .pageUp: scrolled = 0
        default:
            scrolled = 0
            return takeInForm(key)
        }
        return .open
    }

    /// Rows that a page is: small, so that none is missed.
    private static let page = 4

    /// No form is longer.
    private static let scrolledMax = 40

    private mutating func takeInForm(_ key: Key) -> Verdict {
        switch key.code {
        case .escape: return .closed
        case .tab: turn(by: 1)
        case .backTab: turn(by: -1)
        case .enter: return enter()
        case .up where focus == .choices, .character("k") where focus == .choices:
            choose(chosen - 1)
        case .down where focus == .choices, .character("j") where focus == .choices:
            choose(chosen + 1)
        case .left where focus == .openRuns, .character("h") where focus == .openRuns:
            openRuns = .keep
        case .right where focus == .openRuns, .character("l") where focus == .openRuns:
            openRuns = .move
        case .character(" ") where focus == .openRuns:
            openRuns = openRuns == .keep ? .move : .keep
        case .up where focus == .reach, .left where focus == .reach,
            .character("k") where focus == .reach, .character("h") where focus == .reach:
            reach = max(0, reach - 1)
        case .down where focus == .reach, .right where focus == .reach,
            .character("j") where focus == .reach, .character("l") where focus == .reach:
            reach = min(max(0, reaches.count - 1), reach + 1)
        case .up: turn(by: -1)
        case .down: turn(by: 1)
        case .left where focus == .confirm, .right where focus == .back,
            .character("h") where focus == .confirm, .character("l") where focus == .back:
            focus = focus == .back ? .confirm : .back
        default: type(key)
        }
        return .open
    }

    private mutating func enter() -> Verdict {
        switch focus {
        case .choices, .reach, .openRuns, .name, .blank, .reason:
            turn(by: 1)
            return .open
        case .back: return .closed
        case .confirm:
            guard let obstacle else { return .confirmed }
            complaint = obstacle
            return .open
        }
    }

    private mutating func turn(by step: Int) {
        let fields = fields
        let at = fields.firstIndex(of: focus) ?? 0
        focus = fields[(at + step + fields.count) % fields.count]
    }

    private mutating func type(_ key: Key) {
        switch focus {
        case .name: _ = typed.take(key)
        case .reason: _ = reason.take(key)
        case .blank(let kind):
            _ = blanks[kind]?.take(key)
            findStarts()
        case .choices: choose(key)
        case .reach, .openRuns, .back, .confirm: refuse(key)
        }
    }

    private mutating func choose(_ place: Int) {
        chosen = min(max(0, place), max(0, choices.count - 1))
        findStarts()
    }

    /// A digit chooses the way of that number; a letter is meant for the name, where one is asked
    /// for.
    private mutating func choose(_ key: Key) {
        guard case .character(let character) = key.code else { return }
        if let number = character.wholeNumberValue {
            if choices.indices.contains(number - 1) { choose(number - 1) }
        } else if !expected.isEmpty, !key.control {
            focus = .name
            _ = typed.take(key)
        } else {
            refuse(key)
        }
    }

    /// What is typed where nothing can be written is not lost in silence.
    private mutating func refuse(_ key: Key) {
        guard case .character = key.code else { return }
        complaint = "nothing is written here; tab goes to the fields"
    }
}
