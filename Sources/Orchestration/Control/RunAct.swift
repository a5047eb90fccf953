/// What an operator can do inside one run, beyond stopping and starting it.
package enum RunAct: Hashable, Sendable, Codable {
    /// Says yes to a step that asks; nil for the one step that does. `data` is JSON.
    case approve(step: String?, data: String?)
    case reject(step: String?, data: String?)
    /// Ends the wait of the steps that wait for that signal. `data` is JSON.
    case signal(name: String, data: String?)
    /// Gives a step its result by hand, as JSON.
    case complete(step: String, output: String)
    /// Tries a failed step again; with `input`, as JSON, in place of what its expressions give.
    case retry(step: String, input: String)
    /// Does a step, and all that builds on it, once more.
    case retryFrom(step: String, input: String?)
    /// Ends the run at once; what it did is not taken back.
    case terminate
    /// Attempts of runs with a greater priority start first.
    case prioritize(Int)
}

extension RunAct {
    /// The verb as the audit and the command line write it.
    package var verb: String {
        switch self {
        case .approve: "approve"
        case .reject: "reject"
        case .signal: "signal"
        case .complete: "complete"
        case .retry, .retryFrom: "retry"
        case .terminate: "terminate"
        case .prioritize: "priority"
        }
    }

    /// The step it is done to; nil for the whole run, or the one step that fits.
    package var step: String? {
        switch self {
        case .approve(let step, _), .reject(let step, _): step
        case .complete(let step, _), .retry(let step, _), .retryFrom(let step, _): step
        case .signal, .terminate, .prioritize: nil
        }
    }

    /// What comes with it, as JSON; nil for nothing.
    package var data: String? {
        switch self {
        case .approve(_, let data), .reject(_, let data), .signal(_, let data): data
        case .complete(_, let output): output
        case .retry(_, let input): input
        case .retryFrom(_, let input): input
        case .prioritize(let priority): String(priority)
        case .terminate: nil
        }
    }

    /// What follows the run on the command line, word by word, unquoted.
    package var words: [String] {
        let step = self.step.map { ["--step", $0] } ?? []
        let data = self.data.map { ["--with", $0] } ?? []
        switch self {
        case .approve, .reject: return step + data
        case .signal(let name, _): return ["--name", name] + data
        case .complete(_, let output): return step + ["--output", output]
        case .retry(_, let input): return step + ["--input", input]
        case .retryFrom(let step, let input):
            return ["--from", step] + (input.map { ["--input", $0] } ?? [])
        case .terminate: return []
        case .prioritize(let priority): return ["--to", String(priority)]
        }
    }

    /// What it would do, in sentences.
    package var effects: [String] {
        switch self {
        case .approve: ["The step counts as approved, and what builds on it goes on."]
        case .reject: ["The step counts as skipped, and so does what builds on it."]
        case .signal(let name, _): ["Steps that wait for signal \(name) go on with this data."]
        case .complete:
            [
                "The step counts as succeeded with this output; an attempt under way is withdrawn.",
                "What it would have done is not done.",
            ]
        case .retry:
            ["The step is tried again with this input, whatever its expressions give."]
        case .retryFrom:
            [
                "The step and all that builds on it are done once more; the rest keeps its results.",
                "A message that was sent is not sent again, whatever the input: its key stays the same.",
                "A run that has completed is open again, and what comes after it does not start twice.",
            ]
        case .terminate:
            ["The run ends at once; what it did is not taken back.", "It cannot be undone."]
        case .prioritize: ["Its waiting attempts start before those of a smaller priority."]
        }
    }
}
