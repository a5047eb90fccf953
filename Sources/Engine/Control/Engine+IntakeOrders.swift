internal import Journal
internal import Orchestration

/// What operators bring in themselves: starts by hand, starts of a schedule that have passed, dead
/// letters that come again.
extension Engine {
    func start(_ name: String, _ input: String, _ request: String) async -> Effect {
        guard let value = try? Value(json: input), case .map = value else {
            return .refused("The input is no JSON object.")
        }
        switch await start(workflow: name, input: value, request: request) {
        case .started(let run)?: return .done("started run \(run.text)", undo: .cancel(run))
        case .duplicate?: return .done("\(request) was started before")
        case .signalled?, .noted?, .held?:
            return .refused("Nothing was started: a run of the same subject is open.")
        case .deadLetter(let why)?, .lost(let why)?:
            return .refused("Nothing was started: \(why)")
        case nil: return .refused("There is no workflow `\(name)`.")
        }
    }

    func replay(_ number: Int64) async -> Effect {
        guard let letter = try? await journal.deadLetter(number) else {
            return .refused("There is no dead letter \(number).")
        }
        switch await submit(letter) {
        case .started(let run): return .done("started run \(run.text)")
        case .signalled(let steps): return .done("ended \(steps) waits")
        case .noted: return .done("noted")
        case .held(let source): return .done("kept until source \(source) is resumed")
        case .duplicate: return .done("had been accepted meanwhile")
        case .deadLetter(let why): return .refused("refused again: \(why)")
        case .lost(let why): return .refused("It was not taken in: \(why).")
        }
    }
}

extension Engine {
    func backfill(_ name: String, at due: Instant) async -> Effect {
        do throws(Failure) {
            let segment = try start(of: name, at: due)
            guard let counts = await countBatch(of: name, over: segment, at: due),
                let started = await runBatch(of: name, over: segment, at: due)
            else { return .refused("The engine stopped before the end; the same order goes on.") }
            return .done(
                "started \(started), \(counts.known) started before",
                undo: started == 0 ? nil : .cancelBackfill(workflow: name, at: due)
            )
        } catch { return .refused(error.message) }
    }

    func cancelBackfill(_ name: String, at due: Instant, _ order: Control.Order) async -> Effect {
        let items = "\(name)/\(due.text)/"
        guard let runs = try? await journal.runs(startedBy: "batch_item", idsFrom: items) else {
            return .refused("The journal cannot be read.")
        }
        var cancelled = 0
        for run in runs {
            let one = Control.Order(
                .cancel(run),
                actor: order.actor,
                via: order.via,
                reason: order.reason,
                requestID: "\(order.requestID)/\(run.text)"
            )
            if case .done = await act(.cancel, on: run, one).result { cancelled += 1 }
        }
        return .done("cancelled \(cancelled) of \(runs.count)")
    }

    func previewBackfill(_ name: String, at due: Instant, _ action: Control.Action) async
        -> Control.Preview
    {
        do throws(Failure) {
            let segment = try start(of: name, at: due)
            guard let counts = await countBatch(of: name, over: segment, at: due) else {
                throw Failure(.badInput, "The engine stops.")
            }
            return Control.Preview(
                effects: ["would start \(counts.new), \(counts.known) started before"],
                commandLine: action.commandLine
            )
        } catch {
            return Control.Preview(
                effects: [],
                refusal: error.message,
                commandLine: action.commandLine
            )
        }
    }

    /// The segment of a schedule that has a start at that moment.
    private func start(of name: String, at due: Instant) throws(Failure) -> String? {
        guard case .schedule(let schedule, let segment)? = plans[name]?.workflow.trigger else {
            throw Failure(.badInput, "There is no scheduled workflow `\(name)`.")
        }
        guard schedule.starts(from: due, before: due + .milliseconds(1)).first == due else {
            throw Failure(.badInput, "The schedule of \(name) has no start at \(due.text).")
        }
        guard due <= time.now() else {
            throw Failure(.badInput, "\(due.text) is yet to come: the schedule starts it.")
        }
        return segment
    }
}
