package import Orchestration

/// Something an order needs that only the operator knows: a dialog has a line for each.
package struct Blank: Hashable, Sendable {
    /// Where the text goes.
    package enum Kind: Hashable, Sendable {
        /// JSON that comes with an order; may be left out.
        case data
        /// JSON that an order is about.
        case json
        case priority
        /// How long a reroute holds, for example `30m`; empty for until it is taken back.
        case lasting
        /// What must stay true for a reroute to stand; empty for nothing.
        case condition
        /// A word without blanks; may be left out.
        case word
        /// The name of a tenant.
        case tenant
        /// A JSON object.
        case object
        /// When a snooze ends: a time of day, how long, or an instant.
        case wake
        /// When it ends by itself, as for `wake`; empty for when it is lifted.
        case ends
        /// So many in a time.
        case rate
        /// The first moment of a range.
        case from
        /// The moment before which a range ends.
        case until
    }

    package let kind: Kind
    package let label: String
    /// What is in it at first.
    package var initial = ""
    /// What to write, shown while it is empty.
    package let hint: String

    package init(_ kind: Kind, _ label: String, initial: String = "", hint: String) {
        self.kind = kind
        self.label = label
        self.initial = initial
        self.hint = hint
    }

    /// Characters a blank takes: JSON may be long.
    package static let limit = 4000

    /// What is wrong with a text; nil when nothing is.
    package func complaint(about text: String) -> String? {
        switch kind {
        case .data where text.isBlank: return nil
        case .data, .json:
            do throws(JSONError) { _ = try Value(json: Array(text.utf8)) } catch {
                return "\(label) is no JSON: \(error.message); text needs quotes"
            }
        case .priority:
            guard let number = Int(text.trimmingBlanks), (-100...100).contains(number) else {
                return "\(label) is a number from -100 to 100"
            }
        case .lasting:
            if text.isBlank { return nil }
            guard let span = Duration(text: text.trimmingBlanks), span > .zero else {
                return "\(label) is a time such as 30m or 2h"
            }
        case .condition:
            if text.isBlank { return nil }
            do throws(RouteGuardError) { _ = try RouteGuard(text: text) } catch {
                return error.explanation
            }
        case .word: return text.trimmingBlanks.contains(" ") ? "\(label) has no blanks" : nil
        case .tenant: if text.isBlank { return "write whose runs: their label `tenant`" }
        case .object:
            guard let value = try? Value(json: Array(text.utf8)), case .map = value else {
                return "\(label) is no JSON object; write {} for an empty one"
            }
        // Whether it is to come depends on when the dialog opened.
        case .wake, .ends: return nil
        case .rate:
            guard Rate(text: text.trimmingBlanks) != nil else {
                return "\(label) is a number and s, m, h or d: 5/s, 600/m"
            }
        case .from, .until:
            guard Instant(day: text.trimmingBlanks) != nil else {
                return "\(label) is a date, or an instant such as 2026-04-01T02:00:00Z"
            }
        }
        return nil
    }
}

extension String {
    /// Whether there is nothing to read in it.
    var isBlank: Bool { allSatisfy(\.isWhitespace) }
}

extension Control.Action {
    /// The action with what was written into its dialog's blanks.
    package func filled(with texts: [Blank.Kind: String]) -> Control.Action {
        switch self {
        case .throttle(let subject, let rate?, let until):
            let written = texts[.rate].flatMap { Rate(text: $0.trimmingBlanks) }
            return .throttle(subject, written ?? rate, until: until)
        case .act(let run, let act): return .act(run, act.filled(with: texts))
        case .kill(.tenant): return .kill(.tenant(texts[.tenant]?.trimmingBlanks ?? ""))
        case .start(let name, let input, let id):
            let word = texts[.word]?.trimmingBlanks ?? ""
            return .start(
                workflow: name,
                input: texts[.object].flatMap { (try? Value(json: Array($0.utf8)))?.json } ?? input,
                id: word.isEmpty ? id : word
            )
        default: return self
        }
    }
}

extension Control.Action {
    /// The same for another start of a schedule.
    func due(_ due: Instant) -> Control.Action {
        switch self {
        case .backfill(let name, _): .backfill(workflow: name, at: due)
        case .cancelBackfill(let name, _): .cancelBackfill(workflow: name, at: due)
        default: self
        }
    }

    /// The same with another end.
    func ending(at moment: Instant) -> Control.Action {
        switch self {
        case .snooze(let alert, _, let clears): .snooze(alert: alert, until: moment, clears: clears)
        case .throttle(let subject, let rate?, _): .throttle(subject, rate, until: moment)
        default: self
        }
    }

    /// Whether what it changes has a version that the operator saw.
    var hasVersion: Bool {
        switch self {
        // A step of a workflow has no version of its own.
        case .note, .rate, .unrate, .backfill, .cancelBackfill, .replay, .throttle(.step, _, _):
            false
        case .kill(let scope), .revive(let scope): if case .route = scope { true } else { false }
        default: true
        }
    }
}

extension RunAct {
    fileprivate func filled(with texts: [Blank.Kind: String]) -> RunAct {
        let data = texts[.data].flatMap { $0.isBlank ? nil : $0.trimmingBlanks }
        let json = texts[.json]?.trimmingBlanks
        return switch self {
        case .approve(let step, let old): .approve(step: step, data: data ?? old)
        case .reject(let step, let old): .reject(step: step, data: data ?? old)
        case .signal(let name, let old): .signal(name: name, data: data ?? old)
        case .complete(let step, let old): .complete(step: step, output: json ?? old)
        case .retry(let step, let old): .retry(step: step, input: json ?? old)
        case .retryFrom(let step, let old): .retryFrom(step: step, input: json ?? old)
        case .prioritize(let old):
            .prioritize(texts[.priority].flatMap { Int($0.trimmingBlanks) } ?? old)
        case .terminate: .terminate
        }
    }
}
