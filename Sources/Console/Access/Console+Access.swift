internal import Orchestration

/// Looking only, and acting for a while.
extension Console {
    /// A console on production looks only, until it is told otherwise.
    mutating func settleAccess(_ environment: Snapshot.Environment) {
        guard !hasSettledAccess else { return }
        hasSettledAccess = true
        if environment.isProduction { access = .readOnly }
    }

    /// Why nothing can be changed now; nil when it can.
    var accessObstacle: String? {
        guard case .readOnly = access else { return nil }
        return "read-only; :rw 15m REASON lets you act for that long"
    }

    /// Looks only from now on.
    mutating func lock() -> [Effect] {
        guard access != .readOnly else {
            say("it is read-only already")
            return []
        }
        access = .readOnly
        staysReadOnly = true
        mode = .browsing
        say("read-only", .done)
        return []
    }

    /// Acts for a while: `15m stuck on the provider`.
    mutating func lift(_ text: String) -> [Effect] {
        let word = String(text.prefix { $0 != " " })
        let span = Duration(text: word)
        let rest = span == nil ? text : String(text.dropFirst(word.count))
        let reason = rest.trimmingBlanks
        guard !reason.isEmpty else {
            say("say why: :rw 15m REASON; it goes into the audit with every order", .refused)
            return []
        }
        let length = min(max(.seconds(1), span ?? Access.usual), Access.longest)
        access = .lifted(until: now + length, reason: reason)
        say("you may act for \(Figures.age(length)): \(reason)", .done)
        return []
    }

    /// Drops back to looking when the time is over; an open dialog closes with it.
    mutating func endAccess() {
        guard case .lifted(let until, _) = access, now >= until else { return }
        access = .readOnly
        if case .confirming = mode { mode = .browsing }
        say("the time to act is over: read-only again; :rw 15m REASON lifts it", .refused)
    }

    /// The reason of an order, with why this console may act at all.
    func auditReason(_ reason: String) -> String {
        guard case .lifted(_, let why) = access else { return reason }
        return "\(reason) [rw: \(why)]"
    }

    /// What the badge says behind the name of the system; nothing before there is one.
    var accessWord: String {
        guard snapshot != nil else { return "" }
        return switch access {
        case .full: " RW"
        case .readOnly: " RO"
        case .lifted(let until, _): " RW \(Figures.shortAge(max(.zero, until - now)))"
        }
    }
}

extension String {
    /// The text without blanks at its ends.
    var trimmingBlanks: String {
        let front = drop { $0.isWhitespace }
        return String(front.reversed().drop { $0.isWhitespace }.reversed())
    }
}
