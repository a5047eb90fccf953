extension Control.Action {
    /// The run it concerns; nil when it concerns something else.
    package var run: RunID? {
        switch self {
        case .pauseRun(let id), .resumeRun(let id), .retry(let id, _), .skip(let id, _),
            .cancel(let id), .act(let id, _):
            id
        default: nil
        }
    }

    /// The alert it concerns; nil when it concerns something else.
    package var alert: String? {
        switch self {
        case .acknowledge(let id), .escalate(let id), .snooze(let id, _, _), .resolveSnooze(let id):
            id
        default: nil
        }
    }

    /// Whether it only says something of what it is about: a note, a rating.
    package var isRemark: Bool {
        switch self {
        case .note, .rate, .unrate: true
        default: false
        }
    }

    /// The verb as the audit writes it.
    package var verb: String {
        switch self {
        case .pauseRun, .pause: "pause"
        case .resumeRun, .resume: "resume"
        case .retry: "retry"
        case .skip: "skip"
        case .cancel: "cancel"
        case .act(_, let act): act.verb
        case .reroute: "reroute"
        case .split: "split"
        case .unroute: "undo reroute"
        case .throttle: "throttle"
        case .acknowledge: "ack"
        case .escalate: "escalate"
        case .snooze: "snooze"
        case .resolveSnooze: "unsnooze"
        case .canary(_, _, let order): "canary \(order.rawValue)"
        case .breaker: "breaker"
        case .kill: "kill"
        case .revive: "revive"
        case .approveRetrain: "retrain approve"
        case .declineRetrain: "retrain decline"
        case .silence: "silence"
        case .unsilence: "unsilence"
        case .start: "start"
        case .backfill: "backfill"
        case .cancelBackfill: "cancel backfill"
        case .replay: "replay"
        case .note: "note"
        case .rate: "rate"
        case .unrate: "unrate"
        }
    }

    /// What it is done to, in words.
    package var object: String {
        switch self {
        case .pauseRun(let id), .resumeRun(let id), .cancel(let id): "run \(id.text)"
        case .retry(let id, let step): "run \(id.text)" + (step.map { " step \($0)" } ?? "")
        case .skip(let id, let step): "run \(id.text) step \(step)"
        case .act(let id, let act): "run \(id.text)" + (act.step.map { " step \($0)" } ?? "")
        case .pause(let scope), .resume(let scope): scope.object
        case .throttle(let subject, _, _): subject.object
        case .start(let name, _, _): "workflow \(name)"
        case .reroute(let route, _, _), .split(let route, _, _), .unroute(let route, _):
            "route \(route)"
        case .kill(let scope), .revive(let scope): scope.object
        case .canary(let route, _, _): "route \(route)"
        case .breaker(let model, _): "model \(model)"
        case .approveRetrain(let id), .declineRetrain(let id): "proposal \(id)"
        case .acknowledge(let id), .escalate(let id), .snooze(let id, _, _), .resolveSnooze(let id):
            "alert \(id)"
        case .silence(let silence): "silence \(silence.id)"
        case .unsilence(let id): "silence \(id)"
        case .backfill(let name, let due), .cancelBackfill(let name, let due):
            "workflow \(name) at \(due.text)"
        case .replay(let letter): "dead letter \(letter)"
        case .note(let subject): subject.words
        case .rate(let call, _, _, _), .unrate(let call): "call \(call.text)"
        }
    }
}

extension Control.Action {
    /// The same action as a command line, for example `podium retry 1-e7 --step copy`.
    package var commandLine: String {
        (["podium"] + words.map(\.shellWord)).joined(separator: " ")
    }

    /// The words of the command line behind the program's name, as they are: not quoted.
    package var words: [String] {
        switch self {
        case .pauseRun(let id): ["pause", id.text]
        case .resumeRun(let id): ["resume", id.text]
        case .pause(let scope): ["pause"] + scope.words
        case .resume(let scope): ["resume"] + scope.words
        case .retry(let id, let step):
            ["retry", id.text] + (step.map { ["--step", $0] } ?? [])
        case .skip(let id, let step): ["skip", id.text, "--step", step]
        case .cancel(let id): ["cancel", id.text]
        case .act(let id, let act): [act.verb, id.text] + act.words
        case .reroute(let route, let target, let openRuns):
            ["reroute", route] + (target.map { ["--to", $0] } ?? ["--policy"]) + openRuns.option
        case .split(let route, let shares, let openRuns):
            ["split", route]
                + (shares.isEmpty
                    ? ["--policy"]
                    : shares.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })
                + openRuns.option
        case .unroute(let route, let moment):
            ["reroute", route, "--undo"] + (moment.map { ["--ordered", $0.text] } ?? [])
        case .throttle(let subject, let rate, let until):
            ["throttle"] + subject.words + (rate.map { ["--to", $0.text] } ?? ["--lift"])
                + (until.map { ["--until", $0.text] } ?? [])
        case .acknowledge(let id): ["ack", id]
        case .escalate(let id): ["escalate", id]
        case .snooze(let id, let until, let clears):
            ["snooze", id, "--until", until.text] + (clears.map { ["--clear", $0.text] } ?? [])
        case .resolveSnooze(let id): ["wake", id]
        case .canary(let route, let model, let order):
            ["canary", route, model, "--to", order.rawValue]
        case .breaker(let model, let order): ["breaker", model, "--to", order.rawValue]
        case .kill(let scope): ["kill"] + scope.words
        case .revive(let scope): ["revive"] + scope.words
        case .approveRetrain(let id): ["retrain", "approve", id]
        case .declineRetrain(let id): ["retrain", "decline", id]
        case .silence(let silence):
            ["silence"] + silence.matchers.map { "\($0.key)=\($0.value)" }.sorted()
                + ["--until", silence.until.text]
                + (silence.clears.map { ["--clear", $0.text] } ?? [])
        case .unsilence(let id): ["unsilence", id]
        case .start(let name, let input, let id):
            ["start", name] + (input == "{}" ? [] : ["--input", input])
                + (id.map { ["--id", $0] } ?? [])
        case .backfill(let name, let due): Self.backfill(name, due)
        case .cancelBackfill(let name, let due): Self.backfill(name, due) + ["--cancel"]
        case .replay(let letter): ["dead-letters", "replay", "\(letter)"]
        case .note(let subject): ["note", subject.kind.rawValue, subject.name]
        case .rate(let call, let verdict, let note, let by):
            ["rate", call.text, verdict.rawValue] + (note.isEmpty ? [] : ["--note", note])
                + (by.map { ["--by", $0] } ?? [])
        case .unrate(let call): ["unrate", call.text]
        }
    }

    private static func backfill(_ name: String, _ due: Instant) -> [String] {
        ["backfill", name, "--from", due.text, "--to", (due + .seconds(1)).text]
    }
}

extension OpenRuns {
    /// The option that asks for it; empty for what is done unasked.
    fileprivate var option: [String] { self == .keep ? [] : ["--open-runs", rawValue] }
}

extension String {
    /// The text as a shell reads it back: quoted only where it must be.
    package var shellWord: String {
        let isPlain = utf8.allSatisfy { byte in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                || "-_./:#@=,+".utf8.contains(byte)
        }
        if isPlain, !isEmpty { return self }
        let parts = split(separator: "'", omittingEmptySubsequences: false)
        return "'" + parts.joined(separator: "'\\''") + "'"
    }
}
